"""The scatter of balances: found where it is, 1 where counts explain all, silent where it cannot be told."""

import numpy as np
import pytest

from isp_utils.statistics.balances import balance_dispersion
from isp_utils.statistics.intervals import StatisticsError


def balances(phi: float, areas: int = 45, years: int = 8) -> tuple[np.ndarray, np.ndarray]:
    """Balances with a level and a trend of their own and a common year, and their standard errors."""
    random = np.random.default_rng(7)
    error = random.uniform(1, 3, (areas, 1)) * np.ones(years)
    level, slope = random.normal(0, 10, (areas, 1)), random.normal(0, 1, (areas, 1))
    common = random.normal(0, 20, years)
    return level + slope * np.arange(years) + common + random.normal(0, error * np.sqrt(phi)), error


@pytest.mark.parametrize("phi", [1.0, 2.0, 4.0])
def test_the_scatter_is_found_beside_levels_trends_and_common_years(phi):
    assert balance_dispersion(*balances(phi)) == pytest.approx(phi, rel=0.25)


def test_one_area_with_a_reception_centre_does_not_make_all_scatter():
    values, errors = balances(1.0)
    values[0, 4] += 500
    assert balance_dispersion(values, errors) < 1.4


def test_few_areas_or_years_tell_nothing():
    assert np.isnan(balance_dispersion(*balances(1.0, areas=9)))
    assert np.isnan(balance_dispersion(*balances(1.0, years=3)))
    with pytest.raises(StatisticsError):
        balance_dispersion([1.0], [1.0])
