"""Transitions: shares of identified people, stocks of quasi-cohorts, durations and several ways out."""

import numpy as np
import pytest
from statsmodels.duration.survfunc import CumIncidenceRight

from isp_utils.statistics.intervals import StatisticsError
from isp_utils.statistics.transitions import flows, multistate, survival


def test_rates_of_identified_people_add_up_and_an_empty_school_has_none():
    table = flows.flow_table([0, 0, 0, 1, 1], [1, 2, 2, 2, 0], states=4)
    found = flows.transition_rates(table)
    assert found.value[0].sum() == pytest.approx(100)
    assert np.isnan(found.value[3]).all()
    np.testing.assert_allclose(flows.markov_steps(np.full((2, 2), 0.5), 3), 0.5)
    with pytest.raises(StatisticsError):
        flows.flow_table([0], [4], states=4)
    with pytest.raises(StatisticsError):
        flows.markov_steps([[0.5, 0.4], [0, 1]], 2)


def test_several_shares_together_need_wider_limits():
    alone = flows.transition_rates(np.array([[30.0, 50, 20]]))
    together = flows.simultaneous_shares([[30.0, 50, 20]])
    assert np.all(together.lower < alone.lower)
    assert np.all(together.upper > alone.upper)


def test_years_that_differ_widen_the_limits_of_a_quota():
    steady = flows.pooled_share([50, 51, 49], [100, 100, 100])
    restless = flows.pooled_share([20, 80, 50], [100, 100, 100])
    assert restless.value == steady.value
    assert restless.upper - restless.lower > 2 * (steady.upper - steady.lower)
    assert flows.quasi_cohort_rate(110, 100).value == pytest.approx(110)
    assert np.isnan(flows.quasi_cohort_rate(5, 0).value)
    assert flows.quasi_cohort_rate(0, 100).upper > 0


def test_competing_risks_equal_statsmodels_ties_and_errors_included():
    random = np.random.default_rng(120)
    time, cause = random.integers(1, 25, 300), random.integers(0, 4, 300)
    found, reference = multistate.competing_risks(time, cause), CumIncidenceRight(time, cause)
    at = np.searchsorted(found.time, reference.times)
    for k in range(3):
        np.testing.assert_allclose(found.value[at, k], reference.cinc[k], atol=1e-14)
        np.testing.assert_allclose(found.error[at, k], reference.cinc_se[k], atol=1e-14)


def test_one_minus_kaplan_meier_overstates_where_there_are_other_ways_out():
    random = np.random.default_rng(2)
    time, cause = random.integers(1, 120, 500), random.choice([0, 1, 2, 2], 500)
    naive = 1 - survival.kaplan_meier(time, cause == 1).survival[-1]
    assert naive > 1.2 * multistate.competing_risks(time, cause).value[-1, 0]


def test_two_states_are_kaplan_meier_again():
    random = np.random.default_rng(5)
    time, event = random.integers(1, 40, 200).astype(float), random.random(200) < 0.7
    rows = multistate.Intervals(0 * time, time, np.zeros(200, int), np.where(event, 1, -1))
    curve = survival.kaplan_meier(time, event)
    staying = multistate.transition_probabilities(rows, 2, curve.time)[:, 0, 0]
    np.testing.assert_allclose(staying, curve.survival, atol=1e-12)


def test_probabilities_stay_probabilities_and_times_keep_their_order():
    random = np.random.default_rng(6)
    start = random.integers(0, 5, 300).astype(float)
    rows = multistate.Intervals(
        start, start + random.integers(1, 9, 300), random.integers(0, 3, 300), random.integers(-1, 3, 300)
    )
    found = multistate.transition_probabilities(rows, 3, [9.0, 3.0])
    np.testing.assert_allclose(found.sum(axis=2), 1)
    assert found.min() >= 0
    np.testing.assert_allclose(found[1], multistate.transition_probabilities(rows, 3, [3.0])[0])


def test_impossible_stays_have_a_named_error():
    bad = multistate.Intervals(np.array([2.0]), np.array([1.0]), np.array([0]), np.array([1]))
    with pytest.raises(StatisticsError):
        multistate.transition_probabilities(bad, 2, [1.0])
    with pytest.raises(StatisticsError):
        survival.kaplan_meier([np.nan], [True])
    with pytest.raises(StatisticsError):
        survival.log_rank([1.0, 2.0], [True, True], ["a", "a"])
    with pytest.raises(StatisticsError):
        multistate.competing_risks([], [])
    assert np.isnan(survival.median_time(survival.kaplan_meier([1.0, 2.0], [False, False])))
