"""What stands on the start page and in the Kurzfassungen, beside the words of their templates."""

from collections.abc import Iterable, Mapping
from typing import Any

from isp_utils.charts import profile
from isp_utils.model.catalogue import Catalogue, Indicator, PageEntry
from isp_utils.model.terms import Sources
from isp_utils.pages.parts.captions import Words
from isp_utils.pages.parts.deliverers import office_of
from isp_utils.pages.parts.profile_rows import profile_rows
from isp_utils.pages.short import Short, short_of
from isp_utils.pages.start import Findings, county_profile, first_sentence, five_sentences, span_of

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
        "profile": profile(profile_rows(found.figures, shown, found.alike), caption, names) if shown else None,
        "cards": [_card(found, page, failed) for page, failed in pages],
    }


def _card(found: Findings, page: PageEntry, failed: bool) -> dict[str, Any]:
    """Link, one sentence and the span of years of a report: its most important finding, or what it is for."""
    text = (first_sentence(found, page.field) if page.field else "") or page.text
    span = span_of(found, page.field) if page.field else ""
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


def _offices(catalogue: Catalogue, lacking: Iterable[Indicator], field: str) -> Mapping[str, list[str]]:
    """Kennzahlen without a figure, by the office that could deliver it, those with most of them first."""
    found: dict[str, list[str]] = {}
    for item in lacking:
        if field in ("", item.home):
            found.setdefault(office_of(catalogue, item), []).append(item.short)
    return dict(sorted(found.items(), key=lambda entry: -len(entry[1])))
