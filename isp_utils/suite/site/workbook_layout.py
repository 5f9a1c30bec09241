"""How a sheet of the workbook is read and printed: the head stays in view, filters, widths, A4 landscape."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

HEAD = 2  # row of the titles of columns, behind title and instructions
LETTER = 1.15  # width of a letter of the sheet in that of a column's unit
LEAST, MOST, BUTTON = 9, 50, 4  # widths in letters: of a column, and of the button of the filter
LINE, HIGHEST = 16.0, 409.0  # points: height of a line of type, and of a row at most
BROKEN, NARROW = 1.12, 1.15  # how much longer a text gets that is broken at its words, and how narrow letters are
ON_COVER = 78  # letters in a line of the cover
A4 = 9
DAY = "dd.mm.yyyy"
TEXT = {"font_name": "Arial", "font_size": 12, "font_color": "automatic", "text_wrap": True}
SUBTITLE = {**TEXT, "bold": True, "font_size": 14}
FOOT = "&L&A&RSeite &P von &N"


def write_cover(workbook: Any, about: Sequence[str], contact: str) -> None:
    """What the cover says below its title, in German."""
    lines = [("Inhalt und Herkunft", SUBTITLE), *((line, TEXT) for line in about)]
    lines += [("Fragen und Hinweise", SUBTITLE), (contact, TEXT)]
    sheet = workbook.worksheets()[0]
    for row, (words, style) in enumerate(lines, 1):
        sheet.write_string(row, 0, words, workbook.add_format(style))
        sheet.set_row(row, LINE * _lines(words, ON_COVER))
    print_across(sheet)


def lay_out(workbook: Any, name: str, frame: pd.DataFrame, printed: str = "") -> None:
    """Lay out the sheet of a table; `printed`: the last column on paper, "" for all of them."""
    sheet = workbook.get_worksheet_by_name(name)
    sheet.freeze_panes(HEAD + 1, 1)
    for table in sheet.tables:
        table["autofilter"] = table["a_range"]
    titles = list(frame.columns)
    lines = [1] * len(frame)
    for place, title in enumerate(titles):
        texts = [_shown(cell) for cell in frame[title]]
        letters = min(max(LEAST, len(title) + BUTTON, *map(len, texts)), MOST)
        sheet.set_column(place, place, letters * LETTER)
        lines = [max(most, _lines(text, letters)) for most, text in zip(lines, texts, strict=True)]
        _write_days(workbook, sheet, place, frame[title].tolist())
    for row, number in enumerate(lines, HEAD + 1):
        if number > 1:  # not every program grows a row with its text
            sheet.set_row(row, min(LINE * number, HIGHEST))
    print_across(sheet)
    sheet.repeat_rows(HEAD)
    last = titles.index(printed) if printed else len(titles) - 1
    sheet.print_area(0, 0, HEAD + len(frame), last)


def print_across(sheet: Any) -> None:
    """A4 landscape, as wide as the page, name of the sheet and number of the page at the foot."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(FOOT)


def _lines(text: str, letters: int) -> int:
    """Lines of a text in a column of so many letters, of which most are narrow; words stay whole."""
    room = int(letters * NARROW)
    return -(-int(len(text) * BROKEN) // room) if len(text) > room else 1


def _write_days(workbook: Any, sheet: Any, place: int, cells: Sequence[object]) -> None:
    """Days as days: gptables writes them as bare numbers."""
    style = workbook.add_format({**TEXT, "num_format": DAY, "align": "left", "valign": "top"})
    for row, cell in enumerate(cells, HEAD + 1):
        if isinstance(cell, date):
            sheet.write_datetime(row, place, cell, style)


def _shown(cell: object) -> str:
    return "" if cell is None or cell != cell else str(cell)
