"""The page of the Bildungsbiografie, made by the command from the shipped figures."""

import html
import re
from pathlib import Path

import pytest

from isp_utils.model.biography import load_biography
from isp_utils.model.catalogue import FIELDS, load
from isp_utils.store import Store
from isp_utils.suite.site.page_rules import faults
from tests.site.axe import CONTRAST, OPEN, VIOLATIONS
from tests.workplace import command_in

pytestmark = pytest.mark.slow
KREIS = "03354"
BIOGRAPHY = load_biography(load(), kreis=KREIS)
PAGE = "bildungsbiografie.html"
PARTS = {name: f"biografie_{name}.html" for name in BIOGRAPHY.stations}
FORECASTS, EVIDENCE = "biografie_prognose.html", "biografie_hindernisse.html"
ALL = (PAGE, *PARTS.values(), FORECASTS, EVIDENCE)
HEAVIEST = 300_000  # bytes
NEEDS = ("krippe_tagespflege", "kindergarten")  # the changed variant has another target under 3 only
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


def page_of(home: Path, name: str = PAGE) -> str:
    """A page of a workplace."""
    return (Store(home).outputs(KREIS) / name).read_text(encoding="utf-8")


def words_of(page: str) -> str:
    """The words of a page, tags and drawings taken out."""
    found = page.partition("<main")[2]
    return html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<svg.*?</svg>", " ", found, flags=re.DOTALL)))


@pytest.fixture(scope="module")
def page(real_home) -> str:
    return page_of(real_home)


@pytest.fixture(scope="module")
def forecasts(real_home) -> str:
    return page_of(real_home, FORECASTS)


def section(page: str, name: str) -> str:
    """From the heading with this anchor to the next heading of level two; tags taken out."""
    found = re.search(rf'<h2[^>]*id="{name}"[^>]*>.*?(?=<h2|</main>)', page, re.DOTALL)
    assert found, name
    return html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<svg.*?</svg>", " ", found[0], flags=re.DOTALL)))


@pytest.mark.parametrize("name", ALL)
def test_every_page_is_light_and_keeps_the_rules(real_home, name):
    assert faults(Store(real_home).outputs(KREIS) / name, Store(real_home).outputs(KREIS)) == []
    assert len(page_of(real_home, name).encode()) < HEAVIEST


def test_every_page_has_its_own_title_and_the_parts_lead_back(real_home):
    pages = [page_of(real_home, name) for name in ALL]
    titles = [re.findall("<title>(.*?)</title>", text)[0] for text in pages]
    assert len(set(titles)) == len(ALL)
    assert all(f'<a href="{PAGE}">Zurück' in text for text in pages[1:])
    assert all(f'href="{name}' in pages[0] for name in ALL[1:])


def test_every_source_is_cited_once_on_each_page(real_home):
    for name in ALL:
        text = words_of(page_of(real_home, name))
        assert text.count("Quellen dieser Seite") == 1, name
        assert text.count("Regionaldatenbank Deutschland. ") <= 1, name
        assert "Lizenzen: Seite Datenlage" not in text


@pytest.mark.parametrize("station", BIOGRAPHY.stations)
def test_the_main_page_says_of_every_station_what_matters(page, station):
    found = re.search(rf'<h3[^>]*id="station-{station.replace("_", "-")}"[^>]*>.*?</div>', page, re.DOTALL)
    assert found
    assert BIOGRAPHY.stations[station].question in html.unescape(found[0])
    assert "Zuständig:" in found[0]
    assert f'href="{PARTS[station]}"' in found[0]


@pytest.mark.parametrize("station", BIOGRAPHY.stations)
def test_every_station_has_its_page(real_home, station):
    text = words_of(page_of(real_home, PARTS[station]))
    assert BIOGRAPHY.stations[station].title in text
    for part in ("Zuständig:", "Bestand", "Bedarf", "Was die vier Felder beitragen", "Statistik:"):
        assert part in text, part
    told = r"(Lücke \d{4}|Veränderung bis \d{4}): [−+]?\d|eine Lücke lässt sich daraus nicht angeben"
    assert re.search(told, text), "the gap in whole persons, or why there is none"
    for year in (2024, 2025, 2030, 2034):
        assert str(year) in text


@pytest.mark.parametrize("station", BIOGRAPHY.stations)
def test_every_field_with_a_duty_appears_and_says_what_data_it_has(real_home, station):
    text = words_of(page_of(real_home, PARTS[station])).split("Was die vier Felder beitragen")[-1]
    for field, title in FIELDS.items():
        assert title in text
        duty = BIOGRAPHY.stations[station].duties.get(field, "keine eigene Pflicht an dieser Station")
        assert duty in text


