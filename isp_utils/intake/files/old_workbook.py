"""Sheets of an old workbook (xls, ods) as JSON on standard output; the bytes come from standard input.

Run as a process of its own: on a damaged file the reader, written in Rust, can end its whole process (it asked for
2.5 petabytes of memory in a test), and nothing in Python can catch that. Imports nothing of the suite.
"""

import json
import sys
from datetime import date, datetime
from io import BytesIO
from typing import Any

UNREADABLE = 3  # exit code for a file that the reader refuses


def plain(value: Any) -> Any:
    """A cell for JSON: text, number or truth as it is, a day in a list, all else as text.

    >>> plain(1), plain(True), plain(None), plain(datetime(2019, 2, 1))
    (1.0, True, '', ['2019-02-01T00:00:00'])
    """
    if isinstance(value, datetime | date):
        return [datetime.combine(value, datetime.min.time()).isoformat() if type(value) is date else value.isoformat()]
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int | float):
        return float(value)
    return "" if value is None else str(value)


def sheets_in(data: bytes) -> list[tuple[str, bool, list[list[Any]]]]:
    """Name, whether it is visible, and the rows from the first on, of every sheet."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(BytesIO(data))
    return [
        (
            sheet.name,
            "Visible" in str(sheet.visible),
            [[plain(v) for v in row] for row in book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)],
        )
        for sheet in book.sheets_metadata
    ]


if __name__ == "__main__":
    from python_calamine import CalamineError

    try:
        json.dump(sheets_in(sys.stdin.buffer.read()), sys.stdout)
    except (CalamineError, OSError, ValueError, OverflowError):
        sys.exit(UNREADABLE)
