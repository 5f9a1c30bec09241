"""Fay-Herriot: survey estimates of areas combined with what registers say about them.

Fay & Herriot (1979), J Am Stat Assoc 74:269; mean squared error by Datta & Lahiri (2000), Stat Sin 10:613.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from isp_utils.statistics.intervals import Array, StatisticsError

STEPS, PRECISION = 200, 1e-10


@dataclass(frozen=True)
class FayHerriot:
    """Combined estimates with their mean squared errors, coefficients, and the variance between areas."""

    value: Array
    error: Array
    coefficients: Array
    between: float


def fay_herriot(direct: ArrayLike, variance: ArrayLike, registers: ArrayLike) -> FayHerriot:
    """Empirical best linear unbiased prediction by restricted maximum likelihood.

    `direct` and `variance`: survey estimate and sampling variance of each area; `registers[area, variable]`
    includes the constant. A gap, no variance or fewer areas than variables + 2: StatisticsError.

    >>> flat = fay_herriot([10.0, 12.0, 11.0, 30.0], [4.0, 4.0, 4.0, 4.0], np.ones((4, 1)))
    >>> flat.value.round(1).tolist()
    [10.3, 12.2, 11.2, 29.4]
    """
    y, d, x = np.asarray(direct, float), np.asarray(variance, float), np.asarray(registers, float)
    if x.ndim != 2 or not y.shape == d.shape == x.shape[:1] or y.size < x.shape[1] + 2:
        raise StatisticsError("Fay-Herriot needs one row a area and more areas than variables.")
    if np.isnan(y + d + x.sum(axis=1)).any() or np.any(d <= 0):
        raise StatisticsError("Every area needs an estimate, a sampling variance above 0 and its register values.")
    between = _restricted_likelihood(y, d, x)
    inverse = 1 / (between + d)
    covariance = np.linalg.inv((x.T * inverse) @ x)
    beta = covariance @ (x.T * inverse) @ y
    kept = between * inverse
    value = x @ beta + kept * (y - x @ beta)
    known = between * d * inverse
    for_beta = (1 - kept) ** 2 * np.einsum("ij,jk,ik->i", x, covariance, x)
    for_between = d**2 * inverse**3 * 2 / (inverse**2).sum()
    return FayHerriot(value, known + for_beta + 2 * for_between, beta, between)


def _restricted_likelihood(y: Array, d: Array, x: Array) -> float:
    """Fisher scoring of the between-area variance; 0 where the likelihood falls from the start."""
    between = float(np.median(d))
    for _ in range(STEPS):
        v = 1 / (between + d)
        xv = x.T * v
        projection = np.diag(v) - xv.T @ np.linalg.inv(xv @ x) @ xv
        py = projection @ y
        slope = -0.5 * np.trace(projection) + 0.5 * py @ py
        information = 0.5 * np.einsum("ij,ji->", projection, projection)
        change = float(slope / information)
        between = between + change
        if between <= 0:
            return 0.0
        if abs(change) < PRECISION * (1 + between):
            break
    return between
