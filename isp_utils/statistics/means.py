"""Means of measured values (income, rent, minutes of travel) with Student's limits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from isp_utils.statistics.intervals import Array, Estimate, StatisticsError


@dataclass(frozen=True)
class Mean(Estimate):
    """A mean with the number of values and their standard deviation (divisor n - 1)."""

    count: Array
    deviation: Array


def mean(values: ArrayLike, confidence: float = 0.95) -> Mean:
    """Mean over the last axis with limits of Student's t distribution; missing values (NaN) are left out.

    No value gives NaN throughout; a single value has a mean but no limits (NaN): nothing is known of its spread.
    Student (1908), Biometrika 6:1.

    >>> found = mean([2.0, 4.0, 6.0])
    >>> [round(float(x), 3) for x in (found.value, found.lower, found.upper)]
    [4.0, -0.968, 8.968]
    """
    if not 0 < confidence < 1:
        raise StatisticsError(f"Confidence must lie between 0 and 1, not {confidence}.")
    x = np.asarray(values, float)
    if np.any(np.isinf(x)):
        raise StatisticsError("Infinite values have no mean.")
    known = ~np.isnan(x)
    n = known.sum(axis=-1).astype(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        centre = np.where(n > 0, np.where(known, x, 0).sum(axis=-1) / n, np.nan)
        squares = (np.where(known, x - centre[..., np.newaxis], 0) ** 2).sum(axis=-1)
        deviation = np.where(n > 1, np.sqrt(squares / (n - 1)), np.nan)
        half = special.stdtrit(np.maximum(n - 1, 1), 0.5 + confidence / 2) * deviation / np.sqrt(n)
    return Mean(centre, centre - half, centre + half, confidence, "Student's t", n, deviation)
