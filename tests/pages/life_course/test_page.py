"""The page of the Bildungsbiografie, made by the command from the shipped figures."""

import html
import re
from pathlib import Path

import pytest

from isp_utils.model.biography import load_biography
from isp_utils.model.catalogue import FIELDS, load
from isp_utils.store import Store
from isp_utils.suite.site.page_rules import faults
from tests.workplace import command_in

pytestmark = pytest.mark.slow
KREIS = "03354"
BIOGRAPHY = load_biography(load(), kreis=KREIS)
PAGE = "bildungsbiografie.html"
NEEDS = ("krippe-tagespflege", "kindergarten")  # the changed variant has another target under 3 only
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def page_of(home: Path) -> str:
    """The page of a workplace."""
    return (Store(home).outputs(KREIS) / PAGE).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(real_home) -> str:
    return page_of(real_home)


def section(page: str, name: str) -> str:
    """From the heading with this anchor to the next heading of level two; tags taken out."""
    found = re.search(rf'<h2[^>]*id="{name}"[^>]*>.*?(?=<h2|</main>)', page, re.DOTALL)
    assert found, name
    return html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<svg.*?</svg>", " ", found[0], flags=re.DOTALL)))


def test_the_page_keeps_the_rules_of_every_page(real_home, page):
    assert faults(Store(real_home).outputs(KREIS) / PAGE, Store(real_home).outputs(KREIS)) == []


@pytest.mark.parametrize("station", BIOGRAPHY.stations)
def test_every_station_has_its_section(page, station):
    text = section(page, f"station-{station.replace('_', '-')}")
    assert BIOGRAPHY.stations[station].title in text
    for part in ("Zuständig:", "Bestand", "Bedarf", "Was die vier Felder beitragen", "Statistik:"):
        assert part in text, part
    told = r"(Lücke \d{4}|Veränderung bis \d{4}): [−+]?\d|eine Lücke lässt sich daraus nicht angeben"
    assert re.search(told, text), "the gap in whole persons, or why there is none"
    for year in (2024, 2025, 2030, 2034):
        assert str(year) in text


@pytest.mark.parametrize("station", BIOGRAPHY.stations)
def test_every_field_with_a_duty_appears_and_says_what_data_it_has(page, station):
    text = section(page, f"station-{station.replace('_', '-')}").split("Was die vier Felder beitragen")[1]
    for field, title in FIELDS.items():
        assert title in text
        duty = BIOGRAPHY.stations[station].duties.get(field, "keine eigene Pflicht an dieser Station")
        assert duty in text
    assert "keine Daten" in page


@pytest.mark.parametrize("transition", BIOGRAPHY.transitions)
def test_every_transition_has_its_section(page, transition):
    text, item = section(page, f"uebergang-{transition.lower()}"), BIOGRAPHY.transitions[transition]
    for part in (
        "Statistik:",
        "Rechnung:",
        "Raten hinein und hinaus",
        "Verloren gehen:",
        "Nicht bekannt:",
        "Schnittstelle",
    ):
        assert part in text, part
    assert item.lost in text
    assert all(office in text for office in item.offices)
    assert item.flows
    assert all(flow.title in text for flow in item.flows)


def test_the_matrix_opens_the_page(page):
    first = page.index('<table class="isp-matrix')
    assert first < page.index('id="station-rahmen"')
    assert page.count('href="#station-') >= 40


def test_back_tests_and_the_last_forecast_are_printed(page):
    for words in ("Rückblickprüfung: Kinder unter 3 Jahren", "letzter Wert", "linear", "Treffer des 80-%-Bereichs"):
        assert words in page, words
    assert page.count("Frühere Prognose und Ergebnis") >= 3
    assert "86 %" in html.unescape(page)
    assert "Anforderung erfüllt" not in page


def test_the_base_is_told_as_it_is(page):
    text = html.unescape(re.sub(r"<[^>]+>", " ", page))
    assert "Ausgangspunkt ist der 31.12.2024, auf der Grundlage des Zensus 2022." in text
    assert "Altersjahre innerhalb der Gruppen sind gerechnet: aus der letzten Zählung der Altersjahre (2022)" in text


def test_stock_and_need_of_distant_years_stand_side_by_side(page):
    """Children in care were counted in 2016, the need is that of 2024 and later."""
    for station in NEEDS:
        text = section(page, f"station-{station}")
        assert "Bestand: " in text
        assert "betreute Kinder (01.03.2016, 22543). Bedarf: " in text
        assert "Dafür zu erfragen: " in text
        assert "Lücke 20" not in text


def test_a_target_below_the_quota_of_today_is_told_where_it_is_one(page):
    told = "Die Variante »Ziel« strebt eine Betreuungsquote von 98,0 % an, weniger als 2024 (101,2 %)"
    assert told in section(page, "station-kindergarten")
    assert "strebt eine Betreuungsquote" not in section(page, "station-krippe-tagespflege")


def test_obstacles_gaps_and_limits_are_printed(page):
    text = html.unescape(page)
    assert "belegt" in text
    assert "Hinweis" in text
    assert all((BIOGRAPHY.gaps, BIOGRAPHY.limits, BIOGRAPHY.rules))
    assert all(gap.title in text and gap.letter in text for gap in BIOGRAPHY.gaps.values())
    assert all(limit in text for limit in BIOGRAPHY.limits)
    assert all(rule in text for rule in BIOGRAPHY.rules)


def test_gartow_stands_as_an_interval_only(page):
    row = re.search(r"<tr[^>]*><th[^>]*>Samtgemeinde Gartow</th>(.*?)</tr>", page, re.DOTALL)
    assert row
    cells = re.findall(r"<td[^>]*>(.*?)</td>", row[1])
    assert set(cells[:-1]) == {"nur Bereich"}
    assert re.fullmatch(r"\d+ bis \d+", cells[-1])


@pytest.fixture(scope="module")
def changed_page(second_home) -> str:
    """The page without demo figures, of a catalogue in which one line of a variant and one of the offers is other."""
    assert command_in(second_home, "--kreis", KREIS, "--nur", "bildungsbiografie", "--ohne-demo") == 0
    return page_of(second_home)


def test_without_demo_nothing_made_up_is_left(changed_page):
    assert "(Demodaten)" not in changed_page
    assert "Hinweis" in changed_page


def test_one_line_changes_a_variant_and_one_adds_an_offer(page, changed_page):
    assert "Spielkreis am Deich" in section(changed_page, "station-fruehe-hilfen")
    assert "Spielkreis am Deich" not in page
    needs = [[section(text, f"station-{name}").split("Bedarf")[1] for text in (page, changed_page)] for name in NEEDS]
    assert needs[0][0] != needs[0][1]
    assert needs[1][0] == needs[1][1]


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_is_accessible(real_home, page, chromium, width):
    playwright = pytest.importorskip("playwright.sync_api")
    axe = (Path(pytest.importorskip("axe_playwright_python").__file__).parent / "axe.min.js").read_text("utf-8")
    address = (Store(real_home).outputs(KREIS) / PAGE).as_uri()
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": width, "height": 900}, bypass_csp=True)
        tab.goto(address)
        tab.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        tab.evaluate(axe)
        found = tab.evaluate("rules => axe.run(rules)", RULES)["violations"]
        browser.close()
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
