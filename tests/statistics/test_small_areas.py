"""Small areas: what pooling and borrowing may claim."""

import numpy as np
import pytest
from scipy import spatial, special, stats

from isp_utils.statistics import peers
from isp_utils.statistics.intervals import StatisticsError, rate
from isp_utils.statistics.small_areas import empirical_bayes, pooling, shrinkage


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


def test_the_scatter_of_a_neighbourhood_is_about_each_areas_own_mean():
    """By hand: the neighbourhoods have the means .02, .03 and .04; spdep::EBlocal centres on each one's own."""
    people, events = np.full(3, 1000.0), np.array([10.0, 30, 50])
    found = empirical_bayes.marshall_local(events, people, [[1], [0, 2], [1]], per=1)
    apart = np.array([0.01, 0.0, 0.01]) ** 2
    variance = np.array([apart[:2].mean(), apart.mean(), apart[1:].mean()]) - np.array([0.02, 0.03, 0.04]) / 1000
    share = variance / (variance + np.array([0.02, 0.03, 0.04]) / 1000)
    np.testing.assert_allclose(found, np.array([0.02, 0.03, 0.04]) + share * np.array([-0.01, 0, 0.01]))


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


def test_a_neighbourhood_of_everybody_is_the_whole():
    people, events = np.array([300.0, 500, 800, 1200]), np.array([2.0, 9, 5, 31])
    everybody = [[b for b in range(4) if b != a] for a in range(4)]
    local = empirical_bayes.marshall_local(events, people, everybody)
    np.testing.assert_allclose(local, empirical_bayes.marshall(events, people).value)


def test_limits_of_shrunk_rates_are_those_of_the_gamma_posterior():
    people, events = np.array([300.0, 500, 800, 1200]), np.array([2.0, 9, 5, 31])
    mean, variance = empirical_bayes.prior(events, people)
    found = empirical_bayes.marshall(events, people, per=1)
    inside = special.gammainc(
        mean**2 / variance + events, np.stack([found.lower, found.upper]) * (mean / variance + people)
    )
    np.testing.assert_allclose(inside, [[0.025] * 4, [0.975] * 4])


def test_shrunk_shares_follow_the_formula_of_the_scottish_report():
    r, n = np.array([3.0, 90]), np.array([4.0, 300])
    z = np.log((r + 0.5) / (n - r + 0.5))
    county = np.log(93.5 / 211.5)
    s2 = (n + 1) * (n + 2) / (n * (r + 1) * (n - r + 1))
    t2 = (z[0] - z[1]) ** 2 / 2
    w = (1 / s2) / (1 / s2 + 1 / t2)
    moved = w * z + (1 - w) * county
    half = 1.959964 * np.sqrt(1 / (1 / s2 + 1 / t2))
    found = shrinkage.logit_shrunk(r, n)
    expected = 100 / (1 + np.exp(-np.stack([moved, moved - half, moved + half])))
    np.testing.assert_allclose([found.value, found.lower, found.upper], expected, rtol=1e-6)


def test_shrunk_shares_move_towards_the_county_the_more_the_smaller_the_area():
    found = shrinkage.logit_shrunk([2, 400, 150], [4, 800, 600]).value
    county = 100 * 552 / 1404
    assert abs(found[0] - county) < abs(50 - county)
    assert abs(found[1] - 50) < abs(found[0] - 50)


def test_more_years_than_there_are_cannot_be_pooled():
    with pytest.raises(StatisticsError):
        pooling.pooled([1.0, 2.0], 3)


def test_peers_are_others_and_complete():
    table = [[1.0, 2.0], [1.0, 2.0], [np.nan, 2.0], [4.0, 9.0]]
    rows, distance = peers.nearest(table, own=0, k=10)
    assert rows.tolist() == [1, 3]
    assert distance[0] == 0
    with pytest.raises(StatisticsError):
        peers.nearest(table, own=2)


def test_distance_between_peers_is_euclidean_over_weighted_standard_scores():
    table = np.random.default_rng(45).normal(size=(9, 3)) * [1, 20, 300]
    weights = np.array([1.0, 2, 0.5])
    rows, distance = peers.nearest(table, own=4, k=3, weights=weights)
    away = spatial.distance.cdist(stats.zscore(table) * np.sqrt(weights), stats.zscore(table) * np.sqrt(weights))[4]
    assert rows.tolist() == np.argsort(away)[1:4].tolist()
    np.testing.assert_allclose(distance, np.sort(away)[1:4])
