"""Steckbriefe: one card per Kennzahl, its formula printed from the parts that the code computes with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from isp_utils.indicators.chance import Scatter
from isp_utils.model.catalogue import DIMENSIONS, FIELDS, STATIONS, Catalogue, Indicator
from isp_utils.model.periods import in_german
from isp_utils.model.terms import TOTAL, Sources, Term, in_sum
from isp_utils.model.wording import german_date, german_number
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


@dataclass(frozen=True)
class CardData:
    """What the cards of one county need: gated rows, newest date of delivery by source, scatter by Kennzahl."""

    indicators: pd.DataFrame
    retrieved: Mapping[str, str]
    scatter: Mapping[str, Scatter]


def stations(catalogue: Catalogue, known: CardData, kreis: str) -> list[Any]:
    """(title of the station or topic, cards) in the order of the Bildungsbiografie, for the Kennzahlen page."""
    table = known.indicators
    own = table[(table["region"] == kreis) & (table["sex"] == "total")]
    rows = {str(name): group for name, group in own.groupby("indicator")}
    found = []
    for title, items in _lists(catalogue):
        cards = [_card(item, catalogue, rows.get(item.id, own[:0]), known) for item in items]
        if cards:
            found.append((title, sorted(cards, key=lambda card: str(card["title"]))))
    return found


def _lists(catalogue: Catalogue) -> Iterator[tuple[str, list[Indicator]]]:
    """Title and Kennzahlen of each station, or of each topic where the station is divided."""
    for station, title in STATIONS.items():
        items = [item for item in catalogue.indicators.values() if item.station == station]
        yield title, [item for item in items if not item.topic]
        for topic in catalogue.topics.values():
            if topic.station == station:
                yield f"{title}: {topic.title}", [item for item in items if item.topic == topic.id]


def _card(item: Indicator, catalogue: Catalogue, rows: pd.DataFrame, known: CardData) -> dict[str, Any]:
    lines = [
        ("Formel", "" if item.method == "given" else formula(item, catalogue.fact_names)),
        ("Verfahren", _method(item, catalogue.fact_names)),
        ("Art der Zahl", meaning(item, known.scatter.get(item.id))),
        ("Preise", f"Beträge {NOMINAL}, nicht um die Preisentwicklung bereinigt" if item.money else ""),
        ("Wertung", BETTER[item.better]),
        ("Planungsfelder", ", ".join(FIELDS.get(field, "Rahmendaten") for field in item.fields)),
        ("Dimension", ", ".join(DIMENSIONS[dimension] for dimension in item.dimensions)),
        ("Rechtsgrundlage", item.law),
        ("Quelle und Lizenz", _sources(item, catalogue, rows, known.retrieved)),
        ("Zeitraum", _span(rows)),
        ("Geheimhaltung", _rule(rows, catalogue)),
        ("Brüche", " ".join(f"Ab {in_german(b.period)}: {b.reason.rstrip('.')}." for b in item.breaks)),
        ("Ausnahmejahre", " ".join(f"{year.year}: {year.reason}." for year in item.exceptional)),
        ("Hinweis", item.caveat.strip()),
    ]
    demo = bool((rows["flag"] == "demo").any())
    card = {"id": item.id, "title": item.title, "definition": item.definition.strip(), "demo": demo}
    return card | {"rows": [(term, text) for term, text in lines if text]}


def formula(item: Indicator, names: Mapping[str, str]) -> str:
    """The formula in words, from the terms of the catalogue; `names` gives the German name of each fact."""

    def words(terms: tuple[str, ...]) -> str:
        return in_sum(readable(term, names) for term in terms)

    top = f"({words(item.numerator)} \u2212 {words(item.minus)})" if item.minus else words(item.numerator)
    if item.method == "change":
        return f"{top}: Veränderung gegenüber dem Stand vor {item.years} Jahren"
    if item.standard:
        return f"{top} \u00f7 erwartete Fälle \u00d7 {german_number(item.per)}"
    if not item.denominator:
        return top
    lag = " des Vorjahres" if item.denominator_lag == 1 else ""
    return f"{top} \u00f7 {words(item.denominator)}{lag} \u00d7 {german_number(item.per)}"


def readable(term: str, names: Mapping[str, str]) -> str:
    """A fact term in German words; a fact without a name in the catalogue is printed by its id.

    >>> readable("bevoelkerung/0-2", {"bevoelkerung": "Bevölkerung"})
    'Bevölkerung, 0 bis 2 Jahre'
    >>> readable("schulentlassene/total/abschluss:ohne", {})
    'schulentlassene (abschluss: ohne)'
    """
    asked = Term.parse(term)
    years = "" if asked.age == TOTAL else f", {_age(asked.age)}"
    code = asked.group.replace(":", ": ").replace("_", " ")
    detail = "" if asked.group == TOTAL else f" ({names.get(asked.group, code)})"
    return f"{names.get(asked.fact, asked.fact.replace('_', ' '))}{years}{detail}"


def _age(age: str) -> str:
    if age.endswith("+"):
        return f"{age[:-1]} Jahre und älter"
    return f"{age.replace('-', ' bis ')} Jahre"


def _method(item: Indicator, names: Mapping[str, str]) -> str:
    text = METHODS[item.method].format(years=item.years)
    if item.nature == "stock":
        return text
    if item.method == "given" and item.base:
        base = in_sum(readable(term, names) for term in item.base)
        return f"{text}; 95‑%‑Bereich näherungsweise aus der Zahl der Fälle, für die der Wert steht (Bezug: {base})"
    return f"{text}{RANGES.get(item.method, '')}"


def _sources(item: Indicator, catalogue: Catalogue, rows: pd.DataFrame, retrieved: Mapping[str, str]) -> str:
    parts = []
    for name in Sources.of(rows["source"].unique()):
        source = catalogue.sources[name]
        delivered = f", Stand {german_date(date.fromisoformat(retrieved[name]))}" if name in retrieved else ""
        parts.append(f"{source.citation or source.publisher} ({source.licence}){delivered}")
    return "; ".join(parts) or "Es liegt noch keine Lieferung vor."


def _span(rows: pd.DataFrame) -> str:
    known = rows.dropna(subset="value").sort_values("period")["period"]
    if not len(known):
        return "keine Werte für diesen Kreis"
    first, last = in_german(known.iloc[0]), in_german(known.iloc[-1])
    return f"{first} bis {last}, {known.nunique()} Zeitpunkte" if first != last else first


def _rule(rows: pd.DataFrame, catalogue: Catalogue) -> str:
    if not len(rows) or rows["numerator"].isna().all():
        return ""
    source = catalogue.sources[Sources.parse(str(rows["source"].iloc[-1])).first]
    return OFFICE_RULE.format(last=source.minimum_count - 1)
