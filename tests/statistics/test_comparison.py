"""Comparisons: never without interval, words only where defined, no false alarm flood."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from isp_utils.statistics import comparison
from isp_utils.statistics.intervals import Estimate, StatisticsError, proportion


def test_newcombe_difference_equals_the_published_example():
    # Newcombe (1998), Stat Med 17:873, table II, method 10, rows a, c and g.
    for x1, n1, x2, n2, expected in (
        (56, 70, 48, 80, (0.0524, 0.3339)),
        (6, 7, 2, 7, (0.0582, 0.8062)),
        (10, 10, 0, 20, (0.6791, 1.0)),
    ):
        found = comparison.difference(proportion(x1, n1, per=1), proportion(x2, n2, per=1))
        np.testing.assert_allclose((found.lower, found.upper), expected, atol=6e-5)


@given(st.integers(0, 400), st.integers(0, 400), st.integers(400, 9000), st.integers(400, 9000))
def test_difference_and_p_value_say_the_same(x1, x2, n1, n2):
    first, second = proportion(x1, n1), proportion(x2, n2)
    gap, p = comparison.difference(first, second), comparison.two_sample_p(first, second)
    assert gap.lower <= gap.value <= gap.upper
    assert (p < 0.05) == bool(gap.lower > 0 or gap.upper < 0)


def test_benjamini_hochberg_repeats_the_example_of_the_paper_and_skips_missing():
    # Benjamini & Hochberg (1995), section 3.1: 15 tests, the four smallest stand.
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
         0.6528, 0.7590, 1.0]  # fmt: skip
    assert comparison.benjamini_hochberg(p).sum() == 4
    assert comparison.benjamini_hochberg([*p, np.nan]).tolist()[-1] is False
    assert comparison.benjamini_hochberg([np.nan]).tolist() == [False]


def test_words_judge_only_where_the_catalogue_does():
    assert comparison.word("higher", "higher") == "günstiger"
    assert comparison.word("lower", "higher") == "ungünstiger"
    assert comparison.word("lower", "none") == "niedriger"
    with pytest.raises(StatisticsError):
        comparison.word("higher", "more")


def test_two_confidence_levels_are_not_mixed():
    with pytest.raises(StatisticsError):
        comparison.difference(proportion(1, 2), proportion(1, 2, confidence=0.998))


def test_exact_values_without_spread_have_defined_p_values():
    fixed = Estimate(np.array([1.0, 1.0]), np.array([1.0, 1.0]), np.array([1.0, 1.0]), 0.95, "full count")
    other = Estimate(np.array([1.0, 2.0]), np.array([1.0, 2.0]), np.array([1.0, 2.0]), 0.95, "full count")
    assert comparison.two_sample_p(fixed, other).tolist() == [1.0, 0.0]
