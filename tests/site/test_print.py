"""Every kind of page on paper: no heading alone at the foot of a sheet, heads of tables on each, no row cut in two."""

from dataclasses import dataclass

import pytest

from tests.site.kinds import kind_of, of_each_kind
from tests.site.paper import PrintedLine, last_lines, printed_lines

pytestmark = [pytest.mark.slow, pytest.mark.browser]
SHORT_VERSION = 2  # sheets of a Kurzfassung
BLANKS = "text => text.replace(/\\s+/g, ' ').trim()"
SEEN = f"""() => {{
    const plain = {BLANKS}, shown = part => part.checkVisibility({{contentVisibilityAuto: false}});
    const all = query => [...document.querySelectorAll(query)].filter(shown);
    return {{
        headings: all('h1, h2, h3, h4, figcaption .isp-title, caption .isp-title, caption .isp-measure')
            .map(part => plain(part.textContent)),
        rows: all('thead ~ tbody tr').map(row => plain([...row.cells].map(cell => cell.textContent).join(' '))),
        split: all('tr').filter(row => getComputedStyle(row).breakInside !== 'avoid').length,
    }};
}}"""
# What stands where is all that is read back: without lines, areas and backgrounds a PDF is read in half the time.
WORDS_ONLY = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('svg *:not(text, tspan, g, a) { visibility: hidden }');
    document.adoptedStyleSheets.push(sheet);
}"""


@dataclass(frozen=True)
class Printed:
    """A page on paper: its lines, and the headings and rows that its markup has."""

    lines: list[PrintedLine]
    headings: list[str]
    rows: list[str]
    split: int

    @property
    def sheets(self) -> int:
        return max(line.sheet for line in self.lines)

    def stranded(self) -> list[tuple[int, str]]:
        """Sheets that end with a heading or caption, and its last line."""
        ends = [heading for heading in self.headings if heading]
        return [
            (sheet, line.words)
            for sheet, line in last_lines(self.lines).items()
            if len(line.words) > 3 and any(heading.endswith(line.words) for heading in ends)
        ]

    def headless(self) -> list[tuple[int, str]]:
        """Sheets that begin with a row of a table, without the table's head above it."""
        first = {line.sheet: line for line in reversed(self.lines) if line.sheet > 1}
        rows = {row for row in self.rows if len(row) > 3}
        return [(sheet, line.words) for sheet, line in sorted(first.items()) if line.words in rows]


@pytest.fixture(scope="module")
def printer(browser):
    """A tab that shows pages as on paper."""
    pytest.importorskip("pypdf")
    tab = browser.new_page()
    tab.emulate_media(media="print")
    yield tab
    tab.close()


def printed(printer, address: str) -> Printed:
    """The words of a page printed on A4."""
    printer.goto(address)
    seen = printer.evaluate(SEEN)
    printer.evaluate(WORDS_ONLY)
    pdf = printer.pdf(prefer_css_page_size=True)
    return Printed(printed_lines(pdf), seen["headings"], seen["rows"], seen["split"])


@pytest.fixture(scope="module")
def paper(site, printer):
    """All kinds of pages on paper; how many sheets each has stands in the output of the test (pytest -s)."""
    found = {name: printed(printer, (site / name).as_uri()) for name in of_each_kind(site)}
    print("\nsheets of A4: " + ", ".join(f"{name} {page.sheets}" for name, page in found.items()))
    return found


def test_no_heading_stands_alone_at_the_foot_of_a_sheet(paper):
    assert {name: alone for name, page in paper.items() if (alone := page.stranded())} == {}


def test_a_table_has_its_head_on_every_sheet(paper):
    assert {name: bare for name, page in paper.items() if (bare := page.headless())} == {}


def test_the_last_sheet_has_more_than_the_foot(paper):
    first = {name: next(line.words for line in page.lines if line.sheet == page.sheets) for name, page in paper.items()}
    assert {name: words for name, words in first.items() if words.startswith(("Zahlen:", "Tabellen mit allen"))} == {}


def test_no_row_may_be_cut_in_two(paper):
    assert {name: page.split for name, page in paper.items() if page.split} == {}


def test_a_short_version_has_two_sheets(paper):
    long = {name: page.sheets for name, page in paper.items() if kind_of(name) == "-kurz"}
    assert {name: sheets for name, sheets in long.items() if sheets > SHORT_VERSION} == {}


ROWS = "".join(f"<tr><th>Ort {number}</th><td>{number}</td></tr>" for number in range(90))
BAD = f"""<!DOCTYPE html><html lang="de"><style>@page {{ size: A4; margin: 20mm }} p {{ line-height: 20px; margin: 0 }}
h2 {{ break-after: auto; font-size: 20px; margin: 0 }} thead {{ display: table-row-group }}</style>
<div style="height: 930px"><p>Anfang</p></div><h2>Allein am Ende</h2><p style="break-before: page">Text</p>
<table><thead><tr><th>Ort</th><th>Zahl</th></tr></thead><tbody>{ROWS}</tbody></table></html>"""


def test_each_fault_is_found(printer, tmp_path):
    page = tmp_path / "druck.html"
    page.write_text(BAD, encoding="utf-8")
    found = printed(printer, page.as_uri())
    assert found.stranded() == [(1, "Allein am Ende")]
    assert [words.split()[0] for _, words in found.headless()] == ["Ort"] * (found.sheets - 2)
    assert found.sheets > 3
    assert found.split == 91
