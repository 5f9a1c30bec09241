"""The inside of aenderungen.html: what is new since the run before, the Befunde first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

import pandas as pd

from isp_utils.charts.kinds import Kind
from isp_utils.charts.parts.markup import Look, table_markup
from isp_utils.indicators.changes.between import RunChanges
from isp_utils.indicators.changes.cells import CellKind
from isp_utils.indicators.changes.snapshot import NOT_TOLD
from isp_utils.indicators.figures import CENSUS_WORDS
from isp_utils.model.catalogue import Catalogue, Indicator
from isp_utils.model.periods import in_german
from isp_utils.model.wording import MINUS, NO_BREAK, as_printed, german_number, joined
from isp_utils.pages.changes.snapshots import DEFINING
from isp_utils.pages.changes.words import SOURCES, SUBJECT_WORDS, kinds_words, new_periods, reason_words
from isp_utils.pages.parts.links import card_page
from isp_utils.pages.parts.sentences import printed

MOST_ROWS = 200  # of one table; the rest is counted
NO_SENTENCE = "kein Satz"
SEXES = {"m": ", männlich", "w": ", weiblich", "d": ", divers", "total": ""}
CAPTIONS = {
    "befunde": "Was auffiel und was jetzt auffällt: schlechter oder besser als das Land, verändert",
    "aussagen": "Was die Seiten zur Entwicklung und zum Vergleich mit dem Land sagten und jetzt sagen",
    "saetze": "Der Satz zur neuesten Zahl, wie er war und wie er ist",
    "kennzahlen": "Kennzahlen, die es mit Zahlen vorher nicht gab oder nicht mehr gibt",
    "zeitraeume": "Zeiträume, die vorher niemand kannte",
    "berichtigt": "Dieselbe Zahl in der früheren und in der neuen Lieferung",
    "geheim": "Zahlen, die verdeckt wurden oder jetzt sichtbar sind",
    "definitionen": "Kennzahlen, die jetzt etwas anderes messen oder anders rechnen",
    "weitere": "Anzahl der Zahlen, auch in den Gebieten im Kreis, im Land und im Bund",
}
Row = tuple[str, ...]


@dataclass(frozen=True)
class ChangeTable:
    """A table of changes: id and heading, columns, rows of plain text, the first cell of a row a Kennzahl's id.

    `more`: rows that are left out.
    """

    key: str
    title: str
    columns: Row
    rows: tuple[Row, ...]
    more: int = 0


def change_tables(found: RunChanges, catalogue: Catalogue, county: str) -> list[ChangeTable]:
    """Every kind of change that there is, what matters most to readers first."""
    made = (
        _table("befunde", "Geänderte Befunde", ("bisher", "jetzt", "Grund"), _findings(found)),
        _table("aussagen", "Geänderte Aussagen", ("Aussage", "bisher", "jetzt", "Grund"), _judgements(found)),
        _table("saetze", "Geänderte Sätze", ("bisher", "jetzt", "Grund"), _sentences(found)),
        _table("kennzahlen", "Neue und entfallene Kennzahlen", ("Änderung",), _whole(found)),
        _table(
            "zeitraeume", "Neue Zeiträume", ("Zeitraum", "Wert im Kreis", "Gebiete"), _periods(found, catalogue, county)
        ),
        _table(
            "berichtigt",
            "Berichtigte Zahlen",
            ("Gebiet", "Zeitraum", "bisher", "jetzt", "Unterschied"),
            _revised(found, catalogue, county),
        ),
        _table("geheim", "Geheimhaltung", ("Gebiet", "Zeitraum", "Änderung"), _protected(found, catalogue)),
        _table("definitionen", "Geänderte Definitionen", ("was sich geändert hat",), _definitions(found)),
        _table("weitere", "Weitere Änderungen", ("Änderung", "Anzahl"), _others(found, catalogue)),
    )
    return [table for table in made if table.rows]


def _table(key: str, title: str, columns: Row, rows: Iterable[Row]) -> ChangeTable:
    every = tuple(rows)
    return ChangeTable(key, title, ("Kennzahl", *columns), every[:MOST_ROWS], max(len(every) - MOST_ROWS, 0))


def _findings(found: RunChanges) -> Iterator[Row]:
    for item in found.findings:
        yield item.indicator, kinds_words(item.old), kinds_words(item.new), reason_words(item.reasons)


def _judgements(found: RunChanges) -> Iterator[Row]:
    for item in found.judgements:
        yield item.indicator, SUBJECT_WORDS[item.subject], item.old, item.new, reason_words(item.reasons)


def _sentences(found: RunChanges) -> Iterator[Row]:
    for item in found.sentences:
        old = NOT_TOLD if item.withheld else item.old or NO_SENTENCE
        yield item.indicator, old, item.new or NO_SENTENCE, reason_words(item.reasons)


def _whole(found: RunChanges) -> Iterator[Row]:
    yield from ((name, "erstmals mit Zahlen") for name in found.gained)
    yield from ((name, "keine Zahlen mehr") for name in found.lost)


def _periods(found: RunChanges, catalogue: Catalogue, county: str) -> Iterator[Row]:
    cells = found.of(CellKind.PERIOD)
    for name, period in new_periods(found):
        rows = cells[(cells["indicator"] == name) & (cells["period"] == period) & (cells["sex"] == "total")]
        own = rows[rows["region"] == county]["new"]
        indicator = catalogue.indicators.get(name)
        value = printed(indicator, float(own.iloc[-1])) if len(own) and indicator else "–"
        yield name, in_german(period), value, german_number(rows["region"].nunique())


def _revised(found: RunChanges, catalogue: Catalogue, county: str) -> Iterator[Row]:
    """Those that a reader can see, the county's first and the newest of them; the rest is counted among the others."""
    newest = sorted(_seen(found, catalogue), key=lambda pair: str(pair[0].period), reverse=True)
    for cell, indicator in sorted(newest, key=lambda pair: (pair[0].region != county, pair[0].indicator)):
        new, old = (as_printed(number, indicator.digits) for number in (cell.new, cell.old))
        values = printed(indicator, cell.old), printed(indicator, cell.new)
        yield (*_place(cell, catalogue), *values, _gap(indicator, new - old))


