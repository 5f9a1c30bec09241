"""Projections, quotas and places: people are conserved, whole, and forecasts carry their past errors."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from isp_utils.statistics.intervals import StatisticsError
from isp_utils.statistics.population import (
    backtest,
    cohort,
    forecast,
    hamilton_perry,
    mortality,
    need,
    quotas,
    whole,
)

AGES = 101


def still_standing(**changes):
    plan = {
        "survival": np.ones((2, AGES)),
        "newborn": np.ones(2),
        "fertility": np.zeros(AGES),
    } | changes
    return cohort.Step(**plan)


def test_without_births_deaths_and_moves_nobody_is_lost_or_found():
    people = np.random.default_rng(0).integers(0, 900, (2, AGES)).astype(float)
    path = cohort.project(people, [still_standing()] * 30)
    np.testing.assert_allclose(path.sum(axis=(1, 2)), people.sum())
    np.testing.assert_allclose(path[30, :, 30:-1], people[:, :-31])


def test_single_year_balance_of_births_deaths_and_moves():
    people = np.full((2, AGES), 100.0)
    survival = np.full((2, AGES), 0.98)
    fertility = np.zeros(AGES)
    fertility[20:40] = 0.07
    step = still_standing(survival=survival, fertility=fertility, arrivals=np.full((2, AGES), 2.0), departures=1.0)
    after = cohort.advance(people, step)
    born = cohort.births(people[0], fertility, survival[0])
    assert after.sum() == pytest.approx(people.sum() * 0.98 + born + 2 * AGES)
    assert after[1, 0] - 1 > after[0, 0] - 1  # more boys than girls


def test_departures_cannot_take_more_people_than_there_are():
    people = np.full((2, AGES), 1.0)
    assert cohort.advance(people, still_standing(departures=5.0)).min() == 0


def test_whole_person_projection_keeps_whole_persons_and_stays_near():
    people = np.random.default_rng(3).integers(0, 60, (2, AGES)).astype(float)
    step = still_standing(survival=np.full((2, AGES), 0.987), arrivals=np.full((2, AGES), 0.4))
    fine = cohort.project(people, [step] * 10)
    rough = cohort.project(people, [step] * 10, settle=whole.whole_persons)
    assert np.all(rough == np.floor(rough))
    np.testing.assert_allclose(rough.sum(axis=(1, 2)), fine.sum(axis=(1, 2)), atol=6)


def test_impossible_plans_have_a_named_error():
    people = np.full((2, AGES), 1.0)
    for bad in (
        still_standing(survival=np.full((2, AGES), 1.2)),
        still_standing(fertility=np.full(AGES, -0.1)),
        still_standing(survival=np.ones((2, 5))),
    ):
        with pytest.raises(StatisticsError):
            cohort.advance(people, bad)
    with pytest.raises(StatisticsError):
        cohort.advance(np.full((2, AGES), np.nan), still_standing())


def test_survival_comes_from_the_life_table_and_improves_with_brass():
    alive = np.exp(-((np.arange(0, 102) / 85) ** 6))
    ratios = mortality.survival_ratios(mortality.person_years(alive))
    better = mortality.survival_ratios(mortality.person_years(mortality.brass(alive, 0.1)))
    assert ratios.shape == (101,)
    assert np.all((ratios > 0) & (ratios <= 1))
    assert np.all(better[1:-2] >= ratios[1:-2])


def test_catchments_borrow_ratios_from_the_county():
    county = hamilton_perry.Ratios(np.array([[np.nan, 0.9, 0.8]] * 2), np.array([0.2, 0.21]))
    local = hamilton_perry.Ratios(np.array([[np.nan, 2.0, np.nan]] * 2), np.array([0.5, np.nan]))
    found = hamilton_perry.shrunk(local, county, [[10, 100, 0]] * 2)
    assert found.change[0, 1] == pytest.approx((2.0 + 0.9) / 2)
    assert found.change[0, 2] == 0.8
    assert found.children.tolist() == pytest.approx([0.5 / 11 + 0.2 * 10 / 11, 0.21])


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


def test_key_figures_of_the_county_bind_the_parts():
    table = whole.fitted_to_margins([[1.0, 2.0], [3.0, 4.0]], [40, 60], [30, 70])
    np.testing.assert_allclose(table.sum(axis=1), [40, 60])
    np.testing.assert_allclose(table.sum(axis=0), [30, 70])
    with pytest.raises(StatisticsError):
        whole.fitted_to_margins([[0.0, 0.0], [1.0, 1.0]], [5, 5], [5, 5])
    with pytest.raises(StatisticsError):
        whole.whole_persons([0.0, 0.0], 3)


def test_quotas_of_small_places_are_drawn_to_the_county_and_predict_whole_children():
    quota = quotas.shrunk_quota([2, 60, 70], [2, 100, 100])
    estimate = quota.estimate()
    assert 60 < estimate.value[0] < 100
    assert np.all(estimate.lower <= estimate.value)
    seen = quotas.persons([3, 40, 41], quota)
    for numbers in (seen.value, seen.lower, seen.upper):
        assert np.all(numbers == np.floor(numbers))
    assert np.all((seen.lower >= 0) & (seen.lower <= seen.value) & (seen.value <= seen.upper))
    assert np.all(seen.upper <= [3, 40, 41])
    with pytest.raises(StatisticsError):
        quotas.shrunk_quota([3], [2])
    with pytest.raises(StatisticsError):
        quotas.shrunk_quota([0], [0])


def test_alike_areas_are_treated_as_one_and_different_ones_are_not():
    assert quotas.strength_between([50, 50], [100, 100]) == quotas.STRONGEST
    assert quotas.strength_between([10, 90], [100, 100]) < 10


def test_prediction_intervals_of_quotas_cover_what_comes():
    random = np.random.default_rng(6)
    hits = []
    for _ in range(300):
        truth = random.beta(30, 20, 12)
        people = random.integers(15, 80, 12)
        quota = quotas.shrunk_quota(random.binomial(people, truth), people)
        coming = random.integers(15, 80, 12)
        found = quotas.persons(coming, quota)
        came = random.binomial(coming, truth)
        hits.append(((came >= found.lower) & (came <= found.upper)).mean())
    assert 0.78 < np.mean(hits) < 0.92


def test_places_first_graders_and_pupils_are_whole_and_never_more_than_the_children():
    born = np.array([90.0, 85.0, 95.0, 88.0, np.nan])
    children = need.children_draws(born, [90, 85, 95, 88, 80], errors=0.05, draws=2000)
    assert np.all(children[:, :4] == born[:4])
    assert 75 < children[:, 4].mean() < 85
    uptake = quotas.Quota(np.full(5, 93.0), np.full(5, 7.0))
    users = need.users_draws(children, uptake)
    assert np.all(users <= children)
    places = need.places_draws(users, reserve=0.05)
    assert np.all(places == np.floor(places))
    assert 0 <= need.share_without_place(450, places) <= 1
    early, late = quotas.Quota(np.array(3.0), np.array(97.0)), quotas.Quota(np.array(8.0), np.array(92.0))
    entrants = need.first_graders_draws(children, early, late)
    assert entrants.shape == (2000, 3)
    told = quotas.persons_from_draws(entrants)
    assert np.all(told.lower <= told.value)
    assert np.all(told.value <= told.upper)
    assert np.all(np.abs(told.value - born[1:4]) < 12)
    passing = quotas.Quota(np.full(3, 98.0), np.full(3, 2.0))
    pupils = need.pupils_draws(entrants, [80, 82, 84, 86], passing)
    assert pupils.shape == (2000, 3, 4)
    assert np.all(pupils[:, 0, 1] <= 80)


def test_simulations_repeat_themselves():
    first, second = (need.children_draws([np.nan], [50.0], draws=20) for _ in range(2))
    assert first.tolist() == second.tolist()


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


def test_intervals_from_past_errors_cover_as_promised_without_hindsight():
    random = np.random.default_rng(10)
    walks = 300 * np.exp(np.cumsum(random.normal(0, 0.04, (40, 30)), axis=1))
    errors = backtest.relative_errors(walks, backtest.last_value, 3)
    found = backtest.rolling_coverage(errors, 0.8)
    assert np.all(np.abs(found.coverage - 0.8) < 0.06)
    future = backtest.with_past_errors(backtest.last_value(walks[0], 3), errors)
    assert np.all(np.diff(future.upper - future.lower) > 0)
    with pytest.raises(StatisticsError):
        backtest.with_past_errors(np.ones(4), errors)


def test_short_series_get_no_arima():
    with pytest.raises(StatisticsError):
        forecast.arima(np.arange(14.0), (0, 1, 1), 2)
    with pytest.raises(StatisticsError):
        forecast.exponential_smoothing([1.0, np.nan, 2.0, 3.0], 2)
    steady = forecast.exponential_smoothing([5.0, 5.2, 5.1, 5.3, 5.2, 5.4, 5.3], 3)
    assert np.all(np.diff(steady.upper - steady.lower) >= 0)
