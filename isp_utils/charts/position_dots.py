"""On which side several groups stand: statements in rows, a dot for each group, left (no), middle, right (yes).

Few institutions stand behind a dot: it says where most of them are, never how many. The drawing is decoration; the word
stands beside it (WCAG 2.2, 1.1.1 and 1.4.1).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from isp_utils.charts.inputs import Caption, Fragment
from isp_utils.charts.parts.figure import attributes, csv_link, key_of, small_print
from isp_utils.charts.parts.markup import Look, Markup, table_markup
from isp_utils.charts.parts.printed_table import PrintedTable, csv_text

PLACES = {"ja": 50.0, "geteilt": 30.0, "nein": 10.0}
WORDS = {"ja": "eher ja", "geteilt": "geteilt", "nein": "eher nein"}
UNSAID = "keine Aussage"
KEY = (
    "Punkt rechts: die meisten sagen „trifft eher zu“ oder „trifft voll zu“; links: die meisten sagen das nicht; in "
    "der Mitte: weder noch. „keine Aussage“: zu wenige Antworten, oder eine einzelne Einrichtung wäre zu erkennen."
)


@dataclass(frozen=True)
class PositionRow:
    """One statement: what all say together, the word of each group ("ja", "geteilt", "nein", "" unsaid), and whether
    the groups agree."""

    name: str
    together: str
    words: Mapping[str, str]
    agreement: str


def positions(rows: Sequence[PositionRow], columns: Mapping[str, str], caption: Caption) -> Fragment:
    """The table; `columns`: code and name of the groups in their order. ValueError for an unknown word."""
    for row in rows:
        if strange := set(row.words.values()) - {*PLACES, ""}:
            raise ValueError(f"»{row.name}«: unbekanntes Wort {sorted(strange)}; erlaubt: {', '.join(PLACES)}.")
    heads = [("Aussage", ""), *((escape(name), "") for name in columns.values()), ("Felder", ""), ("zusammen", "")]
    look = Look(key_of(caption), caption.title, caption.measure, "isp-table isp-dense isp-spines", stacked=True)
    html = (
        f"<div {attributes(caption, 'isp-figure isp-tabular')}>"
        f"{table_markup(look, heads, [_cells(row, columns) for row in rows])}"
        f'<p class="isp-signs">{escape(KEY)}</p>{small_print(caption, caption.notes)}{csv_link(caption)}</div>'
    )
    listed = tuple(
        (row.name, *(WORDS.get(row.words.get(code, ""), UNSAID) for code in columns), row.agreement, row.together)
        for row in rows
    )
    names = ("Aussage", *columns.values(), "Felder", "zusammen")
    return Fragment(html, caption.csv, csv_text(PrintedTable(names, (0,) * len(names), listed), caption.demo))


def _cells(row: PositionRow, columns: Mapping[str, str]) -> list[Markup]:
    fields = [(_dot(row.words.get(code, "")), "") for code in columns]
    return [(escape(row.name), ""), *fields, (escape(row.agreement), ""), (escape(row.together), "")]


def _dot(word: str) -> str:
    if not word:
        return f'<span class="isp-detail">{UNSAID}</span>'
    drawing = (
        '<svg class="isp-sp" aria-hidden="true" viewBox="0 0 60 22" style="width:3.8rem">'
        f'<path class="sp-r" d="M10 11H50M10 7V15M30 8V14M50 7V15"/><circle class="sp-o" '
        f'cx="{PLACES[word]:g}" cy="11" r="5"/></svg>'
    )
    return f"{drawing}{WORDS[word]}"
