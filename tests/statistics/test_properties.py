"""What must hold whatever the figures: ordered limits, monotone in counts, free of the unit, no silent NaN."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from isp_utils.statistics import contrast, funnel, gradient, life_table, means, quantiles, standardised
from isp_utils.statistics.intervals import StatisticsError
from isp_utils.statistics.small_areas import empirical_bayes, pooling, shrinkage
from isp_utils.statistics.transitions import flows, multistate, survival

counts = st.integers(0, 5_000)
people = st.integers(1, 200_000)
bands = arrays.arrays(float, 5, elements=st.integers(0, 300).map(float))
sizes = arrays.arrays(float, 5, elements=st.integers(300, 5_000).map(float))
weights = np.array([3.0, 3.0, 2.0, 1.0, 1.0])


def ordered(estimate):
    known = ~np.isnan(estimate.value) & ~np.isnan(estimate.lower)
    slack = 1e-9 * (1 + np.abs(estimate.value[known]))
    return np.all(estimate.lower[known] <= estimate.value[known] + slack) and np.all(
        estimate.value[known] <= estimate.upper[known] + slack
    )


@given(bands, sizes)
def test_standardised_rates_are_ordered_scale_free_and_missing_only_below_ten_events(x, n):
    found = standardised.direct_rate(x, n, weights, per=1000)
    assert np.isnan(found.value) == (x.sum() < standardised.LEAST_EVENTS)
    assert ordered(found)
    large = standardised.direct_rate(x, n, 7 * weights, per=100_000)
    np.testing.assert_allclose([large.lower, large.upper], [100 * found.lower, 100 * found.upper], rtol=1e-9)


@given(bands, sizes)
def test_events_of_few_people_make_wider_limits_and_the_same_rate(x, n):
    single = standardised.direct_rate(4 * x, n, weights)
    repeated = standardised.direct_rate_repeated(np.stack([0 * x, 0 * x, 0 * x, x], axis=1), n, weights)
    np.testing.assert_allclose(repeated.value, single.value, rtol=1e-12)
    if not np.isnan(single.value):
        assert repeated.lower <= single.lower
        assert repeated.upper >= single.upper
        alone = standardised.direct_rate_repeated((4 * x)[:, np.newaxis], n, weights)
        np.testing.assert_allclose([alone.lower, alone.upper], [single.lower, single.upper], rtol=1e-9)


@given(counts, st.floats(0.01, 5_000))
def test_ratios_rise_with_what_was_observed_and_fall_with_what_was_expected(x, e):
    less, more = standardised.indirect_ratio(x, e), standardised.indirect_ratio(x + 1, e)
    assert less.lower < more.lower or x == 0
    assert less.upper < more.upper
    further = standardised.indirect_ratio(x, e * 1.01)
    assert further.upper < less.upper


@given(counts, people, counts, people)
def test_rate_ratios_turn_round_with_their_areas(x1, n1, x2, n2):
    there, back = contrast.rate_ratio((x1, n1), (x2, n2)), contrast.rate_ratio((x2, n2), (x1, n1))
    if x1 and x2:
        np.testing.assert_allclose([there.lower, there.upper], [1 / back.upper, 1 / back.lower], rtol=1e-9)
        assert there.lower < there.value < there.upper
    p = contrast.two_counts_p((x1, n1), (x2, n2))
    np.testing.assert_allclose(p, contrast.two_counts_p((x2, n2), (x1, n1)), rtol=1e-6, atol=1e-12)
    assert 0 <= p <= 1


@given(st.lists(st.tuples(counts, people), min_size=2, max_size=30))
def test_shrunk_rates_lie_between_the_own_and_the_common_rate(areas):
    x, n = np.array(areas, float).T
    found = empirical_bayes.marshall(x, n, per=1)
    common, own = x.sum() / n.sum(), x / n
    low, high = np.minimum(own, common), np.maximum(own, common)
    assert np.all(found.value >= low * (1 - 1e-9) - 1e-15)
    assert np.all(found.value <= high * (1 + 1e-9) + 1e-15)
    assert ordered(found)


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 300)), min_size=1, max_size=20))
def test_shrunk_shares_stay_shares_and_empty_areas_stand_at_the_county(areas):
    x, extra = np.array(areas, float).T
    n = x + extra
    if not n.any():
        with pytest.raises(StatisticsError):
            shrinkage.logit_shrunk(x, n)
        return
    found = shrinkage.logit_shrunk(x, n)
    assert ordered(found)
    assert np.all((found.lower >= 0) & (found.upper <= 100))
    assert not np.isnan(found.value).any()


@given(counts, people)
def test_quasi_cohorts_may_pass_one_hundred_and_are_never_nan(x, n):
    found = flows.quasi_cohort_rate(x, n)
    assert found.lower <= found.value <= found.upper


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=8))
def test_shares_over_years_are_as_wide_as_wilson_or_wider(years):
    x, extra = np.array(years, float).T
    n = x + extra
    found = flows.pooled_share(x, n)
    if n.sum() == 0:
        assert np.isnan(found.value)
        return
    plain = flows.proportion(x.sum(), n.sum())
    assert ordered(found)
    assert found.upper - found.lower >= (plain.upper - plain.lower) * (1 - 1e-9)


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 2)), min_size=1, max_size=60))
def test_ways_out_and_staying_add_up_to_everybody(people_seen):
    time, cause = np.array(people_seen).T
    found = multistate.competing_risks(time + 1, cause)
    stay = survival.kaplan_meier(time + 1, cause > 0)
    np.testing.assert_allclose(found.value.sum(axis=1) + stay.survival, 1, atol=1e-12)
    assert np.all(np.diff(found.value, axis=0) >= -1e-15)
    known = ~np.isnan(found.lower)
    assert np.all(found.lower[known] <= found.value[known] + 1e-12)
    assert np.all(found.value[known] <= found.upper[known] + 1e-12)


@given(
    st.lists(st.tuples(st.integers(0, 12), st.booleans()), min_size=1, max_size=60), st.sampled_from(survival.SCALES)
)
def test_survival_falls_and_its_limits_enclose_it(people_seen, scale):
    time, event = np.array(people_seen).T
    curve = survival.kaplan_meier(time, event, scale)
    assert np.all(np.diff(curve.survival) <= 0)
    known = ~np.isnan(curve.lower)
    assert np.all(curve.lower[known] <= curve.survival[known] + 1e-12)
    assert np.all(curve.survival[known] <= curve.upper[known] + 1e-12)


@given(arrays.arrays(float, st.integers(5, 40), elements=st.integers(0, 30).map(float)), st.sampled_from([3, 5]))
def test_equal_values_share_a_quantile_and_higher_values_never_stand_lower(values, groups):
    found = quantiles.quantile_groups(values, groups)
    assert found.min() >= 1
    assert found.max() <= groups
    order = np.argsort(values)
    assert np.all(np.diff(found[order]) <= 0)


@given(st.integers(1, 5_000), st.sampled_from([0.95, 0.998]))
def test_funnels_narrow_with_the_number_of_events(x, confidence):
    lines = funnel.count_limits([x, x + 1], confidence)
    assert np.all(lines.lower < 1)
    assert np.all(lines.upper > 1)
    assert lines.lower[0] < lines.lower[1]
    assert lines.upper[1] < lines.upper[0]


@given(arrays.arrays(float, (3, 6), elements=st.integers(0, 40).map(float)), st.integers(1, 6))
def test_pooling_adds_up(table, years):
    found = pooling.pooled(table, years)
    assert found.shape == (3, 7 - years)
    np.testing.assert_allclose(found[:, 0], table[:, :years].sum(axis=1))


def test_zero_events_full_cells_and_empty_populations_have_defined_answers():
    nothing = np.zeros(5)
    assert np.isnan(standardised.direct_rate(nothing, nothing, weights).value)
    assert standardised.indirect_ratio(0, 10).lower == 0
    assert np.isnan(standardised.indirect_ratio(0, 0).value)
    assert contrast.rate_ratio((0, 10), (5, 10)).lower == 0
    assert contrast.rate_ratio((5, 10), (0, 10)).upper == np.inf
    assert np.isnan(contrast.rate_ratio((5, 0), (5, 10)).value)
    assert contrast.two_counts_p((0, 10), (0, 10)) == 1
    assert np.isnan(contrast.poisson_p(0, 0))
    assert np.isnan(means.mean([np.nan]).value)
    assert np.isnan(means.mean([5.0]).lower)
    for expected in (funnel.outlying_shares([0, 0], [0, 0]), funnel.outlying_rates([0, 0], [0, 0])):
        assert expected.code.tolist() == ["", ""]
    with pytest.raises(StatisticsError):
        empirical_bayes.marshall([0, 0], [0, 0])
    with pytest.raises(StatisticsError):
        standardised.direct_rate([1, 2], [10, 20], weights)


def test_life_expectancy_is_withheld_where_nobody_should_act_on_it():
    shape = 20
    few = life_table.life_expectancy(np.full(shape, 2.0), np.full(shape, 200.0))
    assert np.isnan(few.value).all()
    people_now, deaths = np.full(shape, 300.0), np.zeros(shape)
    deaths[-1] = 1
    wide = life_table.life_expectancy(deaths, people_now)
    assert np.isnan(wide.value[-1])
    assert not np.isnan(wide.lower[-1])
    deaths[-1] = 0
    assert np.isnan(life_table.life_expectancy(deaths, people_now).value).all()
    with pytest.raises(StatisticsError):
        life_table.life_table([1, 2], [10, 20], start=[5, 1])


@settings(max_examples=5, deadline=None)
@given(st.lists(st.integers(500, 5_000), min_size=10, max_size=10))
def test_slope_of_inequality_is_steeper_the_steeper_the_ladder(population):
    step = np.arange(10.0)
    flat = gradient.inequality(50 + 0 * step, np.full(10, 1.0), population)
    steep = gradient.inequality(50 + 3 * step, np.full(10, 1.0), population)
    assert abs(float(flat.slope.value)) < 1e-9
    assert flat.slope.lower < 0 < flat.slope.upper
    assert steep.slope.lower > 0
    assert steep.relative.lower <= steep.relative.value <= steep.relative.upper
    turned = gradient.scaled(steep, -1)
    assert turned.slope.upper == -steep.slope.lower
    np.testing.assert_allclose(turned.relative.value, 1 / steep.relative.value)


def test_slope_of_inequality_equals_weighted_regression_and_refuses_three_areas():
    y = np.array([20.0, 18.0, 17.0, 12.0, 13.0, 9.0])
    n = np.array([120.0, 100.0, 90.0, 150.0, 110.0, 130.0])
    share = n / n.sum()
    middle = np.cumsum(share) - share / 2
    found = gradient.inequality(y, np.full(6, 0.5), n)
    slope, bottom = np.polyfit(middle, y, 1, w=np.sqrt(share))
    np.testing.assert_allclose([found.slope.value, found.intercept], [slope, bottom], rtol=1e-9)
    np.testing.assert_allclose(found.relative.value, (bottom + slope) / bottom, rtol=1e-9)
    logs = gradient.transformed_inequality(y, np.full(6, 0.05), n, "rate")
    slope, bottom = np.polyfit(middle, np.log(y), 1, w=np.sqrt(share))
    np.testing.assert_allclose(logs.relative.value, np.exp(slope), rtol=1e-9)
    np.testing.assert_allclose(logs.slope.value, np.exp(bottom + slope) - np.exp(bottom), rtol=1e-9)
    with pytest.raises(StatisticsError, match="at least 5"):
        gradient.inequality(y[:3], np.ones(3), n[:3])
