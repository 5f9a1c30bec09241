"""From recommendation to Maßnahme to effect and back, on the finished site; the Schwerpunkte and their answers."""

import re

import pytest

from isp_utils.model.massnahmen import register_from_plain
from isp_utils.pages.massnahmen.page import Massnahmen
from isp_utils.pages.parts.massnahmen_links import (
    NO_ANSWER,
    OBSTACLES_PAGE,
    PAGE,
    effect_anchor,
    empfehlung_anchor,
    massnahme_anchor,
    obstacle_anchor,
)
from isp_utils.store import Store, read_json
from tests.site.conftest import KREIS


@pytest.fixture(scope="module")
def register(real_home):
    return register_from_plain(read_json(Store(real_home).massnahmen(KREIS)))


def text_of(site, page):
    return (site / page).read_text(encoding="utf-8")


def below(html, anchor):
    """What stands from an anchor on to the next heading."""
    after = html.split(f'id="{anchor}"', 1)[1]
    return re.split(r"<h[23]\b", after, maxsplit=1)[0]


def test_from_empfehlung_to_effect_in_two_clicks(site, register):
    html = text_of(site, PAGE)
    for advice in register.empfehlungen:
        for item in register.answering(advice.id):
            assert f"#{massnahme_anchor(item.id)}" in below(html, empfehlung_anchor(advice.id))
            assert f"#{empfehlung_anchor(advice.id)}" in below(html, massnahme_anchor(item.id))
            if item.indicator:
                assert f"#{effect_anchor(item.id)}" in below(html, massnahme_anchor(item.id))
                assert "Kein Wirkungsnachweis" in below(html, effect_anchor(item.id))


def test_steckbrief_obstacle_transition_and_wortmeldung_lead_back(site, register):
    for item in register.massnahmen:
        back = f"{PAGE}#{massnahme_anchor(item.id)}"
        if item.indicator:
            assert back in text_of(site, f"kennzahlen/{item.indicator}.html"), item.id
        for place in item.answers:
            assert back in below(text_of(site, OBSTACLES_PAGE), obstacle_anchor(*place))
        for name in item.transitions:
            gaps = f"uebergang-{name.lower()}-luecken"
            pages = [text_of(site, page.name) for page in site.glob("biografie_*.html")]
            assert any(back in below(html, gaps) for html in pages if f'id="{gaps}"' in html), name
    for advice in register.empfehlungen:
        spoken = text_of(site, "konferenzen_wortmeldungen.html")
        assert spoken.count(f"{PAGE}#{empfehlung_anchor(advice.id)}") == len(advice.voices)


def test_three_to_five_schwerpunkte_each_with_an_answer_or_none(site):
    html = text_of(site, "synthese.html")
    anchors = re.findall(r'<h3 id="(schwerpunkt-[^"]+)"', html)
    assert 3 <= len(anchors) <= 5
    for anchor in anchors:
        said = below(html, anchor)
        assert "Antwort:" in said
        assert (f"{PAGE}#massnahme-" in said) or NO_ANSWER in said


def test_made_up_entries_are_marked_and_the_project_stands_first(site, register):
    html = text_of(site, PAGE)
    for item in register.massnahmen:
        heading = re.search(rf'<h3 id="{massnahme_anchor(item.id)}"[^>]*>(.*?)</h3>', html)[1]
        assert ("Demodaten" in heading) == item.demo
    first = re.search(r'<h3 id="massnahme-([^"]+)"', html)[1]
    assert first == "isp"


@pytest.mark.parametrize(("jahr", "cited"), [(0, True), (2022, False)])
def test_an_empfehlung_cites_no_wortmeldung_that_its_year_does_not_have(real_home, monkeypatch, jahr, cited):
    shown: list[str] = []
    monkeypatch.setenv("ISP_HOME", str(real_home))
    monkeypatch.setattr("isp_utils.pages.massnahmen.page.display", lambda html: shown.append(html.data))
    Massnahmen(KREIS, jahr).recommendations()
    assert ("konferenzen_wortmeldungen.html#" in "".join(shown)) is cited
