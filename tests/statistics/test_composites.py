"""Composite indices: direction, anchored progress, and no class without its probability."""

import numpy as np
import pytest
from scipy import stats

from isp_utils.statistics.composite import aggregation, scales, uncertainty
from isp_utils.statistics.intervals import StatisticsError, proportion, rate


def test_progress_shows_only_on_the_anchored_scale():
    base = np.array([[10.0], [20.0], [30.0]])
    later = base - 5
    assert scales.anchored(later, later, -1).tolist() == scales.anchored(base, base, -1).tolist()
    assert scales.anchored(later, base, -1).ravel().tolist() == [125, 75, 25]
    with pytest.raises(StatisticsError):
        scales.anchored(later, np.ones((3, 1)))


def test_standard_scores_are_robust_where_asked():
    column = np.array([[1.0], [2.0], [3.0], [4.0], [500.0]])
    assert scales.standard_scores(column, robust=True)[4, 0] > 100
    assert scales.standard_scores(column)[4, 0] < 2
    assert np.isnan(scales.standard_scores(np.ones((4, 1)))).all()
    table = np.random.default_rng(3).normal(size=(9, 2))
    np.testing.assert_allclose(scales.standard_scores(table, [1, -1]), stats.zscore(table, ddof=1) * [1, -1])
    away = (table - np.median(table, axis=0)) / stats.median_abs_deviation(table, scale="normal")
    np.testing.assert_allclose(scales.standard_scores(table, robust=True), away, rtol=1e-4)


def test_geometric_means_do_not_let_one_good_value_buy_off_a_bad_one():
    uneven, even = [[1.0, 99.0]], [[50.0, 50.0]]
    arithmetic = [aggregation.weighted_mean(t, [1, 1])[0] for t in (uneven, even)]
    geometric = [aggregation.weighted_mean(t, [1, 1], "geometric")[0] for t in (uneven, even)]
    assert arithmetic[0] == arithmetic[1]
    assert geometric[0] < geometric[1]
    assert np.isnan(aggregation.weighted_mean([[np.nan, np.nan]], [1, 1]))[0]
    with pytest.raises(StatisticsError):
        aggregation.weighted_mean([[0.0, 1.0]], [1, 1], "geometric")


def test_ranks_of_small_areas_are_uncertain_and_say_so():
    people = np.array([300.0, 320, 310, 9_000])
    events = np.array([30.0, 34, 29, 2_700])
    draws = uncertainty.draws_of_estimates(proportion(events, people, per=1))
    low, high = uncertainty.rank_interval(draws)
    assert np.all(high[:3] - low[:3] >= 1)
    assert (low[3], high[3]) == (1, 1)
    classes = uncertainty.printed_classes(uncertainty.class_probabilities(draws, [0.1, 0.2]))
    assert classes.printed.tolist() == [False, False, False, True]
    halves = uncertainty.group_probabilities(draws, groups=2)
    np.testing.assert_allclose(halves.sum(axis=1), 1)
    assert halves[3].tolist() == [1, 0]


def test_draws_fit_their_interval_and_empty_areas_stay_missing():
    estimate = rate([20, 4], 1000)
    draws = uncertainty.draws_of_estimates(estimate, 20_000)
    np.testing.assert_allclose(np.quantile(draws, 0.025, axis=0), estimate.lower, rtol=0.03)
    np.testing.assert_allclose(np.quantile(draws, 0.975, axis=0), estimate.upper, rtol=0.03)
    assert np.isnan(uncertainty.draws_of_estimates(rate([0.0], [0.0]), 5)).all()
    with pytest.raises(StatisticsError):
        uncertainty.rank_interval([[np.nan, 1.0]])


def test_weights_may_be_varied_and_the_shift_of_ranks_is_told():
    table = np.array([[90.0, 10], [60, 60], [10, 90]])
    weights = uncertainty.weight_draws([1, 1])
    np.testing.assert_allclose(weights.sum(axis=1), 1)
    np.testing.assert_allclose(weights.mean(axis=0), 0.5, atol=0.01)
    shift = uncertainty.rank_shift(weights @ table.T, table.mean(axis=1))
    assert shift[1] < shift[0]
