"""Talk and paper of every committee of the real county: they open, fit, are described, and say what the site says."""

import re
from html import unescape
from io import BytesIO

import pandas as pd
import pytest
from openpyxl import load_workbook
from pptx import Presentation

from isp_utils.model.catalogue import FIELDS, load
from isp_utils.model.committees import read_committees
from isp_utils.pages.parts.items import sentence
from isp_utils.store import Store
from isp_utils.suite.run.order import Order
from isp_utils.suite.site import committees
from isp_utils.suite.site.committees import children_expected, documents_for
from isp_utils.suite.site.context import Site
from tests.site.conftest import KREIS
from tests.suite.documents.office import as_pdf, overflowing, pages_of, require_office

pytestmark = pytest.mark.slow
NAMES = ("jugendhilfeplanungsgruppe", "jugendhilfeausschuss", "kreisausschuss", "kreistag")


@pytest.fixture(scope="module")
def made(real_home):
    store = Store(real_home)
    catalogue = load(store.catalogue).seen_from(KREIS)
    return Site(store, catalogue, catalogue.county(KREIS), Order(KREIS), store.manifest(), store.indicators(), ())


@pytest.fixture(scope="module")
def sets(made):
    order = read_committees(made.store.catalogue, KREIS)
    ahead = children_expected(made)
    return {item.id: documents_for(made, order, item, ahead) for item in order.gremien}


def test_how_many_children_are_expected_is_reckoned_once_for_the_same_counts(made, monkeypatch):
    monkeypatch.setattr(committees, "_heard", lambda site: read_committees(site.store.catalogue, KREIS))
    first, expected = committees.children_for_committees(made), children_expected(made)
    monkeypatch.setattr(committees, "children_expected", lambda site: pytest.fail("it was kept"))
    assert committees.children_for_committees(made) == first == expected != ()


def slides_of(site, name):
    return list(Presentation(site / "gremien" / f"{name}.pptx").slides)


def plain(text):
    return " ".join(text.replace("\u202f", " ").split())


def test_the_four_committees_have_page_slides_and_paper(site):
    found = {path.name for path in (site / "gremien").iterdir()}
    assert found == {f"{name}.{ending}" for name in NAMES for ending in ("html", "pptx", "docx")}


@pytest.mark.parametrize("name", NAMES)
def test_slides_are_eight_to_ten_each_with_title_notes_and_one_described_picture(site, name):
    slides = slides_of(site, name)
    assert 8 <= len(slides) <= 10
    for slide in slides:
        assert slide.shapes.title.text_frame.text
        assert slide.notes_slide.notes_text_frame.text
        (visual,) = [shape for shape in slide.shapes if shape.has_chart or shape.has_table]
        assert visual._element.xpath(".//p:cNvPr")[0].get("descr")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_runs_out_of_a_slide(site, name, tmp_path):
    require_office()
    pages, slides = pages_of(as_pdf(site / "gremien" / f"{name}.pptx", tmp_path)), slides_of(site, name)
    assert len(pages) == len(slides)
    for slide, words in zip(slides, pages, strict=True):
        shapes = [shape for shape in slide.shapes if shape.has_text_frame and "‹" not in shape.text_frame.text]
        assert [found for shape in shapes if (found := overflowing(shape, words))] == []


@pytest.mark.parametrize("name", NAMES)
def test_what_a_committee_hears_first_is_what_the_report_of_its_field_says_first(site, sets, name):
    """The page of the committees says so, in words of which none is in the code that chooses."""
    gremium, told = sets[name].occasion.gremium, sets[name].chosen.messages
    report = "kurz.html" if set(gremium.fields) == set(FIELDS) else f"{gremium.fields[0]}.html"
    html = (site / report).read_text(encoding="utf-8")
    first = html.partition('<h2 id="auf-einen-blick"')[0]
    assert report == "kurz.html" or first != html
    own = [said for said in told if said.indicator.home in gremium.fields][:2]
    assert own
    for said in own:
        assert plain(sentence(said, "Niedersachsen")) in plain(unescape(re.sub(r"<[^>]+>", "", first)))


def test_the_committee_of_youth_hears_of_care_and_of_the_children_to_come(sets):
    situation = " ".join(sets["jugendhilfeausschuss"].paper.situation)
    assert "Kita und Tagespflege" in situation
    assert re.search(r"Kinder von 3 bis 5 Jahren: [\d.]+ Ende \d{4}, voraussichtlich [\d.]+ Ende \d{4}", situation)


@pytest.mark.parametrize("name", NAMES)
def test_the_paper_has_two_pages(site, name, tmp_path):
    require_office()
    assert len(pages_of(as_pdf(site / "gremien" / f"{name}.docx", tmp_path))) == 2


@pytest.mark.parametrize("name", NAMES)
def test_every_value_of_a_chart_stands_in_the_data_file_of_its_kennzahl(site, sets, name):
    told = sets[name].talk.slides
    for content, slide in zip(told, slides_of(site, name)[1:], strict=True):
        assert plain(slide.shapes.title.text_frame.text) == plain(content.title)
        charts = [shape.chart for shape in slide.shapes if shape.has_chart]
        if not charts:
            continue
        table = pd.read_csv(
            site / "daten" / f"kennzahl_{content.indicator}.csv", sep=";", decimal=",", encoding="utf-8-sig"
        )
        known = {f"{value:.{content.visual.digits}f}" for value in table["Wert"].dropna()}
        rows = list(load_workbook(BytesIO(charts[0].part.chart_workbook.xlsx_part.blob)).active.values)[1:]
        values = [value for row in rows for value in row[1:] if value is not None]
        assert values
        assert {f"{value:.{content.visual.digits}f}" for value in values} <= known


@pytest.mark.parametrize("name", NAMES)
def test_page_slides_and_paper_say_the_same_and_name_their_run(site, sets, name):
    page = plain((site / "gremien" / f"{name}.html").read_text(encoding="utf-8").replace("&#8239;", " "))
    made = sets[name]
    for slide in made.talk.slides:
        assert plain(slide.title) in page
    assert plain(made.paper.stamp) in page
    assert made.occasion.run in page
