"""What stands on a page for its readers: running text without tables, drawings and what is hidden."""

import re
from collections import Counter
from html.parser import HTMLParser

HEAVIEST = 300_000  # bytes of a page: what a phone on a village's connection loads in a second or two
OFTENEST, SHORTEST_CLAUSE = 3, 5  # a clause of five or more words stands at most three times on a page
LEFT_OUT = {"table", "svg", "figure", "style", "script", "head", "nav", "header", "footer", "math"}
BELONG_TO_TABLES = {"isp-source", "isp-note", "isp-signs"}  # lines under a table or picture
MARK = "\x1e"  # between two blocks
ENDS_A_CLAUSE = {"p", "li", "dt", "dd", "h1", "h2", "h3", "h4", "div", "br", "summary", "section", "td", "th"}
# words of the workshop that no reader needs (issue 15, fault 11), and quotation marks of books (fault 12)
UNSAID = (
    "(exact)",
    "manifest.json",
    "Katalog der Suite",
    "Quasi-Kohorte",
    "Mann-Kendall",
    "Steigung nach Sen",
    "PROJ_",
    "grundsicherung_empfaenger",
    "Signifikan",
    "»",
    "«",
)


class _Words(HTMLParser):
    """Collects running text; a mark ends each block."""

    def __init__(self, left_out: set[str]) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._left_out = left_out
        self._depth = 0
        self._source = False  # inside a line that belongs to a table or picture

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._left_out:
            self._depth += 1
        if tag in ENDS_A_CLAUSE:
            self.parts.append(MARK)
        self._source |= tag == "p" and (dict(attrs).get("class") or "") in BELONG_TO_TABLES

    def handle_endtag(self, tag: str) -> None:
        self._source &= tag != "p"
        if tag in self._left_out:
            self._depth -= 1
        if tag in ENDS_A_CLAUSE:
            self.parts.append(MARK)

    def handle_data(self, data: str) -> None:
        if not self._depth and not self._source:
            self.parts.append(data)


def blocks(html: str, left_out: set[str] = LEFT_OUT) -> list[str]:
    """Paragraphs, list items and headings in order, ordinary blanks; without what is left out.

    >>> blocks("<p>Ein&nbsp;Satz.</p><table><tr><td>1</td></tr></table><p>Noch <b>einer</b>.</p>")
    ['Ein Satz.', 'Noch einer.']
    """
    reader = _Words(left_out)
    reader.feed(html)
    found = (" ".join(part.split()) for part in "".join(reader.parts).split(MARK))
    return [part for part in found if part]


def clauses(text: str) -> list[str]:
    """The parts of a sentence between its marks; a comma inside a number ends none.

    >>> clauses("2024 waren es 37,1 %, im Land mehr. Das ist viel; oder?")
    ['2024 waren es 37,1 %', 'im Land mehr', 'Das ist viel', 'oder']
    """
    parts = re.split(r"[;:?!()„“–]|,(?!\d)|\.(?=\s|$)", text)
    return [clause for part in parts if (clause := " ".join(part.split()))]


def repeated_clauses(html: str) -> dict[str, int]:
    """Clauses of five or more words that stand more than three times outside tables and figures, with their number.

    >>> repeated_clauses("<p>Das ist ein sehr langer Satz.</p>" * 4)
    {'Das ist ein sehr langer Satz': 4}
    """
    counted = Counter(clause for block in blocks(html) for clause in clauses(block))
    long = {clause: times for clause, times in counted.items() if len(clause.split()) >= SHORTEST_CLAUSE}
    return {clause: times for clause, times in sorted(long.items()) if times > OFTENEST}


def unsaid(html: str, words: tuple[str, ...] = UNSAID) -> list[str]:
    """Words that no page may say and this one does, in its text, tables and descriptions."""
    text = " ".join(blocks(html, {"style", "script"}))
    return [word for word in words if word in text]
