"""The project's own delivery format: a long CSV (`;`, decimal comma, UTF-8) with a TOML sidecar."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import csv as plain_csv

from isp_utils.intake.delivery.checks import refuse_faulty_rows
from isp_utils.intake.files.content import Content
from isp_utils.intake.messages import IntakeError
from isp_utils.intake.reading import Origin, Reading, complete
from isp_utils.intake.values.keys import Keys
from isp_utils.model.errors import InputError
from isp_utils.model.regions import Register
from isp_utils.model.schema import CENSUS_BASES, DELIVERY_COLUMNS, FACT_COLUMNS
from isp_utils.model.toml import did_you_mean, into, read_toml

_NOT_PLAIN = (b'"', b"\r", b"\n\n", b"\0")
_AT_ONCE = plain_csv.ReadOptions(use_threads=False)
_SEMICOLONS = plain_csv.ParseOptions(delimiter=";", quote_char=False)
_AS_TEXT = plain_csv.ConvertOptions(column_types=dict.fromkeys(DELIVERY_COLUMNS, pa.string()))


@dataclass(frozen=True)
class Sidecar:
    """Where the figures of one delivery come from."""

    title: str
    table: str
    publisher: str
    licence: str
    edition: str
    retrieved: date
    census_base: str
    url: str = ""
    notes: str = ""


def read_sidecar(path: Path) -> Sidecar:
    """The sidecar of a delivery (its path with `.toml`); raises InputError where it is missing or wrong."""
    if not path.exists():
        raise InputError(
            f"{path.name} fehlt: zu jeder Lieferung gehört eine Begleitdatei gleichen Namens mit Titel, "
            "Herausgeber, Lizenz und Stand. Bitte aus einer anderen Lieferung übernehmen und anpassen."
        )
    sidecar = into(Sidecar, read_toml(path), path.name)
    if sidecar.census_base not in CENSUS_BASES:
        hint = did_you_mean(sidecar.census_base, CENSUS_BASES)
        raise InputError(f"{path.name}: »census_base« ist »{sidecar.census_base}«.{hint}")
    return sidecar


def read_delivery(path: Path, register: Register) -> pd.DataFrame:
    """Facts of one delivery, one row a figure (columns FACT_COLUMNS).

    Raises InputError naming file, row and remedy for anything that is not in the agreed format.
    """
    sidecar = read_sidecar(path.with_suffix(".toml"))
    table = _text_table(path)
    refuse_faulty_rows(table, path.name, register)
    read = {
        "raw": table["value"],
        "value": pd.to_numeric(table["value"].str.replace(",", ".", regex=False)).astype("float64"),
        "census_base": sidecar.census_base,
        "source": path.parent.name,
        "file": f"{path.parent.name}/{path.name}",
        "row": table.index,
    }
    columns = {name: table[name] for name in table} | read
    return pd.DataFrame({name: columns[name] for name in FACT_COLUMNS}).reset_index(drop=True)


def _text_table(path: Path) -> pd.DataFrame:
    """All cells as text, exactly as delivered, by row of the file; the header must be the agreed one."""
    plain = _plain_table(path.read_bytes())
    return _text_table_by_rows(path) if plain is None else plain


def _plain_table(content: bytes) -> pd.DataFrame | None:
    """The same of a file in which nothing needs a second look, as nearly all are: read at once, not row by row.

    None where a cell is quoted, a line blank or ended otherwise, a row longer or shorter, or the header another one:
    who reads row by row knows what to say.
    """
    if any(sign in content for sign in _NOT_PLAIN) or content.startswith(b"\n"):
        return None
    if max(map(len, content.split(b"\n"))) > csv.field_size_limit():
        return None
    try:
        table = plain_csv.read_csv(pa.BufferReader(content), _AT_ONCE, _SEMICOLONS, _AS_TEXT)
    except pa.ArrowInvalid:
        return None
    if sorted(table.column_names) != sorted(DELIVERY_COLUMNS) or not table.num_rows:
        return None
    texts: pd.DataFrame = table.select(DELIVERY_COLUMNS).combine_chunks().to_pandas()
    return texts.set_axis(np.arange(2, 2 + len(texts)))


def _text_table_by_rows(path: Path) -> pd.DataFrame:
    rows = _rows(path)
    if not rows:
        raise InputError(f"{path.name}: die Datei ist leer. Bitte die Lieferung erneut anfordern.")
    _, header = rows.pop(0)
    _refuse_faulty_header(header, path.name)
    for number, cells in rows:
        if len(cells) != len(header):
            fields = f"{len(cells)} statt {len(header)} Felder"
            raise InputError(
                f"{path.name}, Zeile {number}: {fields}. Trennzeichen ist das Semikolon; "
                "bricht die Datei hier ab, bitte die Lieferung erneut anfordern."
            )
    if not rows:
        raise InputError(f"{path.name}: die Datei enthält keine einzige Angabe. Bitte erneut anfordern.")
    numbers, cells_of_rows = zip(*rows, strict=True)
    return pd.DataFrame(list(cells_of_rows), list(numbers), header, dtype="str")[list(DELIVERY_COLUMNS)]


def _rows(path: Path) -> list[tuple[int, list[str]]]:
    """Number (as a spreadsheet counts) and cells of every row that is not blank."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.reader(lines, delimiter=";")
            return [(reader.line_num, cells) for cells in reader if cells]
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path.name}: nicht als UTF-8 gespeichert (Byte {error.start}). Bitte neu speichern."
        ) from error
    except csv.Error as error:
        raise InputError(f"{path.name}: die Spalten sind nicht lesbar ({error}). Bitte neu speichern.") from error


