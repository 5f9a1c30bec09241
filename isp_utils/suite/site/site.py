"""From executed notebooks to a site: pages, data files and build.json, put in place all at once."""

import shutil
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from isp_utils.model.errors import InputError
from isp_utils.model.wording import german_number
from isp_utils.store import Store, write_json, write_text
from isp_utils.suite.documents.sets import load_office
from isp_utils.suite.examined import Examined
from isp_utils.suite.scan.refusal import refuse_told
from isp_utils.suite.scan.scanner import Scanner
from isp_utils.suite.shared_out import Job, done_at_once
from isp_utils.suite.site import protection_page
from isp_utils.suite.site.changes_page import News, write_changes
from isp_utils.suite.site.committees import children_for_committees, committee_jobs
from isp_utils.suite.site.context import Site, today
from isp_utils.suite.site.earlier import keep_page, remedy_of_kept
from isp_utils.suite.site.footer import shows_demo
from isp_utils.suite.site.kennzahlen import card_jobs, kept_cards, write_files, write_workbook_of
from isp_utils.suite.site.links import settle
from isp_utils.suite.site.notebook_pages import replace_faulty_analyses, write_notebook_page
from isp_utils.suite.site.page_rules import site_faults
from isp_utils.suite.site.pages.every import SMALL_PAGES
from isp_utils.suite.site.pages.small_page import Material, SmallPage, unbroken_numbers
from isp_utils.suite.site.places import kept_places, place_jobs
from isp_utils.suite.site.provenance import run_facts
from isp_utils.suite.site.rows import all_rows, write_rows
from isp_utils.suite.site.snapshots import keep
from isp_utils.suite.site.start_page import write_start
from isp_utils.suite.site.template import load_templates, page, rendered

SCANNED, RULED = "durchsucht", "regeln"  # what pages were looked through for


def make_site(site: Site) -> News:
    """Write the whole site beside the old one and exchange them; returns what is new in it, and keeps it for the next.

    Raises InputError, and leaves the old site as it is, where a page breaks a rule of the report.
    """
    news = draft_site(site)
    scanner = Scanner.of(site.store, site.catalogue, site.county)
    publish(site, scanner, site.examined(SCANNED, scanner.looks_for))
    keep(site, news.now, news.since)
    return news


def draft_of(store: Store, kreis: str) -> Path:
    """Where the pages of a county lie before they are scanned."""
    target = store.outputs(kreis)
    return target.with_name(f".{target.name}.neu")


def draft_site(site: Site) -> News:
    """Write the whole site beside the old one, not scanned yet; returns what is new in it.

    Raises InputError, and leaves no draft, where a page breaks a rule of the report.
    """
    target, draft = site.store.outputs(site.county.key), draft_of(site.store, site.county.key)
    shutil.rmtree(draft, ignore_errors=True)
    (draft / "daten").mkdir(parents=True)
    for ended in site.kept:
        keep_page(ended, target, draft)
    _ = site.findings  # once, before the work is shared out
    load_for_pages()
    cards, places = kept_cards(site), kept_places(site)
    news, ahead = _news_and_ahead(site, [*_jobs(site, draft), *cards.jobs, *(places.jobs if places else [])])
    write_start(site, draft, news.line)
    written = [*committee_jobs(site, draft, ahead), *place_jobs(site, draft, places), *card_jobs(site, draft, cards)]
    done_at_once(written, site.order.jobs)
    write_changes(site, news, draft)
    write_text(_protection_page(site), draft / "geheimhaltung.html")
    for small in SMALL_PAGES:
        write_text(_small_page(site, small), draft / small.html)
    write_files(site, draft)
    write_json(build_record(site), draft / "build.json")
    before = [path.name for path in target.glob("*.html")]  # kept pages link to them; analyses are not made each time
    notebooks = [page.files for page in site.catalogue.pages]
    settle([*before, *(name for files in notebooks for name in files)], draft, notebooks)
    replace_faulty_analyses(site, draft)
    _refuse_faults(site, draft)
    return news