def _gap(indicator: Indicator, gap: Decimal) -> str:
    """'+6,0 Prozentpunkte'."""
    unit = "Prozentpunkte" if indicator.unit == "%" else indicator.unit
    number = german_number(gap, indicator.digits)
    return joined(number if number.startswith(MINUS) else f"+{number}", unit)


def _seen(found: RunChanges, catalogue: Catalogue) -> Iterator[tuple[pd.Series, Indicator]]:
    for _, cell in found.of(CellKind.REVISED).iterrows():
        indicator = catalogue.indicators.get(cell.indicator)
        if indicator and as_printed(cell.old, indicator.digits) != as_printed(cell.new, indicator.digits):
            yield cell, indicator


def _place(cell: pd.Series, catalogue: Catalogue) -> Row:
    base = CENSUS_WORDS[cell.census_base]
    period = f"{in_german(cell.period)} ({base})" if base else in_german(cell.period)
    return cell.indicator, f"{catalogue.register[cell.region].name}{SEXES[cell.sex]}", period


def _protected(found: RunChanges, catalogue: Catalogue) -> Iterator[Row]:
    """Which figures are hidden now or no more; never a number."""
    words = {CellKind.HIDDEN.value: "jetzt geheim gehalten", CellKind.SHOWN.value: "nicht mehr geheim"}
    for _, cell in found.of(CellKind.HIDDEN, CellKind.SHOWN).iterrows():
        yield (*_place(cell, catalogue), words[cell.kind])


def _definitions(found: RunChanges) -> Iterator[Row]:
    for name, fields in found.definitions.items():
        yield name, ", ".join(DEFINING.get(field, field) for field in fields)


