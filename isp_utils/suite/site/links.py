"""Links between the pages of a site: one to a report that is not there yet is left out with a word, until it is."""

import re
from collections.abc import Collection
from pathlib import Path

from isp_utils.store import write_text

WORD = "(Seite noch nicht erstellt)"
UP = "../"
_LINK = re.compile(r'<a\b([^>]*?) href="([^"#]+)(#[^"]*)?"([^>]*)>(.*?)</a>', re.DOTALL)
_LEFT_OUT = re.compile(rf'<span\b([^>]*?) data-href="([^"]*)"([^>]*)>(.*?) {re.escape(WORD)}</span>', re.DOTALL)
_BESIDE = re.compile(r'(<[^>]*?\s(?:data-)?href=")(?!#|\.\./|[a-z]+:)([^"]+")')


def one_folder_down(html: str) -> str:
    """A page written as if it lay beside the reports, for a folder below them: every relative link goes up first.

    >>> one_folder_down('<a href="schule.html#x">Schule</a>, <a href="#y">hier</a>')
    '<a href="../schule.html#x">Schule</a>, <a href="#y">hier</a>'
    """
    return _BESIDE.sub(rf"\1{UP}\2", html)


def settle(reports: Collection[str], folder: Path) -> None:
    """Settle the links of all pages below a folder, kept ones too; `reports` names the pages that there may be."""
    pages = sorted(folder.rglob("*.html"))
    there = [page.relative_to(folder).as_posix() for page in pages]
    for path in pages:
        html = path.read_text(encoding="utf-8")
        found = settled(html, reports, there)
        if found != html:
            write_text(found, path)


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
