"""What every picture owes its readers."""

import re

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from isp_utils.charts import Caption, Kind, Mark, Point, Series, Value, matrix, peers, table, trend
from isp_utils.charts.parts.data_file import COLUMNS
from tests.charts.samples import (
    ALL,
    DRAWN,
    YEARS,
    caption,
    frame,
    matrix_sample,
    peers_sample,
    places_sample,
    trend_sample,
)


def soup_of(html):
    return BeautifulSoup(html, "html.parser")


def ids_of(html):
    return [element["id"] for element in soup_of(html).select("[id]")]


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
def test_same_input_same_bytes(make):
    first, second = make(), make()
    assert first.html == second.html
    assert first.csv == second.csv


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
def test_two_pictures_on_a_page_share_no_id(make):
    found = ids_of(make(name="eins").html) + ids_of(make(name="zwei").html)
    assert len(found) == len(set(found)) > 1


def test_two_pictures_with_one_data_file_share_no_id():
    second = Caption("Anderer Titel", "Maß", "Quelle", caption("reihe").description, "reihe", Kind.LIST)
    found = ids_of(trend_sample().html) + ids_of(trend([Series("A", "own", YEARS, range(9))], second).html)
    assert len(found) == len(set(found))


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
def test_every_reference_leads_to_an_id(make):
    html = make().html
    wanted = re.findall(r"url\(#([^)]+)\)|href=\"#([^\"]+)\"", html)
    labels = [
        name for element in soup_of(html).select("[aria-labelledby]") for name in element["aria-labelledby"].split()
    ]
    leading = {one or other for one, other in wanted} | set(labels)
    assert leading
    assert leading <= set(ids_of(html))


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
def test_nothing_foreign_nothing_missing(make):
    html = make().html
    assert not re.search(r"<script|https?:|xmlns|<style", html)
    text = soup_of(html).get_text(" ")
    assert not re.search(r"\b(nan|None|inf|NaT)\b", text + make().csv, re.IGNORECASE)
    assert not re.search(r"\d(nan|inf)|nan", html)


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
def test_tables_have_caption_scope_and_filled_cells(make):
    tables = soup_of(make().html).select("table")
    assert len(tables) == 1
    for found in tables:
        assert found.select("th")
        assert found.select("td")
        assert found.caption.get_text(strip=True)
        assert all(header.get("scope") in {"col", "row"} for header in found.select("th"))
        assert all(cell.get_text(strip=True) not in {"", ".", "-"} for cell in found.select("th, td"))
        assert found.parent["tabindex"] == "0"
        assert found.parent["role"] == "region"


@pytest.mark.parametrize(("name", "number"), [("trend", 1), ("places", 1), ("peers", 2)])
def test_drawings_are_described_and_scale(name, number):
    make = DRAWN[name]
    drawings = soup_of(make().html).select("svg")
    assert len(drawings) == number
    for drawing in drawings:
        assert drawing["role"] == "img"
        assert len(drawing.select_one("desc").get_text()) >= 40
        assert drawing.select_one("title").get_text() == make_title(make)
        assert "width" not in drawing.attrs
        assert re.fullmatch(r"0 0 \d+ [\d.]+", drawing["viewbox"])


def make_title(make):
    return soup_of(make().html).select_one("figcaption .isp-title").get_text()


def test_narrow_drawing_of_two_is_hidden_without_style_sheet():
    wide, narrow = soup_of(peers_sample().html).select(".isp-drawing > div")
    assert "style" not in wide.attrs
    assert narrow["style"] == "display:none"
    assert narrow.svg["viewbox"].startswith("0 0 350")


@pytest.mark.parametrize("name", ["trend", "places"])
def test_a_single_drawing_fits_a_phone_and_says_so_to_the_style_sheet(name):
    found = soup_of(DRAWN[name]().html)
    assert found.figure["class"] == ["isp-figure", "isp-slim"]
    assert found.svg["viewbox"].startswith("0 0 350")
    assert float(found.svg["font-size"]) * 278 / 350 >= 11


@pytest.mark.parametrize("make", DRAWN.values(), ids=DRAWN)
def test_demo_figures_have_a_hatch_and_say_so_in_the_file(make):
    assert "<pattern" in make(demo=True).html
    assert "<pattern" not in make().html
    assert make(demo=True).csv.splitlines()[0].startswith("herkunft;")
    assert make(demo=True).csv.splitlines()[1].startswith("Demodaten;")


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
def test_link_to_the_data_file(make):
    made = make()
    assert soup_of(made.html).select_one("a[download]")["href"] == f"daten/{made.name}.csv"


