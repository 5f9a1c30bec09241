"""Where a Kennzahl is used: read from the finished pages, so that every link back has its link there."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from isp_utils.pages.parts.links import CARDS

_TOKEN = re.compile(
    r'<h([23])\b[^>]*\bid="([^"]+)"[^>]*>(.*?)</h\1>'
    rf'|href="{CARDS}/(\w+)\.html"'
    r'|data-indicator="(\w+)"',
    re.DOTALL,
)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Use:
    """A section of a page that shows or names a Kennzahl; no mark: the page itself."""

    page: str
    title: str
    mark: str
    section: str

    @property
    def address(self) -> str:
        """The link to it, as seen from the folder of the reports."""
        return f"{self.page}#{self.mark}" if self.mark else self.page


@dataclass(frozen=True)
class Uses:
    """places: by Kennzahl, in the order of the pages; marks: the page on which an anchor lies."""

    places: Mapping[str, list[Use]] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)

    def link(self, mark: str) -> str:
        """Address of an anchor wherever it lies, "" where no page of this run has it."""
        return f"{self.marks[mark]}#{mark}" if mark in self.marks else ""


def uses_in(folder: Path, pages: Iterable[tuple[str, str]]) -> Uses:
    """What the pages (file, title) of a folder that are there show and name."""
    places: dict[str, list[Use]] = {}
    marks: dict[str, str] = {}
    for name, title in pages:
        path = folder / name
        if not path.exists():
            continue
        mark = section = ""
        for found in _TOKEN.finditer(path.read_text(encoding="utf-8")):
            _, anchor, words, linked, shown = found.groups()
            if anchor:
                mark, section = anchor, _named(words)
                marks.setdefault(mark, name)
                continue
            place = Use(name, title, mark, section)
            known = places.setdefault(linked or shown, [])
            if place not in known:
                known.append(place)
    return Uses(places, marks)


def _named(words: str) -> str:
    """The words of a heading; that it is made up stays, in a form that does not mark the page that links to it."""
    return " ".join(unescape(_TAG.sub(" ", words)).split()).replace(" (Demodaten)", ", Demodaten")
