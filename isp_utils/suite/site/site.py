"""From executed notebooks to a site: pages, data files and build.json, put in place all at once."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from isp_utils.charts.parts.data_file import MEANINGS
from isp_utils.indicators.figures import Figures
from isp_utils.indicators.statements.statement import Statement, statement_of
from isp_utils.model.biography import load_biography
from isp_utils.model.catalogue import FIELDS, Catalogue, County
from isp_utils.model.errors import InputError
from isp_utils.model.wording import german_date, german_number
from isp_utils.pages.indicator_card.data import every_year, newest_rows
from isp_utils.pages.indicator_card.facts import Known
from isp_utils.pages.page import NEWEST, scatter_in
from isp_utils.pages.parts.captions import Words
from isp_utils.pages.parts.links import CARDS, LIST, card_data, card_page
from isp_utils.pages.parts.scraps import MIME, TABLE_MIME, outputs_of, scraps_of
from isp_utils.pages.short import Short
from isp_utils.pages.start import Findings, years_of
from isp_utils.store import Store, delivered_by, write_json, write_text
from isp_utils.suite.run.run import NotebookRun, Order
from isp_utils.suite.scan.scanner import Scanner
from isp_utils.suite.site import protection_page
from isp_utils.suite.site.card_pages import CardContext, card_contents, listed, sorting
from isp_utils.suite.site.codebook import codebook_rows, codebook_text
from isp_utils.suite.site.earlier import keep_page
from isp_utils.suite.site.files_page import CODEBOOK, files_of_cards, files_of_reports, large_files
from isp_utils.suite.site.footer import numbers_of, shows_demo
from isp_utils.suite.site.links import one_folder_down, settle
from isp_utils.suite.site.page_rules import site_faults
from isp_utils.suite.site.pages.every import SMALL_PAGES
from isp_utils.suite.site.pages.small_page import Material, SmallPage, unbroken_numbers
from isp_utils.suite.site.parts import parts_of
from isp_utils.suite.site.provenance import run_facts
from isp_utils.suite.site.rows import all_rows, write_data, write_rows
from isp_utils.suite.site.start_page import shorts, start_content
from isp_utils.suite.site.template import notebook_page, page
from isp_utils.suite.site.template import rendered as _rendered
from isp_utils.suite.site.uses import uses_in
from isp_utils.suite.site.workbook import NAME, WorkbookContent, write_workbook

FILES = "daten.html"
OTHER_PAGES = (
    (LIST, "Kennzahlen"),
    (FILES, "Daten"),
    ("geheimhaltung.html", "Geheimhaltung"),
    *((small.html, small.link) for small in SMALL_PAGES),
)
ABOUT_WORKBOOK = (
    "Je Planungsfeld ein Blatt mit den neuesten Zahlen des Kreises; dazu alle Jahre des Kreises und das Codebuch.",
    "Kleine Zahlen sind geheim gehalten, damit niemand erkennbar wird: Die Zelle ist leer, daneben steht [g].",
    "Vergleiche und Urteile stehen in den Berichten.",
)

NO_CONTENTS = ({},)  # a page that is its own list, or short, has no table of contents


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
    _write_start(site, draft)
    _write_cards(site, draft)
    write_text(_protection_page(site), draft / "geheimhaltung.html")
    for small in SMALL_PAGES:
        write_text(_small_page(site, small), draft / small.html)
    write_rows(all_rows(site.figures, site.statements.values()), draft / "daten" / "indikatoren.csv")
    _write_data(site, draft)
    write_json(build_record(site), draft / "build.json")
    settle([name for page in site.catalogue.pages for name in page.files], draft)
    _refuse_faults(draft)
    _refuse_disclosures(site, draft)
    _exchange(draft, target)
    return target


def _write_notebook_page(site: Site, ended: NotebookRun, folder: Path) -> None:
    import nbformat

    tables = outputs_of(ended.executed, TABLE_MIME)
    notebook = nbformat.read(ended.executed, as_version=4)
    for cell in notebook.cells:
        if "outputs" in cell:
            cell.outputs = [output for output in cell.outputs if MIME not in output.get("data", {})]
    for part in parts_of(notebook, ended.page):
        outputs = [output for cell in part.notebook.cells for output in cell.get("outputs", [])]
        shown = "".join("".join(output.get("data", {}).get("text/html", "")) for output in outputs)
        about = _about(site, part.title, part.html) | part.links | {"demo": shows_demo(shown)}
        write_text(protection_page.with_links(notebook_page(part.notebook, about)), folder / part.html)
    for table in tables:
        write_data(table["csv"], folder / "daten" / f"{table['name']}.csv")


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
        "numbers": numbers_of(site.figures, date.fromisoformat(site.manifest["data_date"])),
        "created": _today(),
        "run_id": site.run_id,
        "citation": f"{site.county.name}: {title}. Integrierte Sozialplanung, Lauf {site.run_id}, {_today()}.",
        "demo": False,
    }


def _write_start(site: Site, folder: Path) -> None:
    """The start page and the Kurzfassungen, with the data file of the county's profile."""
    together: list[str] = next((scraps_of(o.executed).get("gemeinsam", []) for o in site.ended if o.page.after), [])
    pages = [(ended.page, ended.status == "failed") for ended in site.ended]
    content = start_content(site.findings, site.words, pages)
    synthesis = next((ended.page.html for ended in site.ended if ended.page.after), "")
    land, years = site.findings.land, years_of(site.findings)
    more = {"county": site.county, "land": land, "years": years, "together": together, "synthesis": synthesis}
    body = _rendered("start", **content, **more, demo=site.demo)
    title = f"Wie es Familien {site.county.in_sentence} geht"
    write_text(page(body, _about(site, title, "index.html") | {"demo": shows_demo(body)}), folder / "index.html")
    if content["profile"]:
        write_data(content["profile"].csv, folder / "daten" / f"{content['profile'].name}.csv")
    for file, short in shorts(site.findings, site.words).items():
        _write_short(site, short, folder / file)


