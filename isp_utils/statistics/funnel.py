"""Funnel plots: which areas lie further from the common average than chance explains.

Limits for shares are the inverted Wilson interval, for rates and ratios the inverted exact Poisson interval.
Whether an area is called different is decided by its own exact or Byar interval, not by the drawn line.
Spiegelhalter (2005), Stat Med 24:1185; OHID Public Health Technical Guide, funnel plots.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from isp_utils.statistics.comparison import Comparison
from isp_utils.statistics.intervals import (
    Array,
    StatisticsError,
    checked_counts,
    exact_poisson,
    normal_quantile,
    poisson,
)

WARNING, ALARM = 0.95, 0.998  # two and three standard deviations of the funnel


@dataclass(frozen=True)
class CountFunnel:
    """Limits of a ratio observed/expected for each number of events, and the expected events on each limit."""

    events: Array
    lower: Array
    upper: Array
    expected_at_lower: Array
    expected_at_upper: Array


def share_limits(population: ArrayLike, average: float, confidence: float = WARNING) -> tuple[Array, Array]:
    """Between which shares (0..1) an area of this size may lie if its true share is the average.

    >>> low, high = share_limits([10, 100], average=0.5)
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.19, 0.402], [0.81, 0.598])
    """
    n = np.asarray(population, float)
    if not 0 <= average <= 1:
        raise StatisticsError("The average of shares lies between 0 and 1.")
    with np.errstate(invalid="ignore", divide="ignore"):
        half = normal_quantile(confidence) * np.sqrt(average * (1 - average) / np.where(n > 0, n, np.nan))
    return np.clip(average - half, 0, 1), np.clip(average + half, 0, 1)


def count_limits(events: ArrayLike, confidence: float = WARNING) -> CountFunnel:
    """The funnel of ratios and rates, by number of events: where the exact Poisson limit meets the average.

    Ratios are 1 on the average; for rates multiply `lower` and `upper` by the average rate and divide the
    expected events by the average (and by the years pooled) to have people on the axis. Events must be 1 or more.
    """
    x = np.asarray(events, float)
    if np.any(x < 1):
        raise StatisticsError("A funnel of counts begins at one event.")
    low, high = exact_poisson(x, confidence)
    return CountFunnel(x, x / high, x / low, high, low)


def outlying_shares(events: ArrayLike, population: ArrayLike) -> Comparison:
    """Each area's share against the share of all areas together: outside the 95 or 99.8 % funnel?"""
    x, n = checked_counts(events, population)
    if np.any(x > n):
        raise StatisticsError("A proportion has more events than people.")
    known = ~np.isnan(x + n) & (n > 0)
    if not known.any():
        return _compared(np.full(x.shape, np.nan), [np.full(x.shape, np.nan)] * 4)
    average = min(x[known].sum() / n[known].sum(), 1.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(known, x / n, np.nan)
    return _compared(share, [*share_limits(n, average), *share_limits(n, average, ALARM)])


def outlying_counts(observed: ArrayLike, expected: ArrayLike) -> Comparison:
    """Observed against expected events (standardised ratios): is 1 outside the area's exact or Byar interval?"""
    x, e = checked_counts(observed, expected)
    e = np.where((e > 0) & ~np.isnan(x), e, np.nan)
    bounds = [*poisson(x, WARNING), *poisson(x, ALARM)]
    return _compared(e, [bounds[1], bounds[0], bounds[3], bounds[2]], flipped=True)


def outlying_rates(events: ArrayLike, population: ArrayLike, least_events: int = 0) -> Comparison:
    """Each area's rate against the rate of all areas together.

    For directly standardised rates hand in events / rate as population (NaN without events: the area then does
    not enter the average) and `least_events=10`; areas below it are not compared.
    """
    x, n = checked_counts(events, population)
    known = ~np.isnan(n) & ~np.isnan(x)
    if not known.any() or n[known].sum() == 0:
        return outlying_counts(np.full(x.shape, np.nan), 1.0)
    average = np.nansum(x) / n[known].sum()
    return outlying_counts(np.where(x < least_events, np.nan, x), n * average)


def axis_points(smallest: float, largest: float, late: bool = False) -> Array:
    """100 whole numbers for drawing a funnel, closer together where the funnel is steep.

    `late` is the spacing OHID uses for ratios (one step later than for shares and rates).
    """
    points = [max(1.0, smallest)]
    for step in range(2, 101):
        last, left = points[-1], 101 - step + late
        points.append(max(float(np.round((largest / last) ** (1 / left) * last)), last + 1))
    return np.array(points)


def axis_range(sizes: ArrayLike) -> tuple[float, float]:
    """Smallest and largest value of a tidy axis for areas of these sizes (populations or expected events)."""
    n = np.asarray(sizes, float)
    low, high = np.nanmin(n), np.nanmax(n)
    step = 10.0 ** (_digits(np.ceil(high * 1.05)) - 2)
    largest = float(np.ceil(high * 1.05 / step) * step)
    if high > 2 * low:
        return 0.0, largest
    step = 10.0 ** (_digits(np.floor(low * 0.95)) - 1)
    return float(np.floor(low * 0.95 / step) * step), largest


def _digits(number: float) -> int:
    return len(str(int(number)))


def _compared(value: Array, bounds: list[Array], flipped: bool = False) -> Comparison:
    low, high, low3, high3 = (-b if flipped else b for b in bounds)
    v = -value if flipped else value
    code = np.where(v > high, "higher", np.where(v < low, "lower", "similar"))
    strength = np.where(code == "similar", 0.0, np.where((v > high3) | (v < low3), 99.8, 95.0))
    unknown = np.isnan(v)
    return Comparison(np.where(unknown, "", code), np.where(unknown, np.nan, strength))
