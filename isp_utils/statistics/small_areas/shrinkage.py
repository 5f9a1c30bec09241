"""Shares of small areas drawn towards their county on the logit scale, as the British indices of deprivation do."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from isp_utils.statistics.intervals import Array, Estimate, StatisticsError, checked_counts, normal_quantile


def logit_shrunk(events: ArrayLike, population: ArrayLike, per: float = 100.0, confidence: float = 0.95) -> Estimate:
    """Shares of the areas of one county, each drawn to the county's share by the weight of its own uncertainty.

    z = ln((r + .5) / (n - r + .5)) with variance s^2 = (n + 1)(n + 2) / (n (r + 1)(n - r + 1)); weight
    (1/s^2) / (1/s^2 + 1/t^2), t^2 the variance of z between the areas. Limits take county share and t^2 as known.
    Areas without population stand at the county's share. More events than people: StatisticsError.
    Scottish Indices of Deprivation 2003, technical report, shrinkage; Noble et al. (2019), IoD2019, appendix D.

    >>> logit_shrunk([3, 90], [4, 300]).value.round(1).tolist()
    [54.7, 30.1]
    """
    r, n = checked_counts(events, population)
    if np.any(r > n):
        raise StatisticsError("A share has more events than people.")
    known = ~np.isnan(r + n) & (n > 0)
    if not known.any():
        raise StatisticsError("No area of the county has population.")
    z, variance = _logits(np.where(known, r, 0), np.where(known, n, 1))
    county = _logits(r[known].sum(), n[known].sum())[0]
    between = float(np.var(z[known], ddof=1)) if known.sum() > 1 else 0.0
    weight = np.where(known, between / (between + variance), 0.0)
    centre = weight * z + (1 - weight) * county
    half = normal_quantile(confidence) * np.sqrt(np.where(known, weight * variance, between))
    missing = np.isnan(r)
    value, lower, upper = (
        np.where(missing, np.nan, per * special.expit(x)) for x in (centre, centre - half, centre + half)
    )
    return Estimate(value, lower, upper, confidence, "logit shrinkage")


def _logits(r: ArrayLike, n: ArrayLike) -> tuple[Array, Array]:
    r, n = np.asarray(r, float), np.asarray(n, float)
    variance = (n + 1) * (n + 2) / (n * (r + 1) * (n - r + 1))
    return np.log((r + 0.5) / (n - r + 0.5)), variance
