"""What would make the reports better: who has newer figures, who has not delivered, and how it comes in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from isp_utils.model.catalogue import Source
from isp_utils.pages.parts.deliverers import NO_OFFICE
from isp_utils.pages.parts.renewals import Way

FOR_CONTROLLING = "Für Controlling: So kommen die Zahlen herein"
UNKNOWN = "noch nicht bekannt"
OPEN = "Quelle noch offen."
Row = dict[str, object]


@dataclass(frozen=True)
class Aged:
    """A Kennzahl whose figures are old: short title, newest year, titles of its sources, how newer ones come in."""

    short: str
    year: int
    source: str
    way: Way | None


@dataclass(frozen=True)
class Missing:
    """A Kennzahl without a real figure: short title, what stands in its place, the county's source that has it."""

    short: str
    state: str
    source: Source | None


def rows_of_tables(aged: Iterable[Aged]) -> list[Row]:
    """A line for each source and table that would renew Kennzahlen, in the order of `aged`."""
    found: dict[tuple[str, str], list[str]] = {}
    for item in aged:
        found.setdefault((item.source, _newer(item.way)), []).append(f"{item.short} ({item.year})")
    return [
        {"Quelle": source, "Neuere Zahlen": newer, "Kennzahlen (neuestes Jahr)": ", ".join(names)}
        for (source, newer), names in found.items()
    ]


def _newer(way: Way | None) -> str:
    if way is None:
        return UNKNOWN
    if not way.renews:
        return way.command
    return f"Tabelle {way.table}" if way.table[:1].isdigit() else way.table or "neue Ausgabe"


def rows_of_commands(aged: Iterable[Aged]) -> list[Row]:
    """A line for each way: the table, and what the Controlling does to fetch it."""
    ways = dict.fromkeys(item.way for item in aged if item.way is not None and item.way.renews)
    return [{"Tabelle": way.table or "–", "Abruf": way.command} for way in ways]


def rows_of_offices(missing: Sequence[Missing]) -> list[Row]:
    """A line for each office: what it can deliver, what stands there until then, and what to ask it for."""
    return [
        {
            "Wer liefert": source.title.partition(":")[0] if source else NO_OFFICE,
            "Kennzahlen": ", ".join(item.short for item in items),
            "bis dahin": ", ".join(dict.fromkeys(item.state for item in items)),
            "Worum es geht": source.request if source else OPEN,
        }
        for source, items in _by_source(missing)
    ]


def rows_of_forms(missing: Sequence[Missing]) -> list[Row]:
    """A line for each office with a form: which file it fills in."""
    return [
        {"Stelle": source.title.partition(":")[0], "Vorlage": source.template}
        for source, _ in _by_source(missing)
        if source and source.template
    ]


def _by_source(missing: Sequence[Missing]) -> list[tuple[Source | None, list[Missing]]]:
    by_name: dict[str, list[Missing]] = {}
    for item in missing:
        by_name.setdefault(item.source.id if item.source else "", []).append(item)
    return [(items[0].source, items) for items in by_name.values()]
