"""Workbooks to readings: tables of the offices by what they say of themselves, all others as a department's."""

from collections.abc import Iterator

import pandas as pd

from isp_utils.intake.department.department import area_test, read_department
from isp_utils.intake.files.content import Content
from isp_utils.intake.files.grid import Grid
from isp_utils.intake.files.sheets import Sheet, cell_name, written
from isp_utils.intake.files.workbook import sheets_of
from isp_utils.intake.inkar.export import is_export, read_export
from isp_utils.intake.messages import IntakeError, Message, error, first_few, info, warn, with_noun
from isp_utils.intake.offices.official_workbook import publisher_of, read_official_workbook
from isp_utils.intake.personal.columns import refuse_single_cases
from isp_utils.intake.personal.search import refuse_in_sheets
from isp_utils.intake.reading import Reading, complete
from isp_utils.intake.survey.survey import is_survey, read_survey
from isp_utils.intake.template.copied import refuse_copied_template
from isp_utils.intake.template.reader import is_template, read_template
from isp_utils.intake.template.surplus import titles_of
from isp_utils.intake.values.keys import Keys


def read_workbook(content: Content, kind: str, keys: Keys, hint: str = "") -> Reading:
    """Reading of a workbook; raises IntakeError where no visible sheet holds a table."""
    sheets = sheets_of(content, kind)
    publisher = publisher_of(sheets)
    official, form = bool(publisher) or _is_export(sheets), is_template(sheets)
    refuse_in_sheets(sheets, content.name, official, form)
    _refuse_single_cases(sheets, keys)
    if form:
        return read_template(sheets, content.name, keys)
    for sheet in sheets:
        refuse_copied_template(titles_of(sheet))
    visible = [sheet for sheet in sheets if sheet.state == "visible" and len(sheet.cells) > 1]
    for sheet in visible:
        if _is_export([sheet]):
            _refuse_formulas([sheet])
            return read_export(*sheet.texts(), content.name, keys)
    if publisher:
        _refuse_formulas(visible)
        return read_official_workbook(sheets, content.name, publisher, keys)
    tables = [sheet for sheet in visible if _is_table(sheet)]
    if not tables and any(sheet.comments or sheet.filled_empty for sheet in sheets):
        return Reading(content.name, "tabelle").saying([info("Die Mappe enthält keine Zahlen."), *_hidden(sheets)])
    if not tables and any(is_survey(sheet.texts(most=1)[0]) for sheet in sheets if sheet.cells):
        raise IntakeError("Die Vorlage ist nicht ausgefüllt: Unter dem Kopf steht noch kein Fragebogen.")
    if not tables and (hidden := [sheet.name for sheet in sheets if sheet.state != "visible" and _is_table(sheet)]):
        names = first_few(hidden)
        raise IntakeError(f"Zahlen stehen nur auf ausgeblendeten Blättern: {names}. Bitte einblenden und speichern.")
    if not tables:
        raise IntakeError(
            "Die Excel-Datei enthält keine Tabelle mit Kopf und Zahlen. Bitte die Vorlage verwenden "
            "(python run_all.py vorlage)."
        )
    _refuse_formulas(visible)
    if len(tables) == 1 and is_survey(tables[0].texts()[0]):
        return read_survey(_grid(tables[0]), content.name)
    readings = [read_department(_grid(sheet), content.name, keys, hint, sheet.columns[0]) for sheet in tables]
    return _joined(readings, tables).saying(_hidden(sheets))


def _is_table(sheet: Sheet) -> bool:
    """Whether two rows of a sheet, at least, hold more than one cell."""
    return sum(len(cells) > 1 for cells in sheet.cells.values()) > 1


def _is_export(sheets: list[Sheet]) -> bool:
    """Whether one of the sheets is an INKAR export."""
    heads = (sheet.texts(most=2)[0] for sheet in sheets if len(sheet.cells) > 1)
    return any(is_export([[cell.removesuffix(",0") for cell in row] for row in rows]) for rows in heads)


def _refuse_single_cases(sheets: list[Sheet], keys: Keys) -> None:
    """Single cases on any sheet, hidden ones as well, before anything else is said about the file."""
    known = area_test(keys.register)  # the same areas on every sheet
    for sheet in sheets:
        rows, _ = sheet.texts()
        head = next((number for number, row in enumerate(rows) if sum(bool(cell.strip()) for cell in row) > 1), None)
        if head is not None:
            refuse_single_cases([cell.strip() for cell in rows[head]], rows[head + 1 :], known)


