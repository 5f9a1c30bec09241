"""Every Empfehlung and Maßnahme of the shipped registers leads to what it belongs to, and from there back."""

import re

import pytest

from isp_utils.model.biography import load_biography
from isp_utils.model.catalogue import HERE, load
from isp_utils.model.conferences import read_themes, vocabulary_of
from isp_utils.model.massnahmen import register_words
from isp_utils.pages.massnahmen.costs import cost_rows
from isp_utils.pages.massnahmen.entries import empfehlung_entry, massnahme_entry
from isp_utils.pages.parts.massnahmen_links import (
    PAGE,
    effect_anchor,
    empfehlung_anchor,
    empfehlung_link,
    massnahme_anchor,
    massnahme_link,
    obstacle_anchor,
)
from isp_utils.pages.parts.triangulation import judged
from isp_utils.pages.voices.verdichtung import verdichtung
from isp_utils.pages.voices.wordings import conference_section
from isp_utils.suite.build.conferences import read_voices
from isp_utils.suite.build.massnahmen import read_registers

COUNTIES = sorted(folder.parent.name for folder in HERE.glob("counties/*/massnahmen"))
CATALOGUE = load()


@pytest.fixture(scope="module", params=COUNTIES)
def county(request):
    """Biography, register and Verdichtung of a county's shipped files."""
    folder = HERE / "counties" / request.param
    biography = load_biography(CATALOGUE, HERE, request.param)
    voices = read_voices(sorted((folder / "konferenzen").iterdir()), vocabulary_of(biography, HERE))
    words = register_words(biography, CATALOGUE.indicators)
    register = read_registers(sorted((folder / "massnahmen").iterdir()), words, voices)
    return biography, register, verdichtung(voices, read_themes(HERE)[1], biography)


def entry_of(item, county):
    """HTML of a Maßnahme."""
    biography, register, _ = county
    advice = [empfehlung_link(one) for one in register.empfehlungen if one.id in item.empfehlungen]
    return massnahme_entry(item, advice, biography, CATALOGUE.indicators.get(item.indicator))


def test_a_massnahme_leads_to_empfehlung_obstacle_transition_kennzahl_and_effect(county):
    for item in county[1].massnahmen:
        html = entry_of(item, county)
        assert f'id="{massnahme_anchor(item.id)}"' in html
        assert all(f'href="{PAGE}#{empfehlung_anchor(name)}"' in html for name in item.empfehlungen)
        assert all(f"#{obstacle_anchor(*place)}" in html for place in item.answers)
        if item.indicator:
            assert f'href="kennzahlen/{item.indicator}.html"' in html
            assert f'href="#{effect_anchor(item.id)}"' in html


def test_an_empfehlung_leads_to_its_answers_and_wortmeldungen(county):
    biography, register, found = county
    for item in register.empfehlungen:
        said = [voice for voice in found.spoken if voice.label in item.voices]
        html = empfehlung_entry(item, register.answering(item.id), said, biography, "kurz")
        assert len(said) == len(item.voices)
        assert html.count("konferenzen_wortmeldungen.html#") == len(item.voices)
        for answer in register.answering(item.id):
            assert f'href="{PAGE}#{massnahme_anchor(answer.id)}"' in html
        assert ("Keine Maßnahme antwortet darauf." in html) == (not register.answering(item.id))


def test_an_obstacle_knows_what_is_advised_and_done_about_it(county):
    biography, register, _ = county
    found = {(item.transition, item.obstacle): item for item in judged([], biography.transitions, register)}
    for item in register.massnahmen:
        assert all(item in found[place].massnahmen for place in item.answers)
    for advice in register.empfehlungen:
        assert advice in found[advice.transition, advice.obstacle].empfehlungen


def test_a_wortmeldung_leads_to_the_empfehlung_that_came_of_it(county):
    biography, register, found = county
    advised = next(item for item in register.empfehlungen if item.voices)
    said = [voice for voice in found.spoken if voice.label in advised.voices]
    found.index.cite(said, empfehlung_anchor(advised.id), f"Empfehlung: {advised.title}", PAGE)
    html = conference_section(said[0].conference, said, found.index, biography)
    assert f'href="{PAGE}#{empfehlung_anchor(advised.id)}"' in html
    assert re.search(r'href="sozialraumkonferenzen\.html#', html)


def test_made_up_entries_say_so_wherever_they_are_named(county):
    for item in (item for item in county[1].massnahmen if item.demo):
        assert "Demodaten" in massnahme_link(item)
        assert "(Demodaten)</h3>" in entry_of(item, county)


def test_costs_count_each_massnahme_once_and_never_mix_real_and_made_up(county):
    items = county[1].massnahmen
    tables = cost_rows(items)
    priced = [item for item in items if item.cost is not None]
    assert len({item.demo for item in priced}) == 1
    for rows in tables.values():
        assert rows[-1]["Kosten in Euro"] == sum(round(item.cost) for item in priced)
        assert sum(row["Kosten in Euro"] for row in rows[:-1]) == rows[-1]["Kosten in Euro"]
