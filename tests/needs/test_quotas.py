"""Care quotas: published years as they are, a gap in the series, too short a series."""

import numpy as np
import pandas as pd
import pytest

from isp_utils.needs.quotas import quotas_ahead

YEARS = list(range(2006, 2021))


def rising(*more: int) -> pd.DataFrame:
    years = [*YEARS, *more]
    return pd.DataFrame([[10.0 + (year - 2006) + area for year in years] for area in range(3)], columns=years)


def test_published_years_have_no_interval_and_later_ones_do():
    made = quotas_ahead(rising(2024), [2024, 2025])
    assert made.value[0, 0] == made.lower[0, 0] == made.upper[0, 0] == 28.0
    assert made.lower[0, 1] <= made.value[0, 1] <= made.upper[0, 1]


def test_the_trend_starts_from_the_newest_value_across_a_gap():
    table = rising(2024)
    table[2024] += 5
    made = quotas_ahead(table, [2025])
    assert made.value[0, 0] > table.loc[0, 2024]


def test_a_missing_year_lies_between_its_neighbours():
    assert quotas_ahead(rising(2024), [2022]).value[0, 0] == pytest.approx(26.0)


def test_too_few_years_have_no_forecast():
    assert quotas_ahead(rising()[YEARS[:5]], [2012]) is None
    assert np.isfinite(quotas_ahead(rising()[YEARS[:6]], [2012]).value).all()