def _refuse_faulty_header(header: list[str], file: str) -> None:
    for column in DELIVERY_COLUMNS:
        if column not in header:
            raise InputError(
                f"{file}, Zeile 1: die Spalte »{column}« fehlt. Erwartet wird: {';'.join(DELIVERY_COLUMNS)}"
            )
    for column in header:
        if column not in DELIVERY_COLUMNS:
            raise InputError(f"{file}, Zeile 1: unbekannte Spalte »{column}«. Bitte entfernen.")
        if header.count(column) > 1:
            raise InputError(f"{file}, Zeile 1: die Spalte »{column}« steht mehrfach. Bitte eine entfernen.")


def is_delivery(head: str) -> bool:
    """Whether a head row is that of the delivery format."""
    return head.strip().strip(";").split(";") == list(DELIVERY_COLUMNS)


def read_delivery_text(content: Content, text: str, keys: Keys) -> Reading:
    """Reading of a delivery; where its sidecar is missing or a row is faulty, every reason is an error message."""
    if content.path is None:
        raise IntakeError("Eine Lieferung im eigenen Format bitte entpackt und mit Begleitdatei (.toml) liefern.")
    facts = read_delivery(content.path, keys.register)
    if facts.empty:
        raise IntakeError("Die Lieferung hat 0 Datenzeilen. Bitte erneut anfordern.", 1)
    side = read_sidecar(content.path.with_suffix(".toml"))
    origin = Origin(side.table, side.title, side.edition, side.licence, (side.notes,) if side.notes else ())
    level = facts["region"].map({key: area.level for key, area in keys.register.regions.items()})
    table = facts.rename(columns={"fact": "measure"}).assign(
        measure_label=facts["fact"], region_raw=facts["region"], level=level, status="value", column="value"
    )
    kept = table.drop(columns=["census_base", "source", "file"])
    return Reading(content.name, "lieferung", complete(kept), (), origin, ("sex", "age", "group"), len(facts))


def write_delivery(facts: pd.DataFrame, sidecar: str, path: Path) -> None:
    """Write facts (DELIVERY_COLUMNS) and the text of their sidecar in the delivery format."""
    path.parent.mkdir(parents=True, exist_ok=True)
    ordered = facts[list(DELIVERY_COLUMNS)].sort_values(list(DELIVERY_COLUMNS[:6]))
    ordered.to_csv(path, sep=";", decimal=",", index=False, encoding="utf-8", lineterminator="\n")
    path.with_suffix(".toml").write_text(sidecar, encoding="utf-8")
