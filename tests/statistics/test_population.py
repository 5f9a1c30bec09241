"""Projections from age tables, whole persons, and forecasts that carry their past errors."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from isp_utils.statistics.intervals import Estimate, StatisticsError
from isp_utils.statistics.population import (
    backtest,
    hamilton_perry,
    whole,
)


@given(arrays.arrays(float, st.integers(1, 40), elements=st.floats(0, 500)))
def test_whole_persons_add_up_and_move_nobody_by_more_than_one(values):
    found = whole.whole_persons(values)
    assert found.sum() == np.floor(values.sum() + 0.5)
    assert np.all(np.abs(found - values) < 1 + 1e-6)
    assert np.all(found == np.floor(found))


@given(arrays.arrays(float, st.integers(1, 40), elements=st.floats(0.5, 500)), st.integers(0, 5000))
def test_whole_persons_meet_a_given_total(values, total):
    found = whole.whole_persons(values, total)
    assert found.sum() == total
    assert found.min() >= 0


def test_people_who_are_not_there_cannot_be_spread():
    for values, total in (([0.0, 0.0], 3), ([1.0, 2.0], 2.5), ([1.0, np.nan], None), ([-1.0, 2.0], None)):
        with pytest.raises(StatisticsError):
            whole.whole_persons(values, total)


def test_ratios_of_the_land_carry_an_own_cohort_on_and_a_missing_ratio_stays_missing():
    land = hamilton_perry.Ratios(np.array([[np.nan, 0.9, 0.8]] * 2), np.array([0.2, 0.21]))
    after = hamilton_perry.project([[10.0, 100.0, 50.0]] * 2, land, slice(1, 2))[1]
    np.testing.assert_allclose(after, [[0.2 * 9, 9, 120], [0.21 * 9, 9, 120]])
    gap = hamilton_perry.Ratios(np.array([[np.nan, np.nan, 0.8]] * 2), np.array([0.2, 0.21]))
    assert np.isnan(hamilton_perry.project([[10.0, 100.0, 50.0]] * 2, gap, slice(1, 2))[1, 0, 1])
    with pytest.raises(StatisticsError):
        hamilton_perry.cohort_ratios([[1.0, 2.0]], [[1.0, 2.0]], slice(0, 1))


def test_back_test_knows_who_is_better_and_hides_nothing():
    random = np.random.default_rng(9)
    rising = 200 + 5 * np.arange(20) + random.normal(0, 3, (30, 20))
    straight = backtest.relative_errors(rising, backtest.linear, 3)
    same = backtest.relative_errors(rising, backtest.last_value, 3)
    assert straight.shape == (15, 30, 3)
    assert np.all(backtest.accuracy(straight).mape < backtest.accuracy(same).mape)
    assert np.all(backtest.accuracy(same).bias > 0)  # more came than "like last year"
    assert backtest.accuracy(same).cases.tolist() == [450, 420, 390]
    with pytest.raises(StatisticsError):
        backtest.relative_errors(np.ones(4), backtest.linear, 3)


def test_accuracy_and_limits_of_past_errors_by_hand():
    errors = np.array([[0.10, -0.20], [-0.30, 0.25], [0.05, np.nan]])
    found = backtest.accuracy(errors, [-0.25, -0.25], [0.25, 0.2])
    np.testing.assert_allclose(found.mape, [15, 22.5])
    np.testing.assert_allclose(found.bias, [-5, 2.5])
    np.testing.assert_allclose(found.coverage, [2 / 3, 1 / 2])
    assert found.cases.tolist() == [3, 2]
    lower, upper = backtest.past_limits(errors)  # fewer than five: the widest so far, on the log scale, never shrinking
    np.testing.assert_allclose(upper, np.array([1 / 0.7, 1 / 0.7]) - 1)
    np.testing.assert_allclose(lower, [-0.3, -0.3])


def test_only_errors_that_were_known_at_the_time_count():
    errors = np.array([[0.1], [0.1], [0.1], [0.1], [5.0], [0.1], [0.1]])
    found = backtest.rolling_coverage(errors, 0.8)
    assert found.cases.tolist() == [4]  # three origins only give errors
    assert found.coverage[0] == 3 / 4  # the jump was not foreseen, and what came after it lies inside
    late = np.full((7, 2), 0.1)
    late[3, 1] = 5.0  # two steps ahead from origin 3: known from origin 5 on, and too late for origin 4
    late[4, 1] = 4.0
    assert backtest.rolling_coverage(late, 0.8).coverage.tolist() == [1, 2 / 4]


def test_plain_forecasters_and_the_last_forecast_beside_what_came():
    assert backtest.linear(np.array([2.0, 4, 6]), 2).tolist() == [8, 10]
    assert backtest.linear(np.array([6.0, 3, 0]), 2).tolist() == [0, 0]
    assert backtest.last_value(np.array([2.0, 4, 6]), 2).tolist() == [6, 6]
    made = Estimate(np.full(3, 100.0), np.full(3, 90.0), np.full(3, 110.0), 0.8, "linear")
    told = backtest.against_outcome(made, [85.0, 104.0, 120.0])
    assert told.inside.tolist() == [0, 1, 0]
    np.testing.assert_allclose(told.error, [-15, 4, 20])


def test_intervals_from_past_errors_cover_as_promised_without_hindsight():
    random = np.random.default_rng(10)
    walks = 300 * np.exp(np.cumsum(random.normal(0, 0.04, (40, 30)), axis=1))
    errors = backtest.relative_errors(walks, backtest.last_value, 3)
    found = backtest.rolling_coverage(errors, 0.8)
    assert np.all(np.abs(found.coverage - 0.8) < 0.06)
    lower, upper = backtest.past_limits(errors)
    assert np.all(np.diff(upper - lower) > 0)
    with pytest.raises(StatisticsError):
        backtest.past_limits(np.full((2, 3), np.nan))
