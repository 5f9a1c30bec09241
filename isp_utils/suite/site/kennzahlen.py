"""The Steckbriefe, the list of Kennzahlen and the data files of a site, written into its draft."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from isp_utils.charts.parts.data_file import MEANINGS
from isp_utils.model.biography import load_biography
from isp_utils.model.catalogue import FIELDS
from isp_utils.pages.indicator_card.data import every_year, newest_rows
from isp_utils.pages.indicator_card.facts import CardKnowledge
from isp_utils.pages.page import scatter_in
from isp_utils.pages.parts.captions import Words
from isp_utils.pages.parts.links import CARDS, LIST, card_data, card_page
from isp_utils.store import write_text
from isp_utils.suite.site import protection_page
from isp_utils.suite.site.card_pages import CardContext, card_contents, listed, sorting
from isp_utils.suite.site.codebook import codebook_rows, codebook_text
from isp_utils.suite.site.files_page import CODEBOOK, files_of_cards, files_of_reports, large_files
from isp_utils.suite.site.links import one_folder_down
from isp_utils.suite.site.template import page
from isp_utils.suite.site.uses import uses_in
from isp_utils.suite.site.workbook import NAME, WorkbookContent, write_workbook

if TYPE_CHECKING:
    from isp_utils.suite.site.site import Site

FILES = "daten.html"
ABOUT_WORKBOOK = (
    "Je Planungsfeld ein Blatt mit den neuesten Zahlen des Kreises; dazu alle Jahre des Kreises und das Codebuch.",
    "Kleine Zahlen sind geheim gehalten, damit niemand erkennbar wird: Die Zelle ist leer, daneben steht [g].",
    "Vergleiche und Urteile stehen in den Berichten.",
)

NO_CONTENTS: tuple[dict[str, str], ...] = ({},)  # a page that is its own list, or short, has no table of contents


@dataclass(frozen=True)
class PageMaker:
    """about: what the template needs to know about a page (title, address); rendered: a template of the pages."""

    about: Callable[[str, str], dict[str, Any]]
    rendered: Callable[..., str]


def write_cards(site: "Site", maker: PageMaker, folder: Path) -> None:
    """The Steckbriefe with their data files, and the list of all; the reports are there already."""
    (folder / CARDS).mkdir()
    context = _card_context(site, folder)
    for item, content, data in card_contents(context):
        about = maker.about(item.title, card_page(item.id)) | {"demo": content["card"].demo, "toc": NO_CONTENTS}
        facts = {"county": site.county, "data_date": about["data_date"], "run_id": site.run_id}
        html = page(maker.rendered("steckbrief", **content, **facts), about)
        write_text(one_folder_down(protection_page.with_links(html)), folder / card_page(item.id))
        (folder / content["data"]).write_text(data, encoding="utf-8-sig", newline="")
    body = maker.rendered("kennzahlen", **listed(context))
    about = maker.about("Kennzahlen von A bis Z", LIST) | {"demo": site.demo, "toc": NO_CONTENTS}
    write_text(page(body, about), folder / LIST)


def _card_context(site: "Site", folder: Path) -> CardContext:
    known = CardKnowledge(site.retrieved, scatter_in(site.manifest))
    words = Words(site.figures, site.retrieved)
    uses = uses_in(folder, [(ended.page.html, ended.page.title) for ended in site.ended])
    biography = load_biography(site.catalogue, site.store.catalogue, site.county.key)
    return CardContext(words, known, site.statements, biography, uses)


def write_data(site: "Site", maker: PageMaker, folder: Path) -> None:
    """Codebook and workbook, and the page that lists every data file."""
    county, known = site.county, CardKnowledge(site.retrieved, scatter_in(site.manifest))
    words = Words(site.figures, site.retrieved)
    own = site.indicators[(site.indicators["region"] == county.key) & (site.indicators["sex"] == "total")]
    book = codebook_rows(site.catalogue, own, known)
    (folder / "daten" / CODEBOOK).write_text(codebook_text(book), encoding="utf-8-sig", newline="")
    about = maker.about("Daten zum Herunterladen", FILES)
    lines = (f"Datenstand {about['data_date']}, Lauf {site.run_id}", *ABOUT_WORKBOOK)
    fields = {title: newest_rows(words, site.catalogue.of_field(field)) for field, title in FIELDS.items()}
    content = WorkbookContent(
        title=f"Kennzahlen der Sozialplanung {county.in_sentence}",
        about=lines,
        contact=county.contact or county.name,
        newest={title: rows for title, rows in fields.items() if rows},
        every=every_year(words),
        codebook=book,
        day=datetime.fromisoformat(site.manifest["data_date"]),
    )
    write_workbook(content, folder / "daten" / NAME)
    write_text(page(_files_body(site, maker, folder), about | {"demo": site.demo, "toc": NO_CONTENTS}), folder / FILES)


def _files_body(site: "Site", maker: PageMaker, folder: Path) -> str:
    items = sorted(site.catalogue.indicators.values(), key=lambda item: sorting(item.short))
    titles = [(f"daten/{card_data(item.id)}.csv", item.title) for item in items]
    reports = [(ended.page.html, ended.page.title) for ended in site.ended]
    return maker.rendered(
        "daten",
        large=large_files(folder),
        cards=files_of_cards(folder, titles),
        reports=files_of_reports(folder, reports),
        columns=list(MEANINGS.items()),
    )
