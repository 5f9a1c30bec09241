"""From executed notebooks to a site: pages, data files and build.json, put in place all at once."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import jinja2
import pandas as pd

from isp_utils.indicators.figures import Figures
from isp_utils.model.catalogue import Catalogue, County
from isp_utils.model.errors import InputError
from isp_utils.model.wording import german_date, german_number
from isp_utils.pages.page import NEWEST, scatter_in
from isp_utils.pages.parts.scraps import MIME, TABLE_MIME, outputs_of, scraps_of
from isp_utils.store import PACKAGE, Store, delivered_by, write_json, write_text
from isp_utils.suite.run.run import NotebookRun, Order
from isp_utils.suite.scan.scanner import Scanner
from isp_utils.suite.site import cards, protection_page
from isp_utils.suite.site.earlier import keep_page
from isp_utils.suite.site.links import settle
from isp_utils.suite.site.page_rules import faults
from isp_utils.suite.site.parts import parts_of
from isp_utils.suite.site.provenance import run_facts
from isp_utils.suite.site.rows import all_rows, write_rows
from isp_utils.suite.site.template import notebook_page, page

OTHER_PAGES = (
    ("kennzahlen.html", "Kennzahlen"),
    ("geheimhaltung.html", "Geheimhaltung"),
    ("barrierefreiheit.html", "Barrierefreiheit"),
)


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

    @property
    def retrieved(self) -> dict[str, str]:
        """Newest date of delivery by source."""
        entries = sorted(self.manifest["files"], key=lambda entry: str(entry["retrieved"]))
        return {delivered_by(entry["file"]): entry["retrieved"] for entry in entries}

    @property
    def figures(self) -> Figures:
        """The gated table as the county's pages see it."""
        year = self.order.jahr or NEWEST
        return Figures(self.indicators, self.catalogue, self.county, year, scatter_in(self.manifest))

    @property
    def run_id(self) -> str:
        """Short name of the run: the same inputs have the same name."""
        return f"{self.county.key}-{self.manifest['fingerprint'][:8]}"

    @property
    def demo(self) -> bool:
        """Whether made-up figures of this county take part."""
        own = self.indicators[self.indicators["region"] == self.county.key]
        return bool((own["flag"] == "demo").any())


def make_site(site: Site) -> Path:
    """Write the whole site beside the old one and exchange them; returns its folder.

    Raises InputError, and leaves the old site as it is, where a page breaks a rule of the report.
    """
    target = site.store.outputs(site.county.key)
    draft = target.with_name(f".{target.name}.neu")
    shutil.rmtree(draft, ignore_errors=True)
    (draft / "daten").mkdir(parents=True)
    for ended in site.ended:
        if not site.order.only or ended.page.notebook in site.order.only:
            _write_notebook_page(site, ended, draft)
        else:
            keep_page(ended, target, draft)
    write_text(_start_page(site), draft / "index.html")
    write_text(_cards_page(site), draft / "kennzahlen.html")
    write_text(_protection_page(site), draft / "geheimhaltung.html")
    write_text(_access_page(site), draft / "barrierefreiheit.html")
    write_rows(all_rows(site.figures), draft / "daten" / "indikatoren.csv")
    write_json(build_record(site), draft / "build.json")
    settle([name for page in site.catalogue.pages for name in page.files], draft)
    _refuse_faults(draft)
    _refuse_disclosures(site, draft)
    _exchange(draft, target)
    return target


def _write_notebook_page(site: Site, ended: NotebookRun, folder: Path) -> None:
    import nbformat

    tables = outputs_of(ended.executed, TABLE_MIME)
    demo = any(line.startswith("herkunft") for table in tables for line in [table["csv"]])
    notebook = nbformat.read(ended.executed, as_version=4)
    for cell in notebook.cells:
        if "outputs" in cell:
            cell.outputs = [output for output in cell.outputs if MIME not in output.get("data", {})]
    for part in parts_of(notebook, ended.page):
        about = _about(site, part.title, part.html) | dict(part.links) | {"demo": demo}
        write_text(protection_page.with_links(notebook_page(part.notebook, about)), folder / part.html)
    for table in tables:
        path = folder / "daten" / f"{table['name']}.csv"
        path.write_text(table["csv"], encoding="utf-8-sig", newline="")


