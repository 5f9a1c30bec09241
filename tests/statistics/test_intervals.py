"""Intervals: defined answers at the edges, and the properties a demographer would expect."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from isp_utils.statistics import intervals
from isp_utils.statistics.intervals import StatisticsError

people = st.integers(1, 10**7)
confidences = st.sampled_from([0.8, 0.95, 0.998])


@given(st.data(), people, confidences)
def test_wilson_limits_enclose_the_share_and_stay_inside_0_and_100(data, n, confidence):
    x = data.draw(st.integers(0, n))
    share = intervals.proportion(x, n, confidence=confidence)
    assert 0 <= share.lower <= share.value * (1 + 1e-12)
    assert share.value * (1 - 1e-12) <= share.upper <= 100


@given(st.integers(0, 10**6), people, confidences)
def test_rate_limits_are_ordered_and_scale_free(x, n, confidence):
    small = intervals.rate(x, n, per=1000, confidence=confidence)
    large = intervals.rate(x, n, per=100_000, confidence=confidence)
    assert small.lower <= small.value <= small.upper
    np.testing.assert_allclose([large.lower, large.upper], [100 * small.lower, 100 * small.upper], rtol=1e-12)


@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.998])
def test_more_events_move_both_limits_up_also_where_exact_hands_over_to_byar(
    confidence,
):
    lower, upper = intervals.poisson(np.arange(0, 200.0), confidence)
    assert np.all(np.diff(lower) > 0)
    assert np.all(np.diff(upper) > 0)
    share = intervals.proportion(np.arange(0, 201), 200, confidence=confidence)
    assert np.all(np.diff(share.lower) > 0)
    assert np.all(np.diff(share.upper) > 0)


def test_no_events_and_full_cells_have_limits():
    assert intervals.rate(0, 500).lower == 0
    assert intervals.rate(0, 500).upper > 0
    share = intervals.proportion([0, 12], 12)
    assert share.lower[0] == 0
    assert share.upper[1] == 100
    assert share.upper[0] > 0
    assert share.lower[1] < 100


def test_empty_population_and_missing_counts_are_missing_and_leave_the_others_alone():
    share = intervals.proportion([0, np.nan, 3], [0, 10, 10])
    births = intervals.rate([0, np.nan, 3], [0, 10, 10])
    for estimate in (share, births):
        for column in (estimate.value, estimate.lower, estimate.upper):
            assert np.isnan(column).tolist() == [True, True, False]


def test_impossible_counts_have_a_named_error():
    for x, n in ((-1, 10), (1, -10), (11, 10), (np.inf, np.inf)):
        with pytest.raises(StatisticsError):
            intervals.proportion(x, n)
    with pytest.raises(StatisticsError):
        intervals.rate(-1, 10)
    with pytest.raises(StatisticsError, match="Confidence"):
        intervals.count(4, confidence=95)


def test_whole_tables_go_through_at_once():
    table = intervals.rate(np.ones((4, 3, 2)), np.full((4, 3, 2), 100.0))
    assert table.value.shape == table.lower.shape == (4, 3, 2)
