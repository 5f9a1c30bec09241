"""A page as its rules look at it: headings, links, descriptions, tables and text, in one pass."""

from collections import Counter
from collections.abc import Mapping

from lxml.etree import HTMLParser, fromstring

from isp_utils.suite.scan.text_fragments import as_bytes

VOID_OF_TEXT = {"style", "script"}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
LOOKED_AT = {"svg", "html", "a", "desc", "div", "table", "caption", "th", *HEADINGS}  # three of four tags are others


class PageReader:
    """Collects what the rules look at; the target of a parser (lxml), which tells it of every tag and text."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.links: list[str] = []
        self.descriptions: list[str] = []
        self.text: list[str] = []
        self.tags: Counter[str] = Counter()
        self.language = ""
        self.drawings = 0  # that are not mere decoration
        self.headless: list[str] = []  # what is wrong with tables
        self._inside: list[str] = []
        self._regions: list[bool] = []  # of each open div: whether it has a name of its own
        self._named: list[bool] = []  # of each open table
        self._header: str | None = None  # text of the open header cell
        self._said: list[str] = []  # of a text that may come in several pieces

    @classmethod
    def of(cls, html: str) -> "PageReader":
        """What stands in a page or a part of one."""
        reader = cls()
        fromstring(as_bytes(html), HTMLParser(target=reader, encoding="utf-8", huge_tree=True))
        return reader

    def start(self, tag: str, found: Mapping[str, str]) -> None:
        """A tag opens."""
        if self._said:
            self._end_text()
        self.tags[tag] += 1
        self._inside.append(tag)
        if name := found.get("id"):
            self.ids.append(name)
        if tag in LOOKED_AT:
            self._look_at(tag, found)

    def _look_at(self, tag: str, found: Mapping[str, str]) -> None:
        self.drawings += tag == "svg" and found.get("aria-hidden") != "true"
        if tag in HEADINGS:
            self.headings.append(HEADINGS[tag])
        if tag == "html":
            self.language = found.get("lang") or ""
        if tag == "a" and found.get("href"):
            self.links.append(str(found["href"]))
        if tag == "desc":
            self.descriptions.append("")
        if tag == "div":
            self._regions.append("aria-label" in found)
        if tag == "table":
            self._named.append(any(self._regions[-1:]))
        if tag == "caption" and self._named:
            self._named[-1] = True
        if tag == "th":
            self._header = ""
            if "scope" not in found:
                self.headless.append("hat eine Tabelle, deren Köpfe nicht sagen, wofür sie gelten (scope)")

    def end(self, tag: str) -> None:
        """A tag closes, or what closed it implicitly."""
        if self._said:
            self._end_text()
        if tag == "div" and self._regions:
            self._regions.pop()
        if tag == "table" and self._named and not self._named.pop():
            self.headless.append("hat eine Tabelle ohne Überschrift")
        if tag == "th" and self._header is not None:
            if not self._header.strip():
                self.headless.append("hat einen leeren Tabellenkopf")
            self._header = None
        while self._inside and self._inside.pop() != tag:
            pass

    def data(self, data: str) -> None:
        """A piece of text."""
        self._said.append(data)

    def close(self) -> None:
        """The page ends."""
        if self._said:
            self._end_text()

    def _end_text(self) -> None:
        data = "".join(self._said)
        self._said.clear()
        place = self._inside[-1] if self._inside else ""
        if place == "desc":
            self.descriptions[-1] += data
        if self._header is not None:
            self._header += data
        if place not in VOID_OF_TEXT:
            self.text.append(data)
