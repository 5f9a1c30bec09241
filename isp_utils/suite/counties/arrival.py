"""What came back from a worker: scanned at home, where the hidden figures are known, and put in place."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from isp_utils.model.catalogue import Catalogue
from isp_utils.model.errors import InputError
from isp_utils.store import Store, write_json
from isp_utils.suite.counties.node import unpack
from isp_utils.suite.counties.told import ENDED, PAGES, RUNS, SNAPSHOTS, read_told
from isp_utils.suite.run.order import NotebookRun, Order
from isp_utils.suite.scan.knowledge import Knowledge, read_knowledge
from isp_utils.suite.scan.scanner import Scanner
from isp_utils.suite.site.context import Site
from isp_utils.suite.site.footer import first_and_last
from isp_utils.suite.site.site import build_record, draft_of, exchange, publish
from isp_utils.suite.site.standing import BUILD, remember

BROKEN = "failed"


@dataclass(frozen=True)
class Made:
    """How a county ended: what is new (line), titles of failed notebooks, or why there are no new pages (refused)."""

    order: Order
    name: str
    line: str = ""
    failed: tuple[str, ...] = ()
    refused: str = ""
    newest: int = 0  # year of the newest own figure, 0 for none
    unchanged: bool = False

    @property
    def well(self) -> bool:
        """Whether nothing failed."""
        return not self.failed and not self.refused


@dataclass(frozen=True)
class House:
    """The workplace at home, its catalogue, and what the scanner must know (read before it is sealed)."""

    store: Store
    catalogue: Catalogue
    knowledge: Knowledge
    manifest: Mapping[str, Any]
    indicators: pd.DataFrame

    @classmethod
    def of(cls, store: Store, catalogue: Catalogue) -> "House":
        """The house after a build."""
        return cls(store, catalogue, read_knowledge(store), store.manifest(), store.indicators())

    @cached_property
    def known(self) -> frozenset[str]:
        """Areas with any figure."""
        return frozenset(self.indicators["region"].unique())

    def name(self, kreis: str) -> str:
        """The name of a county."""
        return self.catalogue.county(kreis).name

    def site(self, order: Order, ended: tuple[NotebookRun, ...]) -> Site:
        """A county's site as it is seen from here."""
        seen, county = self.catalogue.seen_from(order.kreis), self.catalogue.county(order.kreis)
        return Site(self.store, seen, county, order, self.manifest, self.indicators, ended)


def put_in_place(house: House, order: Order, content: bytes) -> Made:
    """Exchange runs, pages and kept releases of a county for those that came; refused, the old pages stay."""
    store, kreis = house.store, order.kreis
    with TemporaryDirectory(prefix=".ankunft-", dir=store.processed) as name:
        folder = Path(name)
        unpack(content, folder)
        told = read_told(folder / ENDED)
        _moved(folder / RUNS, store.runs(kreis))
        site = house.site(order, _ended(house, order, told.notebooks))
        failed = tuple(one.page.title for one in site.ended if one.status == BROKEN)
        made = Made(order, site.county.name, told.line, failed, told.refused, newest_year(site))
        if told.refused:
            return made
        draft = draft_of(store, kreis)
        shutil.rmtree(draft, ignore_errors=True)
        draft.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(folder / PAGES, draft)
        write_json(build_record(site), draft / BUILD)  # which commit it is, is known here
        try:
            publish(site, Scanner(house.knowledge, site.catalogue, site.county))  # what was found before is sealed
        except InputError as error:
            return Made(order, site.county.name, failed=failed, refused=str(error), newest=made.newest)
        _moved(folder / SNAPSHOTS, store.snapshots(kreis))
    remember(site)
    return made


def newest_year(site: Site) -> int:
    """Year of a county's newest own figure that is known and not made up; 0 for none."""
    return max(first_and_last(site.figures), default=0)


def _ended(house: House, order: Order, notebooks: tuple[tuple[str, str, float], ...]) -> tuple[NotebookRun, ...]:
    pages = {page.notebook: page for page in house.catalogue.pages}
    runs = house.store.runs(order.kreis)
    return tuple(
        NotebookRun(pages[name], status, seconds, runs / f"{name}.ipynb") for name, status, seconds in notebooks
    )


def _moved(folder: Path, target: Path) -> None:
    """A folder that came, in the place of the one that was there."""
    if folder.exists():
        beside = target.with_name(f".{target.name}.neu")
        shutil.rmtree(beside, ignore_errors=True)
        beside.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(folder, beside)
        exchange(beside, target)
