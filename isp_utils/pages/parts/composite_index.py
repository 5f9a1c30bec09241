"""How a report speaks of a composite index: points, progress, place and class, each only as sure as it is."""

import pandas as pd

from isp_utils.charts import Caption, Fragment, Kind, Point, peers, table
from isp_utils.indicators.composite import IndexResult
from isp_utils.indicators.figures import Figures
from isp_utils.indicators.statements.hindrance import OLDEST
from isp_utils.model.indices import Index
from isp_utils.model.terms import Sources
from isp_utils.model.wording import RANGE, enumeration, german_number
from isp_utils.pages.parts.captions import Words
from isp_utils.statistics.comparison import difference


def unfit(index: Index, figures: Figures) -> str:
    """Why the index of the county must not be shown, "" where nothing stands against it.

    No part may rest on an exceptional year, on nominal money or on a scale set anew every year; none may be too old.
    """
    parts = [figures.catalogue.indicators[part.indicator] for part in index.parts]
    for part in parts:
        odd = next((item for item in part.exceptional if item.year in (index.base_year, index.year)), None)
        if odd:
            return (
                f"{index.title}: Ohne Index, denn „{part.short}“ fällt in ein Ausnahmejahr ({odd.year}: {odd.reason})."
            )
        if part.money or part.renormed:
            return f"{index.title}: Ohne Index, denn „{part.short}“ lässt sich nicht über Jahre vergleichen."
    if index.year < figures.newest_year - OLDEST:
        return f"{index.title}: Die Zahlen sind von {index.year} und damit zu alt für ein Urteil."
    return ""


def sentences_of(index: Index, found: IndexResult | None, name: str) -> list[str]:
    """German sentences about the county's index, the strongest statement first."""
    if found is None:
        why = "denn für ihre Teile ist nicht bekannt, wie weit sie von Jahr zu Jahr schwanken"
        return [f"{index.title}: Eine Gesamtzahl steht hier nicht, {why}."]
    return [
        f"Der Index fasst {len(index.parts)} Kennzahlen auf der Skala von {index.base_year} zusammen. So zeigt er "
        "Fortschritt und nicht nur den Rang.",
        f"{index.title} {index.year}, {name}: {_points(found.now)}.",
        _together(found),
        _progress(index, found),
        f"Unter {len(found.regions)} Kreisen liegt der Platz mit 90\u202f% Sicherheit zwischen {found.rank_from} und "
        f"{found.rank_to} (1 ist der günstigste).",
        _class(index, found),
        f"Mit anderen Gewichten verschiebt sich der Platz im Mittel um {german_number(found.weight_shift, 1)} Plätze.",
    ]


def _points(estimate: object) -> str:
    value, lower, upper = (german_number(float(getattr(estimate, part))) for part in ("value", "lower", "upper"))
    return f"{value} Punkte (mit 95\u202f% Sicherheit zwischen {lower} und {upper})"


def _together(found: IndexResult) -> str:
    """How wide the range is because the parts concern the same families."""
    low, high = (round(float(limit)) for limit in (found.now.lower, found.now.upper))
    wider = round(100 * (found.widening - 1))
    more = f"{wider}\u202f% breiter als" if wider > 0 else "nicht breiter als"
    return (
        f"Der Bereich von {low} bis {high} ist {high - low} Punkte breit. Er zeigt, wie weit die Kennzahlen der Kreise "
        f"von Jahr zu Jahr schwanken. Die Kennzahlen betreffen zum Teil dieselben Familien und schwanken gemeinsam: "
        f"Damit ist der Bereich {more} bei unabhängigen Kennzahlen."
    )


def _progress(index: Index, found: IndexResult) -> str:
    gap = difference(found.now, found.base)
    before = f"{index.base_year} waren es {_points(found.base)}"
    if gap.lower > 0:
        return f"{before}: Die Lage hat sich gesichert verbessert."
    if gap.upper < 0:
        return f"{before}: Die Lage hat sich gesichert verschlechtert."
    return f"{before}: Eine Veränderung ist nicht gesichert."


def _class(index: Index, found: IndexResult) -> str:
    likely = german_number(100 * found.probability)
    if found.printed:
        return f"Klasse: {found.likeliest} (Wahrscheinlichkeit {likely}\u202f%)."
    return (
        f"Eine Klasse wird nicht genannt: Keine ist wahrscheinlicher als {likely}\u202f%, nötig sind "
        f"{german_number(100 * index.bound)}\u202f%."
    )


def picture_of(index: Index, found: IndexResult, figures: Figures, words: Words) -> Fragment:
    """All Kreise by their points, own county highlighted."""
    register = figures.catalogue.register
    columns = zip(found.regions, found.scores, found.lower, found.upper, strict=True)
    points = [
        Point(register[key].name, float(v), "", float(low), float(high), "own" if key == figures.county.key else "peer")
        for key, v, low, high in columns
    ]
    caption = _caption(index, figures, words, f"{index.short}: die Kreise in {register[figures.county.peers].name}")
    return peers(points, caption)


def parts_table(index: Index, figures: Figures, words: Words) -> Fragment:
    """What the index is made of."""
    rows = [
        {
            "Kennzahl": figures.catalogue.indicators[part.indicator].title,
            "Gewicht": part.weight,
            "Richtung": "niedriger ist günstiger" if part.direction < 0 else "höher ist günstiger",
        }
        for part in index.parts
    ]
    return table(pd.DataFrame(rows), _caption(index, figures, words, f"Woraus der {index.short} besteht", "_teile"))


def _caption(index: Index, figures: Figures, words: Words, title: str, suffix: str = "") -> Caption:
    names = [figures.catalogue.indicators[part.indicator].short for part in index.parts]
    newest = (figures.newest(part.indicator, figures.county.key) for part in index.parts)
    sources = Sources.of(figure.source for figure in newest if figure)
    return Caption(
        title=title,
        measure=f"{index.year}, Punkte auf der Skala von {index.base_year}; Striche: {RANGE}" if not suffix else "",
        source=words.source(sources),
        description=f"{index.title}, zusammengefasst aus {enumeration(names)}. Die Reihenfolge ist keine Rangliste.",
        csv=f"index_{index.id}{suffix}",
        kind=Kind.LIST if suffix else Kind.INDEX,
        unit="Punkte",
        digits=0 if not suffix else 1,
    )
