"""Pictures in produced markup, read back: which table and which drawings belong to which Kennzahl."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

_FIGURE = re.compile(r"<figure\b.*?</figure>", re.S)
_CSV = re.compile(r'href="daten/([\w-]+)\.csv"')
_TITLE = re.compile(r'<figcaption.*?class="isp-title">(.*?)</span>', re.S)
_ROW = re.compile(r"<tr\b.*?</tr>", re.S)
_CELL = re.compile(r"<t[hd]\b.*?>(.*?)</t[hd]>", re.S)
_SVG = re.compile(r"<svg\b.*?</svg>", re.S)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Shown:
    """One picture: name of its data file, title, head and rows of its table (label first), its drawings."""

    name: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    drawings: tuple[str, ...]

    @property
    def kind(self) -> str:
        """What the table is about: the last part of the name of its data file."""
        return self.name.rpartition("_")[2]

    @property
    def indicator(self) -> str:
        """Kennzahl of a picture that is about one."""
        return self.name.rpartition("_")[0]


def shown_in(markup: str) -> Iterator[Shown]:
    """Every picture of a page or of a notebook's output that has a data file."""
    for block in _FIGURE.findall(markup):
        name, title = _CSV.search(block), _TITLE.search(block)
        rows = [tuple(text_of(cell) for cell in _CELL.findall(row)) for row in _ROW.findall(block)]
        rows = [row for row in rows if row]
        if name and rows:
            drawings = tuple(_SVG.findall(block))
            yield Shown(name[1], text_of(title[1]) if title else "", rows[0], tuple(rows[1:]), drawings)


def text_of(markup: str) -> str:
    """The words of a piece of markup, on one line."""
    return " ".join(unescape(_TAG.sub(" ", markup)).split())
