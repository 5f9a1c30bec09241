"""The page around the pictures: from notebook or from HTML."""

import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from isp_utils.suite.site.template import finished_body, notebook_page, page
from tests.charts.samples import matrix_sample, peers_sample, places_sample, table_sample, trend_sample

ABOUT = {
    "county": 'Landkreis "Muster" <1>',
    "title": "Jugendhilfe & Schule",
    "nav": [{"title": "Übersicht", "href": "index.html"}, {"title": "Schule", "href": "schule.html", "current": True}],
    "links": [{"title": "Barrierefreiheit", "href": "barrierefreiheit.html"}],
    "numbers": "2011 bis 2023, abgerufen bis 31.12.2023",
    "citation": "Landkreis Muster: Jugendhilfe.",
    "created": "01.02.2025",
    "run_id": "03999-abc",
    "demo": True,
    "facts": [{"term": "Kontakt", "text": "planung@example.org"}],
}


def code(*outputs):
    cell = new_code_cell("geheimer_code()")
    cell.outputs = list(outputs)
    return cell


def html(text):
    return new_output("display_data", data={"text/html": text, "text/plain": "<object at 0x1>"})


@pytest.fixture(scope="module")
def notebook():
    return new_notebook(
        cells=[
            new_markdown_cell("# Jugendhilfe\n\nWorum es geht."),
            new_markdown_cell("## Entwicklung\n\n| Kennzahl | Formel |\n|---|---|\n| Quote | a / b |"),
            code(html(trend_sample().html), html(peers_sample().html)),
            new_markdown_cell("## Entwicklung\n\n### Orte"),
            code(html(places_sample().html), html(table_sample().html), html(matrix_sample().html)),
            code(new_output("execute_result", data={"text/html": "<p>letzter Wert</p>"}, execution_count=1)),
            code(new_output("execute_result", data={"text/plain": "<object at 0x2>"}, execution_count=2)),
            code(new_output("stream", name="stderr", text="/home/user/warnung.py:1: UserWarning")),
            code(new_output("display_data", data={"image/png": "AAAA", "text/plain": "Axes"})),
            code(new_output("error", ename="ValueError", evalue="intern", traceback=["Traceback /home/user"])),
        ]
    )


@pytest.fixture(scope="module")
def made(notebook):
    return notebook_page(notebook, ABOUT)


@pytest.fixture(scope="module")
def soup(made):
    return BeautifulSoup(made, "html.parser")


def test_results_stay_and_code_goes(made):
    assert "letzter Wert" in made
    assert "geheimer_code" not in made
    assert "object at" not in made


def test_errors_and_warnings_do_not_leak(made, soup):
    assert "Dieser Abschnitt konnte nicht erstellt werden." in soup.get_text()
    assert "keine Beschreibung" in soup.get_text()
    for leak in ("Traceback", "/home", "intern", "UserWarning", "AAAA"):
        assert leak not in made


def test_a_failed_section_says_what_its_reader_and_its_maker_can_do(soup):
    hint = soup.select_one("p.hint-error")
    said = " ".join(hint.get_text().split())
    assert "was zu sehen ist, gilt" in said
    assert "fragt bitte die Planung oder das Controlling des Kreises" in said
    assert hint.select_one("a")["href"] == "impressum.html"
    assert "Der Grund steht im Protokoll des Laufs" in said
    assert "»python run_all.py« wiederholen" in said


def test_page_is_german_closed_and_without_script(made, soup):
    assert soup.html["lang"] == "de"
    policy = soup.select_one("meta[http-equiv=Content-Security-Policy]")["content"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data: 'self'")
    assert not soup.select("script, link, iframe, img")
    assert not re.search(r"https?://", made)


def test_one_main_heading_no_level_skipped_all_ids_once(soup):
    assert [heading.get_text() for heading in soup.select("h1")] == ["Jugendhilfe"]
    levels = [int(heading.name[1]) for heading in soup.find_all(re.compile("^h[1-6]$"))]
    assert levels == [1, 2, 2, 3]
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    ids = [element["id"] for element in soup.select("[id]")]
    assert len(ids) == len(set(ids))


def test_landmarks_navigation_and_skip_link(soup):
    assert soup.select_one("a.skip")["href"] == "#inhalt"
    assert soup.select_one("main")["id"] == "inhalt"
    assert soup.select_one(".site-nav a[aria-current=page]").get_text() == "Schule"
    assert [link["href"] for link in soup.select("nav.toc a")] == ["#entwicklung", "#entwicklung-2", "#orte"]
    assert {link["href"][1:] for link in soup.select("nav.toc a")} <= {element["id"] for element in soup.select("[id]")}


def test_words_about_the_page_are_escaped_and_in_the_footer(soup):
    assert soup.title.get_text() == 'Jugendhilfe & Schule · Landkreis "Muster" <1>'
    foot = soup.footer.get_text(" ")
    for words in ("31.12.2023", "01.02.2025", "03999-abc", "planung@example.org", "Barrierefreiheit"):
        assert words in foot


def test_demo_banner_only_where_demo(made):
    assert "Demodaten." in made
    assert "demo-banner" not in page("<p>x</p>", ABOUT | {"demo": False}).split("</style>")[-1]


def test_markdown_table_gets_scope_and_label(soup):
    region = soup.select_one(".words [role=region]")
    assert region["aria-label"] == "Tabelle: Kennzahl, Formel"
    assert [header["scope"] for header in region.select("th")] == ["col", "col"]


def test_page_without_notebook_writes_its_heading_itself():
    found = BeautifulSoup(page("<h2>Berichte</h2><p>Text</p>", ABOUT), "html.parser")
    assert [heading.get_text() for heading in found.select("h1")] == ["Jugendhilfe & Schule"]
    assert len(BeautifulSoup(page("<h1>Eigene</h1>", ABOUT), "html.parser").select("h1")) == 1


def test_given_ids_stay_and_long_contents_name_main_sections_only():
    body = finished_body('<h2>A</h2><h3 id="kennzahl_x">X</h3>' + "<h3>Y</h3>" * 30)
    assert 'id="kennzahl_x"' in body.html
    assert [entry["text"] for entry in body.toc] == ["A"]


def test_page_is_the_same_twice(notebook, made):
    assert notebook_page(notebook, ABOUT) == made
