"""aenderungen.html of a site, and the one line that start page and terminal say of it."""

from dataclasses import dataclass
from pathlib import Path

from isp_utils.indicators.changes.between import RunChanges
from isp_utils.indicators.changes.snapshot import Snapshot
from isp_utils.model.biography import load_biography
from isp_utils.model.catalogue import Catalogue
from isp_utils.model.surveys import load_surveys
from isp_utils.pages.changes.page import change_tables, sources_lines, tables_html
from isp_utils.pages.changes.words import summary_line
from isp_utils.store import write_text
from isp_utils.suite.site.context import CHANGES, NO_CONTENTS, Site
from isp_utils.suite.site.snapshots import last_changes
from isp_utils.suite.site.template import page, rendered

TITLE = "Was sich geändert hat"


@dataclass(frozen=True)
class News:
    """What a run releases, what of it is new, and where that is nothing, what the last news was."""

    now: Snapshot
    since: RunChanges | None
    before: RunChanges | None

    @classmethod
    def of(cls, site: Site) -> "News":
        """The news of the run that makes a site."""
        return cls(site.snapshot, *last_changes(site, site.snapshot))

    @property
    def line(self) -> str:
        """One sentence."""
        return summary_line(self.since)


def write_changes(site: Site, news: News, folder: Path) -> None:
    """The page; the Steckbriefe that it links to are there already."""
    html, lines = _told(site, news.since, "")
    earlier, earlier_lines = _told(site, news.before, "davor-")
    body = rendered(
        "aenderungen",
        lead=news.line,
        tables=html,
        lines=lines,
        earlier=summary_line(news.before),
        earlier_tables=earlier,
        earlier_lines=earlier_lines,
    )
    write_text(page(body, site.about(TITLE, CHANGES) | {"toc": NO_CONTENTS}), folder / CHANGES)


def _told(site: Site, found: RunChanges | None, prefix: str) -> tuple[str, list[str]]:
    if found is None:
        return "", []
    tables = change_tables(found, site.catalogue, site.county.key)
    titles = titles_beside(site.catalogue, site.store.catalogue, site.county.key)
    return tables_html(tables, site.catalogue, prefix), sources_lines(found, titles)


def titles_beside(catalogue: Catalogue, root: Path, kreis: str) -> dict[str, str]:
    """What readers call that which is no Kennzahl, by id: facts, flows of the transitions, surveys."""
    flows = {name: flow.title for name, flow in load_biography(catalogue, root, kreis).flows.items()}
    return {**catalogue.fact_names, **flows, **{name: form.title for name, form in load_surveys(root).items()}}
