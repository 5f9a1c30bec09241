"""The register of Empfehlungen and Maßnahmen as data files, in the form in which it is delivered."""

from collections.abc import Mapping, Sequence

from isp_utils.intake.massnahmen.form import COLUMNS, FIELD, INDICATOR, OBSTACLE, STATION, TRANSITION, column_key
from isp_utils.intake.massnahmen.told import form_rows, register_csv
from isp_utils.model.biography import Biography
from isp_utils.model.catalogue import FIELDS, Catalogue
from isp_utils.model.massnahmen import register_in
from isp_utils.store import Store

RegisterTable = Sequence[Mapping[str, str]]


def register_tables(store: Store, kreis: str) -> dict[str, RegisterTable]:
    """Rows by title of the table, text by title of the column; no table without a row."""
    register = register_in(store.massnahmen(kreis))
    tables = {name: list(form_rows(register, name)) for name in COLUMNS}
    return {name: rows for name, rows in tables.items() if rows}


def in_words(
    tables: Mapping[str, RegisterTable], catalogue: Catalogue, biography: Biography
) -> dict[str, RegisterTable]:
    """The same tables for readers: titles instead of the short words of the form."""
    words: dict[str, Mapping[str, str]] = {
        STATION: {name: item.title for name, item in biography.stations.items()},
        TRANSITION: {name: f"{name} {item.title}" for name, item in biography.transitions.items()},
        OBSTACLE: {name: item.title for name, item in biography.obstacles.items()},
        FIELD: FIELDS,
        INDICATOR: {name: item.short for name, item in catalogue.indicators.items()},
    }
    return {
        table: [{title: _told(cell, words.get(title, {})) for title, cell in row.items()} for row in rows]
        for table, rows in tables.items()
    }


def _told(cell: str, words: Mapping[str, str]) -> str:
    """A cell in which short words stand, one or several; text of other columns stays."""
    return "; ".join(words.get(part, part) for part in cell.split("; ")) if words else cell


def register_files(tables: Mapping[str, RegisterTable]) -> dict[str, str]:
    """Text of each data file by its name: semicolons, CRLF, nothing that a spreadsheet takes for a formula."""
    return {f"{column_key(name)}.csv": register_csv(name, rows) for name, rows in tables.items()}
