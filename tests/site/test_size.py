"""How many screens a page is high: a report is read, not scrolled through."""

import pytest

from tests.site.kinds import LIFE_COURSE, REPORTS, of_each_kind

pytestmark = [pytest.mark.slow, pytest.mark.browser]
SCREENS = {"desk": (1280, 800), "phone": (390, 844)}
MOST = {**{name: {"desk": 15, "phone": 30} for name in REPORTS}, f"{LIFE_COURSE}.html": {"desk": 25, "phone": 45}}


@pytest.fixture(scope="module")
def tab(browser):
    """One tab for all pages."""
    page = browser.new_page()
    yield page
    page.close()


def screens(tab, address: str) -> dict[str, float]:
    """Height of a page in screens of each device, details closed."""
    tab.goto(address)
    found = {}
    for device, (width, height) in SCREENS.items():
        tab.set_viewport_size({"width": width, "height": height})
        found[device] = round(tab.evaluate("document.documentElement.scrollHeight") / height, 1)
    return found


@pytest.fixture(scope="module")
def heights(site, tab):
    """Screens by page and device; the table stands in the output of the test (pytest -s)."""
    found = {name: screens(tab, (site / name).as_uri()) for name in of_each_kind(site)}
    print(f"\n{'page':32}{'KB':>6}{'desk':>8}{'phone':>8}")
    for name, high in found.items():
        size = (site / name).stat().st_size / 1000
        print(f"{name:32}{size:6.0f}{high['desk']:8.1f}{high['phone']:8.1f}")
    return found


def test_no_page_is_higher_than_its_readers_scroll(heights):
    high = {
        (name, device): heights[name][device]
        for name, limits in MOST.items()
        for device, most in limits.items()
        if heights[name][device] > most
    }
    assert high == {}, f"screens; at most {MOST}"


def test_the_measure_is_right(tab, tmp_path):
    page = tmp_path / "hoch.html"
    page.write_text('<!DOCTYPE html><body style="margin:0"><div style="height:2000px"></div></body>', encoding="utf-8")
    assert screens(tab, page.as_uri()) == {"desk": 2.5, "phone": 2.4}
