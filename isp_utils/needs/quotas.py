"""Care quotas ahead: published years as they are, later ones by a damped trend or as a variant wants them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from isp_utils.model.planning import Variant
from isp_utils.model.wording import as_printed
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


def start_of(quota: Estimate) -> int:
    """Place of the year that variants start from: the last published one (no interval), else the first."""
    published = np.flatnonzero(quota.upper <= quota.lower)
    return int(published[-1]) if published.size else 0


def aimed(quota: Estimate, target: float, variant: Variant, years: Sequence[int]) -> Estimate:
    """The quota of a variant `[year]` in percent: carried on, held, or led to a target in a straight line.

    A target is certain (no interval). Published years stay as they are.
    """
    last = start_of(quota)
    start, ahead = float(quota.value[last]), np.arange(len(years)) > last
    if target:
        way = np.clip((np.array(years) - years[last]) / max(variant.target_year - years[last], 1), 0, 1)
        led = np.where(ahead, start + (target - start) * way, quota.value)
        return Estimate(led, led, led, quota.confidence, "Ziel")
    if variant.quota == "last":
        half = quota.upper - quota.value
        held = np.where(ahead, start, quota.value)
        return Estimate(held, held - half, held + half, quota.confidence, "letzter Wert")
    return quota


@dataclass(frozen=True)
class LowTarget:
    """A target below the quota of the `year` that its variant starts from, both in percent."""

    variant: str
    target: float
    quota: float
    year: int


def low_target(quota: Estimate, target: float, variant: Variant, years: Sequence[int]) -> LowTarget | None:
    """The target of a variant, where it lies below the quota that it starts from, as printed with one digit."""
    start = start_of(quota)
    now = float(quota.value[start])
    if not target or np.isnan(now) or as_printed(target, 1) >= as_printed(now, 1):
        return None
    return LowTarget(variant.title, target, now, years[start])