def test_a_file_with_figures_of_a_kennzahl_has_one_row_a_figure_and_always_the_same_columns():
    made = trend_sample(kind=Kind.TREND, indicator="quote", subject="Quote der Probe")
    lines = made.csv.splitlines()
    assert lines[0].split(";") == list(COLUMNS)
    assert lines[3] == "Lieferung;quote;Quote der Probe;%;;Musterkreis;2017;;[g];;;Zensus 2011;erfunden"
    assert lines[9].startswith("Lieferung;quote;Quote der Probe;%;;Musterkreis;2023;16,0;[v];15,0;17,0;Zensus 2022")
    places = places_sample(kind=Kind.PLACES, indicator="quote").csv.splitlines()
    assert places[0] == lines[0]
    assert len(places) == 1 + 5 + 1


def test_columns_of_an_interval_say_whose_it_is():
    titles = [cell.get_text().replace("\u00ad", "") for cell in soup_of(trend_sample().html).select("thead th")]
    assert titles == [
        "Zeitraum",
        "Musterkreis",
        *(f"Musterkreis: {e} (95\u202f%)" for e in ("von", "bis")),
        "Musterland",
    ]


def test_other_files_have_german_numbers_and_a_column_of_signs():
    assert (
        trend_sample().csv.splitlines()[0]
        == "Zeitraum;Musterkreis;Musterkreis: Zeichen;Musterkreis: von (95 %);Musterkreis: von (95 %): Zeichen;"
        "Musterkreis: bis (95 %);Musterkreis: bis (95 %): Zeichen;Musterland"
    )
    assert trend_sample().csv.splitlines()[3] == "2017;;[g];;[g];;[g];13,0"
    assert trend_sample().csv.splitlines()[9].startswith("2023;16,0;[v];")
    assert table(frame(5.0, ""), caption("t")).csv.splitlines()[1] == "Adorf;1234;12,3"


def test_printed_numbers_of_a_table_are_numbers_in_its_file():
    printed = pd.DataFrame({"Jahr": ["2024", "2025"], "Trend": ["1.377", "382 (353 bis 414)"], "Wort": ["a", "2 b"]})
    assert table(printed, caption("t")).csv.splitlines() == [
        "Jahr;Trend;Trend: von;Trend: bis;Wort",
        "2024;1377;;;a",
        "2025;382;353;414;2 b",
    ]


def test_description_shorter_than_forty_characters_is_refused():
    with pytest.raises(ValueError, match="mindestens 40 Zeichen"):
        Caption("Titel", "Maß", "Quelle", "zu kurz", "name", Kind.LIST)


@pytest.mark.parametrize(("kind", "indicator"), [(Kind.TREND, ""), (Kind.PLACES, ""), (Kind.LIST, "kinderarmut_u15")])
def test_a_kind_about_one_kennzahl_names_it_and_no_other_does(kind, indicator):
    with pytest.raises(ValueError, match="der Art"):
        caption("reihe", kind=kind, indicator=indicator)


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
def test_every_picture_says_its_kind_once(make):
    html = make().html
    assert re.findall(r'data-kind="(\w+)"', html) == ["liste"]
    assert "data-indicator" not in html


def test_a_picture_of_one_kennzahl_names_it():
    html = trend_sample(kind=Kind.TREND, indicator="kinderarmut_u15").html
    assert 'data-kind="entwicklung" data-indicator="kinderarmut_u15"' in html


def test_words_are_escaped():
    made = table(frame(), Caption("<b>", "a & b", "Q", caption("x").description, "x", Kind.LIST))
    assert "<b>" not in made.html
    assert "a &amp; b" in made.html


def test_breaks_cut_the_series_and_are_explained():
    text = soup_of(trend_sample().html).get_text(" ")
    assert "Bruch 2017" in text
    assert "Bruch ab 2017: Neue Abgrenzung." in text
    assert "Zensus 2022" in text


def test_reference_and_figures_in_words_stand_in_the_places_chart():
    words = [text.get_text() for text in soup_of(places_sample().html).select("svg text")]
    assert "Musterkreis 12,0" in words
    assert {"9,5", "20,0 [u]", "0,0", "[g]"} <= set(words)


