"""Areas that differ by chance only are called different in at most five percent of runs (Benjamini-Hochberg)."""

import numpy as np
import pytest

from isp_utils.statistics.comparison import (
    benjamini_hochberg,
    two_sample_p,
)
from isp_utils.statistics.intervals import Estimate, proportion, rate
from isp_utils.statistics.standardised import poisson_p

RUNS, AREAS = 2_000, 60


@pytest.fixture(scope="module")
def counties():
    """Events and people of areas between a small municipality and a county, all with one true rate."""
    random = np.random.default_rng(3354)
    people = np.broadcast_to(np.geomspace(300, 60_000, AREAS).round(), (RUNS, AREAS))
    return random.poisson(0.012 * people).astype(float), people


def share_of_runs(p):
    return np.mean([benjamini_hochberg(run).any() for run in p])


def test_rates_against_a_fixed_reference(counties):
    events, people = counties
    assert share_of_runs(poisson_p(events, 0.012 * people)) <= 0.05


def test_many_indicators_at_once_still_alarm_in_one_run_of_twenty_at_most():
    random = np.random.default_rng(80)
    expected = np.broadcast_to(np.geomspace(3, 400, 40), (300, 80, 40))
    p = poisson_p(random.poisson(expected), expected)
    assert share_of_runs(p) <= 0.05


def test_the_whole_way_of_a_report_words_included():
    """Interval, comparison, p from the intervals, discovery: what the notebooks do, for areas of some size."""
    random = np.random.default_rng(7)
    people = np.broadcast_to(np.geomspace(2_000, 60_000, 27).round(), (RUNS, 27))
    events = random.binomial(people.astype(int), 0.2)
    narrow = proportion(events, people)
    alone = Estimate(*(np.full(narrow.value.shape, 20.0) for _ in range(3)), 0.95, "reference")
    p = two_sample_p(narrow, alone)
    kept = np.stack([benjamini_hochberg(run) for run in p])
    assert (p < 0.05).mean() == pytest.approx(0.05, abs=0.005)  # each single one errs as promised
    assert kept.any(axis=1).mean() <= 0.05


def test_a_real_difference_is_still_found(counties):
    events, people = counties
    raised = events.copy()
    raised[:, -1] = np.random.default_rng(1).poisson(1.25 * 0.012 * people[:, -1])
    p = poisson_p(raised, 0.012 * people)
    assert np.mean([benjamini_hochberg(run)[-1] for run in p]) > 0.95


def test_rates_called_different_by_their_own_interval_are_few(counties):
    events, people = counties
    births = rate(events, people)
    outside = (births.lower > 12) | (births.upper < 12)
    assert outside.mean() <= 0.055
