"""Rates of small areas drawn towards the rate of all areas or of the neighbours, as far as their size demands."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from isp_utils.statistics.intervals import Array, Estimate, StatisticsError, checked_counts, rate


def marshall(events: ArrayLike, population: ArrayLike, per: float = 1000.0, confidence: float = 0.95) -> Estimate:
    """Global empirical Bayes rates with limits of the gamma posterior.

    Prior mean and variance by moments over all areas; a negative variance counts as 0, every area then gets the
    common rate with the limits of the pooled count. Areas without population get NaN and no weight. The limits
    take the prior as known. Marshall (1991), Appl Stat 40:283.

    >>> marshall([0, 30], [100, 1000], per=1000).value.round(1).tolist()
    [25.0, 28.6]
    """
    x, n = _areas(events, population)
    mean, variance = prior(x, n)
    if variance == 0:
        common = rate(np.nansum(x), np.nansum(np.where(np.isnan(x), np.nan, n)), per, confidence)
        flat = 0 * x * n
        return Estimate(
            flat + common.value, flat + common.lower, flat + common.upper, confidence, "empirical Bayes (Marshall)"
        )
    shape, size = mean**2 / variance + x, mean / variance + n
    tail = (1 - confidence) / 2
    lower, upper = (special.gammaincinv(shape, p) * (per / size) for p in (tail, 1 - tail))
    value = shape / size * per
    # Of a posterior with hardly any events even the mean may lie above the upper quantile: the limit moves along.
    return Estimate(value, lower, np.maximum(upper, value), confidence, "empirical Bayes (Marshall)")


def marshall_local(
    events: ArrayLike, population: ArrayLike, neighbours: Sequence[Sequence[int]], per: float = 1000.0
) -> Array:
    """Empirical Bayes rates drawn towards the rate of the area and its neighbours (row numbers from 0).

    `[area]`, events per `per` people. How far rates scatter in a neighbourhood is measured from each area's distance to
    the mean of its own neighbourhood, as R's spdep::EBlocal does. Where that is less than chance, the neighbourhood's
    rate. Areas without population: NaN, and no weight. Marshall (1991), Appl Stat 40:283.
    """
    x, n = _areas(events, population)
    groups = [[area, *(near for near in neighbours[area] if np.isfinite(n[near] + x[near]))] for area in range(x.size)]
    with np.errstate(invalid="ignore", divide="ignore"):
        people = np.array([n[group].sum() for group in groups])
        mean = np.array([x[group].sum() for group in groups]) / people
        apart = n * (x / n - mean) ** 2
        chance = mean / np.array([n[group].mean() for group in groups])
        variance = np.maximum(np.array([apart[group].sum() for group in groups]) / people - chance, 0.0)
        share = np.where(variance > 0, variance / (variance + mean / n), 0.0)
        return np.asarray((share * x / n + (1 - share) * mean) * per)


def prior(events: Array, population: Array) -> tuple[float, float]:
    """Common rate (per person) and the variance of the true rates between areas, by Marshall's moments (1991)."""
    known = ~np.isnan(events + population)
    x, n = events[known], population[known]
    if not x.size:
        raise StatisticsError("No area has events and population.")
    mean = x.sum() / n.sum()
    between = (n * (x / n - mean) ** 2).sum() / n.sum() - mean / n.mean()
    return float(mean), max(float(between), 0.0)


def _areas(events: ArrayLike, population: ArrayLike) -> tuple[Array, Array]:
    x, n = checked_counts(events, population)
    if x.ndim != 1:
        raise StatisticsError("One list of areas at a time.")
    return x, np.where(n > 0, n, np.nan)
