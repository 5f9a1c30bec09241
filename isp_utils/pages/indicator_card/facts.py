"""What a Steckbrief says about how its Kennzahl is made: lines of term and text, empty ones left out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from isp_utils.indicators.chance import Scatter
from isp_utils.model.catalogue import DIMENSIONS, FIELDS, Break, Catalogue, Indicator
from isp_utils.model.periods import in_german
from isp_utils.model.terms import Sources, in_sum
from isp_utils.model.wording import german_date
from isp_utils.pages.indicator_card.formula import formula, readable
from isp_utils.pages.parts.natures import NOMINAL, meaning

METHODS = {
    "ratio": "Anteil",
    "rate": "Rate",
    "count": "Anzahl",
    "change": "Veränderung gegenüber dem Bestand vor {years} Jahren, nur innerhalb derselben Bevölkerungsbasis",
    "balance": "Saldo",
    "standardised": "altersbereinigt (indirekt): Fälle zu denen, die nach dem Land je Alter zu erwarten sind",
    "given": "veröffentlichter Wert",
}
RANGES = {
    "ratio": "; 95‑%‑Bereich nach Wilson, um die Streuung verbreitert",
    "rate": "; 95‑%‑Bereich nach Poisson (exakt unter 10 Fällen, darüber nach Byar), um die Streuung verbreitert",
    "standardised": "; 95‑%‑Bereich nach Poisson, um die Streuung verbreitert",
    "count": "; 95‑%‑Bereich nach Poisson, um die Streuung verbreitert",
    "balance": "; 95‑%‑Bereich der Differenz zweier Poisson-Zahlen, um die Streuung verbreitert",
}
BETTER = {"higher": "höher ist günstiger", "lower": "niedriger ist günstiger", "none": "keine Wertung"}
OFFICE_RULE = "Anzahlen von 1 bis {last} werden geheim gehalten."
NO_DELIVERY = "Es liegt noch keine Lieferung vor."
Line = tuple[str, str]  # term, text


@dataclass(frozen=True)
class CardKnowledge:
    """What is known beside the catalogue: newest date of delivery by source, scatter by Kennzahl."""

    retrieved: Mapping[str, str]
    scatter: Mapping[str, Scatter]


def making_lines(item: Indicator, catalogue: Catalogue, known: CardKnowledge) -> list[Line]:
    """How the figure is reckoned and what kind of figure it is."""
    lines = [
        ("Formel", "" if item.method == "given" else formula(item, catalogue.fact_names)),
        ("Verfahren", _method(item, catalogue.fact_names)),
        ("Art der Zahl", meaning(item, known.scatter.get(item.id))),
        ("Preise", f"Beträge {NOMINAL}, nicht um die Preisentwicklung bereinigt" if item.money else ""),
        ("Wertung", BETTER[item.better]),
        ("Planungsfelder", ", ".join(FIELDS.get(field, "Rahmendaten") for field in item.fields)),
        ("Dimension", ", ".join(DIMENSIONS[dimension] for dimension in item.dimensions)),
        ("Rechtsgrundlage", item.law),
    ]
    return [line for line in lines if line[1]]


def _break_line(found: Break) -> str:
    since = "" if found.dated else f"Ab {in_german(found.period)}: "
    return f"{since}{found.reason.rstrip('.')}."


def reading_lines(item: Indicator, rows: pd.DataFrame, catalogue: Catalogue) -> list[Line]:
    """What to mind: breaks, exceptional years, suppression; `rows` are the county's own."""
    known = rows["period"][rows["value"].notna()].to_list()
    breaks = [found for found in item.breaks if found.lies_within(known)]
    lines = [
        ("Zeitraum", span(rows)),
        ("Brüche", " ".join(map(_break_line, breaks))),
        ("Ausnahmejahre", " ".join(f"{year.year}: {year.reason}." for year in item.exceptional)),
        ("Geheimhaltung", _rule(rows, catalogue)),
    ]
    return [line for line in lines if line[1]]


def source_lines(rows: pd.DataFrame, catalogue: Catalogue, retrieved: Mapping[str, str]) -> list[str]:
    """Citation, licence and date of retrieval of every source behind the county's figures."""
    return list(_sources(rows, catalogue, retrieved)) or [NO_DELIVERY]


def _sources(rows: pd.DataFrame, catalogue: Catalogue, retrieved: Mapping[str, str]) -> Iterator[str]:
    for name in Sources.of(rows["source"].unique()):
        source = catalogue.sources[name]
        delivered = f", abgerufen am {german_date(date.fromisoformat(retrieved[name]))}" if name in retrieved else ""
        yield f"{source.citation or source.publisher} ({source.licence}){delivered}"


def span(rows: pd.DataFrame) -> str:
    """First and last period with a value, and how many there are."""
    known = sorted(set(rows["period"][rows["value"].notna()]))
    if not known:
        return "keine Werte für diesen Kreis"
    first, last = in_german(known[0]), in_german(known[-1])
    return f"{first} bis {last}, {len(known)} Zeitpunkte" if first != last else first


def _method(item: Indicator, names: Mapping[str, str]) -> str:
    text = METHODS[item.method].format(years=item.years)
    if item.nature == "stock":
        return text
    if item.method == "given" and item.base:
        base = in_sum(readable(term, names) for term in item.base)
        return f"{text}; 95‑%‑Bereich näherungsweise aus der Zahl der Fälle, für die der Wert steht (Bezug: {base})"
    return f"{text}{RANGES.get(item.method, '')}"


def _rule(rows: pd.DataFrame, catalogue: Catalogue) -> str:
    if not len(rows) or rows["numerator"].isna().all():
        return ""
    source = catalogue.sources[Sources.parse(str(rows["source"].iloc[-1])).first]
    return OFFICE_RULE.format(last=source.minimum_count - 1)
