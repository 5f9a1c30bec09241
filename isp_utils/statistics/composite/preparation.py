"""Before indicators are put on one scale: gaps and outliers. Tables are `[area, indicator]`, NaN is a gap."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from isp_utils.statistics.intervals import Array, StatisticsError

LARGEST_SKEW, LARGEST_KURTOSIS, MOST_POINTS = 2.0, 3.5, 5


def group_mean_imputed(table: ArrayLike, groups: ArrayLike) -> Array:
    """Gaps filled with the mean of the indicator in the area's group; a group without any value keeps its gap.

    Say in the report which figures are filled: an imputed value is no observation.

    >>> group_mean_imputed([[1.0], [np.nan], [9.0]], ["a", "a", "b"]).tolist()
    [[1.0], [1.0], [9.0]]
    """
    x, kinds = np.asarray(table, float).copy(), np.asarray(groups)
    for kind in np.unique(kinds):
        own = kinds == kind
        known = (~np.isnan(x[own])).sum(axis=0)
        mean = np.where(known > 0, np.nansum(x[own], axis=0) / np.maximum(known, 1), np.nan)
        x[own] = np.where(np.isnan(x[own]), mean, x[own])
    return x


def enough_data(table: ArrayLike, share: float = 0.65) -> NDArray[np.bool_]:
    """Which areas have at least this share of the indicators (the others get no index)."""
    x = np.asarray(table, float)
    return np.asarray((~np.isnan(x)).mean(axis=1) >= share)


def outliers_treated(table: ArrayLike, most: int = MOST_POINTS) -> Array:
    """Indicators with |skewness| above 2 and kurtosis above 3.5 drawn in: first winsorised, then by logarithm.

    Winsorising gives the farthest point the value of the next, up to `most` points; where that is not enough the
    original is transformed to ln(x - min + 0.01 range). Estimators of type 2 (unbiased for the normal).
    Becker et al. (2022), COINr, J Open Source Softw 7:4567. Fewer than four values or equal ones stay as they are.
    """
    x = np.asarray(table, float)
    return np.stack([_treated(column, most) for column in x.T], axis=1)


def skewness(values: Array) -> float:
    """Skewness of type 2 (as spreadsheets compute it); needs three different values."""
    x = values[~np.isnan(values)]
    n, d = x.size, x - x.mean()
    return float(np.sqrt(n) * (d**3).sum() / (d**2).sum() ** 1.5 * np.sqrt(n * (n - 1)) / (n - 2))


def kurtosis(values: Array) -> float:
    """Excess kurtosis of type 2; needs four values."""
    x = values[~np.isnan(values)]
    n, d = x.size, x - x.mean()
    excess = n * (d**4).sum() / (d**2).sum() ** 2 - 3
    return float(((n + 1) * excess + 6) * (n - 1) / ((n - 2) * (n - 3)))


def _passes(x: Array) -> bool:
    known = x[~np.isnan(x)]
    if known.size < 4 or np.ptp(known) == 0:
        return True
    return not (abs(skewness(known)) > LARGEST_SKEW and kurtosis(known) > LARGEST_KURTOSIS)


def _treated(column: Array, most: int) -> Array:
    if _passes(column):
        return column
    x, moved = column.copy(), {True: 0, False: 0}
    while not _passes(x) and sum(moved.values()) < most:
        high = skewness(x) >= 0
        end = np.nanmax(x) if high else np.nanmin(x)
        at_end = x == end
        rest = np.where(at_end, np.nan, x)
        x[at_end] = np.nanmax(rest) if high else np.nanmin(rest)
        moved[high] = int(at_end.sum())
    if _passes(x):
        return x
    low, width = np.nanmin(column), np.nanmax(column) - np.nanmin(column)
    if width == 0:
        raise StatisticsError("An indicator without differences has no outliers.")
    return np.asarray(np.log(column - low + 0.01 * width))
