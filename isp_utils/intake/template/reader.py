"""Filled templates back to the delivery format, every fault with its cell; rows left empty are said, not guessed."""

import re
from collections.abc import Iterator, Mapping
from string import ascii_uppercase

import pandas as pd

from isp_utils.intake.delivery.checks import faults_of
from isp_utils.intake.department.plausibility import MINIMUM, SMALL_LEVELS
from isp_utils.intake.files.sheets import Cell, Sheet, cell_name, written
from isp_utils.intake.messages import IntakeError, Level, Message, error, info
from isp_utils.intake.reading import Origin, Reading, complete
from isp_utils.intake.template.words import FLAG_WORDS, HEAD, HELP, MARK, SEX_WORDS, SHEET, total_code
from isp_utils.intake.values.keys import Keys
from isp_utils.model.schema import DELIVERY_COLUMNS

NEW_FORM = "Eine neue Vorlage schreibt: python run_all.py vorlage QUELLE."
WITH_FIGURES = 8  # columns that a clerk fills in; the ninth holds a formula of ours
_ID = re.compile(r".*\[([a-z][a-z0-9_]*)\]\s*")
_COLUMNS = dict(zip(DELIVERY_COLUMNS, (1, 2, 3, 4, 5, 6, 7, 8), strict=True))


def is_template(sheets: list[Sheet]) -> bool:
    """Whether a workbook is one of our templates."""
    return any(sheet.name == HELP and sheet.cells.get(1, {}).get(1) == MARK for sheet in sheets)


def read_template(sheets: list[Sheet], file: str, keys: Keys) -> Reading:
    """Observations of a filled template (measure = fact, dimensions sex, age, group).

    Raises IntakeError where the head was changed or nothing was filled in; faulty cells are error messages.
    """
    sheet = next((sheet for sheet in sheets if sheet.name == SHEET), None)
    if sheet is None:
        raise IntakeError(f"Das Blatt »{SHEET}« fehlt. {NEW_FORM}")
    _refuse_changed_head(sheet)
    rows = {row: cells for row, cells in sorted(sheet.cells.items()) if row > 1 and (1 in cells or 7 in cells)}
    filled = {row: cells for row, cells in rows.items() if 7 in cells or written(cells.get(8, "")).strip()}
    if not filled:
        raise IntakeError(
            "Die Vorlage ist nicht ausgefüllt: 0 Zeilen mit Wert oder Kennzeichen. Bitte ausfüllen und erneut liefern."
        )
    table = pd.DataFrame([_record(cells) for cells in filled.values()], columns=list(DELIVERY_COLUMNS))
    lines = list(filled)
    said = [
        *_broken_cells(sheet),
        *_unknown_words(table, lines),
        *_faults(table, lines, keys),
        *_small(table, lines, keys),
    ]
    if len(rows) > len(filled):
        said.append(info(f"{len(rows) - len(filled)} vorbereitete Zeilen sind nicht ausgefüllt und wurden übergangen."))
    source = next(written(s.cells[1].get(2, "")) for s in sheets if s.name == HELP)
    return Reading(
        file,
        "vorlage",
        _observations(table, lines, keys),
        tuple(said),
        Origin(table=source),
        ("sex", "age", "group"),
        len(filled),
    )


def _refuse_changed_head(sheet: Sheet) -> None:
    """Raise IntakeError naming every column whose title is not the one of the template."""
    titles = [written(sheet.cells.get(1, {}).get(column, "")) for column in range(1, WITH_FIGURES + 1)]
    wrong = [number for number, title in enumerate(titles, 1) if title != HEAD[number - 1]]
    if wrong:
        names = ", ".join(f"Spalte {cell_name(1, number)[:-1]} muss »{HEAD[number - 1]}« heißen" for number in wrong)
        text = f"Der Kopf des Blattes »{SHEET}« wurde verändert: {names}. Bitte zurückändern. {NEW_FORM}"
        raise IntakeError(text, cell=cell_name(1, wrong[0]))