def _others(found: RunChanges, catalogue: Catalogue) -> Iterator[Row]:
    """How many figures of a Kennzahl are new in other areas, gone, or have another range only."""
    words = {
        CellKind.ADDED.value: "ergänzte Zahlen",
        CellKind.GONE.value: "weggefallene Zahlen",
        CellKind.RANGE.value: "Bereich oder Rechenweg, Wert wie bisher",
        CellKind.REVISED.value: "berichtigt hinter der letzten gezeigten Stelle",
    }
    whole = found.cells["indicator"].isin([*found.gained, *found.lost])
    seen = found.cells.index.isin([cell.name for cell, _ in _seen(found, catalogue)])
    cells = found.cells[~whole & ~seen & found.cells["kind"].isin(list(words))]
    for (name, kind), rows in cells.groupby(["indicator", "kind"]):
        yield str(name), words[str(kind)], german_number(len(rows))


def sources_lines(found: RunChanges, titles: Mapping[str, str]) -> list[str]:
    """Plain sentences on released tables that hold no Kennzahl: stocks of forecasts and transitions, surveys.

    titles: by id of fact, flow or survey. What has none there, as it has left the catalogue, is counted alone.
    """
    return [f"{SOURCES[kind]}: {_listed(names, titles)}." for kind, names in found.sources.items()]


def _listed(names: Sequence[str], titles: Mapping[str, str]) -> str:
    """'Geburten, Befragung der Akteure 2031, 1 weitere Angabe'; behind a survey's id stands the year of its wave."""
    parts = [(titles.get(name.split(" ")[0]), name.partition(" ")[2]) for name in names]
    words = [f"{title} {wave}".strip() for title, wave in parts if title]
    if more := len(names) - len(words):
        words.append(f"{more}{NO_BREAK}weitere {'Angabe' if more == 1 else 'Angaben'}")
    return ", ".join(dict.fromkeys(words))


def tables_html(tables: Sequence[ChangeTable], catalogue: Catalogue, prefix: str = "") -> str:
    """HTML: a heading and a table for each kind of change; `prefix` keeps the ids of two sets apart."""
    return "".join(_table_html(table, catalogue, prefix) for table in tables)


def _table_html(table: ChangeTable, catalogue: Catalogue, prefix: str) -> str:
    key = f"{prefix}{table.key}"
    look = Look(f"{key}-tabelle", CAPTIONS[table.key], "", "isp-table", stacked=True)
    columns = [(escape(column), "") for column in table.columns]
    rows = [
        [(_linked(row[0], catalogue), ""), *((escape(cell, quote=False), "") for cell in row[1:])] for row in table.rows
    ]
    more = f"<p>Dazu {german_number(table.more)}\u00a0weitere Zeilen.</p>" if table.more else ""
    figure = f'<div class="isp-figure isp-tabular" data-kind="{Kind.LIST}">{table_markup(look, columns, rows)}</div>'
    return f'<h3 id="{key}">{escape(table.title)}</h3>{figure}{more}'


def _linked(name: str, catalogue: Catalogue) -> str:
    """The Kennzahl's title with a link to its Steckbrief; one that the catalogue has no more is named by its id."""
    indicator = catalogue.indicators.get(name)
    if indicator is None:
        return escape(name)
    return f'<a href="{card_page(name)}">{escape(indicator.title)}</a>'


def tables_text(tables: Sequence[ChangeTable], catalogue: Catalogue) -> Iterator[str]:
    """The same as lines for the terminal."""
    for table in tables:
        yield f"{table.title}:"
        for row in table.rows:
            indicator = catalogue.indicators.get(row[0])
            cells = (f"{name}: {cell}" for name, cell in zip(table.columns[1:], row[1:], strict=True))
            yield f"  {indicator.title if indicator else row[0]} | {' | '.join(cells)}"
        if table.more:
            yield f"  … und {german_number(table.more)} weitere"
