"""Made-up pictures of every kind, for the tests."""

import pandas as pd

from isp_utils.charts import (
    Break,
    Caption,
    Fragment,
    Kind,
    Mark,
    Point,
    Series,
    Value,
    matrix,
    peers,
    places,
    table,
    trend,
)

YEARS = tuple(str(year) for year in range(2015, 2024))
SECRET = 777.123  # stands in the row, but its flag hides it


def caption(name: str, **more) -> Caption:
    description = f"Ein Bild mit dem Namen {name}, erfunden für die Prüfung der Bausteine."
    kind = {"kind": Kind.LIST} | more
    return Caption(f"Titel {name}", "Maß, Ort, Zeitraum", "Quelle: erfunden", description, name, **kind)


def lines(hidden: float | None = None, flag: str = "secret") -> list[Series]:
    """Own county with one hidden value, and its Land."""
    own = [10.0, 11.0, hidden, 13.0, 12.0, 14.0, 15.0, 15.5, 16.0]
    lower = [None if value == hidden else value - 1 for value in own]
    upper = [None if value == hidden else value + 1 for value in own]
    if hidden is not None:
        lower[2], upper[2] = hidden - 1, hidden + 1
    flags = ["", "", flag, "", "", "", "", "", "provisional"]
    base = ["zensus_2011"] * 7 + ["zensus_2022"] * 2
    land = [12.0 + place / 2 for place in range(len(YEARS))]
    return [
        Series("Musterkreis", "own", YEARS, own, flags, lower, upper, base),
        Series("Musterland", "land", YEARS, land, census_base=base),
    ]


def points(hidden: float | None = None, flag: str = "secret") -> list[Point]:
    """Five areas, the second with a hidden value."""
    edges = (None, None) if hidden is None else (hidden - 1, hidden + 1)
    return [
        Point("Musterkreis", 12.0, "", 10.0, 14.0, "own"),
        Point("Geheimhausen", hidden, flag, *edges),
        Point("Adorf", 9.5, "", 7.0, 13.0),
        Point("Bedorf", 20.0, "limited", 11.0, 30.0),
        Point("Cedorf", 0.0),
    ]


def frame(hidden: float | None = None, flag: str = "secret") -> pd.DataFrame:
    return pd.DataFrame({"Ort": ["Adorf", "Bedorf"], "Kinder": [1234, 5], "Quote": [Value(12.34), Value(hidden, flag)]})


def trend_sample(hidden: float | None = None, flag: str = "secret", name: str = "reihe", **more) -> Fragment:
    return trend(lines(hidden, flag), caption(name, unit="%", **more), [Break("2017", "Neue Abgrenzung.")])


def peers_sample(hidden: float | None = None, flag: str = "secret", name: str = "kreise", **more) -> Fragment:
    return peers(points(hidden, flag), caption(name, unit="je 1.000", **more), Point("Musterland", 13.0))


def places_sample(hidden: float | None = None, flag: str = "secret", name: str = "orte", **more) -> Fragment:
    return places(points(hidden, flag), caption(name, unit="%", **more), Point("Musterkreis", 12.0))


def table_sample(hidden: float | None = None, flag: str = "secret", name: str = "tabelle", **more) -> Fragment:
    return table(frame(hidden, flag), caption(name, **more))


def matrix_sample(name: str = "matrix") -> Fragment:
    cells = {
        ("Krippe", "Schule"): Mark("höher", "higher", "U3-Quote 39,2 %", "schule.html"),
        ("Krippe", "Gesundheit"): Mark("ungünstiger", "worse"),
    }
    return matrix(["Krippe", "Kita"], ["Schule", "Gesundheit"], cells, caption(name), "Station")


FIGURED = {"trend": trend_sample, "peers": peers_sample, "places": places_sample, "table": table_sample}
DRAWN = {"trend": trend_sample, "peers": peers_sample, "places": places_sample}
ALL = {**FIGURED, "matrix": matrix_sample}
