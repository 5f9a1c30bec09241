"""Finished tables: as accessible HTML with German numbers, and as CSV text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from isp_utils.charts.inputs import Caption, Point, Series, Value, number
from isp_utils.charts.parts.data_file import DataRow, csv_lines, data_text, point_rows, series_rows
from isp_utils.charts.parts.markup import Look, table_markup
from isp_utils.charts.parts.number_columns import taken_apart
from isp_utils.charts.parts.screens import PHONE, TABLET, fits
from isp_utils.charts.parts.symbols import legend, shown, sign, visible_value
from isp_utils.charts.parts.timeline import axis_position, figures, tick_text
from isp_utils.model.schema import Flag
from isp_utils.model.soft_hyphens import softened

Cell = str | Value
MANY_COLUMNS = 6  # more than these stand in a smaller type, and as blocks on a phone
MANY_ROWS = 20  # of figures: more of them are compared down the columns, and would be endless as blocks
LONG_TEXT = 120  # characters of a cell above which a table is laid out as blocks on a phone, too
NO_BREAK_PERCENT = "\u202f%"


@dataclass(frozen=True)
class PrintedTable:
    """Finished table: column titles, decimals per column, rows; the first cell of a row is its header.

    data: what its file holds where it shows figures of Kennzahlen; without any the file is the table itself.
    """

    columns: tuple[str, ...]
    digits: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    data: tuple[DataRow, ...] = ()

    def numeric(self) -> tuple[bool, ...]:
        """Bool [column]: True for columns that hold figures."""
        return tuple(any(isinstance(row[place], Value) for row in self.rows) for place in range(len(self.columns)))

    def signs(self) -> set[str]:
        """All signs that occur in the table."""
        return {sign(cell) for row in self.rows for cell in row if isinstance(cell, Value)}


def interval_table(points: Iterable[Point], heading: str, caption: Caption) -> PrintedTable:
    """Rows place, value and, where any exists, the bounds of the 95 % interval."""
    listed = tuple(points)
    banded = any(number(point.lower) is not None for point in listed)
    columns = (heading, f"Wert ({caption.unit})" if caption.unit else "Wert", *(bounds_of(caption) if banded else ()))
    rows = tuple((point.label, Value(point.value, point.flag), *(_bounds(point) if banded else ())) for point in listed)
    data = tuple(point_rows(listed, caption)) if caption.indicator else ()
    return PrintedTable(columns, (caption.digits,) * len(columns), rows, data)


def series_table(lines: Sequence[Series], caption: Caption) -> PrintedTable:
    """One row per period, one column per series; bounds only for series that have them."""
    periods = sorted(
        {period for series in lines for period in series.periods}, key=lambda name: (axis_position(name), name)
    )
    columns = ["Zeitraum"]
    rows: list[list[Cell]] = [[tick_text(period)] for period in periods]
    for series in lines:
        banded = any(number(edge) is not None for edge in series.lower)
        columns += [series.label, *(bounds_of(caption, series.label) if banded else ())]
        index = {period: place for place, period in enumerate(series.periods)}
        for row, period in zip(rows, periods, strict=True):
            row.extend(_cells(series, index.get(period), banded))
    data = tuple(series_rows(lines, caption)) if caption.indicator else ()
    return PrintedTable(tuple(columns), (caption.digits,) * len(columns), tuple(tuple(row) for row in rows), data)


def bounds_of(caption: Caption, label: str = "") -> tuple[str, str]:
    """Titles of the columns that hold the limits of an interval; `label`: whose, where there are several."""
    of = f"{label}: " if label else ""
    return f"{of}von ({caption.limits})", f"{of}bis ({caption.limits})"


def bound(value: float | None, figure: Value) -> Value:
    """Bound of an interval; where the figure is not shown, its bound is hidden for the same reason."""
    return Value(value) if visible_value(figure) is not None else Value(None, figure.flag)


def scrolling_table(printed: PrintedTable, key: str, title: str, measure: str) -> str:
    """HTML table in a region that the keyboard can scroll (WCAG 2.2, 2.1.1), the signs in use explained under it.

    A phone shows each row as a block where the columns do not fit beside each other; a tablet where they are many.
    """
    css = ["n" if is_number else "" for is_number in printed.numeric()]
    texts = [[_text(cell, printed.digits[place]) for place, cell in enumerate(row)] for row in printed.rows]
    look = Look(key, title, measure, _classes(printed, texts), stacked=_as_blocks(printed, texts))
    heads = [softened(name.replace(" %", NO_BREAK_PERCENT)) for name in printed.columns]
    columns = list(zip(map(escape, heads), css, strict=True))
    rows = [list(zip(map(escape, row), css, strict=True)) for row in texts]
    signs = legend(printed.signs())
    return table_markup(look, columns, rows) + (f'<p class="isp-signs">{escape(signs)}</p>' if signs else "")


def csv_text(printed: PrintedTable, demo: bool) -> str:
    """German CSV: `;`, decimal comma, CRLF, no thousands; a column of signs after each column with any.

    Figures of Kennzahlen stand one a row (data_file.COLUMNS); columns of printed numbers are taken apart.
    """
    if printed.data:
        return data_text(printed.data)
    columns = [("herkunft", ["Demodaten"] * len(printed.rows))] if demo else []
    for place, name in enumerate(printed.columns):
        columns += _file_columns(name, [row[place] for row in printed.rows], printed.digits[place], heads=place == 0)
    return csv_lines(zip(*([name, *cells] for name, cells in columns), strict=True))


def _file_columns(name: str, cells: Sequence[Cell], digits: int, heads: bool) -> list[tuple[str, list[str]]]:
    """A column of the table as columns of the file: numbers and signs apart, row headers as they are."""
    texts = [cell for cell in cells if isinstance(cell, str)]
    if len(texts) == len(cells):
        return [(name, texts)] if heads else taken_apart(name, texts)
    signs = [_sign(cell) for cell in cells]
    return [(name, [_plain(cell, digits) for cell in cells]), *([(f"{name}: Zeichen", signs)] if any(signs) else [])]


def _bounds(point: Point) -> tuple[Value, Value]:
    figure = Value(point.value, point.flag)
    return bound(point.lower, figure), bound(point.upper, figure)


def _cells(series: Series, index: int | None, banded: bool) -> list[Cell]:
    if index is None:
        absent = Flag.NOT_APPLICABLE if series.ahead else "missing"  # no forecast is made for a year that is counted
        return [Value(None, absent)] * (3 if banded else 1)
    figure = figures(series)[index]
    return [
        figure,
        *(bound(side[index], figure) for side in ((series.lower, series.upper) if banded else ())),
    ]


def _classes(printed: PrintedTable, texts: Sequence[Sequence[str]]) -> str:
    """Classes of the style sheet: many columns stand in a smaller type, what is too broad for a tablet is blocks there.

    Two columns share any width.
    """
    if len(printed.columns) > MANY_COLUMNS:
        return "isp-table isp-dense"
    narrow = len(printed.columns) <= 2 or fits(_columns(printed, texts), printed.numeric(), TABLET)
    return "isp-table" if narrow else "isp-table isp-broad"


def _as_blocks(printed: PrintedTable, texts: Sequence[Sequence[str]]) -> bool:
    """Whether a phone shows the rows as blocks: the table is too wide, and not a long one of figures."""
    numeric = printed.numeric()
    if len(numeric) > MANY_COLUMNS or any(len(cell) > LONG_TEXT for row in texts for cell in row):
        return True
    if 2 * sum(numeric) >= len(numeric) and len(texts) > MANY_ROWS:
        return False
    return not fits(_columns(printed, texts), numeric, PHONE)


def _columns(printed: PrintedTable, texts: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """Head and cells of each column."""
    return list(zip(printed.columns, *texts, strict=True))


def _text(cell: Cell, digits: int) -> str:
    return shown(cell, digits) if isinstance(cell, Value) else cell


def _sign(cell: Cell) -> str:
    return sign(cell) if isinstance(cell, Value) else ""


def _plain(cell: Cell, digits: int) -> str:
    if isinstance(cell, str):
        return cell
    if visible_value(cell) is None:
        return ""
    return shown(Value(cell.value, digits=cell.digits), digits).replace(".", "").replace("\u2212", "-")
