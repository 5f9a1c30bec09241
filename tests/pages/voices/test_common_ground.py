"""Common ground and dissent: by the shares of the groups, with few votes counting little."""

import pytest

from isp_utils.pages.voices.common_ground import dividing, shared, standings
from isp_utils.pages.voices.condensed import voices_of
from tests.pages.voices.said import held, said, voices


def standing(*contributions, people=(("Familien", 10), ("Fachkräfte", 8), ("andere", 6))):
    return standings(voices_of(voices(held("Neustadt", 1, *contributions, people=people))))


def test_shares_by_hand():
    (found,) = standing(said(1, votes=(("Familien", 9), ("Fachkräfte", 2)), against=(("Fachkräfte", 4),)))
    assert found.shares == (("Familien", pytest.approx(10 / 11)), ("Fachkräfte", pytest.approx(3 / 8)))
    assert found.consensus == pytest.approx((10 / 11 * 3 / 8) ** 0.5)
    assert found.gap == pytest.approx(10 / 11 - 3 / 8)
    assert (found.supporters, found.opponents, found.divides) == (["Familien"], ["Fachkräfte"], True)


@pytest.mark.parametrize(
    ("votes", "against", "why"),
    [
        ((("Familien", 9), ("Fachkräfte", 4)), None, "nobody asked for votes against"),
        ((("Familien", 9), ("Fachkräfte", 2)), (), "two votes of a group are too few"),
        ((("Familien", 9), ("andere", 5)), (), "small groups together are no group"),
    ],
)
def test_what_cannot_be_compared_is_not(votes, against, why):
    assert standing(said(1, votes=votes, against=against)) == [], why


def test_the_strongest_common_ground_and_the_widest_gap_come_first():
    all_for = (("Familien", 9), ("Fachkräfte", 8))
    found = standing(
        said(1, votes=(("Familien", 6), ("Fachkräfte", 5)), against=(("Fachkräfte", 3),)),
        said(2, votes=all_for, against=()),
        said(3, votes=(("Familien", 5),), against=(("Familien", 4), ("Fachkräfte", 3))),
        said(4, votes=(("Familien", 9),), against=(("Fachkräfte", 8),)),
        said(5, votes=(("Familien", 4), ("Fachkräfte", 4)), against=(("Familien", 4),)),
    )
    assert [item.voice.said.number for item in shared(found)] == [2, 1]
    assert [item.voice.said.number for item in dividing(found)] == [4, 3]
