"""The codebook of a site: one row per Kennzahl that says what its columns in the data files mean."""

from collections.abc import Iterable, Sequence

import pandas as pd

from isp_utils.charts.parts.data_file import csv_lines
from isp_utils.model.catalogue import FIELDS, STATIONS, Catalogue, Indicator
from isp_utils.model.schema import INDICATOR_COLUMNS
from isp_utils.pages.indicator_card.facts import CardKnowledge, making_lines, source_lines, span
from isp_utils.pages.parts.links import card_page

COLUMNS = (
    "Kennzahl",
    "Titel",
    "Kurzname",
    "Einheit",
    "Definition",
    "Formel",
    "Verfahren",
    "Wertung",
    "Planungsfelder",
    "Station",
    "Rechtsgrundlage",
    "Zeitraum",
    "Quelle",
    "Hinweis",
    "Steckbrief",
)
COLUMNS_OF_ALL_ROWS = {  # indikatoren.csv keeps the names of the gated table: programs read it
    "indicator": "Kennzahl",
    "region": "Gebietsschlüssel",
    "period": "Zeitraum",
    "sex": "Geschlecht: total, m, w, d",
    "age": "Alter: total oder Altersgruppe",
    "group": "Gruppe: total oder Merkmal und Ausprägung",
    "value": "Wert in der Einheit der Kennzahl",
    "lower": "untere Grenze des 95-%-Bereichs",
    "upper": "obere Grenze des 95-%-Bereichs",
    "numerator": "gezählte Menge (Zähler)",
    "denominator": "Bezugsmenge (Nenner)",
    "flag": "Kennzeichen: leer, provisional, estimated, protected, secret, demo …",
    "reliability": "Belastbarkeit 1 bis 3",
    "method": "Verfahren",
    "census_base": "Bevölkerungsbasis",
    "source": "Quelle",
    "herkunft": "amtlich, eigene oder demo",
    "vergleich_land": "Vergleich mit dem Land in den Worten der Berichte",
    "entwicklung": "Entwicklung in den Worten der Berichte",
}


def codebook_rows(catalogue: Catalogue, own: pd.DataFrame, known: CardKnowledge) -> list[tuple[str, ...]]:
    """One row (COLUMNS) per Kennzahl by id; `own` are the county's gated rows (INDICATOR_COLUMNS)."""
    groups = {str(name): rows for name, rows in own.groupby("indicator")}
    nothing = pd.DataFrame(columns=list(INDICATOR_COLUMNS))
    items = sorted(catalogue.indicators.values(), key=lambda item: item.id)
    return [_row(item, catalogue, groups.get(item.id, nothing), known) for item in items]


def _row(item: Indicator, catalogue: Catalogue, rows: pd.DataFrame, known: CardKnowledge) -> tuple[str, ...]:
    making = dict(making_lines(item, catalogue, known))
    return (
        item.id,
        item.title,
        item.short,
        item.unit,
        _line(item.definition),
        making.get("Formel", ""),
        making["Verfahren"],
        making["Wertung"],
        ", ".join(FIELDS.get(name, "Rahmendaten") for name in item.fields),
        STATIONS[item.station],
        item.law,
        span(rows),
        "; ".join(source_lines(rows, catalogue, known.retrieved)),
        _line(item.caveat),
        card_page(item.id),
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def codebook_text(rows: Iterable[Sequence[str]]) -> str:
    """The codebook as a CSV file: Kennzahlen first, then the columns of indikatoren.csv."""
    more = [(name, words, *[""] * (len(COLUMNS) - 2)) for name, words in COLUMNS_OF_ALL_ROWS.items()]
    heading = ("Spalten von indikatoren.csv", *[""] * (len(COLUMNS) - 1))
    return csv_lines([COLUMNS, *rows, heading, *more])
