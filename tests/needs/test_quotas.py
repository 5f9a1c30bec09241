"""Care quotas: published years as they are, a gap in the series, too short a series."""

import numpy as np
import pandas as pd
import pytest

from isp_utils.model.planning import Variant
from isp_utils.needs.quotas import aimed, low_target, quotas_ahead
from isp_utils.statistics.intervals import Estimate

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


REACHED = Estimate(*(np.array(part) for part in ([90.0, 101.2, 102], [90.0, 101.2, 99], [90.0, 101.2, 105])), 0.8, "")
AIM = Variant("ziel", "Ziel", "", target_3_5=98.0, target_year=2025)


def test_a_target_below_the_last_published_quota_is_found():
    low = low_target(REACHED, 98.0, AIM, [2023, 2024, 2025])
    assert (low.variant, low.target, low.quota, low.year) == ("Ziel", 98.0, 101.2, 2024)
    assert aimed(REACHED, 98.0, AIM, [2023, 2024, 2025]).value.tolist() == [90.0, 101.2, 98.0]


@pytest.mark.parametrize("target", [0.0, 101.2, 101.16, 105.0])
def test_no_target_or_one_that_is_not_lower_as_printed_is_none(target):
    assert low_target(REACHED, target, AIM, [2023, 2024, 2025]) is None


def test_a_county_without_a_quota_has_no_low_target():
    nothing = Estimate(*(np.full(3, np.nan) for _ in range(3)), 0.8, "")
    assert low_target(nothing, 98.0, AIM, [2023, 2024, 2025]) is None
