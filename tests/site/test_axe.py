"""axe-core on every kind of page, narrow and wide, light, dark and in forced colours, with details closed and open."""

import pytest

from tests.site.kinds import of_each_kind

pytestmark = [pytest.mark.slow, pytest.mark.browser]
WCAG = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"],
    "resultTypes": ["violations"],  # what passes is not written out: minutes on pages of this size
}
VIOLATIONS = "async rules => (await axe.run(rules)).violations.map(rule => [rule.id, rule.nodes[0].html])"
OPEN = "opened => document.querySelectorAll('details').forEach(part => part.open = opened)"
LIGHT, DARK, FORCED = ("light", "none"), ("dark", "none"), ("light", "active")
# every pair of width, colours and details at least once; a page of each kind in the states where most was ever found
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


def test_axe_finds_nothing_on_any_kind_of_page(site, tab, axe):
    found = []
    for name in of_each_kind(site):
        path = site / name
        tab.goto(path.as_uri())
        tab.evaluate(axe)
        for width, (scheme, forced), opened in FEW if path.stat().st_size > LARGE else STATES:
            tab.set_viewport_size({"width": width, "height": 900})
            tab.emulate_media(color_scheme=scheme, forced_colors=forced)
            tab.evaluate(OPEN, opened)
            state = f"{name} at {width} px, {scheme}, forced colours {forced}, details {'open' if opened else 'closed'}"
            found += [(state, *rule) for rule in tab.evaluate(VIOLATIONS, WCAG)]
            if tab.evaluate("document.documentElement.scrollWidth") > width:
                found.append((state, "wider than the screen"))
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
