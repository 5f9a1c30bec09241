"""The register of Empfehlungen and Maßnahmen as data files, in the form in which it is delivered."""

from collections.abc import Mapping, Sequence

from isp_utils.intake.massnahmen.form import COLUMNS, column_key
from isp_utils.intake.massnahmen.told import form_rows
from isp_utils.intake.massnahmen.writer import register_csv
from isp_utils.model.massnahmen import register_in
from isp_utils.store import Store

RegisterTable = Sequence[Mapping[str, str]]


def register_tables(store: Store, kreis: str) -> dict[str, RegisterTable]:
    """Rows by title of the table, text by title of the column; no table without a row."""
    register = register_in(store.massnahmen(kreis))
    tables = {name: list(form_rows(register, name)) for name in COLUMNS}
    return {name: rows for name, rows in tables.items() if rows}


def register_files(tables: Mapping[str, RegisterTable]) -> dict[str, str]:
    """Text of each data file by its name: semicolons, CRLF, nothing that a spreadsheet takes for a formula."""
    return {f"{column_key(name)}.csv": register_csv(name, rows) for name, rows in tables.items()}
