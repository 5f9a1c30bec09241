"""Matrix of words: an HTML table whose cells carry word, symbol and colour, never colour alone."""

from collections.abc import Mapping, Sequence
from html import escape

from isp_utils.pictures.figure import csv_link, described, key_of, small_print
from isp_utils.pictures.grids import Grid, csv_text, opened_region
from isp_utils.pictures.inputs import Caption, Fragment, Mark

NOTHING = "keine Aussage"
TONES = {
    "higher": ("▲", "höher"),
    "lower": ("▼", "niedriger"),
    "similar": ("●", "ähnlich oder nicht sicher verschieden"),
    "better": ("◆", "günstiger"),
    "worse": ("■", "ungünstiger"),
    "finding": ("★", "Befund"),
    "mixed": ("★", "günstiger und ungünstiger"),
    "plain": ("", ""),
    "missing": ("", ""),
}


def matrix(
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Mapping[tuple[str, str], Mark],
    caption: Caption,
    corner: str = "Ort",
) -> Fragment:
    """Table rows x columns of marks; a cell that is not given says NOTHING.

    corner: title of the row headers. Raises ValueError for a cell outside rows and columns or an unknown tone.
    """
    _refuse(rows, columns, cells)
    key = key_of(caption)
    head = "".join(f'<th scope="col" role="columnheader">{escape(name)}</th>' for name in (corner, *columns))
    body = "".join(_row(row, columns, cells) for row in rows)
    html = (
        f'<div class="isp-figure isp-tabular{" isp-demo" if caption.demo else ""}">{opened_region(key)}'
        f'<table class="isp-matrix" role="table"><caption id="{key}-b"><span class="isp-title">'
        f'{escape(caption.title)}</span> <span class="isp-measure">{escape(caption.measure)}</span></caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">{body}</tbody></table></div>'
        f"{_legend(cells)}{small_print(caption, caption.notes)}"
        f"{described(caption, 'Beschreibung', csv_link(caption))}</div>"
    )
    return Fragment(html, caption.csv, csv_text(_grid(rows, columns, cells, corner), caption.demo))


def _row(row: str, columns: Sequence[str], cells: Mapping[tuple[str, str], Mark]) -> str:
    """One row. Roles are spelled out, because on a phone the style sheet lays the cells out as blocks."""
    marks = "".join(_cell(cells.get((row, name)), name) for name in columns)
    return f'<tr role="row"><th scope="row" role="rowheader">{escape(row)}</th>{marks}</tr>'


def _refuse(rows: Sequence[str], columns: Sequence[str], cells: Mapping[tuple[str, str], Mark]) -> None:
    for (row, column), mark in cells.items():
        if row not in rows or column not in columns:
            raise ValueError(f"Zelle »{row} / {column}« liegt außerhalb der Matrix.")
        if mark.tone not in TONES:
            raise ValueError(f"Zelle »{row} / {column}«: unbekannter Ton »{mark.tone}«; erlaubt: {', '.join(TONES)}.")


def _cell(mark: Mark | None, column: str) -> str:
    opened = (
        f'<td role="cell" data-column="{escape(column, quote=True)}" class="isp-t-{mark.tone if mark else "missing"}">'
    )
    if mark is None:
        return f"{opened}{NOTHING}</td>"
    symbol, _ = TONES[mark.tone]
    sign = f'<span class="isp-symbol" aria-hidden="true">{symbol}</span> ' if symbol else ""
    word = f'<a href="{escape(mark.href, quote=True)}">{escape(mark.word)}</a>' if mark.href else escape(mark.word)
    detail = f'<span class="isp-detail">{escape(mark.detail)}</span>' if mark.detail else ""
    return f"{opened}{sign}{word}{detail}</td>"


def _legend(cells: Mapping[tuple[str, str], Mark]) -> str:
    used = {mark.tone for mark in cells.values()}
    parts = [
        f'<span class="isp-chip isp-t-{tone}"><span aria-hidden="true">{symbol}</span> {meaning}</span>'
        for tone, (symbol, meaning) in TONES.items()
        if symbol and tone in used
    ]
    return f'<p class="isp-signs">Zeichen: {" ".join(parts)}</p>' if parts else ""


def _grid(rows: Sequence[str], columns: Sequence[str], cells: Mapping[tuple[str, str], Mark], corner: str) -> Grid:
    def words(row: str, column: str) -> str:
        mark = cells.get((row, column))
        return f"{mark.word} {mark.detail}".strip() if mark else NOTHING

    listed = tuple((row, *(words(row, column) for column in columns)) for row in rows)
    return Grid((corner, *columns), (0,) * (len(columns) + 1), listed)
