"""What all pages of one county's site share: the gated figures, what may be said about them, words of head and foot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

import pandas as pd

from isp_utils.indicators.changes.snapshot import RunAbout, Snapshot
from isp_utils.indicators.figures import Figures
from isp_utils.indicators.statements.statement import Statement, statement_of
from isp_utils.model.catalogue import Catalogue, County
from isp_utils.model.wording import german_date
from isp_utils.pages.changes.snapshots import snapshot_of
from isp_utils.pages.page import NEWEST, scatter_in
from isp_utils.pages.parts.captions import Words
from isp_utils.pages.parts.links import LIST
from isp_utils.pages.start import Findings
from isp_utils.store import Store, retrieved_by_source
from isp_utils.suite.examined import Examined
from isp_utils.suite.own_files import suite_state
from isp_utils.suite.run.order import NotebookRun, Order
from isp_utils.suite.site.footer import numbers_of
from isp_utils.suite.site.pages.every import SMALL_PAGES

FILES = "daten.html"
CHANGES = "aenderungen.html"
EXAMINED = "angesehen"
OTHER_PAGES = (
    (LIST, "Kennzahlen"),
    (FILES, "Daten"),
    (CHANGES, "Änderungen"),
    ("geheimhaltung.html", "Geheimhaltung"),
    *((small.html, small.link) for small in SMALL_PAGES),
)
OF_FIGURES = ("figures", "statements", "findings", "snapshot")  # that hang on no notebook
NO_CONTENTS: tuple[dict[str, str], ...] = ({},)  # a page that is its own list, or short, has no table of contents


@dataclass(frozen=True)
class Site:
    """What all pages of one county's site share."""

    store: Store
    catalogue: Catalogue
    county: County
    order: Order
    manifest: Mapping[str, Any]
    indicators: pd.DataFrame
    ended: tuple[NotebookRun, ...]

    def after(self, ended: Sequence[NotebookRun]) -> "Site":
        """The same when its notebooks have run; what it has found out about the figures goes along."""
        return replace(self, ended=tuple(ended))._knowing(
            {name: vars(self)[name] for name in OF_FIGURES if name in vars(self)}
        )

    def saying(self, statements: Mapping[str, Statement | None]) -> "Site":
        """The same with its statements, made elsewhere."""
        return replace(self)._knowing({"figures": self.figures, "statements": statements})

    def _knowing(self, found: Mapping[str, object]) -> "Site":
        vars(self).update(found)  # in the place of what cached_property would reckon
        return self

    @property
    def made(self) -> list[NotebookRun]:
        """The reports that the run was asked for."""
        return [one for one in self.ended if not self.order.only or one.page.notebook in self.order.only]

    @property
    def kept(self) -> list[NotebookRun]:
        """The others, of which the pages of the site before stay as they are."""
        made = self.made
        return [one for one in self.ended if one not in made]

    @property
    def retrieved(self) -> dict[str, str]:
        """Newest date of delivery by source."""
        return retrieved_by_source(self.manifest)

    @cached_property
    def figures(self) -> Figures:
        """The gated table as the county's pages see it."""
        year = self.order.jahr or NEWEST
        return Figures(self.indicators, self.catalogue, self.county, year, scatter_in(self.manifest))

    @cached_property
    def words(self) -> Words:
        """Captions of the county."""
        return Words(self.figures, self.retrieved)

    @cached_property
    def statements(self) -> dict[str, Statement | None]:
        """The statement on the newest figure of every Kennzahl."""
        return {name: statement_of(self.figures, item) for name, item in self.catalogue.indicators.items()}

    @cached_property
    def findings(self) -> Findings:
        """What of them matters most."""
        return Findings(self.figures, [said for said in self.statements.values() if said is not None])

    @cached_property
    def snapshot(self) -> Snapshot:
        """What the run that makes this site releases."""
        made = datetime.now().astimezone().isoformat(timespec="seconds")
        about = RunAbout(self.run_id, made, str(self.manifest["data_date"]), self.order.jahr)
        stocks, surveys = self.store.stocks(), self.store.surveys()
        stocks = stocks[(stocks["region"] == self.county.key) & (stocks["flag"] != "demo")]
        surveys = surveys[(surveys["kreis"] == self.county.key) & ~surveys["demo"].astype(bool)]
        tables = {
            "bestaende": stocks.rename(columns={"indicator": "name"}),
            "befragungen": surveys.assign(name=surveys["survey"] + " " + surveys["wave"].astype(str)),
        }
        return snapshot_of(self.findings, about, tables)

    @cached_property
    def _numbers(self) -> str:
        """From which years the figures are."""
        return numbers_of(self.figures, date.fromisoformat(self.manifest["data_date"]))

    @property
    def run_id(self) -> str:
        """Short name of the run: the same inputs have the same name."""
        return f"{self.county.key}-{self.manifest['fingerprint'][:8]}"

    @property
    def demo(self) -> bool:
        """Whether made-up figures of this county take part."""
        own = self.indicators[self.indicators["region"] == self.county.key]
        return bool((own["flag"] == "demo").any())

    def examined(self, what: str, rules: str = "") -> Examined | None:
        """What an examination found in the files of earlier sites; None where earlier results do not count."""
        if self.order.fresh:
            return None
        record = self.store.internal / EXAMINED / f"{self.county.key}_{what}.json"
        return Examined(record, f"{suite_state(self.store)} {rules}", (self.run_id, today()))

    def about(self, title: str, here: str) -> dict[str, Any]:
        """What the template needs to know about a page."""
        pages = [("index.html", "Übersicht"), *((o.page.html, o.page.title) for o in self.ended if not o.page.analysis)]
        entries = [{"title": name, "href": href, "current": href == here} for href, name in pages]
        others = [{"title": name, "href": href, "current": href == here} for href, name in OTHER_PAGES]
        return {
            "county": self.county.name,
            "title": title,
            "nav": entries,
            "links": others,
            "numbers": self._numbers,
            "created": today(),
            "run_id": self.run_id,
            "citation": f"{self.county.name}: {title}. Integrierte Sozialplanung, Lauf {self.run_id}, {today()}.",
            "demo": False,
        }


def today() -> str:
    """The day of the run, as pages print it."""
    return german_date(datetime.now().astimezone().date())
