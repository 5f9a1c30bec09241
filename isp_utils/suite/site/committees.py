"""Talk and paper of every committee in a site: two office files, and both as one page for everybody."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from isp_utils.charts import Fragment, Kind, Point, peers, points_from, trend
from isp_utils.charts.parts.printed_table import PrintedTable, scrolling_table
from isp_utils.indicators.statements.statement import Statement
from isp_utils.indicators.stocks import Stocks
from isp_utils.model import reads
from isp_utils.model.biography import load_biography
from isp_utils.model.committees import Beratungsfolge, Gremium, read_committees
from isp_utils.model.massnahmen import register_in
from isp_utils.model.territory import Territory, load_mergers
from isp_utils.pages.committees.address import COMMITTEES, ENDINGS, committee_page
from isp_utils.pages.committees.ahead import ahead_lines
from isp_utils.pages.committees.occasion import occasion_of
from isp_utils.pages.committees.slide import Slide
from isp_utils.pages.committees.visuals import SlideChart, SlideTable
from isp_utils.pages.parts.curves import curves
from isp_utils.pages.parts.priority_words import without_answer
from isp_utils.pages.parts.scraps import scraps_of
from isp_utils.store import write_text
from isp_utils.suite.documents.sets import DocumentSet, set_of, write_files_of
from isp_utils.suite.run.digests import digests, held_by
from isp_utils.suite.shared_out import Job
from isp_utils.suite.site import protection_page
from isp_utils.suite.site.context import Site
from isp_utils.suite.site.footer import shows_demo
from isp_utils.suite.site.kept_contents import kept_contents
from isp_utils.suite.site.links import one_folder_down
from isp_utils.suite.site.pages.small_page import unbroken_numbers
from isp_utils.suite.site.rows import write_data
from isp_utils.suite.site.template import page, rendered

REPORT = "gremien.html"
CARE_FIELD = "jugendhilfe"  # whose committees hear how many children are expected
USUAL = "trend"  # variant
CONTENTS = [
    {"level": 2, "id": name, "text": text} for name, text in (("vorlage", "Infovorlage"), ("vortrag", "Vortrag"))
]


def committee_jobs(site: Site, folder: Path, ahead: tuple[str, ...]) -> list[Job]:
    """To write all sets of documents below gremien/; none where nobody hears any. ahead: as children_expected."""
    order = _heard(site)
    if not order.gremien:
        return []
    (folder / COMMITTEES).mkdir()
    return [partial(_write, site, folder, (order, gremium), ahead) for gremium in order.gremien]


def _write(site: Site, folder: Path, heard: tuple[Beratungsfolge, Gremium], ahead: tuple[str, ...]) -> None:
    """The two files of a committee, and its page beside them."""
    gremium = heard[1]
    made = documents_for(site, *heard, ahead)
    write_files_of(made, site.store, folder / COMMITTEES, gremium.id)
    about = site.about(title_of(gremium), committee_page(gremium.id)) | {"toc": CONTENTS}
    body = committee_body(site, made, gremium.id, folder / "daten")
    html = page(body, about | {"demo": shows_demo(body)})
    write_text(one_folder_down(protection_page.with_links(html)), folder / committee_page(gremium.id))


def documents_for(
    site: Site, order: Beratungsfolge, gremium: Gremium, ahead: tuple[str, ...], session: date | None = None
) -> DocumentSet:
    """What is said in a committee; without `session` on its next day in the calendar. ahead: as children_expected."""
    today = datetime.now().astimezone().date()
    known = site.about("", "")["numbers"], site.run_id, date.fromisoformat(site.manifest["data_date"])
    register = register_in(site.store.massnahmen(site.county.key))
    occasion = occasion_of(order, gremium, known, today, session)
    if CARE_FIELD in gremium.fields:
        occasion = replace(occasion, ahead=ahead)
    occasion = replace(occasion, unanswered=unanswered_priorities(site, gremium))
    return set_of(site.findings, site.words, register, occasion)


def unanswered_priorities(site: Site, gremium: Gremium) -> tuple[str, ...]:
    """Titles of the Schwerpunkte of a committee's fields without a Maßnahme, as the last synthesis recorded them."""
    runs = site.store.runs(site.county.key)
    executed = next((runs / f"{page.notebook}.ipynb" for page in site.catalogue.pages if page.after), None)
    if executed is None or not executed.exists():
        return ()
    return without_answer(scraps_of(executed).get("schwerpunkte", []), gremium.fields)


