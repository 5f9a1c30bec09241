"""axe-core on every kind of page, narrow and wide, light, dark and in forced colours, with details closed and open."""

import pytest

from tests.site.axe import CONTRAST, OPEN, VIOLATIONS, WCAG
from tests.site.kinds import of_each_kind

pytestmark = [pytest.mark.slow, pytest.mark.browser]
LIGHT, DARK, FORCED = ("light", "none"), ("dark", "none"), ("light", "active")
# every pair of width, colours and details at least once; a page of each kind in the states where most was ever found;
# the contrast of every single word in the first state
STATES = [
    (320, LIGHT, True),
    (320, DARK, False),
    (320, FORCED, True),
    (390, DARK, True),
    (390, LIGHT, False),
    (390, FORCED, False),
    (768, FORCED, False),
    (768, LIGHT, True),
    (768, DARK, True),
    (1280, FORCED, True),
    (1280, LIGHT, False),
    (1280, DARK, True),
]
FEW = [STATES[0], STATES[3], STATES[9]]
LARGE = 100_000  # bytes; axe takes half a minute on half a megabyte


@pytest.fixture(scope="module")
def tab(browser):
    """One tab for all states."""
    page = browser.new_page(bypass_csp=True)
    yield page
    page.close()


def faults_in(tab, state, every_word):
    """What axe finds on the page of a tab in one state, and whether it is wider than the screen."""
    width, (scheme, forced), opened = state
    tab.set_viewport_size({"width": width, "height": 900})
    tab.emulate_media(color_scheme=scheme, forced_colors=forced)
    tab.evaluate(OPEN, opened)
    tab.evaluate(CONTRAST, every_word)
    wide = tab.evaluate("document.documentElement.scrollWidth") > width
    return tab.evaluate(VIOLATIONS, WCAG) + [["wider than the screen"]] * wide


def test_axe_finds_nothing_on_any_kind_of_page(site, tab, axe):
    found = []
    for name in of_each_kind(site):
        path = site / name
        tab.goto(path.as_uri())
        tab.evaluate(axe)
        for state in FEW if path.stat().st_size > LARGE else STATES:
            found += [(name, state, *fault) for fault in faults_in(tab, state, every_word=state == STATES[0])]
    assert found == []


def test_every_pair_of_conditions_is_among_the_states():
    schemes = {scheme for _, scheme, _ in STATES}
    widths = {width for width, _, _ in STATES}
    assert {(width, scheme) for width, scheme, _ in STATES} == {(w, s) for w in widths for s in schemes}
    assert {(width, opened) for width, _, opened in STATES} == {(w, o) for w in widths for o in (True, False)}
    assert {(scheme, opened) for _, scheme, opened in STATES} == {(s, o) for s in schemes for o in (True, False)}


def test_axe_sees_a_page_that_breaks_the_rules(browser, axe):
    page = browser.new_page()
    page.set_content('<html><body><img src="data:,"><p style="color: #ccc; background: #fff">blass</p></body></html>')
    page.evaluate(axe)
    assert {rule for rule, _ in page.evaluate(VIOLATIONS, WCAG)} >= {"html-has-lang", "image-alt", "color-contrast"}
    page.close()


ROWS = "<tr><td>Ort</td></tr>" * 50
PALE = {
    "of another class": '<tr class="pale"><td>Ort</td></tr>',
    "of its own": '<tr><td style="color: #ccc">Ort</td></tr>',
}


@pytest.mark.parametrize("row", PALE.values(), ids=PALE)
def test_a_pale_word_among_many_that_are_alike_is_found(tab, axe, row):
    style = "<style>.pale td { color: #ccc } td { background: #fff }</style>"
    tab.set_content(f'<html lang="de"><title>Orte</title>{style}<table>{ROWS}{row}{ROWS}</table></html>')
    tab.evaluate(axe)
    assert [fault[0] for fault in faults_in(tab, STATES[0], every_word=False)] == ["color-contrast"]


def test_of_words_that_are_alike_one_is_looked_at_and_every_one_where_asked_for(tab, axe):
    tab.set_content(f"<html><table>{ROWS}</table></html>")
    tab.evaluate(axe)
    looked_at = "document.querySelectorAll('td[data-contrast]').length"
    tab.evaluate(CONTRAST, False)
    assert tab.evaluate(looked_at) == 1
    tab.evaluate(CONTRAST, True)
    assert tab.evaluate(looked_at) == 50
