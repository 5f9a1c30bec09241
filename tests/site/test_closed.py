"""The site is closed: it opens from a folder, asks nobody for anything, and its start page is soon walked through."""

import pytest

from tests.site.kinds import of_each_kind

pytestmark = [pytest.mark.slow, pytest.mark.browser]
MOST_STOPS = 80  # of the tab key on the start page
STOPS = """() => [...document.querySelectorAll('a[href], summary, [tabindex="0"], button, input, select')]
    .filter(part => part.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true})).length"""


def test_no_page_asks_anybody_for_anything(site, browser):
    tab, asked, broken = browser.new_page(), [], []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("pageerror", lambda error: broken.append(str(error)))
    tab.on("console", lambda message: broken.append(message.text) if message.type == "error" else None)
    for name in of_each_kind(site):
        tab.goto((site / name).as_uri())
        assert tab.locator("h1").count() == 1, name
        assert tab.evaluate("document.compatMode") == "CSS1Compat", name
    tab.close()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert broken == []


def test_the_keyboard_is_soon_through_the_start_page(site, browser):
    tab = browser.new_page(viewport={"width": 1280, "height": 800})
    tab.goto((site / "index.html").as_uri())
    stops = tab.evaluate(STOPS)
    tab.close()
    assert stops < MOST_STOPS


def test_the_first_stop_of_every_page_skips_the_navigation(site, browser):
    tab = browser.new_page()
    for name in of_each_kind(site):
        tab.goto((site / name).as_uri())
        tab.keyboard.press("Tab")
        assert tab.evaluate("document.activeElement.getAttribute('href')") == "#inhalt", name
        tab.keyboard.press("Enter")
        assert tab.evaluate("document.activeElement.id") == "inhalt", name
    tab.close()
