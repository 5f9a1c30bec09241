"""What stands on the start page and in the Kurzfassungen, beside the words of their templates."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from isp_utils.charts import profile_table
from isp_utils.model.catalogue import FIELDS, Catalogue, Indicator, PageEntry
from isp_utils.model.terms import Sources
from isp_utils.pages.parts.captions import Words
from isp_utils.pages.parts.deliverers import by_office
from isp_utils.pages.parts.profile_rows import profile_rows
from isp_utils.pages.parts.scraps import scraps_of
from isp_utils.pages.parts.unused_deliveries import faulty, remedy, unused_here
from isp_utils.pages.short import Short, short_of
from isp_utils.pages.start import (
    Findings,
    count_and_years,
    counted_sentences,
    county_profile,
    first_sentence,
    five_sentences,
    newest_years,
)
from isp_utils.store import write_text
from isp_utils.suite.site.context import NO_CONTENTS, Site
from isp_utils.suite.site.footer import shows_demo
from isp_utils.suite.site.rows import write_data
from isp_utils.suite.site.template import page, rendered

ASKS = ("bildungsbiografie.html#was-noch-zu-erfragen-ist", "Was noch zu erfragen ist")
WHOLE = "kurz.html"


def short_page(page: PageEntry) -> str:
    """File of the Kurzfassung of a report: kurz_schule.html."""
    return f"kurz_{page.html}"


def start_content(found: Findings, words: Words, pages: Iterable[tuple[PageEntry, bool]]) -> dict[str, Any]:
    """Five sentences, the profile of the county, a card for each report; `pages`: entry, and whether it failed."""
    shown = county_profile(found)
    caption = words.profile("Was am stärksten abweicht", "landkreis_profil", Sources.of(s.own.source for s in shown))
    names = (found.figures.county.short, found.land)
    return {
        "sentences": five_sentences(found, ASKS),
        "judged": counted_sentences(found, [said for field in FIELDS for said in found.real(field)]),
        "profile": profile_table(profile_rows(found.figures, shown, found.alike), caption, names) if shown else None,
        "cards": [_card(found, page, failed) for page, failed in pages],
    }


def _card(found: Findings, page: PageEntry, failed: bool) -> dict[str, Any]:
    """Link, one sentence and the span of years of a report: its most important finding, or what it is for."""
    text = (first_sentence(found, page.field) if page.field else "") or page.text
    span = count_and_years(found, page.field) if page.field else ""
    short = short_page(page) if page.field else ""
    return {"href": page.html, "title": page.title, "text": text, "span": span, "short": short, "failed": failed}


def shorts(found: Findings, words: Words) -> dict[str, Short]:
    """The Kurzfassungen by file: one of each field report, and the one of the whole."""
    catalogue = found.figures.catalogue
    pages = {page.field: page for page in catalogue.pages if page.field}
    known = {said.indicator.id for field in pages for said in found.real(field)}
    lacking = [item for item in catalogue.indicators.values() if item.home and item.id not in known]
    made = {
        short_page(page): short_of(found, field, words, _offices(catalogue, lacking, field))
        for field, page in pages.items()
    }
    return made | {WHOLE: short_of(found, "", words, _offices(catalogue, lacking, ""))}


def _offices(catalogue: Catalogue, lacking: Iterable[Indicator], field: str) -> dict[str, list[str]]:
    """Kennzahlen without a figure, by the office that could deliver it, those with most of them first."""
    found = by_office(catalogue, [item for item in lacking if field in ("", item.home)])
    return dict(sorted(found.items(), key=lambda entry: -len(entry[1])))


def write_start(site: Site, folder: Path, news: str) -> None:
    """The start page and the Kurzfassungen, with the data file of the county's profile; `news`: what is new."""
    together: list[str] = next((scraps_of(o.executed).get("gemeinsam", []) for o in site.ended if o.page.after), [])
    pages = [(ended.page, ended.status == "failed") for ended in site.ended]
    analyses = [ended.page for ended in site.ended if ended.page.analysis]
    pages = [(page, failed) for page, failed in pages if not page.analysis]
    content = start_content(site.findings, site.words, pages)
    synthesis = next((ended.page.html for ended in site.ended if ended.page.after), "")
    land, years = site.findings.land, newest_years(site.findings)
    more = {"county": site.county, "land": land, "years": years, "together": together, "synthesis": synthesis}
    entries = faulty(unused_here(site.manifest.get("set_aside", []), site.county.key))
    aside = [{"file": entry["file"], "words": remedy(entry)} for entry in entries]
    more |= {"analyses": analyses}
    body = rendered("start", **content, **more, demo=site.demo, news=news, aside=aside)
    title = f"Wie es Familien {site.county.in_sentence} geht"
    write_text(page(body, site.about(title, "index.html") | {"demo": shows_demo(body)}), folder / "index.html")
    if content["profile"]:
        write_data(content["profile"].csv, folder / "daten" / f"{content['profile'].name}.csv")
    for file, short in shorts(site.findings, site.words).items():
        _write_short(site, short, folder / file)


def _write_short(site: Site, short: Short, path: Path) -> None:
    about = site.about(f"{short.name} auf zwei Seiten", path.name) | {"toc": NO_CONTENTS}
    more = {"report": short.report, "land": site.findings.land, "county": site.county}
    body = rendered("kurz", short=short, **more, **{name: about[name] for name in ("title", "run_id", "created")})
    write_text(page(body, about), path)
    write_data(short.profile.csv, path.parent / "daten" / f"{short.profile.name}.csv")
