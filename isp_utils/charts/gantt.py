"""Gantt: one row a Maßnahme in a real table, with a bar of its time; the bar is decoration, the words stand beside it.

After the time plan of Henry L. Gantt; the same as words and dates in every row (WCAG 2.2, 1.1.1 and 1.4.1).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from isp_utils.charts.inputs import Caption, Fragment
from isp_utils.charts.parts.figure import attributes, csv_link, key_of, small_print
from isp_utils.charts.parts.markup import Look, Markup, table_markup
from isp_utils.charts.parts.printed_table import PrintedTable, csv_text
from isp_utils.model.wording import german_date

WIDTH, HEIGHT, EDGE = 200.0, 22.0, 4.0
DAYS = 365.25
NO_TIME = "noch kein Termin"
KEY = (
    "Balken: von Beginn bis Ende. Gefüllt: in Umsetzung oder abgeschlossen; umrandet: geplant, beschlossen oder "
    "eingestellt. Raute: Meilenstein, gefüllt ist er erreicht. Dünne Striche: Jahreswechsel."
)


@dataclass(frozen=True)
class GanttRow:
    """One Maßnahme: name, link, time, status in words, who is responsible; solid: a filled bar.

    marks: days of milestones, and whether each was reached.
    """

    name: str
    href: str
    start: date | None
    end: date | None
    status: str
    responsible: str
    solid: bool
    marks: tuple[tuple[date, bool], ...] = ()


def gantt(rows: Sequence[GanttRow], caption: Caption) -> Fragment:
    """The table of the rows with a bar each, all on one axis from the first to the last year that any row names."""
    first, last = _years(rows)
    axis = f"{first} bis {last}" if last else "Zeit"
    heads = [("Maßnahme", ""), ("Zeit", ""), (axis, "isp-spine"), ("Status", ""), ("Zuständig", "")]
    look = Look(key_of(caption), caption.title, caption.measure, "isp-table isp-dense isp-spines", stacked=True)
    html = (
        f"<div {attributes(caption, 'isp-figure isp-tabular')}>"
        f"{table_markup(look, heads, [_cells(row, first, last) for row in rows])}"
        f'<p class="isp-signs">{escape(KEY)}</p>{small_print(caption, caption.notes)}{csv_link(caption)}</div>'
    )
    listed = tuple((row.name, _day(row.start), _day(row.end), row.status, row.responsible) for row in rows)
    names = ("Maßnahme", "Beginn", "Ende", "Status", "Zuständig")
    return Fragment(html, caption.csv, csv_text(PrintedTable(names, (0,) * len(names), listed), caption.demo))


def _years(rows: Sequence[GanttRow]) -> tuple[int, int]:
    days = [day for row in rows for day in (row.start, row.end, *(day for day, _ in row.marks)) if day]
    return (min(days).year, max(days).year) if days else (0, 0)


def _cells(row: GanttRow, first: int, last: int) -> list[Markup]:
    drawing = _drawing(row, first, last) if row.start or row.end or row.marks else "–"
    link = f'<a href="{escape(row.href, quote=True)}">{escape(row.name)}</a>'
    return [
        (link, ""),
        (escape(time_text(row.start, row.end)), ""),
        (drawing, "isp-spine"),
        (escape(row.status), ""),
        (escape(row.responsible), ""),
    ]


def time_text(start: date | None, end: date | None) -> str:
    """From when to when, in German.

    >>> time_text(date(2017, 8, 1), date(2020, 7, 31)), time_text(None, None)
    ('01.08.2017 bis 31.07.2020', 'noch kein Termin')
    """
    if start and end:
        return f"{german_date(start)} bis {german_date(end)}"
    if start:
        return f"seit {german_date(start)}"
    return f"bis {german_date(end)}" if end else NO_TIME


def _day(day: date | None) -> str:
    return german_date(day) if day else ""


def _drawing(row: GanttRow, first: int, last: int) -> str:
    """The bar; without a beginning or an end it reaches to the edge of the axis."""
    origin, whole = date(first, 1, 1), (last + 1 - first) * DAYS

    def x(day: date) -> float:
        return round(EDGE + (WIDTH - 2 * EDGE) * (day - origin).days / whole, 1)

    middle = HEIGHT / 2
    turns = "".join(f"M{x(date(year, 1, 1)):g} {middle - 3:g}v6" for year in range(first, last + 1))
    parts = [f'<path class="sp-r" d="M{EDGE:g} {middle:g}H{WIDTH - EDGE:g}{turns}"/>']
    if row.start or row.end:
        left, right = x(row.start or origin), x(row.end or date(last, 12, 31))
        css = "sp-o" if row.solid else "sp-open"
        parts.append(f'<path class="{css}" d="M{left:g} 6H{max(right, left + 2):g}V16H{left:g}z"/>')
    for day, done in row.marks:
        css = "sp-m" if done else "sp-m sp-open"
        parts.append(f'<path class="{css}" d="M{x(day) - 4:g} {middle:g}l4-5 4 5-4 5z"/>')
    place = f'viewBox="0 0 {WIDTH:g} {HEIGHT:g}" preserveAspectRatio="xMinYMid" style="width:100%"'
    return f'<svg class="isp-sp isp-plan" aria-hidden="true" {place}>{"".join(parts)}</svg>'
