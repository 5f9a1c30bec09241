"""Free analyses: notebooks in notebooks/analysen, each a page of the site when it is asked for."""

import re
from dataclasses import replace
from pathlib import Path

from isp_utils.model.catalogue import ANALYSES, Catalogue, PageEntry
from isp_utils.model.errors import InputError
from isp_utils.pages.parts.unwritten import unwritten
from isp_utils.store import Store
from isp_utils.suite.run.notebooks import cells_of

_HEADING = re.compile(r"^#[ \t]+(.+)$", re.MULTILINE)
_PARAGRAPH = re.compile(r"^(?![#\s>|*-]).+", re.MULTILINE)
_SENTENCE = re.compile(r".+?[.?!](?=\s|$)")


def with_analyses(catalogue: Catalogue, store: Store) -> Catalogue:
    """The catalogue with an entry for every free analysis; what reads findings of others reads theirs too."""
    found = tuple(_entry(path) for path in analyses_in(store))
    names = tuple(page.notebook for page in found)
    pages = (replace(page, after=(*page.after, *names)) if page.after else page for page in catalogue.pages)
    return replace(catalogue, pages=(*pages, *found))


def analyses_in(store: Store) -> list[Path]:
    """The notebooks of the free analyses, in order."""
    return sorted((store.notebooks / ANALYSES).glob("*.ipynb"))


def forget_analyses(store: Store, catalogue: Catalogue, kreis: str) -> None:
    """Executed analyses that this run does not make go, with what they found: their pages go as well."""
    kept = {f"{page.word}.ipynb" for page in catalogue.pages if page.analysis}
    for path in (store.runs(kreis) / ANALYSES).glob("*"):
        if f"{path.name.split('.')[0]}.ipynb" not in kept:
            path.unlink()


def _entry(notebook: Path) -> PageEntry:
    """Title: the first heading, else the file's name; what the page is for: the first sentence."""
    try:
        cells = cells_of(notebook)
    except InputError:  # its run says what is wrong with it
        return PageEntry(f"{ANALYSES}/{notebook.stem}", notebook.stem, f"analyse_{notebook.stem}.html")
    prose = "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    title = _HEADING.search(prose)
    paragraph = _PARAGRAPH.search(prose)
    first = _SENTENCE.match(paragraph[0]) if paragraph else None
    text = first[0] if first else paragraph[0] if paragraph else ""
    text = "" if unwritten(text) else text
    name = title[1].strip() if title else notebook.stem
    return PageEntry(f"{ANALYSES}/{notebook.stem}", name, f"analyse_{notebook.stem}.html", text=text)
