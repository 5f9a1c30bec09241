"""Links between the pages of a site: one to a report that is not there yet is left out with a word, until it is."""

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from isp_utils.store import write_text

WORD = "(Seite noch nicht erstellt)"
UP = "../"
UNFINISHED = "Dieser Abschnitt konnte nicht erstellt werden."  # on the page of a notebook that broke off
_LINK = re.compile(r'<a\b([^>]*?) href="([^"#]+)(#[^"]*)?"([^>]*)>(.*?)</a>', re.DOTALL)
_LEFT_OUT = re.compile(rf'<span\b([^>]*?) data-href="([^"]*)"([^>]*)>(.*?) {re.escape(WORD)}</span>', re.DOTALL)
_LED_FURTHER = re.compile(r' data-mark="(#[^"]*)" href="([^"]+)"')
_OWN = re.compile(r'<a\b([^>]*?) href="#([^"]+)"([^>]*)>(.*?)</a>', re.DOTALL)
_ID = re.compile(r'\bid="([^"]+)"')
_BESIDE = re.compile(r'(<[^>]*?\s(?:data-)?href=")(?!#|\.\./|[a-z]+:)([^"]+")')


def one_folder_down(html: str) -> str:
    """A page written as if it lay beside the reports, for a folder below them: every relative link goes up first.

    >>> one_folder_down('<a href="schule.html#x">Schule</a>, <a href="#y">hier</a>')
    '<a href="../schule.html#x">Schule</a>, <a href="#y">hier</a>'
    """
    return _BESIDE.sub(rf"\1{UP}\2", html)


def settle(reports: Collection[str], folder: Path, notebooks: Iterable[Collection[str]]) -> None:
    """Settle the links of all pages below a folder, kept ones too; `reports` names the pages that there may be.

    notebooks: the pages of each; where one of them broke off, links to what is missing lead to its beginning.
    """
    pages = sorted(folder.rglob("*.html"))
    there = [page.relative_to(folder).as_posix() for page in pages]
    marks = _marks_of_unfinished(folder, notebooks)
    for name, path in zip(there, pages, strict=True):
        html = path.read_text(encoding="utf-8")
        found = _without_lost_marks(settled(html, reports, there), name, marks)
        if found != html:
            write_text(found, path)


def _marks_of_unfinished(folder: Path, notebooks: Iterable[Collection[str]]) -> dict[str, set[str]]:
    """By page of a notebook that broke off, the places in it to which a link can lead."""
    found: dict[str, set[str]] = {}
    for files in notebooks:
        texts = {name: (folder / name).read_text(encoding="utf-8") for name in files if (folder / name).exists()}
        if any(UNFINISHED in text for text in texts.values()):
            found |= {name: set(_ID.findall(text)) for name, text in texts.items()}
    return found


def _without_lost_marks(html: str, name: str, marks: Mapping[str, Collection[str]]) -> str:
    """The page with links to the beginning of an unfinished page instead of a place in it that there is not."""

    def to_beginning(link: re.Match[str]) -> str:
        before, file, mark, after, words = link.groups(default="")
        there = marks.get(file.removeprefix(UP))
        if there is None or not mark or mark[1:] in there:
            return link[0]
        return f'<a{before} data-mark="{mark}" href="{file}"{after}>{words}</a>'

    def as_words(link: re.Match[str]) -> str:
        before, mark, after, words = link.groups()
        return link[0] if mark in marks[name] else f"<span{before}{after}>{words}</span>"

    led = _LINK.sub(to_beginning, _LED_FURTHER.sub(r' href="\2\1"', html))
    return _OWN.sub(as_words, led) if name in marks else led


def settled(html: str, reports: Collection[str], there: Collection[str]) -> str:
    """The page with its links to those reports that are there; of the others the words stay, followed by WORD.

    A link that was left out comes back with its page, and stays left out till then, whatever `reports` names. What is
    no report (a misspelt name) stays as it is and is refused by the rules of the pages.

    >>> settled('<a href="schule.html">Schule</a>', ["schule.html"], [])
    '<span data-href="schule.html">Schule (Seite noch nicht erstellt)</span>'
    """
    known = {*reports, *(found[2].partition("#")[0].removeprefix(UP) for found in _LEFT_OUT.finditer(html))}

    def left_out(link: re.Match[str]) -> str:
        before, file, mark, after, words = link.groups(default="")
        name = file.removeprefix(UP)
        if name not in known or name in there:
            return link[0]
        return f'<span{before} data-href="{file}{mark}"{after}>{words} {WORD}</span>'

    return _LINK.sub(left_out, _LEFT_OUT.sub(r'<a\1 href="\2"\3>\4</a>', html))
