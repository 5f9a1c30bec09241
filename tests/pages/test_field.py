"""What a notebook may say, on the fictive county: every verb, and nothing interpreted that must not be."""

import html
import re
import shutil

import pytest

from isp_utils.model.errors import InputError
from isp_utils.pages import field as report_module
from isp_utils.pages import page as page_module
from isp_utils.pages.field import Report
from isp_utils.pages.inventory import Inventory
from isp_utils.pages.parts import scraps
from isp_utils.pages.synthesis import Synthesis
from tests.musterkreis import KREIS, PEERS


@pytest.fixture
def shown(built, monkeypatch) -> list[str]:
    """What is put into the page, piece by piece."""
    pieces: list[str] = []

    def display(piece, raw=False, metadata=None):
        pieces.append(piece["text/html"] if raw else piece.data)

    monkeypatch.setenv("ISP_HOME", str(built.home))
    for module in (report_module, page_module):
        monkeypatch.setattr(module, "display", display)
    return pieces


@pytest.fixture
def findings(monkeypatch) -> dict[str, object]:
    """What is recorded for the synthesis."""
    recorded: dict[str, object] = {}
    monkeypatch.setattr(report_module, "glue", lambda name, value: recorded.update({name: scraps.json_value(value)}))
    return recorded


@pytest.fixture
def youth(shown, findings) -> Report:
    """The report of the youth field."""
    return Report("jugendhilfe", KREIS)


