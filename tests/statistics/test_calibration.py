"""Statements of the pages are false alarms in at most 6 of 100 cases: the corners of the calibration, few runs each.

The bound has a margin of two and a half standard errors of these runs. The whole table: `benchmarks/calibration.py`.
"""

import math

import numpy as np
import pytest

from benchmarks import calibration
from benchmarks.calibration import ALLOWED, CASES, INDEX, SAMPLE, World
from isp_utils.statistics.dispersion import dispersion, value_scatter, widened_proportion, widened_rate
from isp_utils.statistics.intervals import StatisticsError, proportion, rate

OHNE = CASES[2]
DEATHS = CASES[3]


def most(of: int) -> float:
    """Share of false alarms that `of` independent statements at the bound may show."""
    bound = ALLOWED / 100
    return bound + 2.5 * math.sqrt(bound * (1 - bound) / of)


@pytest.mark.parametrize("rho", [0.0, 0.8])
@pytest.mark.parametrize("phi", [1.0, 3.0])
@pytest.mark.parametrize("case", [OHNE, DEATHS])
def test_flows_equal_to_the_lands_are_called_different_in_at_most_six_of_a_hundred_cases(case, phi, rho):
    found = calibration.comparison_of_flows(case, World(phi, rho), runs=30)
    assert found.share <= most(found.of)


@pytest.mark.parametrize(("rho", "years"), [(0.0, 8), (0.8, 12), (0.8, 5)])
@pytest.mark.parametrize("phi", [1.0, 3.0])
def test_no_trend_beside_the_land_is_called_one_in_at_most_six_of_a_hundred_cases(phi, rho, years):
    found = calibration.trend_beside_the_land(OHNE, World(phi, rho, years), runs=12)
    assert found.share <= most(found.of)
    assert found.power > 0  # what could be found stands beside it


def test_samples_indices_and_ranks_keep_their_promise():
    sample = calibration.comparison_of_samples(SAMPLE, World(1, 0, 1), runs=20)
    index = calibration.change_of_index(INDEX, World(3, 0.8), runs=8)
    ranks = calibration.coverage_of_ranks(DEATHS, World(2, 0.5), runs=25)
    assert sample.share <= most(sample.of)
    assert index.share <= most(index.of)
    assert ranks.share >= 0.9 - 2.5 * math.sqrt(0.09 / ranks.of)


@pytest.mark.parametrize("phi", [1.0, 2.0, 3.0])
def test_the_scatter_is_measured_as_it_is(phi):
    random = np.random.default_rng(6)
    panels = [calibration.panel(DEATHS, World(phi, 0.0), random) for _ in range(12)]
    found = [dispersion(each.events, each.people, binomial=False) for each in panels]
    assert np.mean(found) == pytest.approx(phi, rel=0.12)


def test_scatter_that_persists_counts_in_full():
    random = np.random.default_rng(7)
    panels = [calibration.panel(DEATHS, World(3.0, 0.8), random) for _ in range(12)]
    assert np.mean([dispersion(each.events, each.people, binomial=False) for each in panels]) > 2.7


def test_breaks_and_exceptional_years_do_not_count_as_scatter():
    random = np.random.default_rng(8)
    seen = calibration.panel(DEATHS, World(1.0, 0.0, 16), random)
    fewer = np.where(np.arange(16) >= 8, seen.people / np.geomspace(1, 3, 45)[:, None], seen.people)  # a new definition
    exceptional = seen.events.copy()
    exceptional[3, 8] *= 9
    gap, people = (np.insert(each, 8, np.nan, axis=1) for each in (seen.events, fewer))
    plain = dispersion(seen.events, seen.people, binomial=False)
    assert dispersion(gap, people, binomial=False) == pytest.approx(plain, abs=0.25)
    assert dispersion(seen.events, fewer, binomial=False) > 2 * plain  # unsaid, it would
    told = np.where(exceptional == exceptional[3, 8], np.nan, exceptional)
    assert dispersion(told, seen.people, binomial=False) == pytest.approx(plain, abs=0.1)


def test_too_few_areas_or_years_tell_no_scatter():
    seen = calibration.panel(OHNE, World(1.0, 0.0), np.random.default_rng(9))
    assert math.isnan(dispersion(seen.events[:9], seen.people[:9], binomial=True))
    assert math.isnan(dispersion(seen.events[:, :6], seen.people[:, :6], binomial=True))
    assert math.isnan(value_scatter(seen.events[:9]))
    with pytest.raises(StatisticsError):
        dispersion(seen.events[0], seen.people[0], binomial=True)


def test_limits_without_scatter_are_the_plain_ones_and_wider_with_it():
    plain, same = proportion(37, 523), widened_proportion(37, 523, 1.0)
    assert (same.lower, same.upper) == (plain.lower, plain.upper)
    wide = widened_proportion(37, 523, 4.0)
    assert float(wide.upper - wide.lower) == pytest.approx(2 * float(plain.upper - plain.lower), rel=0.06)
    plain, same = rate(104, 37_000), widened_rate(104, 37_000, 1.0)
    assert (same.lower, same.upper) == (plain.lower, plain.upper)
    assert np.isnan(widened_rate(104, 37_000, np.nan).lower)
    with pytest.raises(StatisticsError):
        widened_rate(104, 37_000, 0.5)
    with pytest.raises(StatisticsError):
        widened_proportion(5, 4, 1.0)
