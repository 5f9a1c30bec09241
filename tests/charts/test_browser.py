"""The page in a browser: accessible, readable and without sideways scrolling at every width."""

from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from isp_utils.suite.site.template import notebook_page
from tests.charts.samples import matrix_sample, peers_sample, places_sample, table_sample, trend_sample
from tests.charts.test_page import ABOUT

pytestmark = pytest.mark.browser
WIDTHS = (320, 390, 768, 1280)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SMALLEST_TEXT = """() => Math.min(...[...document.querySelectorAll('svg text')]
    .filter(text => text.getBoundingClientRect().width)
    .map(text => parseFloat(getComputedStyle(text).fontSize)
        * text.ownerSVGElement.getBoundingClientRect().width / text.ownerSVGElement.viewBox.baseVal.width))"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    pictures = [trend_sample(), peers_sample(), places_sample(demo=True), table_sample(), matrix_sample()]
    cell = new_code_cell("")
    cell.outputs = [new_output("display_data", data={"text/html": made.html}) for made in pictures]
    words = new_markdown_cell("# Titel\n\n## Abschnitt\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n## Zweiter\n\nText")
    path = tmp_path_factory.mktemp("page") / "seite.html"
    path.write_text(notebook_page(new_notebook(cells=[words, cell]), ABOUT), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def axe():
    return (Path(pytest.importorskip("axe_playwright_python").__file__).parent / "axe.min.js").read_text("utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_page_at_this_width(browser, axe, address, width, scheme):
    tab = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    tab.goto(address)
    assert tab.evaluate(SMALLEST_TEXT) >= 11
    for opened in ("false", "true"):
        tab.evaluate(f"document.querySelectorAll('details').forEach(part => part.open = {opened})")
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        tab.evaluate(axe)
        found = tab.evaluate("rules => axe.run(rules)", RULES)["violations"]
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
    shown = tab.locator(".isp-figure svg:visible").count()
    assert shown == 3, "one drawing of each chart, the other one hidden from everybody"
    tab.close()


def test_data_tables_are_left_out_of_print(browser, address):
    tab = browser.new_page()
    tab.goto(address)
    tab.emulate_media(media="print")
    assert not tab.locator(".isp-data").first.is_visible()
    assert not tab.locator(".site-nav").is_visible()
    tab.close()
