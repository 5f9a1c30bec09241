"""A worksheet as the intake sees it: filled cells by place, and what a reader of the printed table would not see."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

Cell = str | float | bool | datetime
COMMENT = "Kommentar"


@dataclass
class Sheet:
    """Filled cells of a sheet (row and column count from 1); blanks, ghosts and formats are not cells."""

    name: str
    state: str = "visible"
    cells: dict[int, dict[int, Cell]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(
        default_factory=list
    )  # first row, first column, last row, last column
    empty_formulas: list[str] = field(default_factory=list)
    error_cells: dict[str, str] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)  # texts beside the cells: where, and what they say
    filled_empty: list[str] = field(default_factory=list)  # coloured cells without a value
    percent: set[tuple[int, int]] = field(default_factory=set)  # cells shown as percent

    def put(self, row: int, column: int, value: Cell) -> None:
        """Keep a value unless it is blank."""
        if not isinstance(value, str) or value.strip("\u00a0 \t\r\n"):
            self.cells.setdefault(row, {})[column] = value

    @property
    def columns(self) -> tuple[int, int]:
        """First and last column with a value; (1, 0) for an empty sheet."""
        used = [column for row in self.cells.values() for column in row]
        return (min(used), max(used)) if used else (1, 0)

    def texts(self, most: int | None = None) -> tuple[list[list[str]], list[int]]:
        """The first rows (all by default) as texts over the used columns, and their numbers; empty ones left out."""
        first, last = self.columns
        numbers = sorted(self.cells)[:most]
        return [[written(self.cells[row].get(c, "")) for c in range(first, last + 1)] for row in numbers], numbers


def cell_name(row: int, column: int) -> str:
    """Name of a cell.

    >>> cell_name(4, 2), cell_name(20000, 52)
    ('B4', 'AZ20000')
    """
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def written(value: Cell | str) -> str:
    """A cell's value as a German reader sees it: decimal comma, no thousands, day first.

    >>> written(3354005.0), written(56.74), written(0.1 + 0.2), written(datetime(2019, 2, 1)), written(" 606*")
    ('3354005', '56,74', '0,3', '01.02.2019', ' 606*')
    """
    if isinstance(value, bool):
        return "WAHR" if value else "FALSCH"
    if isinstance(value, float):
        text = f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
        if "e" in text:
            text = f"{value:.12f}".rstrip("0").rstrip(".")
        return text.replace(".", ",")
    if isinstance(value, datetime | date):
        return value.strftime("%d.%m.%Y")
    return value


def unmerged(sheet: Sheet, rows: Iterable[int]) -> dict[int, dict[int, str]]:
    """Texts of head rows with every merged cell's text in all of its columns and rows."""
    wanted = set(rows)
    texts = {row: {c: written(v) for c, v in sheet.cells.get(row, {}).items()} for row in wanted}
    for top, left, bottom, right in sheet.merged:
        value = sheet.cells.get(top, {}).get(left)
        for row in wanted.intersection(range(top, bottom + 1)) if value is not None else ():
            for column in range(left, min(right, left + 500) + 1):
                texts[row].setdefault(column, written(value))  # type: ignore[arg-type]
    return texts