def text(pieces: list[str]) -> str:
    """The words of the pieces, drawings left out."""
    bare = re.sub(r"<svg.*?</svg>", "", " ".join(pieces), flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", bare)))


def test_a_headline_says_value_comparison_place_and_development(youth, shown):
    youth.headline("kinderarmut_u15")
    said = text(shown)
    assert "Kinder unter 15 Jahren in der Grundsicherung 2022: 8,0 %." in said
    assert "nahe am Land · Platz 3 bis 4 von 7 Kreisen · seit 2018 gesunken (günstiger als im Land)" in said
    assert 'href="kennzahlen/kinderarmut_u15.html"' in shown[0]


def test_events_are_told_with_what_chance_moves(youth, shown):
    youth.headline("abgaenge_ohne_abschluss")
    assert re.search(r"Zufallsbereich \d+,\d bis \d+,\d", text(shown))


def test_a_count_is_compared_with_nothing(youth, shown):
    youth.headline("bevoelkerungsstand")
    assert "am 31.12.2023: 9.800 Personen." in text(shown)
    assert not re.search("Land|Kreisen|günstig", text(shown))


def test_of_demo_figures_a_section_says_only_what_nobody_knows(youth, shown):
    youth.answer("hilfen_quote")
    said = text(shown)
    assert said.count("Für diesen Kreis liegt keine Zahl vor") == 1
    assert 'href="#demodaten"' in shown[0]
    assert not re.search(r"höher|niedriger|günstig|gestiegen|gesunken|Niedersachsen", said)


def test_demo_figures_stand_last_and_closed_and_are_not_compared(youth, shown):
    youth.demo()
    assert shown[0].startswith('<div id="demodaten"><details')
    assert "Hilfen zur Erziehung (Demodaten)" in text(shown)
    assert not re.search("höher|niedriger|günstig|gestiegen|gesunken|Niedersachsen", text(shown))


def test_a_headline_without_any_figure_says_so(youth, shown):
    youth.headline("wohnungslose")
    assert "Für diesen Kreis liegt keine Zahl vor." in text(shown)
    assert "demodaten" not in shown[0]


def test_an_unknown_kennzahl_is_refused_with_a_suggestion(youth):
    with pytest.raises(InputError, match=r"»kinderarmut« steht nicht im Katalog\. Meinten Sie »kinderarmut_u15«"):
        youth.headline("kinderarmut")


def test_demo_data_are_never_set_beside_other_counties(youth, shown):
    youth.peers("hilfen_quote")
    assert shown == []
    youth.peers("betreuungsquote_u3")
    assert "Nachbar 1" in text(shown)


def test_places_show_suppressed_ones_as_a_sign(youth, shown):
    youth.places("betreuungsquote_u3")
    assert re.search(r"Kleinort \[g\]", text(shown))
    assert "Adorf 26,7" in text(shown)


def test_a_kennzahl_without_places_or_series_shows_nothing_and_does_not_fail(youth, shown):
    for name in ("wohnungslose", "kinderaerzte"):
        youth.places(name)
        youth.trend("wohnungslose")
    assert shown == []
    youth.trend("kinderarmut_u15")
    assert "Entwicklung" in text(shown)


def test_messages_record_every_kennzahl_at_home_in_the_field(youth, shown, findings):
    youth.messages()
    assert "Auffällig Kinder unter 3 Jahren in Kindertagesbetreuung 2023: 25,0 %." in text(shown)
    assert set(findings) == {said.indicator.id for said in youth.own}
    assert findings["kinderarmut_u15"] == findings["kinderarmut_u15"] | {
        "comparison": "similar",
        "field": "jugendhilfe",
    }
    made_up = findings["hilfen_quote"]
    assert made_up == made_up | {"demo": True, "comparison": "", "verdict": "", "turn": ""}


def test_the_profile_has_a_row_for_every_kennzahl_with_a_real_figure(youth, shown):
    youth.profile()
    youth.overview()
    said = text(shown)
    assert all(name in said for name in ("Kinderarmut", "Betreuungsquote U3", "Ohne Abschluss"))
    assert "Hilfen zur Erziehung" not in said
    assert not re.search(r"\b(nan|None)\b", said)


def test_what_is_missing_is_listed_by_office(youth, shown):
    youth.missing()
    assert "Statistische Ämter: Wohnungslose." in text(shown)


def test_how_many_were_compared_is_said_once(youth, shown):
    youth.reading()
    assert text(shown).count("Mit dem Land verglichen") == 1


def test_an_earlier_year_hides_all_later_figures(shown, findings):
    Report("jugendhilfe", KREIS, jahr=2020).headline("kinderarmut_u15")
    assert "2020: 10,0 %" in text(shown)
    assert "2022" not in text(shown)


def test_reference_areas_are_chosen_and_checked(shown, findings):
    Report("jugendhilfe", KREIS, vergleich=["bund"]).trend("kinderarmut_u15")
    assert "Deutschland" in text(shown)
    assert "Niedersachsen" not in text(shown)
    with pytest.raises(InputError, match=r"vergleich: »lant«\. Meinten Sie »land«"):
        Report("jugendhilfe", KREIS, vergleich=["lant"])


@pytest.mark.parametrize("page", [Inventory, Synthesis, lambda kreis, jahr=0: Report("jugendhilfe", kreis, jahr)])
def test_parameters_of_the_wrong_kind_are_answered_with_what_is_meant(built, monkeypatch, page):
    """papermill -p makes 3354 of 03354, and -r makes "2022" of 2022."""
    monkeypatch.setenv("ISP_HOME", str(built.home))
    with pytest.raises(InputError, match=r'kreis = 3354 ist eine Zahl.*kreis = "03354".*-r kreis 03354'):
        page(3354)
    with pytest.raises(InputError, match=r'jahr = "2022" ist ein Text.*jahr = 2022.*-p jahr 2022'):
        page(KREIS, "2022")
    with pytest.raises(InputError, match=r"jahr = None .*0 für die neuesten"):
        page(KREIS, None)


def test_another_county_speaks_of_itself_and_counts_its_own_peers(shown, findings):
    Report("jugendhilfe", PEERS[0]).headline("betreuungsquote_u3")
    assert "2023: 30,0 %" in text(shown)
    assert "Platz 2 von 7 Kreisen" in text(shown)


def test_the_synthesis_reads_finished_field_notebooks_only(built, shown):
    runs = built.runs(KREIS)
    runs.mkdir(parents=True)
    try:
        (runs / "00_datenlage.neu.ipynb").write_text('{"cells": [', encoding="utf-8")  # another one is running
        assert Synthesis(KREIS).findings == []
    finally:
        shutil.rmtree(runs)


@pytest.mark.parametrize(
    "verb", ["summary", "sources", "coverage", "freshness", "breaks", "census", "protection", "gaps"]
)
def test_every_verb_of_the_inventory_speaks(shown, verb):
    getattr(Inventory(KREIS), verb)()
    assert len(text(shown)) > 60
    assert not re.search(r"\b(nan|None)\b", text(shown))


def test_the_inventory_counts_what_is_kept_secret(shown):
    Inventory(KREIS).protection()
    assert re.search(r"sind 6 von uns und 2 schon von den herausgebenden Stellen geheim gehalten", text(shown))


def test_the_inventory_says_why_the_page_on_secrecy_counts_more(built, shown):
    Inventory(KREIS).protection()
    found = re.search(r"Von (\d+) Werten.* Mit den (\d+) gezählten Beständen .* sind es (\d+) Zahlen", text(shown))
    assert found
    values, stocks, both = map(int, found.groups())
    assert values + stocks == both


def test_the_inventory_names_what_is_missing_and_who_delivers_it(shown):
    Inventory(KREIS).gaps()
    said, forms = text(shown).split("Für Controlling")
    assert re.search(r"Hilfen zur Erziehung Hilfen zur Erziehung Demodaten Bitte fragen Sie", said)
    assert re.search(r"Wohnungslose.* keine Zahl", said)
    assert "hilfen_zur_erziehung" not in said
    assert "hilfen_zur_erziehung" in forms


@pytest.mark.parametrize("page", [Inventory, Synthesis])
def test_a_page_beyond_one_field_says_nothing_about_a_field(built, monkeypatch, page):
    monkeypatch.setenv("ISP_HOME", str(built.home))
    assert not any(hasattr(page(KREIS), verb) for verb in ("field", "overview", "missing", "headline"))


@pytest.mark.parametrize(("year", "old"), [(2019, True), (0, False)])
def test_of_what_ends_before_2021_the_inventory_names_table_and_way(shown, year, old):
    Inventory(KREIS, year).freshness()
    assert ("die vor 2021 enden" in text(shown)) == old
    assert ("in der Form der Dateien in data/raw/" in text(shown)) == old


def test_what_the_controlling_does_is_folded_and_the_strong_sentence_comes_first(shown):
    page = Inventory(KREIS, 2019)
    page.summary()
    page.freshness()
    assert re.match(r" ?\d+ von \d+ Kennzahlen enden vor 2021", text(shown))
    unfolded = re.sub(r"<details.*?</details>", "", " ".join(shown), flags=re.DOTALL)
    assert "data/raw" not in unfolded
    assert "run_all" not in unfolded
    assert "Für Controlling" in " ".join(shown)
