"""One scale for all indicators: min-max, standard scores, ranks, an anchored scale, exponential ranks.

Tables are `[area, indicator]`; `direction` is 1 where more counts more for the index, -1 where it counts less.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import rankdata

from isp_utils.statistics.intervals import Array, StatisticsError

EXPONENT = 23.0  # IMD: the lower half of the areas cannot offset the most deprived tenth


def min_max(table: ArrayLike, direction: ArrayLike = 1, top: float = 100.0) -> Array:
    """Lowest area 0, highest `top`, after turning by direction. An indicator without differences is NaN.

    >>> min_max([[1.0, 5.0], [2.0, 3.0], [3.0, 1.0]], direction=[1, -1]).tolist()
    [[0.0, 0.0], [50.0, 50.0], [100.0, 100.0]]
    """
    x = _turned(table, direction)
    low, high = np.nanmin(x, axis=0), np.nanmax(x, axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(high > low, (x - low) / (high - low) * top, np.nan))


def standard_scores(table: ArrayLike, direction: ArrayLike = 1, robust: bool = False) -> Array:
    """Distance from the mean in standard deviations; `robust`: from the median in 1.4826 MAD (few areas, outliers)."""
    x = _turned(table, direction)
    if robust:
        middle = np.nanmedian(x, axis=0)
        spread = 1.4826 * np.nanmedian(np.abs(x - middle), axis=0)
    else:
        middle, spread = np.nanmean(x, axis=0), np.nanstd(x, axis=0, ddof=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(spread > 0, (x - middle) / spread, np.nan))


def anchored(table: ArrayLike, base: ArrayLike, direction: ArrayLike = 1, top: float = 100.0) -> Array:
    """The scale of the base year kept: its lowest area 0, its highest `top`; later values may leave the range.

    Only such a score shows progress: a scale fitted anew every year shows no more than who changed places.
    KIDS COUNT Index (2026) and HDI goalposts work alike.
    """
    x, then = _turned(table, direction), _turned(base, direction)
    low, high = np.nanmin(then, axis=0), np.nanmax(then, axis=0)
    if np.any(~(high > low)):
        raise StatisticsError("In the base year every indicator needs two different values to be an anchor.")
    return np.asarray((x - low) / (high - low) * top)


def exponential_ranks(scores: ArrayLike) -> Array:
    """Domain scores to the exponential scale 0..100 of the English indices (most deprived 100); ties share a rank.

    X = -23 ln(1 - R (1 - exp(-100 / 23))), R the rank from 1/N (least) to 1 (most deprived).
    Noble et al. (2019), English Indices of Deprivation 2019, technical report, appendix E.

    >>> exponential_ranks([1.0, 2.0, 3.0]).round(2).tolist()
    [9.18, 24.68, 100.0]
    """
    x = np.asarray(scores, float)
    n = (~np.isnan(x)).sum(axis=0)
    return exponential_of_share(rankdata(x, method="min", axis=0, nan_policy="omit") / n)


def exponential_of_share(share: ArrayLike) -> Array:
    """The exponential scale from ranks already divided by their number (0..1, 1 = most deprived)."""
    r = np.asarray(share, float)
    if np.any((r < 0) | (r > 1)):
        raise StatisticsError("A rank divided by the number of areas lies between 0 and 1.")
    return np.asarray(-EXPONENT * np.log(1 - r * (1 - np.exp(-100 / EXPONENT))))


def first_component(table: ArrayLike, reference: int = 0) -> tuple[Array, Array]:
    """Scores (mean 0, variance 1) and loadings of the first principal component of standardised indicators.

    Its sign is turned so that it rises with the indicator in column `reference` (GISD: unemployment). Pool the
    years before, or the component changes its meaning every year. Gaps raise StatisticsError.
    Michalski, Reis, Tetzlaff, Nowossadeck & Hoebel (2022), J Health Monit 7 S5:2 (GISD).
    """
    x = np.asarray(table, float)
    if x.ndim != 2 or np.isnan(x).any() or np.any(np.ptp(x, axis=0) == 0):
        raise StatisticsError("A principal component needs complete indicators that differ between areas.")
    z = (x - x.mean(axis=0)) / x.std(axis=0, ddof=1)
    values, vectors = np.linalg.eigh(np.corrcoef(z, rowvar=False))
    loading = vectors[:, -1] * np.sqrt(values[-1])
    loading = loading * np.sign(loading[reference])
    scores = z @ loading / values[-1]
    return scores, loading


def _turned(table: ArrayLike, direction: ArrayLike) -> Array:
    sign = np.asarray(direction, float)
    if np.any(np.abs(sign) != 1):
        raise StatisticsError("A direction is 1 or -1.")
    return np.asarray(np.asarray(table, float) * sign)
