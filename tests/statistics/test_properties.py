"""What must hold whatever the figures: ordered limits, monotone in counts, free of the unit, no silent NaN."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from isp_utils.statistics import quantiles, standardised
from isp_utils.statistics.intervals import StatisticsError
from isp_utils.statistics.small_areas import empirical_bayes, pooling, shrinkage

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


@given(counts, st.floats(0.01, 5_000))
def test_ratios_rise_with_what_was_observed_and_fall_with_what_was_expected(x, e):
    less, more = standardised.indirect_ratio(x, e), standardised.indirect_ratio(x + 1, e)
    assert less.lower < more.lower
    assert less.upper < more.upper
    further = standardised.indirect_ratio(x, e * 1.01)
    assert further.upper < less.upper


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


@given(arrays.arrays(float, st.integers(5, 40), elements=st.integers(0, 30).map(float)), st.sampled_from([3, 5]))
def test_equal_values_share_a_quantile_and_higher_values_never_stand_lower(values, groups):
    found = quantiles.quantile_groups(values, groups)
    assert found.min() >= 1
    assert found.max() <= groups
    order = np.argsort(values)
    assert np.all(np.diff(found[order]) <= 0)


def test_quantiles_of_different_values_are_equally_full_and_the_first_holds_the_highest():
    found = quantiles.quantile_groups(np.arange(27.0), 5)
    sizes = np.bincount(found.astype(int), minlength=6)[1:]
    assert sorted(sizes.tolist()) == [5, 5, 5, 6, 6]
    assert (found[-1], found[0]) == (1, 5)
    assert quantiles.quantile_groups(np.arange(10.0), 5, highest_first=False).tolist() == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


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
    assert standardised.poisson_p(0, 10) == pytest.approx(2 * np.exp(-10))
    assert np.isnan(standardised.poisson_p(0, 0))
    with pytest.raises(StatisticsError):
        empirical_bayes.marshall([0, 0], [0, 0])
    with pytest.raises(StatisticsError):
        standardised.direct_rate([1, 2], [10, 20], weights)
