"""Groups of fewer than five people at a conference are nowhere told apart, also not by what is left over."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isp_utils.model.conferences import Conference, Contribution
from isp_utils.privacy.small_groups import FEWEST, without_small_groups


def conference(participants, said=()):
    return Conference("Neustadt", date(2025, 3, 12), 1, participants, said)


@pytest.mark.parametrize(
    ("participants", "shown"),
    [
        ((("Familien", 12), ("Politik", 3), ("Verwaltung", 4)), (("Familien", 12), ("andere", 7))),
        ((("Familien", 12), ("Fachkräfte", 5), ("Politik", 3)), (("Familien", 12), ("andere", 8))),
        ((("Familien", 12), ("Fachkräfte", 5)), (("Familien", 12), ("Fachkräfte", 5))),
        ((("Familien", 12), ("Politik", 1)), (("andere", 13),)),
        ((("Familien", 2), ("Politik", 1)), ()),
    ],
)
def test_small_groups_stand_together_and_never_alone(participants, shown):
    assert without_small_groups(conference(participants)).participants == shown


def test_votes_and_quotations_carry_no_small_group():
    said = (
        Contribution(1, "Text", "Politik", votes=(("Familien", 9), ("Politik", 2), ("Verwaltung", 1)), against=()),
        Contribution(2, "Text", "Familien", against=(("Politik", 1),)),
    )
    found = without_small_groups(conference((("Familien", 12), ("Politik", 3), ("Verwaltung", 4)), said))
    first, second = found.contributions
    assert (first.group, first.votes, first.against) == ("", (("Familien", 9), ("andere", 3)), ())
    assert (second.group, second.against) == ("Familien", (("andere", 1),))


GROUPS = st.dictionaries(st.sampled_from("ABCDEF"), st.integers(1, 15), min_size=1, max_size=6)


@given(GROUPS)
def test_no_number_of_people_shown_is_small_and_none_is_lost(sizes):
    found = without_small_groups(conference(tuple(sizes.items()))).participants
    assert all(number >= FEWEST for _, number in found)
    assert sum(number for _, number in found) == (sum(sizes.values()) if sum(sizes.values()) >= FEWEST else 0)
