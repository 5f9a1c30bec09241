"""The effect of a beginning: what is claimed, what is not, and how often either is wrong."""

import math

import numpy as np
import pytest

from benchmarks import calibration
from benchmarks.calibration import CASES, World
from isp_utils.statistics.effect import FEWEST_CLAIMED, FEWEST_COMPARED, Course, effect_on_counts, effect_on_values
from isp_utils.statistics.intervals import StatisticsError
from isp_utils.statistics.trend import Counted

OHNE, DEATHS, BIRTHS = CASES[2:]
RUNS = 400
SIZES = np.geomspace(1, 24, 30)[:, None]


def kreise(factor: float = 1.0, years: int = 12, drift: float = 0.0) -> tuple[Course, Counted, Counted, Counted]:
    """A Kreis whose events are multiplied from the middle on (and drift by their own), Land and 30 calm Kreise."""
    random = np.random.default_rng(17)
    after = np.arange(years) >= years // 2
    land = 0.01 * 1.03 ** np.arange(years)
    people = np.round(9_000 * SIZES) * np.ones(years)
    own = np.round(20_000 * land * np.where(after, factor, 1.0) * (1 + drift) ** np.arange(years))
    return (
        Course(list(range(2010, 2010 + years)), after.tolist()),
        Counted(own, np.full(years, 20_000.0)),
        Counted(land * 5e6, np.full(years, 5e6)),
        Counted(random.poisson(people * land).astype(float), people),
    )


@pytest.mark.parametrize("phi", [1.0, 2.0])
def test_without_effect_at_most_one_in_twenty_is_called_effective_also_with_scatter_and_a_common_trend(phi):
    assert calibration.effects_claimed(OHNE, World(phi, 0.0, 12), RUNS).share <= 0.05


def test_nor_do_deviations_that_persist_make_an_effect():
    assert calibration.effects_claimed(DEATHS, World(2.0, 0.8, 12), 100).share <= 0.05


@pytest.mark.parametrize("case", [DEATHS, BIRTHS])
@pytest.mark.parametrize("phi", [1.0, 2.0])
def test_a_halving_is_found_with_six_years_before_and_six_after(case, phi):
    assert calibration.effects_claimed(case, World(phi, 0.0, 12), 60, factor=0.5).share >= 0.8


def test_only_the_change_beside_the_land_counts():
    none, more, less = (effect_on_counts(*kreise(factor)) for factor in (1.0, 1.5, 0.6))
    assert (none.sign, more.sign, less.sign) == (0, 1, -1)
    assert more.difference.change == pytest.approx(50, abs=1)
    assert less.jump.change == pytest.approx(-40, abs=1)
    assert more.difference.lower < more.difference.change < more.difference.upper
    assert more.difference.detectable > 0


def test_a_trend_of_its_own_that_went_on_all_along_is_no_effect():
    found = effect_on_counts(*kreise(drift=0.06))
    assert found.difference.sign == 1  # before and after alone would call it one
    assert found.sign == 0


def test_few_points_allow_a_comparison_but_no_claim_and_fewer_not_even_that():
    some, few = (effect_on_counts(*kreise(3.0, 2 * number)) for number in (FEWEST_CLAIMED - 1, FEWEST_COMPARED - 1))
    assert some.difference.sign == 1
    assert (some.jump, some.sign) == (None, 0)
    assert (few.difference, few.sign) == (None, 0)
    assert (few.before, few.after) == (2, 2)


def test_few_cases_or_few_other_areas_are_not_tested():
    course, own, land, peers = kreise(3.0)
    rare = Counted(np.array([0.0, 1, 2, 1, 0, 1] * 2), np.full(12, 100.0))
    assert effect_on_counts(course, rare, land, peers).difference is None
    lonely = Counted(peers.events[:9], peers.population[:9])
    assert effect_on_counts(course, own, land, lonely).difference is None


def test_a_side_without_any_event_has_no_logarithm_and_no_claim():
    course, own, land, peers = kreise()
    gone = Counted(np.where(course.after, 0.0, own.events), own.population)
    assert effect_on_counts(course, gone, land, peers).sign == 0


def test_years_that_the_area_does_not_know_do_not_count():
    course, own, land, peers = kreise(1.5)
    events = np.array(own.events)
    events[[0, 11]] = math.nan
    found = effect_on_counts(course, Counted(events, own.population), land, peers)
    assert (found.before, found.after, found.sign) == (5, 5, 1)


def test_values_are_tested_by_the_scatter_of_each_area():
    random = np.random.default_rng(3)
    course = kreise()[0]
    scatter = np.geomspace(1, 0.25, 31)[:, None]
    values = 40 + scatter * random.standard_normal((31, 12)) + 0.5 * np.arange(12)
    land = 40 + 0.5 * np.arange(12)
    assert effect_on_values(course, values[0], land, values[1:]).sign == 0
    moved = values[0] - np.where(course.after, 5.0, 0.0)
    found = effect_on_values(course, moved, land, values[1:])
    assert found.sign == -1
    assert found.difference.change == pytest.approx(-5, abs=1.5)


def test_tables_of_other_years_are_refused():
    course, own, land, peers = kreise()
    with pytest.raises(StatisticsError):
        effect_on_counts(Course(course.years[1:], course.after[1:]), own, land, peers)
