"""Conferences as evidence: one piece a place, transition and obstacle, as strong as the rules on the page say."""

import pytest

from isp_utils.pages.parts.conference_evidence import conference_evidence
from tests.pages.voices.said import held, said

PEOPLE = (("Familien", 10), ("Fachkräfte", 8))
MOST, FEW = (("Familien", 7), ("Fachkräfte", 3)), (("Familien", 7), ("Fachkräfte", 2))


@pytest.mark.parametrize(
    ("contributions", "strength"),
    [
        ([said(1, obstacle="zugang", votes=FEW)], 1),
        ([said(1, obstacle="zugang"), said(2, obstacle="zugang", votes=FEW)], 2),
        ([said(1, obstacle="zugang", votes=MOST)], 3),
    ],
)
def test_strength(contributions, strength):
    (found,) = conference_evidence([held("Neustadt", 1, *contributions, people=PEOPLE)])
    assert (found.kind, found.transition, found.obstacle, found.strength) == (
        "konferenzen",
        "T5",
        "zugang",
        strength,
    )


def test_each_place_is_a_piece_of_its_own_and_rounds_are_not():
    rows = conference_evidence(
        [held(place, number, said(1, obstacle="zugang")) for place in ("Neustadt", "Altstadt") for number in (1, 2)]
    )
    assert sorted((row.text.split(":")[0], row.strength) for row in rows) == [("Altstadt", 2), ("Neustadt", 2)]


def test_made_up_conferences_are_made_up_evidence():
    (found,) = conference_evidence([held("Neustadt", 1, said(1, obstacle="zugang"), demo=True)])
    assert found.demo
    assert "Demodaten" in found.source


def test_nothing_without_an_obstacle():
    assert conference_evidence([held("Neustadt", 1, said(1))]) == []