def children_for_committees(site: Site) -> tuple[str, ...]:
    """As children_expected, kept from run to run; nothing where no committee hears of the site."""
    if not _heard(site).gremien:
        return ()
    hanging = {reads.STOCKS: held_by([reads.STOCKS], digests(site.store, site.county.key))}
    (lines,) = kept_contents(site, "kinder", hanging, lambda _: children_expected(site)).found()
    return tuple(lines)


def _heard(site: Site) -> Beratungsfolge:
    """The committees of the county, where the site has their report."""
    order = read_committees(site.store.catalogue, site.county.key)
    return order if REPORT in [ended.page.html for ended in site.ended] else replace(order, gremien=())


def children_expected(site: Site) -> tuple[str, ...]:
    """How many children are expected, in the variant that stations tell of."""
    stocks = site.store.stocks()
    stocks = stocks[stocks["period"].str[:4].astype(int) <= site.figures.year]
    land = Territory.of(site.catalogue.register, site.county.key[:2], load_mergers(site.store.catalogue))
    planning = load_biography(site.catalogue, site.store.catalogue, site.county.key).planning
    variants = site.county.variants or planning.variants
    usual = next((variant for variant in variants if variant.id == USUAL), variants[0])
    return ahead_lines(Stocks(stocks), land, site.county.key, usual)


def title_of(gremium: Gremium) -> str:
    """Title of the page of a committee."""
    return f"{gremium.name}: Infovorlage und Vortrag"


def committee_body(site: Site, made: DocumentSet, name: str, data: Path) -> str:
    """Inside of the page: the paper, then the talk slide by slide; data files of its pictures go to the folder `data`.

    name: file name of the office files, without ending.
    """
    site.words.cited.clear()  # from here on: what this page cites
    slides = _slides(site, made)
    for _, picture in slides:
        if picture and not (data / f"{picture.name}.csv").exists():  # a report may show the same picture
            write_data(picture.csv, data / f"{picture.name}.csv")
    return unbroken_numbers(
        rendered(
            "gremium",
            made=made,
            paper=made.paper,
            slides=[_plain(slide, picture) for slide, picture in slides],
            files=[(f"{COMMITTEES}/{name}.{ending}", words) for ending, words in ENDINGS.items()],
            sources=site.words.sources_of_page(),
            table=partial(_table, count(1)),
        )
    )


def _table(numbers: Iterator[int], found: SlideTable, title: str) -> str:
    """A table of paper or talk as the reports show theirs; `numbers`: those of the tables of the page."""
    printed = PrintedTable(found.head, (0,) * len(found.head), found.rows)
    table = scrolling_table(printed, f"tabelle-{next(numbers)}", title, "")
    return f'<div class="isp-figure isp-tabular" data-kind="{Kind.LIST}">{table}</div>'


def _slides(site: Site, made: DocumentSet) -> list[tuple[Slide, Fragment | None]]:
    """Every slide of the talk with the picture of its statement, if it has one."""
    said = [*made.chosen.messages, *([made.chosen.change] if made.chosen.change else [])]
    statements = {statement.indicator.id: statement for statement in said}
    return [(slide, _picture(site, slide, statements.get(slide.indicator))) for slide in made.talk.slides]


def _plain(slide: Slide, picture: Fragment | None) -> dict[str, Any]:
    table = None if isinstance(slide.visual, SlideChart) else slide.visual
    notes = [line for line in slide.notes.split("\n") if line]
    return {"slide": slide, "picture": picture.html if picture else "", "table": table, "notes": notes}


def _picture(site: Site, slide: Slide, said: Statement | None) -> Fragment | None:
    """The picture of a slide as the reports draw it."""
    if said is None or not isinstance(slide.visual, SlideChart):
        return None
    return _of_kreise(site, said) if slide.visual.bars else _of_years(site, said)


def _of_years(site: Site, said: Statement) -> Fragment | None:
    lines = curves(site.figures, said.indicator, {"land": site.county.key[:2], "bund": "DG"})
    rows = site.figures.series(said.indicator.id, site.county.key)
    names = tuple(line.label for line in lines)
    return trend(lines, site.words.trend(said.indicator, rows, names), said.indicator.breaks) if lines else None


def _of_kreise(site: Site, said: Statement) -> Fragment | None:
    rows = site.figures.peers(said.own)
    register = site.catalogue.register
    labels = {key: register[key].name for key in rows["region"]}
    land = said.land.other if said.land else None
    reference = Point(site.findings.land, land.value, region=land.region, period=land.period) if land else None
    points: Sequence[Point] = points_from(rows, labels, said.own.region, site.findings.alike)
    return peers(points, site.words.peers(said.indicator, said.own, rows), reference)
