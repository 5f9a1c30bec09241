"""Data files with figures of Kennzahlen, read back row by row: CSV files and sheets of a workbook."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from isp_utils.charts.parts.data_file import COLUMNS

NUMBERS = ("Wert", "von (95 %)", "bis (95 %)")
Key = tuple[str, str, str, str]  # Kennzahl, key of the area, period, words of the census base
UNREAD: Key = ("", "", "", "")  # of a workbook that nobody can check


@dataclass(frozen=True)
class FileRow:
    """One row of a data file: where it stands, which figure it is, whether it has a number."""

    place: str
    key: Key
    numbered: bool


def file_rows(path: Path, root: Path) -> Iterator[FileRow]:
    """Every row that says a figure of a Kennzahl; nothing for files of another shape."""
    name = path.relative_to(root).as_posix()
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig") as file:
            ours = file.readline().startswith(";".join(COLUMNS[:4]))
        if ours:
            yield from _rows(list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";")), name)
    elif path.suffix == ".xlsx":
        try:
            book = CalamineWorkbook.from_path(str(path))
        except CalamineError:
            yield FileRow(f"{name}: Die Mappe lässt sich nicht öffnen", UNREAD, numbered=True)
            return
        for sheet in book.sheet_names:
            lines = [[_text(cell) for cell in row] for row in book.get_sheet_by_name(sheet).to_python()]
            yield from _rows(lines, f"{name}, Blatt {sheet}")


def _rows(lines: Sequence[Sequence[str]], place: str) -> Iterator[FileRow]:
    """Rows behind the one that holds the titles of all columns."""
    start = next((number for number, line in enumerate(lines) if set(COLUMNS) <= set(line)), None)
    if start is None:
        return
    at = {title: lines[start].index(title) for title in COLUMNS}
    for number, line in enumerate(lines[start + 1 :], start + 2):
        if len(line) < len(COLUMNS) or not line[at["Kennzahl"]]:
            continue
        key = tuple(line[at[title]] for title in ("Kennzahl", "Gebietsschlüssel", "Zeitraum", "Bevölkerungsbasis"))
        yield FileRow(f"{place}, Zeile {number}", key, any(line[at[title]] for title in NUMBERS))  # type: ignore[arg-type]


def _text(cell: object) -> str:
    """A cell as text; a whole number without its decimals, as a period would be read."""
    return f"{cell:g}" if isinstance(cell, float) else str(cell)
