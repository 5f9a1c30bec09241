"""Rules every page must keep before it is published; each fault in one German line."""

import os
import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from html import unescape
from itertools import pairwise
from pathlib import Path

from isp_utils.charts.parts.symbols import EXPLANATIONS, IN_SHORT
from isp_utils.suite.examined import Examined, examined
from isp_utils.suite.shared_out import shared_out
from isp_utils.suite.site.page_reader import PageReader

FOREIGN = re.compile(
    r"""(?:src|href|action|data|poster)\s*=\s*["']?\s*(?:https?:)?//|@import|url\(\s*["']?\s*(?:https?:)?//"""
)
NO_NUMBER = re.compile(r"(?<![\w-])(?:NaN|nan|None|NaT|<NA>|inf)(?![\w-])")
LEAKS = tuple(  # one by one: each is found by the text that it begins with
    map(
        re.compile,
        (
            r"Traceback \(most recent",
            r":(?<=[A-Z]:)\\\\?Users",
            r"/(?:home|root|tmp|work|usr|Users)/\w",
            r"ipykernel_\d",
        ),
    )
)
TEX = re.compile(r"\$\$|\\(?:frac|sum|sqrt|text|cdot|times|left|begin|mathrm)\b|\\[(\[]")
_ID = re.compile(r'\bid="([^"]+)"')
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)  # the first one of a page: its own, not that of a drawing
SHORTEST_DESCRIPTION = 40
WORDS = (IN_SHORT, EXPLANATIONS)
NEAR = 80  # characters between a sign and the words that explain it
LOADS = "lädt etwas von einem fremden Server"
SCRIPT = "enthält ein Skript"
NO_HEADING = "hat nicht genau eine Hauptüberschrift"
LEVELS = "überspringt eine Überschriftenebene"
MISSING = "zeigt einen fehlenden Wert als »nan« oder »None«"
PATH = "zeigt einen Dateipfad oder eine Fehlermeldung"
UNDESCRIBED = "hat eine Abbildung ohne Beschreibung"
FORMULA = "zeigt eine Formel, wie nur TeX sie liest"
SAME_TITLE = "heißt wie eine andere Seite"
DEAD = "der Verweis »{}« führt ins Leere"


def faults(path: Path, site: Path) -> list[str]:
    """What is wrong with one page of a site; nothing is a good answer."""
    return faults_in_text(path.read_text(encoding="utf-8"), path.parent, site)


def faults_in_text(html: str, folder: Path, site: Path) -> list[str]:
    """What would be wrong with a page in a folder of a site."""
    found, links = _read_text(html)
    return found + [DEAD.format(link) for link in links if not _leads_somewhere(link, folder, site)]


def never_fit(html: str) -> list[str]:
    """What is wrong with a part of a page whatever stands around it: scripts, foreign servers, bare pictures.

    >>> never_fit("<p>Ja</p>"), never_fit("<script>alert(1)</script>")
    ([], ['enthält ein Skript'])
    """
    reader = PageReader.of(html)
    tags = reader.tags
    wrong = {SCRIPT: tags["script"] > 0, LOADS: _loads(html), UNDESCRIBED: tags["img"] > 0}
    return [words for words, found in wrong.items() if found]


def _read(path: Path) -> tuple[list[str], list[str]]:
    return _read_text(path.read_text(encoding="utf-8"))


def _read_text(html: str) -> tuple[list[str], list[str]]:
    """What is wrong with a page by itself, and its links to other files."""
    reader = PageReader.of(html)
    text = " ".join(" ".join(reader.text).split())
    found = [
        (LOADS, _loads(html)),
        (SCRIPT, reader.tags["script"] > 0),
        ("ist nicht als deutsch ausgezeichnet", reader.language != "de"),
        (NO_HEADING, reader.headings.count(1) != 1),
        (LEVELS, _skips(reader.headings)),
        (MISSING, bool(NO_NUMBER.search(text))),
        (PATH, any(leak.search(html) for leak in LEAKS)),
        (UNDESCRIBED, _undescribed(reader)),
        (FORMULA, bool(TEX.search(text))),
    ]
    doubled = [name for name, number in Counter(reader.ids).items() if number > 1]
    outward = [link for link in dict.fromkeys(reader.links) if not link.startswith("#")]
    dead = [link for link in reader.links if link.startswith("#") and link[1:] not in reader.ids]
    own = (
        [words for words, wrong in found if wrong]
        + sorted(set(reader.headless))
        + [f"erklärt das Zeichen {sign} nicht" for sign in unexplained(text)]
        + [f"die Sprungmarke »{name}« steht mehrfach" for name in doubled]
        + [DEAD.format(link) for link in dead]
    )
    return own, outward


