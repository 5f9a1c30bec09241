"""The Steckbriefe of the places inside a county, written into the draft of a site: one page and data file each."""

from functools import partial
from pathlib import Path

from isp_utils.indicators.places import Places
from isp_utils.model import reads
from isp_utils.model.indices import read_place_indices
from isp_utils.pages.places.ages import STOCK as AGES_OF
from isp_utils.pages.places.cards import PlaceCard, PlaceCards
from isp_utils.pages.places.links import SPACES, place_data, place_page
from isp_utils.store import write_text
from isp_utils.suite.shared_out import Job
from isp_utils.suite.site import protection_page
from isp_utils.suite.site.context import Site
from isp_utils.suite.site.kept_contents import KeptContents, kept_contents, rows_and_dates
from isp_utils.suite.site.links import one_folder_down
from isp_utils.suite.site.pages.small_page import unbroken_numbers
from isp_utils.suite.site.rows import write_data
from isp_utils.suite.site.template import page, rendered

REPORT = "sozialraumanalyse.html"


def place_jobs(site: Site, folder: Path, contents: KeptContents | None) -> list[Job]:
    """To write all pages `sozialraum/<key>.html`; none where the county has none."""
    if contents is None:
        return []
    (folder / SPACES).mkdir()

    def write(card: PlaceCard, sources: list[str]) -> None:
        region = card.region
        address = place_page(region.key)
        about = site.about(card.title, address) | {"demo": False}
        body = rendered(
            "ort",
            card=card,
            county=site.county,
            data=f"daten/{place_data(region.key)}.csv",
            sources=sources,
            report=REPORT,
        )
        html = page(unbroken_numbers(body), about)
        write_text(one_folder_down(protection_page.with_links(html)), folder / address)
        write_data(card.data, folder / "daten" / f"{place_data(region.key)}.csv")
        if card.ages:
            write_data(card.ages.csv, folder / "daten" / f"{card.ages.name}.csv")

    return [partial(write, card, sources) for card, sources in contents.found()]


def kept_places(site: Site) -> KeptContents | None:
    """The Steckbrief of every place and its sources in full; all are kept while nothing inside the county changes.

    None where the county has no areas inside or no report of them.
    """
    places = Places(site.figures)
    if not places.every or REPORT not in [ended.page.html for ended in site.ended]:
        return None
    indices = read_place_indices(site.store.catalogue, frozenset(site.catalogue.indicators))
    verband = site.catalogue.words(site.county.key)["verband"]
    cards = PlaceCards(places, site.words, indices, site.store.stocks(), verband)
    areas = {region.key: region for region in places.every}

    def made(key: str) -> tuple[PlaceCard, list[str]]:
        site.words.cited.clear()
        return cards.card(areas[key]), site.words.sources_of_page()

    inside = site.indicators["region"].isin(areas)
    hanging = {
        **rows_and_dates(site, reads.KENNZAHL, site.indicators, site.indicators.loc[inside, "indicator"].unique()),
        **rows_and_dates(site, reads.STOCK, cards.stocks, [AGES_OF]),
    }
    return kept_contents(site, SPACES, dict.fromkeys(areas, repr(hanging)), made)
