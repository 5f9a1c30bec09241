"""Links between the reports of a site: one to a page that is not there yet is left out with a word, until it is."""

import re
from collections.abc import Collection
from pathlib import Path

from isp_utils.store import write_text

WORD = "(Seite noch nicht erstellt)"
_LINK = re.compile(r'<a\b([^>]*?) href="([^"#]+)(#[^"]*)?"([^>]*)>(.*?)</a>', re.DOTALL)
_LEFT_OUT = re.compile(rf'<span\b([^>]*?) data-href="([^"]*)"([^>]*)>(.*?) {re.escape(WORD)}</span>', re.DOTALL)


def settle(reports: Collection[str], folder: Path) -> None:
    """Settle the links of all pages in a folder, kept ones too; `reports` names the pages that there may be."""
    pages = sorted(folder.glob("*.html"))
    for path in pages:
        html = path.read_text(encoding="utf-8")
        found = settled(html, reports, [page.name for page in pages])
        if found != html:
            write_text(found, path)


def settled(html: str, reports: Collection[str], there: Collection[str]) -> str:
    """The page with its links to those reports that are there; of the others the words stay, followed by WORD.

    A link that was left out comes back with its page. What is no report (a misspelt name) stays as it is and is
    refused by the rules of the pages.

    >>> settled('<a href="schule.html">Schule</a>', ["schule.html"], [])
    '<span data-href="schule.html">Schule (Seite noch nicht erstellt)</span>'
    """

    def left_out(link: re.Match[str]) -> str:
        before, file, mark, after, words = link.groups(default="")
        if file not in reports or file in there:
            return link[0]
        return f'<span{before} data-href="{file}{mark}"{after}>{words} {WORD}</span>'

    return _LINK.sub(left_out, _LEFT_OUT.sub(r'<a\1 href="\2"\3>\4</a>', html))
