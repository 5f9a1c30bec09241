"""The place of an area as a range."""

import numpy as np
import pytest

from isp_utils.statistics.intervals import StatisticsError
from isp_utils.statistics.ranks import rank_range

PEOPLE = np.full(20, 2_000.0)
RATES = np.linspace(0.05, 0.15, 20)


def test_a_clear_place_is_a_narrow_range_and_place_one_the_lowest_rate():
    found = rank_range(RATES * 1e6, np.full(20, 1e6), 3, phi=1.0)
    assert (found.lowest, found.highest, found.areas) == (4, 4, 20)
    assert rank_range(RATES * 1e6, np.full(20, 1e6), 0, 1.0).lowest == 1


@pytest.mark.parametrize("binomial", [True, False])
def test_scatter_makes_the_range_wider(binomial):
    calm, unruly = (rank_range(RATES * PEOPLE, PEOPLE, 10, phi, binomial) for phi in (1.0, 3.0))
    assert calm.highest - calm.lowest < unruly.highest - unruly.lowest
    assert calm.lowest <= 11 <= calm.highest


def test_no_order_where_areas_differ_by_chance_only_or_are_few():
    assert rank_range(np.full(20, 200.0), PEOPLE, 3, 1.0) is None
    assert rank_range(RATES[:9] * 2000, PEOPLE[:9], 3, 1.0) is None
    gap = np.where(np.arange(20) == 3, np.nan, RATES * PEOPLE)
    assert rank_range(gap, PEOPLE, 3, 1.0) is None
    assert rank_range(gap, PEOPLE, 4, 1.0).areas == 19
    with pytest.raises(StatisticsError):
        rank_range(gap, PEOPLE, 20, 1.0)
