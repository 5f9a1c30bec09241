"""What a run takes over from the site before it: pages that were not asked for, with their data files."""

import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from isp_utils.suite.run.order import NotebookRun
from isp_utils.suite.site.context import Site

_DATA = re.compile(r'href="(daten/[^"#]+)"')
REMEDY = (
    "{which} nicht aus diesem Lauf: Was --nur nicht nennt, bleibt, wie es der vorige Lauf geschrieben hat. "
    "Bitte denselben Befehl ohne --nur ausführen (python run_all.py): Er erstellt alle Seiten neu und behebt das."
)


def keep_page(ended: NotebookRun, old: Path, folder: Path) -> None:
    """Copy the pages of a report as they are, with its run id, and their data files. Nothing else is kept."""
    for name in _kept_files(ended, old):
        shutil.copy2(old / name, folder / name)


def _kept_files(ended: NotebookRun, old: Path) -> list[str]:
    """Pages of a report that are in a site, and the data files there that they link to.

    The pages say which: the notebook may have run again since, in a run that broke off, and name others.
    """
    pages = [name for name in ended.page.files if (old / name).exists()]
    linked = (name for page in pages for name in _DATA.findall((old / page).read_text(encoding="utf-8")))
    return pages + [name for name in dict.fromkeys(linked) if (old / name).exists()]


def remedy_of_kept(site: Site, places: Sequence[str]) -> list[str]:
    """What mends the places (each begins with its file) that a run with `only` did not make; a line, or none."""
    others = tuple(_not_made(site))
    count = sum(place.startswith(others) for place in places)
    if not count:
        return []
    which = f"{count} von {len(places)} Stellen stammen" if count < len(places) else "Das stammt"
    return [REMEDY.format(which=which)]


def _not_made(site: Site) -> Iterator[str]:
    """How the files begin that this run did not make: kept pages with their data, notebooks that it did not run."""
    made = {ended.page.notebook for ended in site.made}
    yield from (f"{page.notebook}." for page in site.catalogue.pages if page.notebook not in made)
    for ended in site.kept:
        yield from _kept_files(ended, site.store.outputs(site.county.key))
