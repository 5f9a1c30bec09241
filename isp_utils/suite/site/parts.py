"""One executed notebook, several pages: cells tagged "seite:<html>" become a page of their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from isp_utils.model.catalogue import PageEntry
from isp_utils.model.errors import InputError
from isp_utils.model.toml import did_you_mean

if TYPE_CHECKING:
    from nbformat import NotebookNode

TAG = "seite:"


@dataclass(frozen=True)
class PagePart:
    """One page of a notebook: its file, title, cells, and what leads from it: back to the main page, and onwards."""

    html: str
    title: str
    notebook: "NotebookNode"
    links: Mapping[str, Any]


def page_parts(notebook: "NotebookNode", page: PageEntry) -> list[PagePart]:
    """The pages of an executed notebook, the main one first. InputError where a cell names a page that there is not."""
    for cell in notebook.cells:
        if (name := _part(cell, page)) not in page.files:
            known = ", ".join(html for html, _ in page.parts)
            raise InputError(
                f"{page.notebook}.ipynb: Die Marke »{TAG}{name}« nennt keine Seite aus pages.toml."
                f"{did_you_mean(name, page.files) if known else ''}"
            )
    titles = {page.html: page.title} | dict(page.parts)
    return [PagePart(html, titles[html], _only(notebook, page, html), _links(page, html)) for html in page.files]


def _part(cell: "NotebookNode", page: PageEntry) -> str:
    tags = cell.metadata.get("tags", [])
    return next((str(tag).removeprefix(TAG) for tag in tags if tag.startswith(TAG)), page.html)


def _only(notebook: "NotebookNode", page: PageEntry, html: str) -> "NotebookNode":
    """The cells of one page, in their order; one that broke off belongs to the main page."""
    chosen: NotebookNode = notebook.copy()
    chosen.cells = [cell for cell in notebook.cells if _part(cell, page) == html]
    return chosen


def _links(page: PageEntry, html: str) -> dict[str, Any]:
    """Back to the main page, and to the parts before and after; nothing for the main page."""
    if html == page.html:
        return {}
    place = page.files.index(html)
    near = {"before": place - 2, "after": place}
    steps = {name: page.parts[at] for name, at in near.items() if 0 <= at < len(page.parts)}
    return {
        "back": {"href": page.html, "title": page.title},
        "steps": {name: {"href": href, "title": title} for name, (href, title) in steps.items()},
    }