def _about(site: Site, title: str, here: str) -> dict[str, Any]:
    """What the template needs to know about a page."""
    pages = [("index.html", "Übersicht"), *((o.page.html, o.page.title) for o in site.ended)]
    entries = [{"title": name, "href": href, "current": href == here} for href, name in pages]
    others = [{"title": name, "href": href, "current": href == here} for href, name in OTHER_PAGES]
    return {
        "county": site.county.name,
        "title": title,
        "nav": entries,
        "links": others,
        "data_date": german_date(date.fromisoformat(site.manifest["data_date"])),
        "created": german_date(datetime.now().astimezone().date()),
        "run_id": site.run_id,
        "demo": False,
    }


def _rendered(name: str, **context: object) -> str:
    loader = jinja2.FileSystemLoader(PACKAGE / "suite" / "site" / "template" / "pages")
    return jinja2.Environment(loader=loader, autoescape=True).get_template(f"{name}.html.j2").render(**context)


def _start_page(site: Site) -> str:
    items = sorted(site.catalogue.indicators.values(), key=lambda item: item.title.casefold())
    together: list[str] = next((scraps_of(o.executed).get("gemeinsam", []) for o in site.ended if o.page.after), [])
    content = _rendered(
        "start",
        county=site.county,
        cards=[_card(site, ended) for ended in site.ended],
        together=together,
        synthesis=next((ended.page.html for ended in site.ended if ended.page.after), ""),
        index=[{"id": item.id, "title": item.title} for item in items],
        demo=site.demo,
    )
    title = f"Integrierte Sozialplanung {site.county.in_sentence}"
    return page(content, _about(site, title, "index.html") | {"demo": site.demo})


def _card(site: Site, ended: NotebookRun) -> dict[str, Any]:
    """Link and one sentence to a report: its first real finding, or what it is for."""
    found = [scrap for scrap in scraps_of(ended.executed).values() if isinstance(scrap, dict) and not scrap["demo"]]
    text = found[0]["sentence"] if found else ended.page.text
    return {
        "href": ended.page.html,
        "title": ended.page.title,
        "text": text,
        "failed": ended.status == "failed",
    }


def _cards_page(site: Site) -> str:
    known = cards.CardData(site.indicators, site.retrieved, scatter_in(site.manifest))
    stations = cards.stations(site.catalogue, known, site.county.key)
    body = _rendered("kennzahlen", stations=stations)
    return page(body, _about(site, "Kennzahlen: Steckbriefe", "kennzahlen.html") | {"demo": site.demo})


def _protection_page(site: Site) -> str:
    pages = [ended.page for ended in site.ended]
    tables = (site.indicators, site.store.stocks())
    found = protection_page.content(pages, site.catalogue, tables, site.county.key)
    record = site.manifest["protection"]
    cells, share = german_number(record["cells"]), protection_page.share_published(record)
    land = site.catalogue.register[site.county.key[:2]].name
    body = _rendered("geheimhaltung", county=site.county, land=land, cells=cells, share=share, **found)
    return page(body, _about(site, "Geheimhaltung: warum manche Zahl fehlt", "geheimhaltung.html"))


def _access_page(site: Site) -> str:
    body = _rendered("barrierefreiheit", county=site.county, words=site.catalogue.words(site.county.key))
    return page(body, _about(site, "Erklärung zur Barrierefreiheit", "barrierefreiheit.html"))


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
    counts = {key: site.manifest[key] for key in ("facts", "indicators", "flags", "protected")}
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


def _refuse_faults(folder: Path) -> None:
    found = [f"{path.name}: {fault}" for path in sorted(folder.glob("*.html")) for fault in faults(path, folder)]
    if found:
        shutil.rmtree(folder)
        raise InputError("Die Seiten werden nicht veröffentlicht:\n" + "\n".join(found))


def _refuse_disclosures(site: Site, folder: Path) -> None:
    """Leave the old site as it is where a protected figure can be read or reckoned from the new one."""
    scanner = Scanner.of(site.store, site.catalogue, site.county)
    try:
        scanner.refuse(folder, site.store.runs(site.county.key))
    except InputError:
        shutil.rmtree(folder)
        raise


def _exchange(draft: Path, target: Path) -> None:
    old = target.with_name(f".{target.name}.alt")
    shutil.rmtree(old, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        target.rename(old)
    draft.rename(target)
    shutil.rmtree(old, ignore_errors=True)