def test_table_refuses_a_gap_without_a_reason():
    gap = frame().assign(Quote=[1.0, float("nan")])
    with pytest.raises(ValueError, match="»Bedorf«, Spalte »Quote«"):
        table(gap, caption("t"))


def test_whole_numbers_have_no_decimals_beside_a_value_with_sign():
    made = table(pd_frame([1200, Value(7.0, "provisional")]), caption("t"))
    assert '<td class="n">1.200</td>' in made.html
    assert "7 [v]" in made.html


def pd_frame(values):
    import pandas as pd

    return pd.DataFrame({"Ort": ["A", "B"], "Kinder": values})


def test_wide_tables_become_blocks_on_a_phone_and_keep_their_roles():
    import pandas as pd

    made = table(pd.DataFrame({name: ["x"] for name in "abcdefgh"}), caption("t"))
    found = soup_of(made.html).table
    assert found["role"] == "table"
    assert [cell["data-column"] for cell in found.select("td")] == list("bcdefgh")


NEEDED = "Schülerinnen und Schüler an beruflichen Schulen"
RANGE = "833 (770 bis 901)"


@pytest.mark.parametrize(
    ("rows", "blocks"),
    [
        (
            [{"Was gebraucht wird": NEEDED, "Richtung bis 2030": "offen", "2024": "804", "2030": RANGE, "2034": RANGE}],
            True,
        ),
        ([{"Jahr": "2030", "Unverändert": RANGE, "Trend": RANGE}], False),
        ([{"Zeitraum": "2024", "Lüchow-Dannenberg": 24.2, "Niedersachsen": 31.1, "Deutschland": 32.4}], False),
        ([{"Kennzahl": "Eingliederungshilfe", "Zeit": "31.12.2015", "Quelle": "Regionaldatenbank"}], True),
        ([{"Ort": "Braunschweig, Stadt", "Wert (%)": 9.3, "von": 7.3, "bis": 1_117.0, "Punkte": 12_345.0}] * 30, False),
    ],
)
def test_a_table_is_blocks_on_a_phone_where_its_last_column_would_be_cut(rows, blocks):
    import pandas as pd

    found = soup_of(table(pd.DataFrame(rows), caption("t")).html).table
    assert ("isp-stacked" in found["class"]) is blocks


@pytest.mark.parametrize(("name", "signs"), [("trend", {"[g]", "[v]"}), ("peers", set()), ("places", {"[g]", "[u]"})])
def test_every_sign_in_a_drawing_is_explained_outside_its_table(name, signs):
    make = DRAWN[name]
    made = soup_of(make().html)
    used = set(re.findall(r"\[[a-zA-Z.]+\]", " ".join(text.get_text() for text in made.select("svg text"))))
    assert used == signs
    assert all(f"{sign} " in made.select_one(".isp-note").get_text() for sign in used)


def test_nothing_to_show_is_said():
    hidden = [Series("Musterkreis", "own", YEARS, [None] * 9, ["secret"] * 9)]
    for made in (trend(hidden, caption("a")), peers([Point("A", None, "protected")], caption("b"))):
        assert "Kein Wert kann oder darf gezeigt werden" in made.html
        assert "<svg" not in made.html
        assert "[g]" in made.html


def test_own_county_without_value_is_named_among_its_peers():
    words = soup_of(peers([Point("Eigen", None, "protected", role="own"), Point("B", 1.0)], caption("x")).html)
    assert "Eigen [g]" in [text.get_text() for text in words.select("svg text")]


def test_matrix_says_word_and_symbol_and_where_nothing_is_known():
    cells = [cell.get_text(" ", strip=True) for cell in soup_of(matrix_sample().html).select("td")]
    assert cells == ["↑ höher U3-Quote 39,2 %", "▼ ungünstiger", "keine Aussage", "keine Aussage"]


def test_matrix_refuses_a_cell_outside_and_an_unknown_tone():
    with pytest.raises(ValueError, match="außerhalb"):
        matrix(["a"], ["b"], {("a", "c"): Mark("höher")}, caption("m"))
    with pytest.raises(ValueError, match="unbekannter Ton"):
        matrix(["a"], ["b"], {("a", "b"): Mark("höher", "rot")}, caption("m"))
