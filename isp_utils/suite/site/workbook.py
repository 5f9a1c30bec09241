"""kennzahlen.xlsx: the figures of a site as an accessible workbook (cover, contents, notes, fields, register)."""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from isp_utils.charts.parts.data_file import DataRow
from isp_utils.charts.parts.symbols import EXPLANATIONS
from isp_utils.intake.massnahmen.form import column_key
from isp_utils.suite.site.workbook_columns import (
    BEHIND_NUMBERS,
    PRINTED,
    PRINTED_OF_CODEBOOK,
    LandValues,
    codebook_frame,
    figures_frame,
    register_frame,
)
from isp_utils.suite.site.workbook_layout import lay_out, print_across, write_cover

NAME = "kennzahlen.xlsx"
COVER, CONTENTS, NOTES, ALL_YEARS, CODEBOOK = "Deckblatt", "Inhalt", "Hinweise", "Alle Jahre", "Codebuch"
ONE_TABLE = "Dieses Blatt enthält eine Tabelle. Hinweise stehen auf dem Blatt Hinweise."
LINKS = "Dieses Blatt enthält eine Tabelle mit Verweisen auf die anderen Blätter."
LONGEST_NAME = 31  # characters of a sheet's name in Excel


@dataclass(frozen=True)
class WorkbookContent:
    """What the workbook holds: title, lines of the cover, newest rows by field, every row of the county, codebook.

    land: name of the Land and its values; registers: rows of the tables Empfehlungen and Maßnahmen, text by title of
    the column; author: whose workbook it is.
    """

    title: str
    about: tuple[str, ...]
    contact: str
    newest: Mapping[str, Sequence[DataRow]]
    every: Sequence[DataRow]
    land: tuple[str, LandValues]
    codebook: Sequence[Sequence[str]]
    registers: Mapping[str, Sequence[Mapping[str, str]]]
    author: str
    day: datetime  # written into the file, so that two runs of the same figures have the same bytes


@dataclass(frozen=True)
class WorkbookSheet:
    """One sheet: name of its table, title, content, and up to which column it is printed ("": all)."""

    table_name: str
    title: str
    frame: pd.DataFrame
    printed: str = ""


def write_workbook(content: WorkbookContent, path: Path) -> None:
    """The workbook from gated rows; numbers are numbers as the pages print them, a hidden one is an empty cell."""
    import gptables

    sheets = _sheets(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of empty cells; here each has its sign beside it
        workbook = gptables.produce_workbook(
            filename=path,
            sheets={name: _table(sheet) for name, sheet in sheets.items()},
            cover=gptables.Cover(title=content.title, cover_label=COVER),  # its own subtitles are English
            contentsheet_label=CONTENTS,
            contentsheet_options={
                "title": CONTENTS,
                "table_name": "inhalt",
                "column_names": ["Blatt", "Inhalt"],
                "instructions": LINKS,
            },
            auto_width=dict.fromkeys(sheets, False),
        )
        write_cover(workbook, content.about, content.contact)
        print_across(workbook.get_worksheet_by_name(CONTENTS))
        for name, sheet in sheets.items():
            lay_out(workbook, name, sheet.frame, sheet.printed)
        about = {"title": content.title, "author": content.author, "company": content.author}
        workbook.set_properties({**about, "created": content.day})
        workbook.close()


def _sheets(content: WorkbookContent) -> dict[str, WorkbookSheet]:
    sheets = {NOTES: WorkbookSheet("hinweise", "Hinweise: was Zeichen und Spalten bedeuten", _notes(content.land[0]))}
    for number, (name, rows) in enumerate(content.newest.items(), 1):
        frame = figures_frame(rows, *content.land)
        sheets[name[:LONGEST_NAME]] = WorkbookSheet(f"feld_{number}", f"{name}: die neuesten Zahlen", frame, PRINTED)
    every = figures_frame(content.every, *content.land)
    sheets[ALL_YEARS] = WorkbookSheet("alle_jahre", f"{content.title}: alle Jahre des Kreises", every, PRINTED)
    book = codebook_frame(content.codebook)
    sheets[CODEBOOK] = WorkbookSheet("codebuch", "Codebuch: was die Kennzahlen bedeuten", book, PRINTED_OF_CODEBOOK)
    for name, entries in content.registers.items():
        sheets[name] = WorkbookSheet(column_key(name), f"{name} des Kreises", register_frame(entries))
    return sheets


def _table(sheet: WorkbookSheet) -> Any:
    import gptables

    beside = [title for title in BEHIND_NUMBERS if title in sheet.frame.columns]
    return gptables.GPTable(
        sheet.frame,
        table_name=sheet.table_name,
        title=sheet.title,
        instructions=ONE_TABLE,
        index_columns={},
        additional_formatting=[_style(list(sheet.frame.columns), {"valign": "top"}), _style(beside, {"indent": 1})],
        source=None,
        legend=None,
    )


def _style(titles: list[str], style: dict[str, Any]) -> dict[str, Any]:
    """A format of whole columns, in the words of gptables."""
    return {"column": {"columns": titles, "format": style, "include_names": True}}


def _notes(land: str) -> pd.DataFrame:
    """The signs of the column Zeichen and what the columns mean; an ordinary sheet, for gptables numbers its own."""
    signs = [(sign, words) for sign, words in EXPLANATIONS.items()]
    columns = [
        (land, "Wert des Landes für denselben Zeitraum; leer, wo die Suite keinen hat, und bei Anzahlen"),
        ("herkunft", "Lieferung: aus einer Lieferung; Demodaten: künstlich erzeugt, beschreibt nicht den Kreis"),
        ("von, bis", "Grenzen des 95-%-Bereichs, leer wo alle gezählt sind"),
        ("Zeitraum", "Jahr, Schuljahr (2023/24), Stichtag oder mehrere Jahre zusammen (2019-2023)"),
        ("Kennzahl", "Kurzwort, unter dem Codebuch und CSV-Dateien die Kennzahl führen"),
    ]
    return pd.DataFrame([*signs, *columns], columns=["Zeichen oder Spalte", "Bedeutung"])
