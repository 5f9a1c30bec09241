"""The pages of an executed notebook, and a word in the place of a free analysis that is none yet."""

import re
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from isp_utils.pages.parts.scraps import TABLE_MIME, outputs_of
from isp_utils.store import write_text
from isp_utils.suite.run.order import NotebookRun
from isp_utils.suite.site import protection_page
from isp_utils.suite.site.context import Site
from isp_utils.suite.site.footer import shows_demo
from isp_utils.suite.site.invented import invented_on
from isp_utils.suite.site.own_outputs import number_of, prepared
from isp_utils.suite.site.page_rules import SAME_TITLE, faults, faults_in_text, titles_in
from isp_utils.suite.site.parts import PagePart, page_parts
from isp_utils.suite.site.remedies import remedy_of
from isp_utils.suite.site.rows import write_data
from isp_utils.suite.site.template import notebook_page, page

if TYPE_CHECKING:
    from nbformat import NotebookNode

NOT_SHOWN = "Diese Analyse ist noch keine Seite."
_FAULT = re.compile(r"<li>(.*?)</li>", re.DOTALL)


def write_notebook_page(site: Site, ended: NotebookRun, folder: Path) -> None:
    """Write the page of a notebook, with those that are parts of it, and the data files of its pictures."""
    tables = outputs_of(ended.executed, TABLE_MIME)
    for part in page_parts(_prepared(ended), ended.page):
        write_text(_html(site, part, invented_on(site, ended)), folder / part.html)
    for table in tables:
        write_data(table["csv"], folder / "daten" / f"{table['name']}.csv")


def _prepared(ended: NotebookRun) -> "NotebookNode":
    import nbformat

    notebook: NotebookNode = nbformat.read(ended.executed, as_version=4)  # type: ignore[no-untyped-call]
    prepared(notebook, with_text=ended.page.analysis)
    return notebook


def _html(site: Site, part: PagePart, invented: dict[str, Any]) -> str:
    outputs = [output for cell in part.notebook.cells for output in cell.get("outputs", [])]
    shown = "".join("".join(output.get("data", {}).get("text/html", "")) for output in outputs)
    about = site.about(part.title, part.html) | dict(part.links) | {"demo": shows_demo(shown)} | invented
    return protection_page.with_links(notebook_page(part.notebook, about))


def replace_faulty_analyses(site: Site, folder: Path) -> None:
    """A free analysis that breaks a rule of the pages stops no report: its page says what is wrong, and where."""
    analyses = [ended for ended in site.ended if ended.page.analysis]
    titles = titles_in({path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.html"))})
    own = [titles.pop(ended.page.html) for ended in analyses]
    taken = set(titles.values())
    for ended, title in zip(analyses, own, strict=True):
        html = ended.page.html
        lines = _by_cell(faults(folder / html, folder), site, ended, folder)
        if title in taken:
            lines.append(_line(f"{SAME_TITLE}, »{title}«", 0))
        if lines:
            name = f"{ended.page.title} ({ended.page.word})" if title in taken else ended.page.title
            items = "".join(f"<li>{escape(line)}</li>" for line in lines)
            body = f'<p class="hint" role="note">{NOT_SHOWN}</p><ul>{items}</ul>'
            write_text(page(body, site.about(name, html)), folder / html)
        taken.add(title)


def _by_cell(found: list[str], site: Site, ended: NotebookRun, folder: Path) -> list[str]:
    """Each fault of a page with the cell that brings it in, and what to do; the page is made anew without its last
    cells until the fault is gone.
    """
    if not found:
        return []
    notebook = _prepared(ended)
    cells, brought_in = list(notebook.cells), dict[str, int]()
    open_ones = set(found)
    for count in range(len(cells) - 1, -1, -1):
        notebook.cells = cells[:count]
        part = PagePart(ended.page.html, ended.page.title, notebook, {})
        left = set(faults_in_text(_html(site, part, {}), folder, folder)) & open_ones
        brought_in |= dict.fromkeys(open_ones - left, number_of(cells[count], cells))
        open_ones = left
        if not open_ones:
            break
    return [_line(fault, brought_in.get(fault, 0)) for fault in found]


def _line(fault: str, cell: int) -> str:
    return f"{f'Zelle {cell}: ' if cell else ''}Die Seite {fault}. {remedy_of(fault)}"


def analyses_not_shown(site: Site) -> list[str]:
    """Free analyses of the finished site whose page says only what is wrong, and what they say, a line each."""
    folder = site.store.outputs(site.county.key)
    pages = [ended.page for ended in site.ended if ended.page.analysis]
    lines = []
    for entry in pages:
        html = (folder / entry.html).read_text(encoding="utf-8")
        if NOT_SHOWN in html:
            reasons = _FAULT.findall(html.partition(NOT_SHOWN)[2].partition("</ul>")[0])
            lines += [
                f"  {entry.title} ({entry.word}): {NOT_SHOWN}",
                *(f"    {unescape(reason)}" for reason in reasons),
            ]
    return lines