@pytest.mark.parametrize("transition", BIOGRAPHY.transitions)
def test_every_transition_has_its_section(real_home, page, transition):
    item = BIOGRAPHY.transitions[transition]
    assert item.unknown in words_of(page)
    text = section(page_of(real_home, PARTS[item.target]), f"uebergang-{transition.lower()}")
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
    assert page.count('href="biografie_') >= 50


def test_back_tests_and_the_last_forecast_are_printed(forecasts):
    page = forecasts
    for words in (
        "Rückblickprüfung: Kinder unter 3 Jahren",
        "letzter Wert",
        "linear",
        "Treffer (80\u2011%\u2011Bereich)",
    ):
        assert words in page, words
    assert page.count("Frühere Prognose und Ergebnis") >= 3
    assert "86\u202f%" in html.unescape(page)
    assert "Anforderung erfüllt" not in page


def test_the_base_is_told_as_it_is(forecasts):
    text = words_of(forecasts)
    assert "Ausgangspunkt ist der 31.12.2024, auf der Grundlage des Zensus 2022." in text
    assert "Altersjahre innerhalb der Gruppen sind gerechnet: aus der letzten Zählung der Altersjahre (2022)" in text


def test_children_in_care_are_compared_with_children_in_care(real_home):
    """2024: 101.17 % of 1,114 children of 3 to 5 and 37.09 % of 968 under 3 (Deutschlandatlas; 12411-02-03-4)."""
    for station, rund, counted in (("kindergarten", "1.127", "1.024"), ("krippe_tagespflege", "359", "306")):
        text = words_of(page_of(real_home, PARTS[station]))
        question, answered = BIOGRAPHY.stations[station].question, f": rund {rund} im Jahr 2024, voraussichtlich "
        assert text.index(question) < text.index(answered) < text.index("Zuständig:")
        assert f"zuletzt gezählt veröffentlicht: {counted} (01.03.2016)" in text
        assert "es heute gibt, ist nicht bekannt; zuletzt gezählt wurden 1.881 Plätze" in text
        assert f"gegenüber rund {rund} betreuten Kindern 2024" in text
        assert "Dafür zu erfragen: Plätze, Anmeldungen" in text
        assert "mit 5\u202f% Reserve für Zuzüge" in text
        assert "Lücke 20" not in text


def test_all_parts_of_the_places_for_children_under_6_are_of_one_day(real_home):
    """1 March 2015: 1,842 places less 339 pupils and 45 in family day care (22541, 22543); 2016 hides the pupils."""
    text = words_of(page_of(real_home, PARTS["kindergarten"]))
    assert "1.548 Plätze für Kinder unter 6 (01.03.2015, " in text
    assert "1.603" not in text


def test_a_flow_without_a_visible_part_is_a_sentence(real_home):
    page = page_of(real_home, PARTS["kindergarten"])
    assert "steht hier kein Bild, denn keiner der Teile hat eine Zahl." in words_of(page)
    assert "Flussbild" not in page


def sentences(page: str) -> list[str]:
    """Sentences of the paragraphs and lists of a page, without pictures, tables, sources and what opens."""
    main = page.partition("<main")[2].partition("</main>")[0]
    main = re.sub(r"<(svg|table|figure|details)\b.*?</\1>", " ", main, flags=re.DOTALL)
    found = re.findall(r"<(?:p|li)\b[^>]*>(.*?)</(?:p|li)>", main, flags=re.DOTALL)
    words = [html.unescape(re.sub(r"<[^>]+>", "", text)) for text in found]
    every = [part.strip() for text in words for part in re.split(r"(?<=[.?!])\s+(?=[A-ZÄÖÜ„])", text)]
    return [part for part in every if len(part) >= 35 and not part.startswith(("Quelle: ", "Hindernisse: "))]


@pytest.mark.parametrize("name", [PAGE, *PARTS.values(), FORECASTS])
def test_no_sentence_stands_twice_on_a_page(real_home, name):
    said = sentences(page_of(real_home, name))
    assert len(said) > 5
    assert [sentence for sentence in set(said) if said.count(sentence) > 1] == []


def test_the_forecasts_begin_with_what_is_needed_and_fold_what_was_tested(forecasts):
    first = forecasts.index("Die kommenden Jahre auf einen Blick")
    assert first < forecasts.index("Ausgangspunkt ist der ") < forecasts.index("Rückblickprüfung: ")
    visible = re.sub(r"<details\b.*?</details>", " ", forecasts, flags=re.DOTALL)
    assert "Rückblickprüfung: Treffer und Fehler" in visible
    assert "Frühere Prognose und Ergebnis" not in visible
    assert "Für Lüchow-Dannenberg traf der 80\u2011%\u2011Bereich in 49 von 52 Prüfungen" in visible


