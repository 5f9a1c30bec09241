"""The HTML of a table: caption, headers with scope, and a region that the keyboard can scroll."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

Markup = tuple[str, str]  # safe HTML inside a cell, and its class ("" for none)


@dataclass(frozen=True)
class Look:
    """Words and manner of a table.

    stacked: on a phone the style sheet lays each row out as a block of labelled cells; the roles are then
    spelled out, because browsers forget that a table is one when its parts are displayed as blocks.
    """

    key: str
    title: str
    measure: str
    css: str
    stacked: bool


def table_markup(look: Look, columns: Sequence[Markup], rows: Sequence[Sequence[Markup]]) -> str:
    """HTML region with the table; the first cell of each row is its header (scope of headers: WCAG 2.2, 1.3.1)."""
    head = "".join(f'<th scope="col"{_role(look, "columnheader")}{_css(css)}>{inner}</th>' for inner, css in columns)
    body = "".join(_row(look, [inner for inner, _ in columns], row) for row in rows)
    small = f' <span class="isp-measure">{escape(look.measure)}</span>' if look.measure else ""
    group = _role(look, "rowgroup")
    return (
        f'<div class="isp-scroll" role="region" tabindex="0" aria-labelledby="{look.key}-b">'
        f'<table class="{look.css}{" isp-stacked" if look.stacked else ""}"{_role(look, "table")}>'
        f'<caption id="{look.key}-b"><span class="isp-title">{escape(look.title)}</span>{small}</caption>'
        f"<thead{group}><tr{_role(look, 'row')}>{head}</tr></thead><tbody{group}>{body}</tbody></table></div>"
    )


def _row(look: Look, names: Sequence[str], row: Sequence[Markup]) -> str:
    cells = [f'<th scope="row"{_role(look, "rowheader")}>{row[0][0]}</th>']
    for name, (inner, css) in zip(names[1:], row[1:], strict=True):
        label = f' data-column="{name}"' if look.stacked else ""
        cells.append(f"<td{_role(look, 'cell')}{label}{_css(css)}>{inner}</td>")
    return f"<tr{_role(look, 'row')}>{''.join(cells)}</tr>"


def _role(look: Look, role: str) -> str:
    return f' role="{role}"' if look.stacked else ""


def _css(css: str) -> str:
    return f' class="{css}"' if css else ""
