"""Counts of 1 to 4 that an outsider reckons by what everybody knows; each must stay five people wide."""

import pytest

from tests.privacy.recoveries_of_areas import BY_AREAS
from tests.privacy.recoveries_of_facts import BY_FACTS

LEAST = 5
EVERY = BY_FACTS | BY_AREAS


@pytest.mark.parametrize("recovery", EVERY.values(), ids=EVERY)
def test_the_outsider_cannot_reckon_it_from_what_passes_the_gate(recovery):
    low, high = recovery.gated()
    assert low <= recovery.truth <= high, "the outsider believes in something that is not so"
    assert high - low >= LEAST, f"{recovery.truth} lies between {low:.0f} and {high:.0f}"


@pytest.mark.parametrize("recovery", EVERY.values(), ids=EVERY)
def test_the_outsider_reckons_it_where_there_is_no_gate(recovery):
    assert recovery.ungated() == (recovery.truth, recovery.truth)
