"""Two rates side by side from their counts: ratio, difference, and exact p-values for many areas at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from isp_utils.statistics.comparison import difference
from isp_utils.statistics.intervals import Array, Estimate, checked_counts, normal_quantile, rate


def rate_ratio(
    first: tuple[ArrayLike, ArrayLike], second: tuple[ArrayLike, ArrayLike], confidence: float = 0.95
) -> Estimate:
    """Rate of the first area divided by the rate of the second; each is a pair (events, population).

    Limits on the log scale. Where either has no events, half an event is added to both for the limits; the value
    stays what was counted (0, infinity, or NaN for 0 against 0). Empty populations give NaN.
    Rothman, Greenland & Lash (2008), Modern Epidemiology, chapter 14.

    >>> ratio = rate_ratio((30, 1000), (20, 1000))
    >>> [round(float(x), 2) for x in (ratio.value, ratio.lower, ratio.upper)]
    [1.5, 0.85, 2.64]
    """
    (x1, n1), (x2, n2) = checked_counts(*first), checked_counts(*second)
    n1, n2 = np.where(n1 > 0, n1, np.nan), np.where(n2 > 0, n2, np.nan)
    extra = np.where((x1 == 0) | (x2 == 0), 0.5, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = (x1 / n1) / (x2 / n2)
        centre = np.log((x1 + extra) / n1) - np.log((x2 + extra) / n2)
        half = normal_quantile(confidence) * np.sqrt(1 / (x1 + extra) + 1 / (x2 + extra))
    lower, upper = np.where(x1 == 0, 0.0 * half, np.exp(centre - half)), np.exp(centre + half)
    upper = np.where((x2 == 0) & ~np.isnan(half), np.inf, upper)
    return Estimate(value, lower, upper, confidence, "log ratio")


def rate_difference(
    first: tuple[ArrayLike, ArrayLike],
    second: tuple[ArrayLike, ArrayLike],
    per: float = 1000.0,
    confidence: float = 0.95,
) -> Estimate:
    """Rate of the first area minus the rate of the second (each events, population), limits by MOVER."""
    return difference(rate(*first, per, confidence), rate(*second, per, confidence))


def poisson_p(observed: ArrayLike, expected: ArrayLike) -> Array:
    """Exact two-sided p-value that a count comes from a Poisson distribution with this expectation.

    Twice the smaller tail, at most 1; nothing expected gives NaN. For areas against a fixed reference rate.

    >>> poisson_p([10, 18], 10).round(3).tolist()
    [1.0, 0.029]
    """
    x, e = checked_counts(observed, expected)
    e = np.where(e > 0, e, np.nan)
    at_most = special.gammaincc(x + 1, e)
    at_least = np.where(x == 0, 1.0 + 0 * e, special.gammainc(np.where(x == 0, 1, x), e))
    return np.asarray(np.minimum(1.0, 2 * np.minimum(at_most, at_least)))


def binomial_p(events: ArrayLike, population: ArrayLike, reference: ArrayLike) -> Array:
    """Exact two-sided p-value that a share comes from a population with this share (0..1), twice the smaller tail."""
    x, n = checked_counts(events, population)
    x, n, p = np.broadcast_arrays(x, np.where(n > 0, n, np.nan), np.asarray(reference, float))
    at_most = np.where(x == n, 1.0, special.betainc(np.where(x == n, 1, n - x), x + 1, 1 - p))
    at_least = np.where(x == 0, 1.0, special.betainc(np.where(x == 0, 1, x), n - x + 1, p))
    tails = np.minimum(at_most, at_least)
    return np.asarray(np.where(np.isnan(x + n + p), np.nan, np.minimum(1.0, 2 * tails)))


def two_counts_p(first: tuple[ArrayLike, ArrayLike], second: tuple[ArrayLike, ArrayLike]) -> Array:
    """Exact two-sided p-value for two Poisson rates: the first count given the sum is binomial.

    Przyborowski & Wilenski (1940), Biometrika 31:313. No events at all: p = 1.
    """
    (x1, n1), (x2, n2) = checked_counts(*first), checked_counts(*second)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = n1 / (n1 + n2)
    p = binomial_p(x1, x1 + x2, share)
    return np.asarray(np.where((x1 + x2 == 0) & (n1 > 0) & (n2 > 0), 1.0, p))
