"""Age structure: one row an age group, the share of a place beside that of the whole, drawn as two bars."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from isp_utils.charts.inputs import Caption, Fragment, Value
from isp_utils.charts.parts.figure import attributes, csv_link, key_of, small_print
from isp_utils.charts.parts.markup import Look, Markup, table_markup
from isp_utils.charts.parts.printed_table import PrintedTable, csv_text
from isp_utils.charts.parts.symbols import legend, shown, sign, visible_value
from isp_utils.model.soft_hyphens import softened

WIDTH, TALL = 150.0, 20.0


@dataclass(frozen=True)
class AgeRow:
    """One age group: its name, people in the place, their share and that of the whole in percent."""

    name: str
    people: Value
    share: Value
    whole: Value


def age_table(rows: Sequence[AgeRow], caption: Caption, names: tuple[str, str]) -> Fragment:
    """The rows, the oldest first as in a population pyramid; `names`: the place and the whole."""
    place, whole = names
    top = max(
        (v for row in rows for cell in (row.share, row.whole) if (v := visible_value(cell)) is not None), default=0
    )
    heads: list[Markup] = [
        ("Alter", ""),
        ("Menschen", "n"),
        (escape(softened(f"{place} (%)")), "n"),
        (escape(softened(f"{whole} (%)")), "n"),
    ]
    heads.append(("Anteile im Bild", "isp-spine"))
    look = Look(key_of(caption), caption.title, caption.measure, "isp-table isp-ages", stacked=False)
    body = [
        [
            (escape(row.name), ""),
            (escape(shown(row.people, 0)), "n"),
            (f"<strong>{escape(shown(row.share, 1))}</strong>", "n"),
            (escape(shown(row.whole, 1)), "n"),
            (_bars(row, top), "isp-spine"),
        ]
        for row in rows
    ]
    signs = legend({sign(cell) for row in rows for cell in (row.people, row.share, row.whole)})
    html = (
        f"<div {attributes(caption, 'isp-figure isp-tabular')}>{table_markup(look, heads, body)}"
        f'<p class="isp-signs">Dunkler Balken: {escape(place)}; heller Balken: {escape(whole)}. {escape(signs)}</p>'
        f"{small_print(caption, caption.notes)}{csv_link(caption)}</div>"
    )
    lines = tuple((row.name, row.people, row.share, row.whole) for row in rows)
    printed = PrintedTable(("Alter", "Menschen", f"{place} (%)", f"{whole} (%)"), (0, 0, 1, 1), lines)
    return Fragment(html, caption.csv, csv_text(printed, caption.demo))


def _bars(row: AgeRow, top: float) -> str:
    """The drawing; what it shows stands as numbers in the row."""
    bars = [
        f'<path class="{css}" d="M0 {y:g}h{round(value / top * WIDTH, 1):g}v8h-{round(value / top * WIDTH, 1):g}z"/>'
        for css, y, cell in (("sp-o", 1.0, row.share), ("sp-q", 11.0, row.whole))
        if (value := visible_value(cell)) is not None and top > 0
    ]
    return f'<svg class="isp-sp" aria-hidden="true" viewBox="0 0 {WIDTH:g} {TALL:g}">{"".join(bars)}</svg>'