def _loads(html: str) -> bool:
    """Whether a page loads something from elsewhere; hardly any has what all such addresses have."""
    return ("//" in html or "@import" in html) and bool(FOREIGN.search(html))


def _skips(headings: list[int]) -> bool:
    return any(after > before + 1 for before, after in pairwise(headings))


def _undescribed(reader: PageReader) -> bool:
    too_short = any(len(description) < SHORTEST_DESCRIPTION for description in reader.descriptions)
    return too_short or len(reader.descriptions) < reader.drawings or reader.tags["img"] > 0


def unexplained(text: str) -> list[str]:
    """Signs that stand in a text of which none has its explanation beside it.

    >>> unexplained("Wert [g]. Zeichen: [g] geheim gehalten."), unexplained("12 [v]")
    ([], ['[v]'])
    """
    lower = text.casefold()
    return [sign for sign in IN_SHORT if sign in text and not any(_beside(sign, words[sign], lower) for words in WORDS)]


def _beside(sign: str, words: str, text: str) -> bool:
    """Whether the first words of an explanation stand near one of its signs; `text` in small letters."""
    head = " ".join(re.split(r"[,:; ]+", words)[:2]).casefold().rstrip(",:")
    places = (found.start() for found in re.finditer(re.escape(sign.casefold()), text))
    return any(head in re.sub(r"[,:;]", "", text[max(place - NEAR, 0) : place + NEAR]) for place in places)


def site_faults(site: Path, jobs: int = 1, before: Examined | None = None) -> list[str]:
    """What is wrong with the pages of a site, sub-folders too: the page, then the fault; by so many processes.

    A page that is as it was `before` is not read again; where its links lead is looked up each time.
    """
    pages = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*.html"))}
    words = titles_in(pages)
    often = Counter(words.values())
    doubled = [f"{name}: {SAME_TITLE}, »{title}«" for name, title in words.items() if often[title] > 1]
    found = _all_read(pages, jobs, before)
    folders = [path.parent for path in pages.values()]
    asked = {(link, folder) for folder, (_, links) in zip(folders, found, strict=True) for link in links}
    dead = {(link, folder) for link, folder in asked if not _leads_somewhere(link, folder, site)}
    wrong = [
        own + [DEAD.format(link) for link in links if (link, folder) in dead]
        for folder, (own, links) in zip(folders, found, strict=True)
    ]
    return [
        f"{name}: {fault}" for name, faults_here in zip(pages, wrong, strict=True) for fault in faults_here
    ] + doubled


def titles_in(pages: Mapping[str, Path]) -> dict[str, str]:
    """Title of every page, empty where it has none."""
    found = {name: TITLE.search(path.read_text(encoding="utf-8")) for name, path in pages.items()}
    return {name: unescape(title[1]) if title else "" for name, title in found.items()}


def _all_read(pages: Mapping[str, Path], jobs: int, before: Examined | None) -> list[tuple[list[str], list[str]]]:
    """Faults and links of every page; those of pages that were read before are kept."""
    digests, known = examined(before, [(path, name) for name, path in pages.items()])
    new = [path for path, digest in zip(pages.values(), digests, strict=True) if digest not in known]
    read = dict(zip(new, shared_out(_read, new, jobs), strict=True))
    found = [read[path] if path in read else known[key] for path, key in zip(pages.values(), digests, strict=True)]
    if before is not None:
        before.keep(dict(zip(digests, found, strict=True)))
    return found


def _leads_somewhere(link: str, folder: Path, site: Path) -> bool:
    """Whether a link of a page in a folder leads to a place inside the site."""
    file, _, mark = link.partition("#")
    if file.startswith("mailto:"):
        return True
    target = Path(os.path.normpath(folder / file))
    if not target.is_relative_to(site) or not target.exists():
        return False
    return not mark or mark in _marks(target, target.stat().st_mtime_ns)


@lru_cache(maxsize=1024)
def _marks(page: Path, changed: int) -> frozenset[str]:
    """Ids of a page; `changed` is its time of change, so that a new page is read again."""
    return frozenset(_ID.findall(page.read_text(encoding="utf-8")))
