"""The page over all counties in a real browser: no axe violation, no side scrolling on a phone."""

from pathlib import Path

import pytest

from isp_utils.model.catalogue import load
from isp_utils.store import Store
from isp_utils.suite.counties.arrival import Made
from isp_utils.suite.counties.overview import write_overview
from isp_utils.suite.run.order import Order
from isp_utils.suite.site.page_rules import faults
from tests.site.axe import VIOLATIONS, WCAG
from tests.site.test_axe import FEW

COUNTIES = [
    Made(Order("03354"), "Landkreis Lüchow-Dannenberg", newest=2025),
    Made(Order("03360"), "Kreis Uelzen", newest=2024, unchanged=True),
    Made(Order("03359"), "Kreis Stade", newest=2024, failed=("Kinder- und Jugendhilfe", "Synthese")),
    Made(Order("15081"), "Altmarkkreis Salzwedel", refused="noch keine Zahl"),
]


@pytest.fixture
def overview(tmp_path) -> Path:
    """The page, beside the site of one county."""
    store = Store(tmp_path)
    for made in COUNTIES[:3]:
        start = store.outputs(made.order.kreis) / "index.html"
        start.parent.mkdir(parents=True)
        start.write_text("", encoding="utf-8")
    return write_overview(store, load(), COUNTIES) / "index.html"


def test_the_overview_keeps_the_rules_of_every_page(overview):
    assert faults(overview, overview.parent) == []
    text = overview.read_text(encoding="utf-8")
    assert text.count("<h2") == 2
    assert "es fehlt: Kinder- und Jugendhilfe sowie Synthese" in text
    assert "15081/index.html" not in text


@pytest.mark.slow
@pytest.mark.browser
def test_axe_finds_nothing_on_the_overview(overview, browser, axe):
    page = browser.new_page(bypass_csp=True)
    page.goto(overview.as_uri())
    page.evaluate(axe)
    for width, (scheme, forced), _ in FEW:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, forced_colors=forced)
        assert page.evaluate(VIOLATIONS, WCAG) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
