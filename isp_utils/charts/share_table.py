"""Shares of a survey in rows, each with its interval, and how far those who did not answer could move it.

The drawing is decoration for the eye; what it shows stands as numbers in the same row (WCAG 2.2, 1.1.1).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from isp_utils.charts.inputs import Caption, Fragment, Value
from isp_utils.charts.parts.figure import attributes, csv_link, key_of, small_print
from isp_utils.charts.parts.markup import Look, Markup, table_markup
from isp_utils.charts.parts.printed_table import Cell, PrintedTable, csv_text
from isp_utils.charts.parts.symbols import legend, shown, sign, visible_value
from isp_utils.model.wording import RANGE, german_number

WIDTH, HEIGHT, EDGE = 130.0, 22.0, 6.0
SILENT = "wenn die anderen anders antworteten"
KEY = {
    "": "Punkt: Anteil, von 0 bis 100\u202f%.",
    "interval": "Fläche: Hier liegt der Anteil aller mit 95\u202f% Sicherheit, wenn die übrigen ähnlich antworteten.",
    "silent": "Linie: wenn die übrigen um zehn Punkte anders antworteten.",
}
COLUMNS = ("Antworten", "Anteil in\u202f%")


@dataclass(frozen=True)
class ShareRow:
    """One share in percent with interval (lower, upper) and range of what silence could hide (low, high).

    detail: who was asked, or another note under the name; people: answers behind the share.
    """

    name: str
    people: Value
    share: Value
    interval: tuple[float, float] | None = None
    silent: tuple[float, float] | None = None
    detail: str = ""


def share_rows_table(rows: Sequence[ShareRow], caption: Caption, heading: str = "Aussage") -> Fragment:
    """The table of the rows; `heading`: title of their names. Columns without any figure are left out."""
    shown_limits = tuple(name for name in ("interval", "silent") if any(getattr(row, name) for row in rows))
    limits = {"interval": RANGE, "silent": SILENT}
    names = [heading, *COLUMNS, *(limits[name] for name in shown_limits)]
    columns = [(escape(name), "n" if place else "") for place, name in enumerate(names)] + [("Bild", "isp-spine")]
    body = [_cells(row, shown_limits) for row in rows]
    signs = legend({sign(figure) for row in rows for figure in (row.share, row.people)})
    words = " ".join([*(KEY[name] for name in ("", *shown_limits)), *([signs] if signs else [])])
    look = Look(key_of(caption), caption.title, caption.measure, "isp-table isp-dense isp-spines", stacked=True)
    html = (
        f"<div {attributes(caption, 'isp-figure isp-tabular')}>{table_markup(look, columns, body)}"
        f'<p class="isp-signs">{escape(words)}</p>'
        f"{small_print(caption, caption.notes)}{csv_link(caption)}</div>"
    )
    return Fragment(html, caption.csv, csv_text(_printed(rows, heading), caption.demo))


def _cells(row: ShareRow, limits: Sequence[str]) -> list[Markup]:
    detail = f'<span class="isp-detail">{escape(row.detail)}</span>' if row.detail else ""
    cells = [
        (f"{escape(row.name)}{detail}", ""),
        (escape(shown(row.people, 0)), "n"),
        (f"<strong>{escape(shown(row.share, 0))}</strong>", "n"),
    ]
    return [*cells, *((_span(getattr(row, name)), "n") for name in limits), (_drawing(row), "isp-spine")]


def _span(limits: tuple[float, float] | None) -> str:
    return f"{german_number(limits[0])} bis {german_number(limits[1])}" if limits else "–"


def _drawing(row: ShareRow) -> str:
    value = visible_value(row.share)
    if value is None:
        return "kein Bild"

    def x(share: float) -> float:
        return round(EDGE + share / 100 * (WIDTH - 2 * EDGE), 1)

    parts = [f'<path class="sp-r" d="M{x(0):g} 16V20M{x(50):g} 17V20M{x(100):g} 16V20"/>']
    if row.silent:
        parts.append(f'<path class="sp-r" d="M{x(row.silent[0]):g} 11H{x(row.silent[1]):g}"/>')
    if row.interval:
        left, right = x(row.interval[0]), x(row.interval[1])
        parts.append(f'<path class="sp-q" d="M{left:g} 6H{max(right, left + 1):g}V16H{left:g}z"/>')
    parts.append(f'<circle class="sp-o" cx="{x(value):g}" cy="11" r="2.6"/>')
    return f'<svg class="isp-sp" aria-hidden="true" viewBox="0 0 {WIDTH:g} {HEIGHT:g}">{"".join(parts)}</svg>'


def _printed(rows: Sequence[ShareRow], heading: str) -> PrintedTable:
    """The same as data, every limit in a column of its own."""
    silent = ("von (wenn die anderen 10 Punkte niedriger)", "bis (wenn die anderen 10 Punkte höher)")
    names = (heading, "befragt", "Antworten", "Anteil in %", "von (95 %)", "bis (95 %)", *silent)
    lines = tuple(_line(row) for row in rows)
    return PrintedTable(names, (0, 0, 0, 1, 1, 1, 1, 1), lines)


def _line(row: ShareRow) -> tuple[Cell, ...]:
    ends = [*(row.interval or (None, None)), *(row.silent or (None, None))]
    missing = row.share.flag or "not_available"
    limits = [Value(end, "" if end is not None else missing) for end in ends]
    return (row.name, row.detail or "alle", row.people, row.share, *limits)
