"""kennzahlen.xlsx: the figures of a site as an accessible workbook (cover, contents, notes, fields, register)."""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pandas as pd

from isp_utils.charts.parts.data_file import COLUMNS, DataRow
from isp_utils.charts.parts.symbols import EXPLANATIONS
from isp_utils.intake.massnahmen.form import column_key
from isp_utils.suite.site import codebook

NAME = "kennzahlen.xlsx"
COVER, CONTENTS, NOTES, ALL_YEARS, CODEBOOK = "Deckblatt", "Inhalt", "Hinweise", "Alle Jahre", "Codebuch"
UNITS = {"%": "Prozent", "€": "Euro"}
ONE_TABLE = "Dieses Blatt enthält eine Tabelle. Hinweise stehen auf dem Blatt Hinweise."
LONGEST_NAME = 31  # characters of a sheet's name in Excel


@dataclass(frozen=True)
class WorkbookContent:
    """What the workbook holds: title, lines of the cover, newest rows by field, every row of the county, codebook.

    registers: rows of the tables Empfehlungen and Maßnahmen, text by title of the column.
    """

    title: str
    about: tuple[str, ...]
    contact: str
    newest: Mapping[str, Sequence[DataRow]]
    every: Sequence[DataRow]
    codebook: Sequence[Sequence[str]]
    registers: Mapping[str, Sequence[Mapping[str, str]]]
    day: datetime  # written into the file, so that two runs of the same figures have the same bytes


def write_workbook(content: WorkbookContent, path: Path) -> None:
    """The workbook from gated rows; numbers are numbers as the pages print them, a hidden one is an empty cell."""
    import gptables

    sheets = {
        name[:LONGEST_NAME]: _sheet(f"feld_{number}", f"{name}: die neuesten Zahlen", _frame(rows))
        for number, (name, rows) in enumerate(content.newest.items(), 1)
    }
    sheets[ALL_YEARS] = _sheet("alle_jahre", f"{content.title}: alle Jahre des Kreises", _frame(content.every))
    book = pd.DataFrame(content.codebook, columns=list(codebook.COLUMNS)).assign(Einheit=_spelled)
    sheets[CODEBOOK] = _sheet("codebuch", "Codebuch: was die Kennzahlen bedeuten", book)
    for name, rows in content.registers.items():
        sheets[name] = _sheet(column_key(name), f"{name} des Kreises", pd.DataFrame(list(rows)))
    cover = gptables.Cover(
        title=content.title,
        intro=["Inhalt und Herkunft", *content.about],
        contact=["Fragen und Hinweise", content.contact],
        cover_label=COVER,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of empty cells; here each has its sign beside it
        workbook = gptables.produce_workbook(
            filename=path,
            sheets=sheets,
            cover=cover,
            contentsheet_label=CONTENTS,
            contentsheet_options={
                "title": "Inhalt",
                "table_name": "inhalt",
                "column_names": ["Blatt", "Inhalt"],
                "instructions": "Dieses Blatt enthält eine Tabelle mit Verweisen auf die anderen Blätter.",
            },
            notes_table=_notes(),
            notesheet_label=NOTES,
            notesheet_options={"title": "Hinweise", "table_name": "hinweise", "instructions": ONE_TABLE},
        )
        workbook.set_properties({"title": content.title, "created": content.day})
        workbook.close()


def _sheet(name: str, title: str, frame: pd.DataFrame) -> object:
    import gptables

    return gptables.GPTable(
        frame, table_name=name, title=title, instructions=ONE_TABLE, index_columns={}, source=None, legend=None
    )


def _frame(rows: Sequence[DataRow]) -> pd.DataFrame:
    return pd.DataFrame([row.cells for row in rows], columns=list(COLUMNS)).assign(Einheit=_spelled)


def _spelled(frame: pd.DataFrame) -> "pd.Series[str]":
    """Units in words: a cell that is a mark alone is not read aloud, and refused by gptables."""
    return frame["Einheit"].replace(UNITS)


def _notes() -> pd.DataFrame:
    """The signs of the column Zeichen and what the columns mean."""
    signs = [(sign, words) for sign, words in EXPLANATIONS.items()]
    columns = [
        ("herkunft", "Lieferung: aus einer Lieferung; Demodaten: künstlich erzeugt, beschreibt nicht den Kreis"),
        ("von, bis", "Grenzen des 95-%-Bereichs, leer wo alle gezählt sind"),
        ("Zeitraum", "Jahr, Schuljahr (2023/24), Stichtag (2023-12-31) oder mehrere Jahre zusammen (2019-2023)"),
    ]
    return pd.DataFrame([*signs, *columns], columns=["Zeichen oder Spalte", "Bedeutung"])
