"""The Excel form of a Sozialraumkonferenz to a draft: one sheet with head and participants, one row a Wortmeldung."""

from isp_utils.intake.conference.form import (
    CONTRIBUTIONS,
    KEYS,
    NUMBER,
    PARTICIPANTS,
    TITLE,
    FormEntry,
    MinuteBlock,
    MinuteDraft,
    Spot,
)
from isp_utils.intake.department.department import harmless
from isp_utils.intake.files.content import Content
from isp_utils.intake.files.sheets import Cell, Sheet, cell_name, written
from isp_utils.intake.files.workbook import sheets_of
from isp_utils.intake.messages import IntakeError, error

MAIN, HELP = "Konferenz", "Anleitung"
COLUMNS = (NUMBER, *KEYS)


def draft_of_workbook(content: Content) -> MinuteDraft:
    """The draft in a workbook. Raises IntakeError where the head of a sheet was changed."""
    sheets = {sheet.name: sheet for sheet in sheets_of(content, "xlsx")}
    if not {MAIN, CONTRIBUTIONS} <= sheets.keys():
        raise IntakeError(f"Es fehlen die Blätter »{MAIN}« und »{CONTRIBUTIONS}«. Bitte eine neue Vorlage ausfüllen.")
    draft = MinuteDraft()
    for name, sheet in sheets.items():
        for row, column, text in _cells(sheet):
            draft.texts.append((text, _spot(name, row, column)))
        for where, text in sheet.notes:
            draft.texts.append((text, Spot()))
            draft.messages.append(error(f"Blatt »{name}«, {where}: wird nicht gelesen. Bitte in die Zellen schreiben."))
        if name not in (MAIN, CONTRIBUTIONS, HELP) and sheet.cells:
            draft.messages.append(error(f"Das Blatt »{name}« wird nicht gelesen. Bitte löschen oder übertragen."))
        if sheet.empty_formulas:
            draft.messages.append(error(f"Blatt »{name}«: Bitte Werte statt Formeln eintragen."))
    _main(draft, sheets[MAIN])
    _contributions(draft, sheets[CONTRIBUTIONS])
    return draft


def _cells(sheet: Sheet) -> list[tuple[int, int, str]]:
    rows = sorted(sheet.cells.items())
    return [(row, column, _text(value)) for row, cells in rows for column, value in sorted(cells.items())]


def _text(value: Cell | str) -> str:
    """Text of a cell, without the sign by which the form keeps a text from being taken for a formula."""
    text = written(value).strip()
    return text[1:] if text.startswith("'") and harmless(text[1:]) == text else text


def _spot(sheet: str, row: int, column: int) -> Spot:
    return Spot(cell=f"{cell_name(row, column)} (Blatt »{sheet}«)")


def _main(draft: MinuteDraft, sheet: Sheet) -> None:
    """Words in column A, values in column B; below `Teilnehmende` the groups with their numbers."""
    target = draft.head
    for row, cells in sorted(sheet.cells.items()):
        key, value = (_text(cells.get(column, "")) for column in (1, 2))
        for column in (column for column in cells if column > 2):
            draft.messages.append(_spot(MAIN, row, column).says("Diese Zelle wird nicht gelesen. Bitte leeren."))
        if TITLE.casefold() in key.casefold():
            draft.titled = True
        elif key == PARTICIPANTS:
            target = draft.participants
        elif key or value:
            target.append(FormEntry(key, value, _spot(MAIN, row, 2)))


def _contributions(draft: MinuteDraft, sheet: Sheet) -> None:
    head = [_text(sheet.cells.get(1, {}).get(column, "")) for column in range(1, len(COLUMNS) + 1)]
    if head != list(COLUMNS):
        raise IntakeError(
            f"Der Kopf des Blattes »{CONTRIBUTIONS}« wurde verändert. Bitte eine neue Vorlage ausfüllen "
            "(python run_all.py vorlage konferenz).",
            1,
        )
    for row, cells in sorted(sheet.cells.items()):
        if row == 1:
            continue
        block = MinuteBlock(_text(cells.get(1, "")), _spot(CONTRIBUTIONS, row, 1))
        for column, value in sorted(cells.items()):
            if column > len(COLUMNS):
                draft.messages.append(_spot(CONTRIBUTIONS, row, column).says("Diese Zelle wird nicht gelesen."))
            elif column > 1:
                text = _text(value)
                block.entries.append(FormEntry(COLUMNS[column - 1], text, _spot(CONTRIBUTIONS, row, column)))
        if block.entries:  # the form numbers rows that nobody filled in
            draft.blocks.append(block)
