"""What stands in a filled template and is not read: further sheets, above all a second one with figures."""

from collections.abc import Iterator

from isp_utils.intake.files.sheets import Sheet, written
from isp_utils.intake.messages import Message, ask, error, info
from isp_utils.intake.template.words import HEAD, HELP, LISTS, SHEET, WITH_FIGURES


def titles_of(sheet: Sheet) -> tuple[str, ...]:
    """Titles of the columns that a clerk fills in."""
    return tuple(written(sheet.cells.get(1, {}).get(column, "")) for column in range(1, WITH_FIGURES + 1))


def surplus_sheets(sheets: list[Sheet]) -> Iterator[Message]:
    """A fault for a sheet with the template's head, a question for one with numbers, a note for all others."""
    for sheet in (sheet for sheet in sheets if sheet.name not in (SHEET, LISTS, HELP) and sheet.cells):
        name = f"Das Blatt »{sheet.name}«"
        numbers = any(isinstance(value, float) for cells in sheet.cells.values() for value in cells.values())
        if titles_of(sheet) == HEAD[:WITH_FIGURES]:
            yield error(
                f"{name} hat den Kopf der Vorlage, gelesen wird aber nur »{SHEET}«: Seine Zahlen gingen verloren. "
                f"Bitte alle Zahlen in »{SHEET}« eintragen und das Blatt löschen."
            )
        elif numbers:
            yield ask(f"{name} wird nicht gelesen. Gehören Zahlen daraus in »{SHEET}«?")
        else:
            yield info(f"{name} wird nicht gelesen.")
