"""Whole persons: rounding that keeps totals, because half a child needs no place and 7.4 + 2.6 must stay 10."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from isp_utils.statistics.intervals import Array, StatisticsError


def whole_persons(values: ArrayLike, total: float | None = None) -> Array:
    """Whole numbers as near as possible to the values that add up to their rounded total (or to `total`).

    Any shape. Largest remainders over all cells together (Hare-Niemeyer: Balinski & Young 1982, Fair Representation);
    equal remainders go to the earlier cell. A given
    `total` scales the values first. Negative or missing values, or people to spread over nothing: StatisticsError.

    >>> whole_persons([7.3, 2.5, 0.2]).tolist()
    [7.0, 3.0, 0.0]
    """
    x = np.asarray(values, float)
    if np.isnan(x).any() or np.any(x < 0):
        raise StatisticsError("Only known numbers of people can be rounded to whole persons.")
    target = np.floor(x.sum() + 0.5) if total is None else float(total)
    if target != np.floor(target) or target < 0 or (target > 0 and x.sum() == 0):
        raise StatisticsError("The total of whole persons is a whole number and needs people to come from.")
    scaled = x if total is None or x.sum() == 0 else x * (target / x.sum())
    down = np.floor(scaled + 1e-9)
    missing = int(target - down.sum())
    order = np.argsort(-np.round(scaled - down, 9), axis=None, kind="stable")
    result = down.ravel()
    result[order[:missing] if missing >= 0 else order[missing:]] += np.sign(missing)
    return result.reshape(x.shape)


def half_up(values: ArrayLike) -> Array:
    """Commercial rounding of each value by itself: 2.5 becomes 3 (totals may differ; see `whole_persons`)."""
    return np.asarray(np.floor(np.asarray(values, float) + 0.5))