def _refuse_formulas(sheets: list[Sheet]) -> None:
    """Raise IntakeError for formulas that were never calculated: their figures would be missing without a word."""
    formulas = [cell for sheet in sheets for cell in sheet.empty_formulas]
    if formulas:
        text = (
            f"Formeln ohne gespeicherten Wert: {first_few(formulas, 8)}. Bitte die Datei in Excel "
            "öffnen, berechnen und speichern."
        )
        raise IntakeError(text, cell=formulas[0])


def _grid(sheet: Sheet) -> Grid:
    """Texts of a sheet; merged words stand in all of their cells, per cent as shown."""
    for row, column in sheet.percent:
        value = sheet.cells[row][column]
        if isinstance(value, float):
            sheet.cells[row][column] = f"{written(round(value * 100, 10))} %"
    _fill_merged(sheet)
    rows, lines = sheet.texts()
    return Grid(rows, lines)


def _fill_merged(sheet: Sheet) -> None:
    for top, left, bottom, right in sheet.merged:
        value = sheet.cells.get(top, {}).get(left)
        alone = all(left <= column <= right for column in sheet.cells.get(top, {}))
        if not isinstance(value, str) or (alone and right > left):
            continue  # a title over the whole table, or a number that counts once
        for row in range(top, min(bottom, top + 2000) + 1):
            for column in range(left, min(right, left + 200) + 1):
                if row in sheet.cells or row <= bottom:
                    sheet.cells.setdefault(row, {}).setdefault(column, value)


def _joined(readings: list[Reading], tables: list[Sheet]) -> Reading:
    """One reading of one sheet, or of several with the sheet as a dimension."""
    if len(readings) == 1:
        return readings[0]
    tagged = [
        r.observations.assign(blatt=sheet.name)
        for r, sheet in zip(readings, tables, strict=True)
        if len(r.observations)
    ]
    said: list[Message] = [info(f"{len(tables)} Blätter gelesen: {first_few([sheet.name for sheet in tables])}.")]
    for reading, sheet in zip(readings, tables, strict=True):
        said += [Message(m.level, f"Blatt {sheet.name}: {m.text}", m.row, m.cell) for m in reading.messages]
    dimensions = tuple(dict.fromkeys(["blatt", *(name for reading in readings for name in reading.dimensions)]))
    table = complete(pd.concat(tagged, ignore_index=True)) if tagged else readings[0].observations
    return Reading(
        readings[0].file, "tabelle", table, tuple(said), readings[0].origin, dimensions, sum(r.rows for r in readings)
    )


def _hidden(sheets: list[Sheet]) -> Iterator[Message]:
    """What a reader of the printed sheet would not see, and what only colours and comments say."""
    hidden = [sheet for sheet in sheets if sheet.state != "visible" and sheet.cells]
    if hidden:
        yield warn(
            f"Ausgeblendete Blätter nicht gelesen: {first_few([sheet.name for sheet in hidden])}. Bitte "
            "löschen oder einblenden."
        )
    for sheet in (sheet for sheet in sheets if sheet.state == "visible" and sheet.cells):
        if sheet.hidden_rows:
            rows = sorted(sheet.hidden_rows)
            yield warn(
                f"Blatt {sheet.name}: ausgeblendete Zeilen ({first_few(rows)}) wurden mitgelesen. Bitte prüfen.",
                row=rows[0],
            )
        if sheet.hidden_columns:
            names = [cell_name(1, column)[:-1] for column in sorted(sheet.hidden_columns)]
            yield warn(
                f"Blatt {sheet.name}: ausgeblendete Spalten ({first_few(names)}) wurden mitgelesen. Bitte prüfen."
            )
        if sheet.comments or sheet.filled_empty:
            words = {
                ("Kommentar", "Kommentare"): sheet.comments,
                ("eingefärbte Zelle ohne Wert", "eingefärbte Zellen ohne Wert"): sheet.filled_empty,
            }
            parts = [f"{with_noun(len(n), *noun)} ({first_few(n, 3)})" for noun, n in words.items() if n]
            cell = (sheet.filled_empty or sheet.comments)[0]
            yield warn(
                f"Blatt {sheet.name}: {' und '.join(parts)}. Angaben nur als Farbe oder Kommentar "
                "werden nicht gelesen.",
                cell=cell,
            )
        for top, left, bottom, right in sheet.merged:
            if isinstance(sheet.cells.get(top, {}).get(left), float) and (top, left) != (bottom, right):
                yield error(
                    "Verbundene Zellen mit einer Zahl: für welche Zeilen gilt sie? Bitte die Verbindung aufheben.",
                    cell=cell_name(top, left),
                )
                break
