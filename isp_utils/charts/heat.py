"""Heat table: areas in rows, Kennzahlen in columns, every cell a number or its sign, shaded in steps of one hue."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from isp_utils.charts.inputs import Caption, Fragment, Value
from isp_utils.charts.parts.data_file import DataRow
from isp_utils.charts.parts.figure import attributes, csv_link, key_of, small_print
from isp_utils.charts.parts.markup import Look, Markup, table_markup
from isp_utils.charts.parts.printed_table import PrintedTable, csv_text
from isp_utils.charts.parts.symbols import legend, shown, sign, visible_value

STEPS = 5
FEWEST_SHADED = 5  # areas with a value below which nothing is shaded
KEY = "Je dunkler die Zelle, desto höher der Wert unter den Gemeinden (fünf Stufen). Eine Wertung ist das nicht."


@dataclass(frozen=True)
class HeatColumn:
    """One Kennzahl: short name, period in German, unit in words, link, decimals."""

    name: str
    period: str
    unit: str
    href: str
    digits: int


@dataclass(frozen=True)
class HeatRow:
    """One area: name, link, whether it stands in bold and unshaded (county, Samtgemeinde), one cell a column.

    details: beside each figure, its range and grade ("" for none).
    """

    name: str
    href: str
    apart: bool
    cells: tuple[Value, ...]
    details: tuple[str, ...]


def heat_table(
    rows: Sequence[HeatRow], columns: Sequence[HeatColumn], caption: Caption, data: Sequence[DataRow]
) -> Fragment:
    """The table; `data`: the same figures for the data file."""
    steps = [_steps([row.cells[place] for row in rows], [row.apart for row in rows]) for place in range(len(columns))]
    heads = [("Ort", ""), *(_head(column) for column in columns)]
    body = [_line(row, columns, [column[number] for column in steps]) for number, row in enumerate(rows)]
    look = Look(key_of(caption), caption.title, caption.measure, "isp-table isp-heat", stacked=False)
    signs = legend({sign(cell) for row in rows for cell in row.cells})
    html = (
        f"<div {attributes(caption, 'isp-figure isp-tabular')}>{table_markup(look, heads, body)}"
        f'<p class="isp-signs">{escape(" ".join(text for text in (KEY, signs) if text))}</p>'
        f"{small_print(caption, caption.notes)}{csv_link(caption)}</div>"
    )
    titles = ("Ort", *(f"{column.name} {column.period}" for column in columns))
    printed = PrintedTable(titles, (0, *(column.digits for column in columns)), (), tuple(data))
    return Fragment(html, caption.csv, csv_text(printed, caption.demo))


def _head(column: HeatColumn) -> Markup:
    unit = f", {column.unit}" if column.unit else ""
    detail = f'<span class="isp-detail">{escape(column.period)}{escape(unit)}</span>'
    return f'<a href="{escape(column.href, quote=True)}">{escape(column.name)}</a> {detail}', "n"


def _line(row: HeatRow, columns: Sequence[HeatColumn], steps: Sequence[int]) -> list[Markup]:
    name = f'<a href="{escape(row.href, quote=True)}">{escape(row.name)}</a>' if row.href else escape(row.name)
    cells = [(f"<strong>{name}</strong>" if row.apart else name, "")]
    for cell, detail, column, step in zip(row.cells, row.details, columns, steps, strict=True):
        more = (
            f' <span class="isp-detail">{escape(detail)}</span>' if detail and visible_value(cell) is not None else ""
        )
        cells.append((f"{escape(shown(cell, column.digits))}{more}", f"n isp-h{step}" if step else "n"))
    return cells


def _steps(cells: Sequence[Value], apart: Sequence[bool]) -> list[int]:
    """Step 1 to 5 of each cell among those of its level; 0 for none."""
    values = [None if far else visible_value(cell) for cell, far in zip(cells, apart, strict=True)]
    known = np.array([value for value in values if value is not None])
    if len(known) < FEWEST_SHADED or np.ptp(known) == 0:
        return [0] * len(values)
    cuts = np.quantile(known, np.arange(1, STEPS) / STEPS)
    return [0 if value is None else int(np.searchsorted(cuts, value, side="left")) + 1 for value in values]
