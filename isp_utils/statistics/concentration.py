"""How unequally something is spread over people or areas: Gini, Theil, Atkinson, concentration index.

Cowell (2011), Measuring Inequality. `weights`: people behind each value (default one each); all results without
unit. Negative values, no people or nothing to spread raise StatisticsError.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from isp_utils.statistics.intervals import Array, Estimate, StatisticsError, normal_quantile


def gini(values: ArrayLike, weights: ArrayLike = 1.0) -> float:
    """Gini coefficient: 0 all alike, towards 1 one has all.

    >>> round(gini([1, 2, 3, 4]), 4)
    0.25
    """
    x, w = _people(values, weights)
    order = np.argsort(x, kind="stable")
    share, wealth = w[order] / w.sum(), (w * x)[order] / (w * x).sum()
    lorenz = np.cumsum(wealth)
    return float(1 - (share * (2 * lorenz - wealth)).sum())


def theil(values: ArrayLike, weights: ArrayLike = 1.0) -> float:
    """Theil's T; zero values count as 0 ln 0 = 0. Theil (1967), Economics and Information Theory."""
    x, w = _people(values, weights)
    return _theil(x / np.average(x, weights=w), w / w.sum())


def theil_between(values: ArrayLike, groups: ArrayLike, weights: ArrayLike = 1.0) -> float:
    """The part of Theil's T that lies between groups; the rest lies within them."""
    x, w = _people(values, weights)
    kinds, place = np.unique(np.asarray(groups), return_inverse=True)
    people = np.bincount(place, w, kinds.size)
    means = np.bincount(place, w * x, kinds.size) / people
    return _theil(means / np.average(x, weights=w), people / w.sum())


def atkinson(values: ArrayLike, aversion: float, weights: ArrayLike = 1.0) -> float:
    """Atkinson's index for an aversion to inequality above 0. Atkinson (1970), J Econ Theory 2:244.

    >>> round(atkinson([10, 20, 30, 40, 50], 0.5), 5)
    0.06315
    """
    x, w = _people(values, weights)
    if aversion <= 0:
        raise StatisticsError("The aversion to inequality is above 0.")
    relative = x / np.average(x, weights=w)
    with np.errstate(divide="ignore"):
        if aversion == 1:
            return float(1 - np.exp(np.average(np.log(relative), weights=w)))
        return float(1 - np.average(relative ** (1 - aversion), weights=w) ** (1 / (1 - aversion)))


def concentration_index(
    outcome: ArrayLike, ladder: ArrayLike, weights: ArrayLike = 1.0, confidence: float = 0.95
) -> Estimate:
    """Twice the covariance of an outcome with the rank on a social ladder, divided by its mean; limits by regression.

    Negative: the outcome is concentrated among those at the bottom. Kakwani, Wagstaff & van Doorslaer (1997),
    J Econometrics 77:87. People of one rung share their middle rank.
    """
    y, w = _people(outcome, weights)
    rank = _middle_ranks(np.asarray(ladder, float), w)
    share, mean = w / w.sum(), np.average(y, weights=w)
    index = float(2 * (share * (y - mean) * (rank - 0.5)).sum() / mean)
    spread = (share * (rank - 0.5) ** 2).sum()
    slope = (share * (y - mean) * (rank - 0.5)).sum() / spread
    residual = y - mean - slope * (rank - 0.5)
    error = np.sqrt((share * residual**2).sum() / spread / max(y.size - 2, 1)) * 2 * spread / mean
    half = normal_quantile(confidence) * float(error)
    value = np.asarray(index)
    return Estimate(value, value - half, value + half, confidence, "concentration index")


def _theil(relative: Array, share: Array) -> float:
    with np.errstate(invalid="ignore", divide="ignore"):
        return float((share * np.where(relative > 0, relative * np.log(relative), 0.0)).sum())


def _middle_ranks(ladder: Array, w: Array) -> Array:
    rungs, place = np.unique(ladder, return_inverse=True)
    people = np.bincount(place, w, rungs.size)
    middle = (np.cumsum(people) - people / 2) / w.sum()
    return np.asarray(middle[place])


def _people(values: ArrayLike, weights: ArrayLike) -> tuple[Array, Array]:
    x, w = np.broadcast_arrays(np.asarray(values, float), np.asarray(weights, float))
    known = ~np.isnan(x) & (w > 0)
    if x.ndim != 1 or np.any(np.isnan(x)):
        raise StatisticsError("Inequality is measured over one complete list of values.")
    if np.any(x < 0) or np.any(w < 0) or not known.any() or (w * x).sum() <= 0:
        raise StatisticsError("Inequality needs values of 0 or more, people, and something to spread.")
    return x, w
