"""Filled templates back to the delivery format, every fault with its cell; rows left empty are said, not guessed."""

from collections.abc import Iterator, Mapping
from string import ascii_uppercase

import pandas as pd

from isp_utils.intake.delivery.checks import faults_of
from isp_utils.intake.department.plausibility import MINIMUM, SMALL_LEVELS
from isp_utils.intake.files.sheets import Cell, Sheet, cell_name, written
from isp_utils.intake.messages import IntakeError, Level, Message, error, info, with_noun
from isp_utils.intake.reading import Origin, Reading, complete
from isp_utils.intake.template.listed import areas_outside, unlisted_facts
from isp_utils.intake.template.surplus import surplus_sheets, titles_of
from isp_utils.intake.template.words import (
    FLAG_WORDS,
    HEAD,
    HELP,
    MARK,
    SEX_WORDS,
    SHEET,
    WITH_FIGURES,
    WORDING,
    fact_of,
    key_of_area,
    total_code,
)
from isp_utils.intake.template.years import other_year_in_name, stray_years
from isp_utils.intake.values.keys import Keys
from isp_utils.model.schema import DELIVERY_COLUMNS

NEW_FORM = "Eine neue Vorlage schreibt: python run_all.py vorlage QUELLE."
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
        raise _without_data(sheets)
    _refuse_changed_head(sheet)
    rows = {row: cells for row, cells in sorted(sheet.cells.items()) if row > 1 and (1 in cells or 7 in cells)}
    filled = {row: cells for row, cells in rows.items() if 7 in cells or written(cells.get(8, "")).strip()}
    if not filled:
        raise IntakeError(
            "Die Vorlage ist nicht ausgefüllt: 0 Zeilen mit Wert oder Kennzeichen. Bitte ausfüllen und erneut liefern."
        )
    table = pd.DataFrame([_record(cells) for cells in filled.values()], columns=list(DELIVERY_COLUMNS))
    table = table.assign(label=[written(cells.get(1, "")).strip() for cells in filled.values()]).set_axis(list(filled))
    said = [*surplus_sheets(sheets), *_broken_cells(sheet), *_faults(table, sheets, keys), *_small(table, keys)]
    said += [*stray_years(table["period"]), *other_year_in_name(table["period"], file)]
    if empty := len(rows) - len(filled):
        number = with_noun(empty, "vorbereitete Zeile ist", "vorbereitete Zeilen sind")
        passed = "wurde" if empty == 1 else "wurden"
        said.append(info(f"{number} nicht ausgefüllt und {passed} übergangen."))
    return Reading(
        file,
        "vorlage",
        _observations(table, keys),
        tuple(said),
        Origin(table=source_named(sheets)),
        ("sex", "age", "group"),
        len(filled),
    )


def _without_data(sheets: list[Sheet]) -> IntakeError:
    """What to do where the sheet of the figures is not there, or has another name."""
    renamed = next((sheet.name for sheet in sheets if titles_of(sheet) == HEAD[:WITH_FIGURES]), "")
    if renamed:
        return IntakeError(f"Das Blatt »{SHEET}« heißt jetzt »{renamed}«. Bitte wieder »{SHEET}« nennen und speichern.")
    return IntakeError(f"Das Blatt »{SHEET}« fehlt. {NEW_FORM}")


def source_named(sheets: list[Sheet]) -> str:
    """The source that a template names as its own."""
    return next(written(s.cells[1].get(2, "")).strip() for s in sheets if s.name == HELP)


def _refuse_changed_head(sheet: Sheet) -> None:
    """Raise IntakeError naming every column whose title is not the one of the template."""
    wrong = [number for number, title in enumerate(titles_of(sheet), 1) if title != HEAD[number - 1]]
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
    sex = text.get(4, "").lower() or "insgesamt"
    return (
        fact_of(text.get(1, "")),
        key_of_area(text.get(2, "")),
        text.get(3, ""),
        SEX_WORDS.get(sex, sex),
        total_code(text.get(5, "")),
        total_code(text.get(6, "")),
        text.get(7, ""),
        FLAG_WORDS.get(text.get(8, ""), text.get(8, "")),
    )


def _faults(table: pd.DataFrame, sheets: list[Sheet], keys: Keys) -> Iterator[Message]:
    """What no delivery may hold, and what this template does not ask for; each with its cell."""
    strange = list(unlisted_facts(table, sheets))
    told = {(message.row, "fact") for message in strange}  # one message a cell
    told |= {(line, "value") for line in table.index[~table["flag"].isin(list(FLAG_WORDS.values()))]}
    for line, column, text in faults_of(table, keys.register, WORDING):
        if (line, column) in told:
            continue
        yield error(
            f"{text} Bitte berichtigen." if "Bitte" not in text else text, line, cell_name(line, _COLUMNS[column])
        )
    yield from strange
    yield from areas_outside(table, sheets, keys.register)


def _small(table: pd.DataFrame, keys: Keys) -> Iterator[Message]:
    level = table["region"].map({key: area.level for key, area in keys.register.regions.items()})
    small = level.isin(SMALL_LEVELS) & table["value"].isin([str(number) for number in range(1, MINIMUM)])
    if small.any():
        text = (
            f"{with_noun(int(small.sum()), 'Fallzahl', 'Fallzahlen')} von 1 oder 2 unterhalb der Kreisebene: nur "
            "geschützt gespeichert, in Ausgaben unterdrückt."
        )
        yield Message(Level.PROTECT, text, int(table.index[int(small.to_numpy().argmax())]))


def _observations(table: pd.DataFrame, keys: Keys) -> pd.DataFrame:
    regions = keys.register.regions
    return complete(
        table.drop(columns="label")
        .rename(columns={"fact": "measure"})
        .assign(
            measure_label=table["fact"],
            region_raw=table["region"],
            region_name=table["region"].map(lambda key: regions[key].name if key in regions else ""),
            level=table["region"].map(lambda key: regions[key].level if key in regions else ""),
            value=pd.to_numeric(table["value"].str.replace(",", ".", regex=False), errors="coerce"),
            status="value",
            raw=table["value"],
            row=table.index,
            column="Wert",
        )
    )
