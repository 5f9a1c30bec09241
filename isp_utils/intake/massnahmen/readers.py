"""Excel, CSV and TOML to a draft of the register: the same rows, whatever the file."""

import csv
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from isp_utils.intake.conference.form import Spot
from isp_utils.intake.files.content import Content
from isp_utils.intake.files.encoding import decode
from isp_utils.intake.files.sheets import Cell, Sheet, cell_name, written
from isp_utils.intake.files.workbook import sheets_of
from isp_utils.intake.massnahmen.form import (
    ACTION,
    ADVICE,
    COLUMNS,
    HELP,
    ID,
    TITLE_E,
    TITLE_M,
    TOML_NAMES,
    FormRow,
    RegisterDraft,
    column_key,
)
from isp_utils.intake.messages import IntakeError, Level, error
from isp_utils.intake.values.numbers import parse, tidy
from isp_utils.model.toml import did_you_mean

NEW_FORM = "Bitte eine neue Vorlage ausfüllen (python run_all.py vorlage massnahmen)."


def draft_of_toml(content: Content) -> RegisterDraft:
    """Rows of `[[empfehlung]]` and `[[massnahme]]`; a list stands as one text. IntakeError where it is no TOML."""
    text = decode(content.data()).text
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise IntakeError(f"kein gültiges TOML ({problem}). Bitte die genannte Stelle berichtigen.") from problem
    draft = RegisterDraft(texts=[(line, Spot(row=row)) for row, line in enumerate(text.splitlines(), 1)])
    starts = _starts(text)
    for name, rows in tables.items():
        if name not in TOML_NAMES or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            text = "erwartet werden nur Einträge [[empfehlung]] und [[massnahme]]."
            draft.messages.append(error(f"Der Abschnitt »{name}« ist nicht bekannt; {text}"))
            continue
        for row in rows:
            _toml_row(draft, TOML_NAMES[name], row, Spot(row=next(starts[name], None)))
    return draft


def _starts(text: str) -> dict[str, Iterator[int]]:
    """The lines in which entries of either kind begin."""
    lines = [line.strip() for line in text.splitlines()]
    return {name: iter([n for n, line in enumerate(lines, 1) if line == f"[[{name}]]"]) for name in TOML_NAMES}


def _toml_row(draft: RegisterDraft, table: str, row: Mapping[str, object], at: Spot) -> None:
    titles = {column_key(title): title for title in COLUMNS[table]}
    for key in row:
        if key not in titles:
            draft.messages.append(at.says(f"Das Feld »{key}« ist nicht bekannt.{did_you_mean(key, tuple(titles))}"))
    values = {titles[key]: _told(value) for key, value in row.items() if key in titles}
    draft.rows.append(FormRow(table, values, dict.fromkeys(values, at), at))


def _told(value: object) -> str:
    """A TOML value as it would stand in a cell."""
    match value:
        case list():
            return "; ".join(_told(item) for item in value)
        case bool():
            return "ja" if value else "nein"
        case int() | float():
            return written(float(value))
        case date():
            return written(value)  # type: ignore[arg-type]
    return str(value)


def draft_of_csv(content: Content) -> RegisterDraft:
    """Rows of one table with semicolons; its head says which. IntakeError for a head that nobody knows."""
    decoded = decode(content.data())
    lines = list(csv.reader(decoded.text.splitlines(), delimiter=";"))
    draft = RegisterDraft(messages=[message for message in decoded.messages if message.level != Level.INFO])
    head = [cell.strip() for cell in lines[0]] if lines else []
    table = _table_of(head)
    for number, cells in enumerate(lines[1:], 2):
        at = Spot(row=number)
        draft.texts += [(cell, at) for cell in cells if cell.strip()]
        if len(cells) > len(head) and any(cell.strip() for cell in cells[len(head) :]):
            text = 'Die Zeile hat mehr Zellen als der Kopf. Enthält ein Text einen Strichpunkt, gehört er in "…".'
            draft.messages.append(at.says(text))
        elif any(cell.strip() for cell in cells):
            values = {title: cell.strip() for title, cell in zip(head, cells, strict=False) if title}
            draft.rows.append(FormRow(table, values, dict.fromkeys(values, at), at))
    return draft


def _table_of(head: Sequence[str]) -> str:
    """Which table a head belongs to; raises IntakeError where a column is not known or the table is not clear."""
    table = ACTION if TITLE_M in head else ADVICE if TITLE_E in head else ""
    if not table or ID not in head:
        raise IntakeError(f"Der Kopf der Tabelle ist nicht bekannt. {NEW_FORM}", 1)
    for title in head:
        if title and title not in COLUMNS[table]:
            raise IntakeError(f"Die Spalte »{title}« ist nicht bekannt.{did_you_mean(title, COLUMNS[table])}", 1)
    if len(set(filter(None, head))) < len([title for title in head if title]):
        raise IntakeError(f"Eine Spalte steht zweimal im Kopf. {NEW_FORM}", 1)
    return table


def draft_of_register_workbook(content: Content) -> RegisterDraft:
    """Rows of the sheets `Empfehlungen` and `Maßnahmen`. IntakeError where the head of a sheet was changed."""
    draft = RegisterDraft()
    for sheet in sheets_of(content, "xlsx"):
        for row, cells in sheet.cells.items():
            draft.texts += [(_text(value), _spot(sheet, row, column)) for column, value in cells.items()]
        for where, text in sheet.notes:
            draft.texts.append((text, Spot()))
            draft.messages.append(error(f"Blatt »{sheet.name}«, {where}: wird nicht gelesen. Bitte in die Zellen."))
        if sheet.empty_formulas:
            draft.messages.append(error(f"Blatt »{sheet.name}«: Bitte Werte statt Formeln eintragen."))
        if sheet.name in COLUMNS:
            draft.rows += _rows(sheet)
        elif sheet.name != HELP and sheet.cells:
            draft.messages.append(error(f"Das Blatt »{sheet.name}« wird nicht gelesen. Bitte löschen oder übertragen."))
    return draft


def _rows(sheet: Sheet) -> Iterator[FormRow]:
    titles = {column: _text(value).strip() for column, value in sheet.cells.get(1, {}).items()}
    if _table_of(list(titles.values())) != sheet.name:
        raise IntakeError(f"Der Kopf des Blattes »{sheet.name}« gehört zu einem anderen Blatt. {NEW_FORM}", 1)
    for row, cells in sorted(sheet.cells.items()):
        if row == 1:
            continue
        for column in cells:
            if column not in titles:
                raise IntakeError("Über dieser Zelle fehlt der Kopf der Spalte.", cell=cell_name(row, column))
        values = {titles[column]: _text(value).strip() for column, value in cells.items()}
        spots = {titles[column]: _spot(sheet, row, column) for column in cells}
        yield FormRow(sheet.name, values, spots, Spot(cell=f"{cell_name(row, 1)} (Blatt »{sheet.name}«)"))


def _spot(sheet: Sheet, row: int, column: int) -> Spot:
    return Spot(cell=f"{cell_name(row, column)} (Blatt »{sheet.name}«)")


def _text(value: Cell | str) -> str:
    """Text of a cell, without the sign by which the form keeps a text from being taken for a formula."""
    text = written(value).strip()
    return text[1:] if text.startswith("'") and parse(tidy(text[1:])) is None else text
