"""The register of Empfehlungen and Maßnahmen as data files, in the form in which it is delivered."""

import csv
import io
from collections.abc import Mapping, Sequence

from isp_utils.intake.department.department import harmless
from isp_utils.intake.massnahmen.form import COLUMNS, column_key
from isp_utils.intake.massnahmen.told import form_rows
from isp_utils.model.massnahmen import MassnahmenRegister, register_from_plain
from isp_utils.store import Store, read_json

RegisterTable = Sequence[Mapping[str, str]]


def register_tables(store: Store, kreis: str) -> dict[str, RegisterTable]:
    """Rows by title of the table, text by title of the column; no table without a row."""
    path = store.massnahmen(kreis)
    register = register_from_plain(read_json(path)) if path.exists() else MassnahmenRegister()
    tables = {name: list(form_rows(register, name)) for name in COLUMNS}
    return {name: rows for name, rows in tables.items() if rows}


def register_files(tables: Mapping[str, RegisterTable]) -> dict[str, str]:
    """Text of each data file by its name: semicolons, CRLF, nothing that a spreadsheet takes for a formula."""
    return {f"{column_key(name)}.csv": _text(rows) for name, rows in tables.items()}


def _text(rows: RegisterTable) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(rows[0])
    writer.writerows([harmless(text) for text in row.values()] for row in rows)
    return stream.getvalue()
