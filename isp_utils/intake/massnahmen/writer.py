"""The forms for Empfehlungen and Maßnahmen in Excel, CSV and TOML, empty or filled; read back without loss."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from isp_utils.intake.massnahmen.form import (
    ADVICE,
    COLUMNS,
    DEMO,
    DIRECTION,
    FIELD,
    HELP,
    INSTRUCTION,
    ORIGIN,
    STATUS_OF,
    TOML_NAMES,
    column_key,
)
from isp_utils.intake.massnahmen.told import form_rows, register_csv
from isp_utils.intake.template.form_cells import drop_down, head_cell, text_cell
from isp_utils.model.massnahmen import DIRECTIONS, ORIGINS, STATUS, MassnahmenRegister, RegisterWords

LAST_ROW = 300
EMPTY = MassnahmenRegister()


def write_register_excel(path: Path, words: RegisterWords, register: MassnahmenRegister = EMPTY) -> None:
    """Write the workbook: a sheet for each table, and the instruction with what may stand where."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for table, columns in COLUMNS.items():
        sheet = book.create_sheet(table)
        for number, title in enumerate(columns, 1):
            head_cell(sheet, number, title)
        for row, values in enumerate(form_rows(register, table), 2):
            for number, title in enumerate(columns, 1):
                text_cell(sheet, row, number, values[title])
        _shape(sheet, table, words)
    notes = book.create_sheet(HELP)
    notes.column_dimensions["A"].width = 110
    for row, text in enumerate((*INSTRUCTION, *_choices(words)), 1):
        text_cell(notes, row, 1, text)
    book.save(path)


def write_register_csv(folder: Path, words: RegisterWords, register: MassnahmenRegister = EMPTY) -> None:
    """Write empfehlungen.csv and massnahmen.csv (UTF-8, semicolons)."""
    for table in COLUMNS:
        text = register_csv(table, list(form_rows(register, table)))
        (folder / f"{column_key(table)}.csv").write_text(text, encoding="utf-8-sig", newline="")


def write_register_toml(path: Path, words: RegisterWords, register: MassnahmenRegister = EMPTY) -> None:
    """Write entries with the keys of the form; an empty form holds one entry of each kind as a comment."""
    lines = [f"# {text}" for text in (*INSTRUCTION, *_choices(words))]
    for name, table in TOML_NAMES.items():
        filled = list(form_rows(register, table))
        for values in filled or [dict.fromkeys(COLUMNS[table], "")]:
            mark = "" if filled else "# "
            told = {column_key(title): text for title, text in values.items() if text or not filled}
            lines += ["", f"{mark}[[{name}]]"]
            lines += [f"{mark}{key} = {json.dumps(text, ensure_ascii=False)}" for key, text in told.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _shape(sheet: Worksheet, table: str, words: RegisterWords) -> None:
    """Widths, a head that stays, and drop-downs where a cell holds one of few words."""
    sheet.freeze_panes = "C2"
    lists: Mapping[str, list[str]] = {
        ORIGIN: list(ORIGINS.values()),
        STATUS_OF: list(STATUS.values()),
        DIRECTION: list(DIRECTIONS.values()),
        DEMO: ["nein", "ja"],
    } | ({FIELD: list(words.fields.values())} if table == ADVICE else {})
    for number, title in enumerate(COLUMNS[table], 1):
        letter = sheet.cell(1, number).column_letter
        sheet.column_dimensions[letter].width = 44 if number == 2 else 22
        drop_down(sheet, number, lists.get(title, []), LAST_ROW)


def _choices(words: RegisterWords) -> Iterator[str]:
    """What may stand in a column, a line each."""
    yield f"Herkunft: {'; '.join(ORIGINS.values())}."
    yield f"Status: {'; '.join(STATUS.values())}."
    yield f"Station: {'; '.join(words.stations.values())}."
    yield f"Planungsfeld: {'; '.join(words.fields.values())}."
    yield f"Übergang: {'; '.join(words.transitions)}."
    yield f"Hindernis: {'; '.join(words.obstacles.values())}."
    yield "Kennzahl: die Kennung aus der Adresse ihres Steckbriefs, z. B. betreuungsquote_u3, oder ihr ganzer Name."
