"""Annual change in percent: Poisson where counts scatter as chance has it, negative binomial where more."""

import numpy as np
import pytest

from isp_utils.statistics import mann_kendall
from isp_utils.statistics.annual_change import negative_binomial_change
from isp_utils.statistics.intervals import StatisticsError
from isp_utils.statistics.trend import poisson_change

YEARS = range(2010, 2022)


def test_counts_that_scatter_more_get_wider_limits():
    random = np.random.default_rng(12)
    people = np.linspace(50_000, 47_000, 12)
    events = random.poisson(random.gamma(8, 0.004 * people * 1.04 ** np.arange(12) / 8))
    plain, wide = poisson_change(YEARS, events, people), negative_binomial_change(YEARS, events, people)
    assert plain.dispersion > 2
    assert wide.upper - wide.lower > plain.upper - plain.lower
    assert wide.method == "negative binomial regression"
    calm = negative_binomial_change(YEARS, np.round(0.004 * people), people)
    assert calm.method == "Poisson regression"


def test_limits_cover_the_true_change():
    random = np.random.default_rng(3)
    inside = []
    for _ in range(150):
        events = random.poisson(random.gamma(20, 60 * 1.03 ** np.arange(12) / 20))
        found = negative_binomial_change(YEARS, events)
        inside.append(found.lower <= 3 <= found.upper)
    assert np.mean(inside) > 0.87


def test_short_series_have_an_exact_p_value_and_too_short_ones_an_error():
    rising = mann_kendall.mann_kendall([1.0, 2.0, 3.0, 4.0, 5.0])
    assert rising.method.endswith("exact")
    assert rising.p == pytest.approx(2 / 120)
    with pytest.raises(StatisticsError):
        mann_kendall.mann_kendall([1.0, np.nan, 2.0, 3.0])
    assert np.isnan(mann_kendall.sen_slope([1.0, np.nan])[0])


def test_series_of_several_places_are_tested_together():
    random = np.random.default_rng(4)
    table = np.arange(9.0)[:, np.newaxis] * 0.3 + random.normal(0, 0.5, (9, 4))
    assert mann_kendall.regional_mann_kendall(table).p < 0.01
    assert mann_kendall.correlated_mann_kendall(table).p < 0.05
