"""Cells of the forms that people fill in by hand: heads, texts that stay as they were typed, drop-downs."""

from collections.abc import Iterable

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from isp_utils.intake.department.department import harmless

LONGEST_LIST = 255  # signs that a drop-down of Excel may hold
_FILL = PatternFill("solid", fgColor="12436D")


def head_cell(sheet: Worksheet, column: int, text: str) -> None:
    """A title in the first row."""
    cell = sheet.cell(1, column, text)
    cell.font, cell.fill = Font(bold=True, color="FFFFFF"), _FILL


def text_cell(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """A text, wrapped, that no spreadsheet takes for a date or a formula."""
    cell = sheet.cell(row, column, harmless(text) or None)
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def drop_down(sheet: Worksheet, column: int, choices: Iterable[str], last_row: int) -> None:
    """A list of what may be chosen, from the second row on, where it is short enough for one."""
    text, letter = ",".join(choices), sheet.cell(1, column).column_letter
    if text and len(text) <= LONGEST_LIST:
        rule = DataValidation(type="list", formula1=f'"{text}"', allow_blank=True)
        rule.add(f"{letter}2:{letter}{last_row}")
        sheet.add_data_validation(rule)
