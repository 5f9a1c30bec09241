"""Small screens: every column of a table in sight, and no word broken that can stand in a line of its own.

Chromium has no German hyphenation here: words break at hyphens and soft hyphens only, or where they must.
"""

import pytest

from tests.site.axe import OPEN
from tests.site.kinds import of_each_kind

pytestmark = [pytest.mark.slow, pytest.mark.browser]
# long tables of figures scroll with their names in place: heat tables, and all Kreise of the Land
CUT = """() => [...document.querySelectorAll('.isp-scroll')]
    .filter(region => region.scrollWidth > region.clientWidth + 1)
    .map(region => region.querySelector('table'))
    .filter(table => !table.matches('.isp-heat') && !(table.matches(':not(.isp-stacked)') && table.rows.length > 21))
    .map(table => table.caption.textContent)"""
BROKEN = r"""() => {
    const found = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const outside = 'svg, style, .isp-hidden, .isp-print, .skip';
    while (texts.nextNode()) {
        const node = texts.currentNode, head = node.parentElement.closest('thead');
        if (node.parentElement.closest(outside) || head && getComputedStyle(head).position === 'absolute') continue;
        for (const word of node.data.matchAll(/(?<![\u00ad/.\p{L}])\p{L}{6,}(?![\u00ad/.\p{L}])/gu)) {
            const range = document.createRange();
            range.setStart(node, word.index);
            range.setEnd(node, word.index + word[0].length);
            const rows = new Set([...range.getClientRects()].filter(box => box.width).map(box => Math.round(box.top)));
            if (rows.size > 1) found.push(word[0]);
        }
    }
    return found;
}"""


@pytest.mark.parametrize("width", [390, 768])
def test_no_column_is_cut_and_no_word_broken(site, browser, width):
    tab = browser.new_page(viewport={"width": width, "height": 900})
    found = []
    for name in of_each_kind(site):
        tab.goto((site / name).as_uri())
        tab.evaluate(OPEN, True)
        found += [(name, "cut", title) for title in tab.evaluate(CUT)]
        found += [(name, "broken", word) for word in tab.evaluate(BROKEN)]
    tab.close()
    assert found == []


def test_the_search_finds_what_is_broken_or_cut(browser):
    tab = browser.new_page(viewport={"width": 390, "height": 900})
    tab.set_content(
        "<p style='width: 4em; overflow-wrap: anywhere'>Regionaldatenbank</p>"
        "<p style='width: 6em'>Nieder\u00adsachsen</p>"
        "<div class='isp-scroll' style='overflow: auto'><table style='min-width: 900px'><caption>Zu breit</caption>"
        "</table></div>"
    )
    assert (tab.evaluate(CUT), tab.evaluate(BROKEN)) == (["Zu breit"], ["Regionaldatenbank"])
    tab.close()