def test_a_variant_without_numbers_of_its_own_is_told_and_not_printed(forecasts):
    text = words_of(forecasts)
    assert text.count("„Ziel“ ergibt dieselben Zahlen wie „Trend“") == 2
    first = re.search(r"<table\b(?:(?!</table>).)*mindestens nötige erste Klassen.*?</table>", forecasts, re.DOTALL)
    assert first
    heads = re.findall(r"<th[^>]*>(.*?)</th>", first[0].partition("</thead>")[0])
    assert ("Unverändert" in heads, "Ziel" in heads) == (True, False)


def test_a_target_below_the_quota_of_today_is_told_where_it_is_one(real_home):
    told = "Die Variante „Ziel“ strebt eine Betreuungsquote von 98,0\u202f% an, weniger als 2024 (101,2\u202f%)"
    assert told in words_of(page_of(real_home, PARTS["kindergarten"]))
    assert "strebt eine Betreuungsquote" not in words_of(page_of(real_home, PARTS["krippe_tagespflege"]))


def test_obstacles_gaps_and_limits_are_printed(real_home, page):
    text = html.unescape(page)
    assert "belegt" in text
    assert "Hinweis" in text
    assert all((BIOGRAPHY.gaps, BIOGRAPHY.limits, BIOGRAPHY.rules))
    assert all(gap.title in text and gap.letter in text for gap in BIOGRAPHY.gaps.values())
    assert all(limit in text for limit in BIOGRAPHY.limits)
    assert all(rule in html.unescape(page_of(real_home, EVIDENCE)) for rule in BIOGRAPHY.rules)


def test_proven_obstacles_come_first_then_hints_and_made_up_ones_are_folded(real_home):
    page = page_of(real_home, EVIDENCE)
    said = re.findall(r"<strong>[^<]* am Übergang T\d: (belegt|Hinweis|nur Demodaten|ohne Beleg)</strong>", page)
    assert said == sorted(said, key=["belegt", "Hinweis", "ohne Beleg", "nur Demodaten"].index) or "ohne Beleg" in said
    opened = re.sub(r"<details.*?</details>", "", page, flags=re.DOTALL)
    assert "nur Demodaten" in page
    assert "nur Demodaten" not in opened.split("Die Hindernisse und ihre Belege")[-1]
    assert said[0] == "belegt"
    assert opened.count("am Übergang T") == said.count("belegt") + said.count("Hinweis")


def test_gartow_stands_as_an_interval_only(forecasts):
    page = forecasts
    row = re.search(r"<tr[^>]*><th[^>]*>Samtgemeinde Gartow</th>(.*?)</tr>", page, re.DOTALL)
    assert row
    cells = re.findall(r"<td[^>]*>(.*?)</td>", row[1])
    assert set(cells[:-1]) == {"nur Bereich"}
    assert re.fullmatch(r"\d+ bis \d+", cells[-1])


@pytest.fixture(scope="module")
def changed_home(second_home) -> Path:
    """Without demo figures, of a catalogue in which one line of a variant and one of the offers is other."""
    assert command_in(second_home, "--kreis", KREIS, "--nur", "bildungsbiografie", "--ohne-demo") == 0
    return second_home


def test_without_demo_nothing_made_up_is_left(changed_home):
    assert all("(Demodaten)" not in page_of(changed_home, name) for name in ALL)
    assert "Hinweis" in page_of(changed_home)


def test_one_line_changes_a_variant_and_one_adds_an_offer(real_home, changed_home):
    assert "Spielkreis am Deich" in page_of(changed_home, PARTS["fruehe_hilfen"])
    assert "Spielkreis am Deich" not in page_of(real_home, PARTS["fruehe_hilfen"])
    homes = (real_home, changed_home)
    not_asked_for = re.compile(r"\s*\(Seite noch nicht[^)]*\)")  # pages that only one of the runs has
    needs = [[not_asked_for.sub("", section(page_of(home, PARTS[name]), "bedarf")) for home in homes] for name in NEEDS]
    assert needs[0][0] != needs[0][1]
    assert needs[1][0] == needs[1][1]


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", [PAGE, PARTS["kindergarten"], FORECASTS])
def test_the_page_is_accessible(real_home, name, browser, width):
    axe = (Path(pytest.importorskip("axe_playwright_python").__file__).parent / "axe.min.js").read_text("utf-8")
    tab = browser.new_page(viewport={"width": width, "height": 900}, bypass_csp=True)
    tab.goto((Store(real_home).outputs(KREIS) / name).as_uri())
    tab.evaluate(OPEN, True)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.evaluate(axe)
    tab.evaluate(CONTRAST, width == 390)  # there every word; at the other width one of those that are alike
    assert tab.evaluate(VIOLATIONS, RULES) == []
    tab.close()
