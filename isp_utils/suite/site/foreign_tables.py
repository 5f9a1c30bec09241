"""Tables of pandas and statsmodels for a page: headers with scope, a name, German numbers (WCAG 2.2, 1.3.1)."""

import re
from html import escape

TABLE = re.compile(r"<table\b(?![^>]*\bclass=\"isp-)[^>]*>.*?</table>", re.DOTALL)
_STYLE = re.compile(r"<style\b.*?</style>", re.DOTALL)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?%?")
_MISSING = {"NaN", "nan", "None", "NaT", "<NA>", "inf", "-inf"}
NOT_KNOWN = "k. A."


def with_accessible_tables(html: str) -> str:
    """The HTML with its foreign tables made accessible; our own stay as they are."""
    if not TABLE.search(html):
        return html
    return TABLE.sub(lambda found: _accessible(found[0]), _STYLE.sub("", html))


def _accessible(markup: str) -> str:
    from lxml.html import fromstring

    table = fromstring(markup)
    rows = [
        [(cell.tag, cell.text_content().strip(), cell.attrib) for cell in row.iter("th", "td")]
        for row in table.iter("tr")
    ]
    rows = [row for row in rows if row]
    heads = _head_rows(table)
    caption = table.find("caption")
    words = caption.text_content().strip() if caption is not None else ""
    name = words or ", ".join(text for _, text, _ in rows[0] if text)[:80] if rows else ""
    body = "".join(_row(row, number < heads) for number, row in enumerate(rows))
    label = escape(f"Tabelle: {name}" if name else "Tabelle", quote=True)
    region = f'<div class="isp-scroll" role="region" tabindex="0" aria-label="{label}">'
    return f'{region}<table class="isp-table">{body}</table></div>'


def _head_rows(table: "object") -> int:
    """How many rows at the top are headers of columns: those of thead, else a first row of headers alone."""
    rows = list(table.iter("tr"))  # type: ignore[attr-defined]
    inside = [row for row in rows if row.getparent().tag == "thead"]
    if inside:
        return len(inside)
    return (
        1
        if rows and len(rows[0]) > 1 and all(cell.tag == "th" or not cell.text_content().strip() for cell in rows[0])
        else 0
    )


def _row(row: "list[tuple[str, str, object]]", head: bool) -> str:
    return f"<tr>{''.join(_cell(tag, text, attributes, head) for tag, text, attributes in row)}</tr>"


def _cell(tag: str, text: str, attributes: "object", head: bool) -> str:
    span = "".join(f' {name}="{int(value)}"' for name, value in attributes.items() if name in ("colspan", "rowspan"))  # type: ignore[attr-defined]
    if tag == "th" and text:
        return f'<th scope="{"col" if head else "row"}"{span}>{escape(text)}</th>'
    number = _NUMBER.fullmatch(text)
    css = ' class="n"' if number else ""
    return f"<td{span}{css}>{escape(_german(text, bool(number)))}</td>"


def _german(text: str, number: bool) -> str:
    if text in _MISSING:
        return NOT_KNOWN
    return text.replace(".", ",").replace("-", "\u2212", 1 if text.startswith("-") else 0) if number else text
