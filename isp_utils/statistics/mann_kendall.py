"""Mann-Kendall test and Sen's slope for series that are no counts (income, rent).

Mann (1945), Econometrica 13:245; Kendall (1975), Rank Correlation Methods; Sen (1968), J Am Stat Assoc 63:1379.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special
from scipy.stats import kendalltau

from isp_utils.statistics.intervals import Array, StatisticsError

LEAST_POINTS = 4
EXACT_UP_TO = 10  # points without ties: p from all orderings instead of the normal approximation


@dataclass(frozen=True)
class MannKendall:
    """Score S with its variance, z (with continuity correction), two-sided p, Kendall's tau, Sen's slope a step."""

    score: float
    variance: float
    z: float
    p: float
    tau: float
    slope: float
    intercept: float
    method: str


def mann_kendall(values: ArrayLike) -> MannKendall:
    """Is there a monotonic trend? Missing values (NaN) are left out of the test and keep their place in the slope.

    Up to ten points without ties the p-value is exact. Fewer than four values raise StatisticsError.

    >>> found = mann_kendall([3.1, 3.4, 3.3, 3.9, 4.2, 4.4])
    >>> found.score, round(found.p, 4), round(found.slope, 3)
    (13.0, 0.0167, 0.267)
    """
    x = _known(values)
    slope, intercept = sen_slope(values)
    found = tested(score(x), score_variance(x), pairs(x.size), (slope, intercept))
    if x.size > EXACT_UP_TO or np.unique(x).size < x.size:
        return found
    p = float(kendalltau(np.arange(x.size), x, method="exact").pvalue)
    return MannKendall(found.score, found.variance, found.z, p, found.tau, slope, intercept, "Mann-Kendall, exact")


def sen_slope(values: ArrayLike) -> tuple[float, float]:
    """Median of all pairwise slopes a step, and the intercept at the first step; NaN for fewer than two values.

    Sen (1968), J Am Stat Assoc 63:1379.
    """
    x = np.asarray(values, float)
    place = np.arange(x.size)[~np.isnan(x)]
    slopes = pairwise_slopes(x)
    if not slopes.size:
        return np.nan, np.nan
    slope = float(np.median(slopes))
    return slope, float(np.nanmedian(x) - np.median(place) * slope)


def tested(total: float, variance: float, comparisons: float, line: tuple[float, float]) -> MannKendall:
    """The test of a score S with its variance, by the normal approximation; `comparisons`: the number of pairs."""
    z = float((total - np.sign(total)) / np.sqrt(variance)) if variance > 0 else 0.0
    p = float(2 * special.ndtr(-abs(z)))
    return MannKendall(float(total), float(variance), z, p, float(total / comparisons), *line, "Mann-Kendall")


def score(x: Array) -> float:
    """S: how many pairs rise minus how many fall."""
    return float(np.sign(np.subtract.outer(x, x)).T[np.triu_indices(x.size, 1)].sum())


def score_variance(x: Array) -> float:
    """Variance of S under no trend, reduced for ties. Kendall (1975), Rank Correlation Methods."""
    n, ties = x.size, np.unique(x, return_counts=True)[1].astype(float)
    return float((n * (n - 1) * (2 * n + 5) - (ties * (ties - 1) * (2 * ties + 5)).sum()) / 18)


def pairs(n: int) -> float:
    """Number of pairs of n points."""
    return n * (n - 1) / 2


def pairwise_slopes(x: Array) -> Array:
    """Slopes between all pairs of known values, a step."""
    first, second = np.triu_indices(x.size, 1)
    slopes = (x[second] - x[first]) / (second - first)
    return np.asarray(slopes[~np.isnan(slopes)])


def _known(values: ArrayLike) -> Array:
    x = np.asarray(values, float)
    if x.ndim != 1:
        raise StatisticsError("One series at a time.")
    x = x[~np.isnan(x)]
    if x.size < LEAST_POINTS:
        raise StatisticsError(f"A trend test needs at least {LEAST_POINTS} values, not {x.size}.")
    return np.asarray(x)
