"""The worked example of a free analysis becomes a page of the real county: described, small, without axe violation."""

import re
import shutil

import pytest

from isp_utils.pages.parts.scraps import scraps_of
from isp_utils.store import Store
from isp_utils.suite.site.page_rules import faults
from tests.site.conftest import KREIS
from tests.workplace import ROOT, command_in

pytestmark = [pytest.mark.slow, pytest.mark.browser]
NAME = "kinderarmut_und_betreuung"


@pytest.fixture(scope="module")
def analysed(real_home, tmp_path_factory) -> Store:
    """A copy of the finished workplace in which the example was asked for."""
    home = tmp_path_factory.mktemp("analyse")
    for folder in ("raw", "processed"):
        shutil.copytree(real_home / "data" / folder, home / "data" / folder)
    shutil.copytree(real_home / "outputs", home / "outputs")
    assert (ROOT / "notebooks" / "analysen" / f"{NAME}.ipynb").exists()
    assert command_in(home, "--nur", NAME) == 0
    return Store(home)


def test_the_example_is_a_page_that_keeps_the_rules(analysed):
    site = analysed.outputs(KREIS)
    page = site / f"analyse_{NAME}.html"
    text = page.read_text(encoding="utf-8")
    assert faults(page, site) == []
    assert text.count('data-kind="eigene"') == 1
    assert page.stat().st_size < 300_000
    assert f'href="analyse_{NAME}.html"' in (site / "index.html").read_text(encoding="utf-8")


def test_its_finding_is_a_sentence_with_its_limits(analysed):
    found = scraps_of(analysed.runs(KREIS) / "analysen" / f"{NAME}.ipynb")["befund"]
    assert re.search(r"In den 45 Kreisen .*95-%-Bereich \d+,\d bis \d+,\d", found) or "kein Zusammenhang" in found


def test_axe_finds_nothing_on_the_example(analysed, browser, axe):
    tab = browser.new_page(bypass_csp=True)
    for width in (320, 1280):
        tab.set_viewport_size({"width": width, "height": 900})
        tab.goto((analysed.outputs(KREIS) / f"analyse_{NAME}.html").as_uri())
        tab.evaluate(axe)
        tab.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        assert tab.evaluate("async () => (await axe.run()).violations.map(rule => [rule.id, rule.nodes[0].html])") == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.close()
