"""The Steckbriefe, the list of Kennzahlen and the data files of a site, written into its draft."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from isp_utils.charts.parts.data_file import MEANINGS, data_text
from isp_utils.model import reads
from isp_utils.model.biography import load_biography
from isp_utils.model.catalogue import FIELDS
from isp_utils.pages.indicator_card.card import Card
from isp_utils.pages.indicator_card.data import every_year, newest_rows, values_of_land
from isp_utils.pages.indicator_card.facts import CardKnowledge
from isp_utils.pages.page import scatter_in
from isp_utils.pages.parts.links import CARDS, LIST, card_data, card_page
from isp_utils.store import write_text
from isp_utils.suite.shared_out import Job
from isp_utils.suite.site import protection_page
from isp_utils.suite.site.card_pages import CardContext, card_content, cards_of, listed, sorting
from isp_utils.suite.site.catalogue_files import title, write_descriptions
from isp_utils.suite.site.codebook import codebook_rows, codebook_text
from isp_utils.suite.site.context import FILES, NO_CONTENTS, Site
from isp_utils.suite.site.files_page import CODEBOOK, DataFile, files_of_cards, files_of_reports, large_files
from isp_utils.suite.site.footer import shows_demo
from isp_utils.suite.site.kept_contents import KeptContents, kept_contents, rows_and_dates
from isp_utils.suite.site.links import one_folder_down
from isp_utils.suite.site.registers import in_words, register_files, register_tables
from isp_utils.suite.site.rows import write_data
from isp_utils.suite.site.template import page, rendered
from isp_utils.suite.site.uses import Uses, uses_in
from isp_utils.suite.site.workbook import NAME, WorkbookContent, write_workbook

ABOUT_WORKBOOK = (
    "Je Planungsfeld ein Blatt mit den neuesten Zahlen des Kreises; dazu alle Jahre des Kreises, das Codebuch und das "
    "Register der Maßnahmen.",
    "Kleine Zahlen sind geheim gehalten, damit niemand erkennbar wird: Die Zelle ist leer, daneben steht [g].",
    "Vergleiche und Urteile stehen in den Berichten.",
)


def card_jobs(site: Site, folder: Path, contents: KeptContents) -> list[Job]:
    """To write the Steckbriefe with their data files, and the list of all; the reports are there already."""
    (folder / CARDS).mkdir()
    context = _card_context(site, uses_in(folder, [(ended.page.html, ended.page.title) for ended in site.ended]))

    def write(card: Card, data: str) -> None:
        item, content = card.item, card_content(card, context)
        about = site.about(item.title, card_page(item.id)) | {"demo": card.demo, "toc": NO_CONTENTS}
        html = page(rendered("steckbrief", **content, county=site.county), about)
        write_text(one_folder_down(protection_page.with_links(html)), folder / card_page(item.id))
        write_data(data, folder / content["data"])

    def write_list() -> None:
        body = rendered("kennzahlen", **listed(context))
        about = site.about("Kennzahlen von A bis Z", LIST) | {"demo": shows_demo(body), "toc": NO_CONTENTS}
        write_text(page(body, about), folder / LIST)

    return [write_list, *(partial(write, card, data) for card, data in contents.found())]


def kept_cards(site: Site) -> KeptContents:
    """The Steckbrief of every Kennzahl and the text of its data file; those that nothing has changed in are kept."""
    cards, items = cards_of(_card_context(site, Uses())), site.catalogue.indicators

    def made(name: str) -> tuple[Card, str]:
        card = cards.card(items[name], site.statements[name])
        return replace(card, rows=()), data_text(card.rows)

    hanging = rows_and_dates(site, reads.KENNZAHL, site.indicators, items)
    return kept_contents(site, CARDS, {name: f"{text} {cards.comparable}" for name, text in hanging.items()}, made)


def _card_context(site: Site, uses: Uses) -> CardContext:
    known = CardKnowledge(site.retrieved, scatter_in(site.manifest))
    biography = load_biography(site.catalogue, site.store.catalogue, site.county.key)
    return CardContext(site.words, known, site.statements, biography, uses)


def write_files(site: Site, folder: Path) -> None:
    """Register and what programs read, and the page that lists every data file; workbook and codebook are there."""
    about = site.about("Daten zum Herunterladen", FILES)
    for name, text in register_files(register_tables(site.store, site.county.key)).items():
        write_data(text, folder / "daten" / name)
    cards, reports = _listed(site, folder)
    every = [*large_files(folder), *cards, *(file for _, files in reports for file in files)]
    write_descriptions(site, folder / "daten", every)
    lists = {"large": large_files(folder), "cards": cards, "reports": reports}
    body = rendered("daten", **lists, columns=list(MEANINGS.items()))
    write_text(page(body, about | {"demo": shows_demo(body), "toc": NO_CONTENTS}), folder / FILES)


def _codebook(site: Site) -> list[tuple[str, ...]]:
    known = CardKnowledge(site.retrieved, scatter_in(site.manifest))
    own = site.indicators[(site.indicators["region"] == site.county.key) & (site.indicators["sex"] == "total")]
    return codebook_rows(site.catalogue, own, known)


def write_workbook_of(site: Site, folder: Path) -> None:
    """The workbook of a site, and the codebook that is in it as a file of its own."""
    codebook = _codebook(site)
    write_data(codebook_text(codebook), folder / "daten" / CODEBOOK)
    numbers = site.about("", FILES)["numbers"]
    fields = {words: newest_rows(site.words, site.catalogue.of_field(field)) for field, words in FIELDS.items()}
    biography = load_biography(site.catalogue, site.store.catalogue, site.county.key)
    content = WorkbookContent(
        title=title(site),
        about=(f"Zahlen {numbers}, Lauf {site.run_id}", *ABOUT_WORKBOOK),
        contact=site.county.contact or site.county.name,
        newest={words: rows for words, rows in fields.items() if rows},
        every=every_year(site.words),
        land=(site.findings.land, values_of_land(site.figures)),
        codebook=codebook,
        registers=in_words(register_tables(site.store, site.county.key), site.catalogue, biography),
        author=site.county.name,
        day=datetime.fromisoformat(site.manifest["data_date"]),
    )
    write_workbook(content, folder / "daten" / NAME)


def _listed(site: Site, folder: Path) -> tuple[list[DataFile], list[tuple[str, list[DataFile]]]]:
    """Files of the Steckbriefe, and of each report."""
    items = sorted(site.catalogue.indicators.values(), key=lambda item: sorting(item.short))
    titles = [(f"daten/{card_data(item.id)}.csv", item.title) for item in items]
    reports = [(ended.page.html, ended.page.title) for ended in site.ended]
    return files_of_cards(folder, titles), files_of_reports(folder, reports)
