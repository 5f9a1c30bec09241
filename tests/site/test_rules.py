"""Every page of the finished site, read without a browser."""

import re

import pytest

from isp_utils.suite.site.page_rules import site_faults
from tests.site.kinds import every_page
from tests.site.reading import HEAVIEST, UNSAID, repeated_clauses, unsaid

pytestmark = pytest.mark.slow
SMALL = ("methoden", "glossar", "leichte-sprache", "barrierefreiheit", "impressum", "geheimhaltung")

# Leichte Sprache repeats itself on purpose; conferences are told by the names of transitions
ON_PURPOSE = {"leichte-sprache.html", "konferenzen_wortmeldungen.html", "sozialraumkonferenzen.html"}


def test_no_page_breaks_a_rule(site):
    assert site_faults(site) == []


def test_no_page_is_heavier_than_a_phone_likes(site):
    heavy = {name: round(size / 1000) for name in every_page(site) if (size := (site / name).stat().st_size) > HEAVIEST}
    assert heavy == {}, f"Kilobytes; at most {HEAVIEST // 1000}"


@pytest.mark.parametrize("page", SMALL)
def test_a_small_page_is_small(site, page):
    assert (site / f"{page}.html").stat().st_size < 60_000


def test_no_page_says_a_clause_again_and_again(site):
    pages = [name for name in every_page(site) if name not in ON_PURPOSE]
    found = {name: again for name in pages if (again := repeated_clauses(_text(site, name)))}
    report = {name: (len(again), max(again.values())) for name, again in found.items()}
    assert found == {}, f"page: clauses said too often, the most frequent one's number: {report}"


def test_no_page_speaks_the_language_of_the_workshop(site):
    found = {name: words for name in every_page(site) if (words := unsaid(_text(site, name), UNSAID))}
    assert found == {}


def test_commands_and_files_of_the_workshop_stand_in_parts_that_open_alone(site):
    """A gap that somebody has yet to fill says where: it is for whoever puts the site up, until then."""
    apart = re.compile(r'<details.*?</details>|<p class="gap".*?</p>', re.DOTALL)
    workshop = re.compile(r"run_all\.py|data/raw|\b\w+\.toml\b|\bvorlage_\w+\.xlsx")
    said = {name: workshop.findall(apart.sub("", _text(site, name))) for name in every_page(site)}
    assert {name: words for name, words in said.items() if words} == {}


def test_every_page_says_how_to_quote_it_and_links_the_small_pages(site):
    for name in every_page(site):
        foot = _text(site, name).split('<footer class="site-footer">')[1]
        assert "Bitte zitieren als:" in foot, name
        assert re.search(r"<dt>Zahlen</dt><dd>\d{4} bis \d{4}, abgerufen bis \d\d\.\d\d\.\d{4}</dd>", foot), name
        missing = [page for page in SMALL if not re.search(rf'href="(?:\.\./)?{page}\.html"', foot)]
        assert missing == [], name


def test_the_notice_of_made_up_figures_stands_only_where_they_are(site):
    for name in every_page(site):
        html = _text(site, name)
        main = html.split("<main")[1].split("</main>")[0]
        shown = bool(re.search(r"Demodaten: |\(Demodaten\)|isp-demo", main))
        assert ('class="demo-banner"' in html) == shown, name


def _text(site, name: str) -> str:
    return (site / name).read_text(encoding="utf-8")
