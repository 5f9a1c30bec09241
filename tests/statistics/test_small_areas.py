"""Small areas: what pooling, borrowing and maps may claim."""

import numpy as np
import pytest
from scipy import optimize, stats

from isp_utils.statistics import peers
from isp_utils.statistics.intervals import StatisticsError, rate
from isp_utils.statistics.small_areas import empirical_bayes, fay_herriot, moran, pooling, shrinkage


def ring(n):
    return [[(i - 1) % n, (i + 1) % n] for i in range(n)]


def test_areas_that_do_not_differ_beyond_chance_all_get_the_common_rate():
    found = empirical_bayes.marshall([5, 5, 5], [500, 500, 500])
    assert found.value.tolist() == pytest.approx([10, 10, 10])
    common = rate(15, 1500)
    assert (found.lower[0], found.upper[0]) == pytest.approx((common.lower, common.upper))


def test_an_area_without_people_has_no_rate_and_no_weight():
    found = empirical_bayes.marshall([0, 9, 30], [0, 1000, 1000])
    assert np.isnan(found.value[0])
    assert found.value[1:].tolist() == empirical_bayes.marshall([9, 30], [1000, 1000]).value.tolist()
    local = empirical_bayes.marshall_local([0, 9, 30], [0, 1000, 1000], [[1], [0, 2], [1]])
    assert np.isnan(local[0])
    assert not np.isnan(local[1:]).any()


def test_local_rates_are_drawn_to_the_neighbourhood_not_to_everybody():
    people = np.full(8, 400.0)
    events = np.array([2, 3, 2, 4, 30, 32, 29, 31], float)
    chain = [[1], [0, 2], [1], [], [5], [4, 6], [5, 7], [6]]
    near = empirical_bayes.marshall_local(events, people, chain)
    everybody = empirical_bayes.marshall(events, people).value
    assert near[1] < everybody[1]
    assert near[6] > everybody[6]


def test_empirical_bayes_brings_small_areas_closer_to_the_truth():
    random = np.random.default_rng(27)
    people = random.integers(80, 2000, 27).astype(float)
    gain = []
    for _ in range(200):
        truth = random.gamma(20, 0.01 / 20, 27)
        events = random.poisson(truth * people)
        smooth = empirical_bayes.marshall(events, people, per=1).value
        gain.append(((events / people - truth) ** 2).sum() - ((smooth - truth) ** 2).sum())
    assert np.mean(gain) > 0


def test_shrunk_shares_move_towards_the_county_the_more_the_smaller_the_area():
    found = shrinkage.logit_shrunk([2, 400, 150], [4, 800, 600]).value
    county = 100 * 552 / 1404
    assert abs(found[0] - county) < abs(50 - county)
    assert abs(found[1] - 50) < abs(found[0] - 50)


def test_fay_herriot_maximises_the_restricted_likelihood():
    random = np.random.default_rng(43)
    x = np.column_stack([np.ones(43), random.normal(size=43)])
    d = random.uniform(0.5, 4, 43)
    y = x @ [10.0, 2.0] + random.normal(0, 1.5, 43) + random.normal(0, np.sqrt(d))

    def loss(between):
        v = between + d
        weighted = x.T / v
        beta = np.linalg.solve(weighted @ x, weighted @ y)
        return np.log(v).sum() + np.linalg.slogdet(weighted @ x)[1] + ((y - x @ beta) ** 2 / v).sum()

    best = optimize.minimize_scalar(loss, bounds=(0, 20), method="bounded", options={"xatol": 1e-10}).x
    found = fay_herriot.fay_herriot(y, d, x)
    assert found.between == pytest.approx(best, rel=1e-5)
    assert np.all(found.error < d)
    with pytest.raises(StatisticsError):
        fay_herriot.fay_herriot([1.0, np.nan, 2.0], [1.0, 1.0, 1.0], np.ones((3, 1)))


def test_areas_without_real_differences_have_no_between_variance():
    found = fay_herriot.fay_herriot([10.0, 10.1, 9.9, 10.0], [4.0, 4.0, 4.0, 4.0], np.ones((4, 1)))
    assert found.between == 0
    assert np.ptp(found.value) == pytest.approx(0)


def test_permutation_agrees_with_the_moments_and_finds_a_cluster():
    values = np.r_[np.full(6, 20.0), np.full(21, 10.0)] + np.random.default_rng(1).normal(0, 0.5, 27)
    weights = moran.row_standardised(ring(27))
    moments, drawn = moran.local_moran(values, weights), moran.local_moran_permuted(values, weights, 1999)
    np.testing.assert_allclose(drawn.value, moments.value)
    np.testing.assert_allclose(drawn.expected, moments.expected, atol=0.05)
    np.testing.assert_allclose(drawn.variance, moments.variance, rtol=0.15, atol=0.01)
    assert drawn.p[2] < 0.05
    assert moran.moran(values, weights).p < 0.001


def test_no_pattern_gives_uniform_p_values():
    random = np.random.default_rng(2)
    weights = moran.row_standardised(ring(40))
    p = [float(moran.moran(random.normal(size=40), weights).p) for _ in range(400)]
    assert stats.kstest(p, "uniform").pvalue > 0.01


def test_constant_values_and_islands_are_refused_or_left_at_zero():
    with pytest.raises(StatisticsError):
        moran.moran([1.0, 1.0, 1.0, 1.0], moran.row_standardised(ring(4)))
    weights = moran.row_standardised([[1], [0, 2], [1], [], [1]])
    found = moran.local_moran_permuted([1.0, 2.0, 3.0, 4.0, 9.0], weights, 99)
    assert found.value[3] == 0
    assert found.p[3] == 1


def test_more_years_than_there_are_cannot_be_pooled():
    with pytest.raises(StatisticsError):
        pooling.pooled([1.0, 2.0], 3)


def test_peers_are_others_and_complete():
    table = [[1.0, 2.0], [1.0, 2.0], [np.nan, 2.0], [4.0, 9.0]]
    rows, distance = peers.nearest(table, own=0, k=10)
    assert rows.tolist() == [1, 3]
    assert distance[0] == 0
    assert peers.same_type(["a", "b", "a", "a"], own=0).tolist() == [2, 3]
    with pytest.raises(StatisticsError):
        peers.nearest(table, own=2)
