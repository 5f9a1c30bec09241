"""Matrix of words: an HTML table whose cells carry word, symbol and colour, never colour alone (WCAG 2.2, 1.4.1)."""

from collections.abc import Mapping, Sequence
from html import escape

from isp_utils.charts.inputs import Caption, Fragment, Mark
from isp_utils.charts.parts.figure import attributes, csv_link, described, key_of, small_print
from isp_utils.charts.parts.markup import Look, Markup, table_markup
from isp_utils.charts.parts.printed_table import PrintedTable, csv_text

NOTHING = "keine Aussage"
TONES = {
    "higher": ("↑", "höher"),
    "lower": ("↓", "niedriger"),
    "similar": ("≈", "ähnlich oder nicht sicher verschieden"),
    "better": ("▲", "günstiger"),
    "worse": ("▼", "ungünstiger"),
    "finding": ("★", "Befund"),
    "other": ("◆", "anders, ohne Wertung"),
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
    look = Look(key_of(caption), caption.title, caption.measure, "isp-matrix", stacked=True)
    heads = [(escape(name), "") for name in (corner, *columns)]
    body = [[(escape(row), ""), *(_cell(cells.get((row, name))) for name in columns)] for row in rows]
    html = (
        f"<div {attributes(caption, 'isp-figure isp-tabular')}>{table_markup(look, heads, body)}"
        f"{_legend(cells)}{small_print(caption, caption.notes)}"
        f"{described(caption, 'Beschreibung', csv_link(caption))}</div>"
    )
    return Fragment(html, caption.csv, csv_text(_printed(rows, columns, cells, corner), caption.demo))


def _refuse(rows: Sequence[str], columns: Sequence[str], cells: Mapping[tuple[str, str], Mark]) -> None:
    for (row, column), mark in cells.items():
        if row not in rows or column not in columns:
            raise ValueError(f"Zelle »{row} / {column}« liegt außerhalb der Matrix.")
        if mark.tone not in TONES:
            raise ValueError(f"Zelle »{row} / {column}«: unbekannter Ton »{mark.tone}«; erlaubt: {', '.join(TONES)}.")


def _cell(mark: Mark | None) -> Markup:
    if mark is None:
        return NOTHING, "isp-t-missing"
    if mark.parts:
        lines = "".join(_part(*part) for part in mark.parts)
        detail = _linked(mark.detail, mark.href)
        return f'{lines}<span class="isp-detail">{detail}</span>', f"isp-t-{mark.tone}"
    symbol, _ = TONES[mark.tone]
    sign = f'<span class="isp-symbol" aria-hidden="true">{symbol}</span> ' if symbol else ""
    word = _linked(mark.word, mark.href)
    detail = f'<span class="isp-detail">{escape(mark.detail)}</span>' if mark.detail else ""
    return f"{sign}{word} {detail}".rstrip(), f"isp-t-{mark.tone}"


def _linked(words: str, href: str) -> str:
    return f'<a href="{escape(href, quote=True)}">{escape(words)}</a>' if href else escape(words)


def _part(tone: str, names: str) -> str:
    """One line of a cell: its sign for the eye, its word for the ear."""
    symbol, word = TONES[tone]
    sign = f'<span class="isp-symbol" aria-hidden="true">{symbol}</span> <span class="isp-hidden">{word}: </span>'
    return f'<span class="isp-part">{sign}{escape(names)}</span>'


def _legend(cells: Mapping[tuple[str, str], Mark]) -> str:
    used = {mark.tone for mark in cells.values() if not mark.parts}
    used |= {tone for mark in cells.values() for tone, _ in mark.parts}
    parts = [
        f'<span class="isp-chip isp-t-{tone}"><span aria-hidden="true">{symbol}</span> {meaning}</span>'
        for tone, (symbol, meaning) in TONES.items()
        if symbol and tone in used
    ]
    return f'<p class="isp-signs">Zeichen: {" ".join(parts)}</p>' if parts else ""


def _printed(
    rows: Sequence[str], columns: Sequence[str], cells: Mapping[tuple[str, str], Mark], corner: str
) -> PrintedTable:
    def words(row: str, column: str) -> str:
        mark = cells.get((row, column))
        if mark is None:
            return NOTHING
        parts = "; ".join(f"{TONES[tone][1]}: {names}" for tone, names in mark.parts)
        return f"{parts or mark.word} {mark.detail}".strip()

    listed = tuple((row, *(words(row, column) for column in columns)) for row in rows)
    return PrintedTable((corner, *columns), (0,) * (len(columns) + 1), listed)
