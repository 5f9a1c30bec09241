"""Care quotas ahead: published years as they are, the years after the newest one by a damped trend."""

import numpy as np
import pandas as pd

from isp_utils.needs.counted import years_of
from isp_utils.needs.damping import CONFIDENCE, QUOTA_RULES, damped, forecast
from isp_utils.statistics.intervals import Array, Estimate

LEAST_YEARS = 6  # of an unbroken series: three for a slope, three to see how it errs


def unbroken(table: pd.DataFrame) -> pd.DataFrame:
    """The quotas [region, year] up to the first year that is missing.

    >>> unbroken(pd.DataFrame([[1.0, 2.0, 5.0]], columns=[2019, 2020, 2024])).columns.tolist()
    [2019, 2020]
    """
    years = years_of(table)
    return table[[year for place, year in enumerate(years) if year == years[0] + place]]


def quotas_ahead(table: pd.DataFrame, years: list[int]) -> Estimate | None:
    """Quota `[region, year]` in percent with an 80 % interval; a published year has no interval. None for too few.

    Rule and errors come from the unbroken years. Where newer ones stand apart, the trend starts from the newest, with
    the missing years on the straight line between.
    """
    run = unbroken(table)
    if run.shape[1] < LEAST_YEARS:
        return None
    known = years_of(table)
    horizon = max(years[-1] - known[-1], 1)
    made, rule = forecast(run.to_numpy(), max(years[-1] - years_of(run)[-1], 1), QUOTA_RULES)
    half = (made.upper - made.value)[:, :horizon]
    ahead = made.value if known[-1] == years_of(run)[-1] else damped(_filled(table), horizon, rule)
    parts = [_of_year(table, ahead, half, year) for year in years]
    value, width = (np.column_stack([part[place] for part in parts]) for place in (0, 1))
    return Estimate(value, value - width, value + width, CONFIDENCE, made.method)


def _of_year(table: pd.DataFrame, ahead: Array, half: Array, year: int) -> tuple[Array, Array]:
    known = years_of(table)
    if year in known:
        return table[year].to_numpy(), np.zeros(len(table))
    if year < known[-1]:
        return _filled(table)[:, year - known[0]], np.zeros(len(table))
    return ahead[:, year - known[-1] - 1], half[:, year - known[-1] - 1]


def _filled(table: pd.DataFrame) -> Array:
    known = years_of(table)
    every = np.arange(known[0], known[-1] + 1)
    return np.array([np.interp(every, known, row) for row in table.to_numpy()])