def _write_short(site: Site, short: Short, path: Path) -> None:
    about = _about(site, f"{short.name} auf zwei Seiten", path.name) | {"toc": NO_CONTENTS}
    more = {"report": short.report, "land": site.findings.land, "county": site.county}
    body = _rendered("kurz", short=short, **more, **{name: about[name] for name in ("title", "run_id", "created")})
    write_text(page(body, about), path)
    write_data(short.profile.csv, path.parent / "daten" / f"{short.profile.name}.csv")


def _write_cards(site: Site, folder: Path) -> None:
    """The Steckbriefe with their data files, and the list of all; the reports are there already."""
    (folder / CARDS).mkdir()
    context = _card_context(site, folder)
    for item, content, data in card_contents(context):
        about = _about(site, item.title, card_page(item.id)) | {"demo": content["card"].demo, "toc": NO_CONTENTS}
        facts = {"county": site.county, "numbers": about["numbers"], "run_id": site.run_id}
        html = page(_rendered("steckbrief", **content, **facts), about)
        write_text(one_folder_down(protection_page.with_links(html)), folder / card_page(item.id))
        write_data(data, folder / content["data"])
    body = _rendered("kennzahlen", **listed(context))
    about = _about(site, "Kennzahlen von A bis Z", LIST) | {"demo": site.demo, "toc": NO_CONTENTS}
    write_text(page(body, about), folder / LIST)


def _card_context(site: Site, folder: Path) -> CardContext:
    known = Known(site.retrieved, scatter_in(site.manifest))
    uses = uses_in(folder, [(ended.page.html, ended.page.title) for ended in site.ended])
    biography = load_biography(site.catalogue, site.store.catalogue, site.county.key)
    return CardContext(site.words, known, site.statements, biography, uses)


def _write_data(site: Site, folder: Path) -> None:
    """Codebook and workbook, and the page that lists every data file."""
    county, known = site.county, Known(site.retrieved, scatter_in(site.manifest))
    own = site.indicators[(site.indicators["region"] == county.key) & (site.indicators["sex"] == "total")]
    book = codebook_rows(site.catalogue, own, known)
    write_data(codebook_text(book), folder / "daten" / CODEBOOK)
    about = _about(site, "Daten zum Herunterladen", FILES)
    lines = (f"Zahlen {about['numbers']}, Lauf {site.run_id}", *ABOUT_WORKBOOK)
    fields = {title: newest_rows(site.words, site.catalogue.of_field(field)) for field, title in FIELDS.items()}
    content = WorkbookContent(
        title=f"Kennzahlen der Sozialplanung {county.in_sentence}",
        about=lines,
        contact=county.contact or county.name,
        newest={title: rows for title, rows in fields.items() if rows},
        every=every_year(site.words),
        codebook=book,
        day=datetime.fromisoformat(site.manifest["data_date"]),
    )
    write_workbook(content, folder / "daten" / NAME)
    write_text(page(_files_body(site, folder), about | {"demo": site.demo, "toc": NO_CONTENTS}), folder / FILES)


def _files_body(site: Site, folder: Path) -> str:
    items = sorted(site.catalogue.indicators.values(), key=lambda item: sorting(item.short))
    titles = [(f"daten/{card_data(item.id)}.csv", item.title) for item in items]
    reports = [(ended.page.html, ended.page.title) for ended in site.ended]
    return _rendered(
        "daten",
        large=large_files(folder),
        cards=files_of_cards(folder, titles),
        reports=files_of_reports(folder, reports),
        columns=list(MEANINGS.items()),
    )


def _protection_page(site: Site) -> str:
    pages = [ended.page for ended in site.ended]
    tables = (site.indicators, site.store.stocks())
    found = protection_page.content(pages, site.catalogue, tables, site.county.key)
    record = site.manifest["protection"]
    cells, share = german_number(record["cells"]), protection_page.share_published(record)
    land = site.catalogue.register[site.county.key[:2]].name
    body = _rendered("geheimhaltung", county=site.county, land=land, cells=cells, share=share, **found)
    return page(body, _about(site, "Geheimhaltung: warum manche Zahl fehlt", "geheimhaltung.html"))


def _small_page(site: Site, small: SmallPage) -> str:
    body = unbroken_numbers(small.body(Material(site.figures, site.store.catalogue, _today())))
    return page(body, _about(site, small.title, small.html) | {"demo": shows_demo(body)})


def _today() -> str:
    return german_date(datetime.now().astimezone().date())


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
    found = site_faults(folder)
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