def _broken_cells(sheet: Sheet) -> Iterator[Message]:
    """Cells that hold something in Excel and nothing, or not enough, in the file."""
    for top, left, bottom, right in sheet.merged:
        if bottom > 1 and left <= WITH_FIGURES:
            place = f"{cell_name(top, left)}:{cell_name(bottom, right)}"
            text = (
                f"Verbundene Zellen ({place}): nur die erste hat einen Inhalt. Bitte die Verbindung aufheben und jede "
            )
            yield error(f"{text}Zeile für sich ausfüllen.", top, cell_name(top, left))
    for cell in sheet.empty_formulas:
        if _column(cell) <= WITH_FIGURES:
            text = "Formel ohne gespeicherten Wert. Bitte die Datei in Excel öffnen, berechnen und speichern, oder die "
            yield error(f"{text}Zahl selbst eintragen.", int(cell.lstrip(ascii_uppercase)), cell)
    for cell, fault in sheet.error_cells.items():
        if _column(cell) <= WITH_FIGURES:
            text = f"Die Zelle zeigt den Fehler {fault}. Bitte die Zahl eintragen."
            yield error(text, int(cell.lstrip(ascii_uppercase)), cell)


def _column(cell: str) -> int:
    """Number of the column of a cell: B4 is in the second."""
    letters = cell.rstrip("0123456789")
    return sum((ascii_uppercase.index(letter) + 1) * 26**place for place, letter in enumerate(reversed(letters)))


def _record(cells: Mapping[int, Cell]) -> tuple[str, ...]:
    text = {column: written(value).strip().removeprefix("'") for column, value in cells.items()}
    fact = _ID.fullmatch(text.get(1, ""))
    sex = text.get(4, "").lower() or "insgesamt"
    return (
        fact[1] if fact else text.get(1, ""),
        text.get(2, "").split(" ", 1)[0],
        text.get(3, ""),
        SEX_WORDS.get(sex, sex),
        total_code(text.get(5, "")),
        total_code(text.get(6, "")),
        text.get(7, ""),
        FLAG_WORDS.get(text.get(8, ""), text.get(8, "")),
    )


def _unknown_words(table: pd.DataFrame, lines: list[int]) -> Iterator[Message]:
    known = set(FLAG_WORDS.values())
    for line, flag in zip(lines, table["flag"], strict=True):
        if flag not in known:
            yield error(
                f"Kennzeichen »{flag}« steht nicht in der Liste. Bitte eines der Liste wählen.",
                line,
                cell_name(line, 8),
            )


def _faults(table: pd.DataFrame, lines: list[int], keys: Keys) -> Iterator[Message]:
    known = table.assign(flag=table["flag"].where(table["flag"].isin(list(FLAG_WORDS.values())), ""))
    for line, column, text in faults_of(known.set_axis(lines), keys.register):
        yield error(
            f"{text} Bitte berichtigen." if "Bitte" not in text else text, line, cell_name(line, _COLUMNS[column])
        )


def _small(table: pd.DataFrame, lines: list[int], keys: Keys) -> Iterator[Message]:
    level = table["region"].map({key: area.level for key, area in keys.register.regions.items()})
    small = level.isin(SMALL_LEVELS) & table["value"].isin([str(number) for number in range(1, MINIMUM)])
    if small.any():
        text = (
            f"{int(small.sum())} Fallzahlen von 1 oder 2 unterhalb der Kreisebene: nur geschützt "
            "gespeichert, in Ausgaben unterdrückt."
        )
        yield Message(Level.PROTECT, text, lines[int(small.to_numpy().argmax())])


def _observations(table: pd.DataFrame, lines: list[int], keys: Keys) -> pd.DataFrame:
    regions = keys.register.regions
    return complete(
        table.rename(columns={"fact": "measure"}).assign(
            measure_label=table["fact"],
            region_raw=table["region"],
            region_name=table["region"].map(lambda key: regions[key].name if key in regions else ""),
            level=table["region"].map(lambda key: regions[key].level if key in regions else ""),
            value=pd.to_numeric(table["value"].str.replace(",", ".", regex=False), errors="coerce"),
            status="value",
            raw=table["value"],
            row=lines,
            column="Wert",
        )
    )
