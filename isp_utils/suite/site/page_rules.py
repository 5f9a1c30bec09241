"""Rules every page must keep before it is published; each fault in one German line."""

import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

FOREIGN = re.compile(
    r"""(?:src|href|action|data|poster)\s*=\s*["']?\s*(?:https?:)?//|@import|url\(\s*["']?\s*(?:https?:)?//"""
)
NO_NUMBER = re.compile(r"(?<![\w-])(?:NaN|nan|None|NaT|<NA>|inf)(?![\w-])")
LEAK = re.compile(r"Traceback \(most recent|[A-Z]:\\\\?Users|/(?:home|root|tmp|work|usr|Users)/\w|ipykernel_\d")
SHORTEST_DESCRIPTION = 40
VOID_OF_TEXT = {"style", "script"}


class _Reader(HTMLParser):
    """Collects what the rules look at."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.links: list[str] = []
        self.descriptions: list[str] = []
        self.text: list[str] = []
        self.tags: Counter[str] = Counter()
        self.language = ""
        self.drawings = 0  # that are not mere decoration
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags[tag] += 1
        self.drawings += tag == "svg" and found.get("aria-hidden") != "true"
        self._inside.append(tag)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "html":
            self.language = found.get("lang") or ""
        if tag == "a" and found.get("href"):
            self.links.append(str(found["href"]))
        if tag == "desc":
            self.descriptions.append("")

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        place = self._inside[-1] if self._inside else ""
        if place == "desc":
            self.descriptions[-1] += data
        if place not in VOID_OF_TEXT:
            self.text.append(data)


def faults(path: Path, site: Path) -> list[str]:
    """What is wrong with one page of a site; nothing is a good answer."""
    html = path.read_text(encoding="utf-8")
    reader = _Reader()
    reader.feed(html)
    text = " ".join(reader.text)
    found = [
        ("lädt etwas von einem fremden Server", bool(FOREIGN.search(html))),
        ("enthält ein Skript", reader.tags["script"] > 0),
        ("ist nicht als deutsch ausgezeichnet", reader.language != "de"),
        ("hat nicht genau eine Hauptüberschrift", reader.headings.count(1) != 1),
        ("überspringt eine Überschriftenebene", _skips(reader.headings)),
        ("zeigt einen fehlenden Wert als »nan« oder »None«", bool(NO_NUMBER.search(text))),
        ("zeigt einen Dateipfad oder eine Fehlermeldung", bool(LEAK.search(html))),
        ("hat eine Abbildung ohne Beschreibung", _undescribed(reader)),
    ]
    doubled = [name for name, number in Counter(reader.ids).items() if number > 1]
    dead = [link for link in reader.links if not _leads_somewhere(link, reader.ids, path.parent, site)]
    return (
        [words for words, wrong in found if wrong]
        + [f"die Sprungmarke »{name}« steht mehrfach" for name in doubled]
        + [f"der Verweis »{link}« führt ins Leere" for link in dead]
    )


def _skips(headings: list[int]) -> bool:
    return any(after > before + 1 for before, after in pairwise(headings))


def _undescribed(reader: _Reader) -> bool:
    too_short = any(len(description) < SHORTEST_DESCRIPTION for description in reader.descriptions)
    return too_short or len(reader.descriptions) < reader.drawings or reader.tags["img"] > 0


def _leads_somewhere(link: str, ids: list[str], folder: Path, site: Path) -> bool:
    """Whether a link of a page in a folder of the site leads to a file of the site, and to a mark in it."""
    file, _, mark = link.partition("#")
    if not file:
        return mark in ids
    target = folder / file
    inside = target.resolve().is_relative_to(site.resolve())
    there = inside and target.exists() and (not mark or f'id="{mark}"' in target.read_text("utf-8"))
    return file.startswith("mailto:") or there
