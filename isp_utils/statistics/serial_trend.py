"""Mann-Kendall tests for long series whose neighbouring values resemble each other (months, days).

Not for 5 to 12 yearly points: there an autocorrelation cannot be estimated.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from isp_utils.statistics.intervals import Array, normal_quantile
from isp_utils.statistics.mann_kendall import (
    MannKendall,
    by_season,
    correlated_mann_kendall,
    judged,
    mann_kendall,
    pairs,
    score,
    score_variance,
    seasonal_sen_slope,
    sen_slope,
)


def hamed_rao(values: ArrayLike, lags: int | None = None, confidence: float = 0.95) -> MannKendall:
    """Variance corrected by the significant autocorrelations of the detrended ranks.

    Hamed & Rao (1998), J Hydrol 204:182; `lags` limits how many are looked at (default all).
    """
    from scipy.stats import rankdata

    x, line = _series(values)
    n = x.size
    correlation = autocorrelation(rankdata(_detrended(x, line[0])), n - 1 if lags is None else lags)
    k = np.arange(1, correlation.size + 1)
    used = np.abs(correlation) > normal_quantile(confidence) / np.sqrt(n)
    weights = (n - k) * (n - k - 1) * (n - k - 2) * correlation
    factor = 1 + 2 / (n * (n - 1) * (n - 2)) * weights[used].sum()
    return judged(score(x), score_variance(x) * factor, pairs(n), line)


def yue_wang(values: ArrayLike, lags: int | None = None) -> MannKendall:
    """Variance corrected by all autocorrelations of the detrended series.

    Yue & Wang (2004), Water Resour Manag 18:201.
    """
    x, line = _series(values)
    n = x.size
    correlation = autocorrelation(_detrended(x, line[0]), n - 1 if lags is None else lags)
    factor = 1 + 2 * ((1 - np.arange(1, correlation.size + 1) / n) * correlation).sum()
    return judged(score(x), score_variance(x) * factor, pairs(n), line)


def prewhitened(values: ArrayLike) -> MannKendall:
    """The test on the series without its first autocorrelation. Yue & Wang (2002), Water Resour Res 38:1068."""
    x, _ = _series(values)
    return mann_kendall(x[1:] - x[:-1] * autocorrelation(x, 1)[0])


def trend_free_prewhitened(values: ArrayLike) -> MannKendall:
    """As `prewhitened`, with the trend taken out before and put back after.

    Yue, Pilon, Phinney & Cavadias (2002), Hydrol Process 16:1807.
    """
    x, line = _series(values)
    flat = _detrended(x, line[0])
    white = flat[1:] - flat[:-1] * autocorrelation(flat, 1)[0]
    return mann_kendall(white + np.arange(1, x.size) * line[0])


def correlated_seasonal(values: ArrayLike, period: int = 12) -> MannKendall:
    """Seasonal test that allows the seasons of one year to depend on each other; incomplete years are left out."""
    seasons = by_season(np.asarray(values, float), period)
    return correlated_mann_kendall(seasons, seasonal_sen_slope(values, period))


def autocorrelation(x: Array, lags: int) -> Array:
    """Autocorrelations of lag 1..`lags`."""
    centred = x - x.mean()
    full = np.correlate(centred, centred, mode="full")[x.size :]
    return np.asarray(full[:lags] / (centred**2).sum())


def _series(values: ArrayLike) -> tuple[Array, tuple[float, float]]:
    x = np.asarray(values, float)
    return x[~np.isnan(x)], sen_slope(x)


def _detrended(x: Array, slope: float) -> Array:
    return x - np.arange(1, x.size + 1) * slope
