"""Words in charts: none lies on another, none is smaller than a reader can read, at every width."""

import pytest

from tests.site.kinds import every_page, of_each_kind

pytestmark = [pytest.mark.slow, pytest.mark.browser]
WIDTHS = (320, 390, 1280)
SMALLEST = 11  # px on a phone of 320 px
# Boxes of the words of a drawing that is shown. A box is as high as the line, the letters are not: a third of the
# height may lie on another box, and 2 px of the width, before letters touch.
TEXTS = """() => [...document.querySelectorAll('svg')]
    .filter(svg => svg.getBoundingClientRect().width > 0 && svg.checkVisibility())
    .map(svg => ({
        title: (svg.querySelector('title') || {}).textContent || '',
        edge: svg.getBoundingClientRect().right,
        texts: [...svg.querySelectorAll('text')].filter(text => text.textContent.trim()).map(text => {
            const box = text.getBoundingClientRect();
            const scale = Math.abs(text.getScreenCTM().a) || Math.abs(text.getScreenCTM().b);
            return {words: text.textContent.trim(), left: box.left, right: box.right, top: box.top, bottom: box.bottom,
                    size: parseFloat(getComputedStyle(text).fontSize) * scale};
        }).filter(text => text.right > text.left)
    }))"""


def on_one_another(one: dict, other: dict) -> bool:
    """Whether two words lie on each other."""
    width = min(one["right"], other["right"]) - max(one["left"], other["left"])
    height = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    smaller = min(one["bottom"] - one["top"], other["bottom"] - other["top"])
    return width > 2 and height > smaller / 3


def collisions(drawing: dict) -> list[tuple[str, str]]:
    """Pairs of words of a drawing that lie on each other."""
    texts = drawing["texts"]
    return [
        (one["words"], other["words"])
        for place, one in enumerate(texts)
        for other in texts[place + 1 :]
        if on_one_another(one, other)
    ]


WIDER = """() => [...document.querySelectorAll('td > svg')].filter(svg => svg.checkVisibility()
    && svg.getBoundingClientRect().right > svg.parentElement.getBoundingClientRect().right + 1).length"""


@pytest.fixture(scope="module")
def drawings(site, browser):
    """Drawings that are shown, by page and width."""
    tab, found = browser.new_page(), {}
    for name in every_page(site):
        if "<svg" not in (site / name).read_text(encoding="utf-8"):
            continue
        tab.goto((site / name).as_uri())
        for width in WIDTHS:
            tab.set_viewport_size({"width": width, "height": 900})
            found[name, width] = tab.evaluate(TEXTS)
    tab.close()
    return found


def test_no_drawing_reaches_out_of_its_cell(site, browser):
    tab = browser.new_page()
    found = {}
    for name in of_each_kind(site):
        tab.goto((site / name).as_uri())
        for width in (*WIDTHS, 768):
            tab.set_viewport_size({"width": width, "height": 900})
            found[name, width] = tab.evaluate(WIDER)
    tab.close()
    assert {place: number for place, number in found.items() if number} == {}


def test_no_words_of_a_chart_lie_on_each_other(drawings):
    found = [
        (name, width, drawing["title"], *pair)
        for (name, width), shown in drawings.items()
        for drawing in shown
        for pair in collisions(drawing)
    ]
    assert found == []


def test_no_words_of_a_chart_are_cut_at_the_edge(drawings):
    found = [
        (name, width, drawing["title"], text["words"])
        for (name, width), shown in drawings.items()
        for drawing in shown
        for text in drawing["texts"]
        if text["left"] < 0 or text["right"] > width
    ]
    assert found == []


def test_the_smallest_words_can_be_read(drawings):
    small = {
        (name, width): round(least, 1)
        for (name, width), shown in drawings.items()
        if (least := min((text["size"] for drawing in shown for text in drawing["texts"]), default=99)) < SMALLEST
    }
    assert small == {}, f"px; at least {SMALLEST}"


def test_words_on_each_other_are_found(browser, tmp_path):
    page = tmp_path / "bild.html"
    texts = '<text x="5" y="50">Zensus 2011</text><text x="20" y="54">in Prozent</text><text x="5" y="90">frei</text>'
    page.write_text(f'<svg width="200" height="100"><title>Bild</title>{texts}</svg>', encoding="utf-8")
    tab = browser.new_page()
    tab.goto(page.as_uri())
    assert collisions(tab.evaluate(TEXTS)[0]) == [("Zensus 2011", "in Prozent")]
    tab.close()