def load_for_pages() -> None:
    """Load what pages and office files are made with; processes that are made hereafter have it."""
    load_templates()
    load_office()


def _news_and_ahead(site: Site, beside: Sequence[Job]) -> tuple[News, tuple[str, ...]]:
    """What is new, and how many children committees are told to expect; other jobs are done at the same time."""
    first: list[Job] = [partial(News.of, site), partial(children_for_committees, site)]
    news, ahead, *_ = done_at_once([*first, *beside], site.order.jobs)
    return news, ahead


def _jobs(site: Site, draft: Path) -> list[Job]:
    """To write the reports and what needs none of them, in any order, the longest first."""
    return [
        lambda: write_workbook_of(site, draft),
        lambda: write_rows(all_rows(site.figures, site.statements.values()), draft / "daten" / "indikatoren.csv"),
        *(partial(write_notebook_page, site, ended, draft) for ended in site.made),
    ]


def publish(site: Site, scanner: Scanner, before: Examined | None = None) -> None:
    """Put the draft in the place of the old site; what was found in files `before` lies in the internal folder.

    Raises InputError, and leaves the old site as it is, where a protected figure can be read or reckoned from the new.
    """
    draft = draft_of(site.store, site.county.key)
    try:
        found = scanner.findings(draft, site.store.runs(site.county.key), site.order.jobs, before)
        refuse_told(found, remedy_of_kept(site, found))
    except InputError:
        shutil.rmtree(draft)
        raise
    exchange(draft, site.store.outputs(site.county.key))


def _protection_page(site: Site) -> str:
    pages = [ended.page for ended in site.ended]
    tables = (site.indicators, site.store.stocks())
    found = protection_page.content(pages, site.catalogue, tables, site.county.key)
    record = site.manifest["protection"]
    cells, share = german_number(record["cells"]), protection_page.share_published(record)
    land = site.catalogue.register[site.county.key[:2]].name
    body = rendered("geheimhaltung", county=site.county, land=land, cells=cells, share=share, **found)
    return page(body, site.about("Geheimhaltung: warum manche Zahl fehlt", "geheimhaltung.html"))


def _small_page(site: Site, small: SmallPage) -> str:
    body = unbroken_numbers(small.body(Material(site.figures, site.store.catalogue, today(), site.statements)))
    return page(body, site.about(small.title, small.html) | {"demo": shows_demo(body)})


def build_record(site: Site) -> dict[str, Any]:
    """What build.json says about a run: parameters, versions, notebooks, inputs and counts."""
    notebooks = {
        ended.page.notebook: {
            "status": ended.status,
            "seconds": round(ended.seconds, 1),
            "html": ended.page.html,
        }
        for ended in site.ended
    }
    counts = {key: site.manifest[key] for key in ("indicators", "flags", "protected")}  # of the gated table
    inputs = {entry["file"]: entry.get("sha256", "nicht veröffentlicht") for entry in site.manifest["files"]}
    return {
        "kreis": site.county.key,
        "parameters": site.order.parameters,
        "run_id": site.run_id,
        **run_facts(),
        "data_date": site.manifest["data_date"],
        "notebooks": notebooks,
        "failed": sum(ended.status == "failed" for ended in site.ended),
        "inputs": inputs,
        "rows": counts,
    }


def _refuse_faults(site: Site, folder: Path) -> None:
    found = site_faults(folder, site.order.jobs, site.examined(RULED))
    if found:
        shutil.rmtree(folder)
        lines = [*found, *remedy_of_kept(site, found)]
        raise InputError("Die Seiten werden nicht veröffentlicht:\n" + "\n".join(lines))


def exchange(draft: Path, target: Path) -> None:
    """Put a folder in the place of another, which goes."""
    old = target.with_name(f".{target.name}.alt")
    shutil.rmtree(old, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        target.rename(old)
    draft.rename(target)
    shutil.rmtree(old, ignore_errors=True)
