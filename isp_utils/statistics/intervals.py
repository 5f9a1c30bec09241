"""Proportions, rates and counts with their confidence limits.

Formulas and the rule "exact below 10 events, Byar from 10" follow the public health indicator methods of
OHID/UKHSA (Technical Guide "Confidence intervals", APHO 2008; package PHEindicatormethods).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

Array = NDArray[np.float64]

EXACT_BELOW = 10  # events; from here on Byar's approximation is as good and cheaper


class StatisticsError(ValueError):
    """Input no register can deliver (negative counts, more events than people, a confidence outside 0..1)."""


@dataclass(frozen=True)
class Estimate:
    """Values with limits of one shape and unit. NaN limits stand only beside a NaN value, unless said."""

    value: Array
    lower: Array
    upper: Array
    confidence: float
    method: str


def proportion(events: ArrayLike, population: ArrayLike, per: float = 100.0, confidence: float = 0.95) -> Estimate:
    """Share of a population with Wilson's score limits, in units of `per` (100 = percent).

    Any broadcastable shapes. An empty population (0) has no share: value and limits are NaN.
    Raises StatisticsError for negative numbers and for more events than people.
    Wilson (1927), J Am Stat Assoc 22:209; Newcombe (1998), Stat Med 17:857.

    >>> share = proportion(65, 100)
    >>> [round(float(x), 2) for x in (share.value, share.lower, share.upper)]
    [65.0, 55.25, 73.64]
    """
    x, n = checked_counts(events, population)
    if np.any(x > n):
        raise StatisticsError("A proportion has more events than people: is it a rate, or another year's base?")
    lower, upper = wilson(x, n, confidence)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = np.where(n > 0, x / n, np.nan)
    return Estimate(value * per, lower * per, upper * per, confidence, "Wilson")


def rate(events: ArrayLike, population: ArrayLike, per: float = 1000.0, confidence: float = 0.95) -> Estimate:
    """Events per `per` people (or person-years) with exact Poisson limits below 10 events, Byar's from 10.

    Any broadcastable shapes. More events than people are allowed (several events a person).
    An empty population (0) has no rate: value and limits are NaN. Negative numbers raise StatisticsError.
    Breslow & Day (1987), Statistical Methods in Cancer Research II, p. 69; Garwood (1936), Biometrika 28:437.

    >>> births = rate([0, 5, 65], 100, per=100)
    >>> births.value.tolist(), births.lower.round(4).tolist(), births.upper.round(4).tolist()
    ([0.0, 5.0, 65.0], [0.0, 1.6235, 50.1632], [3.6889, 11.6683, 82.8491])
    """
    x, n = checked_counts(events, population)
    lower, upper = poisson(x, confidence)
    with np.errstate(invalid="ignore", divide="ignore"):
        scale = np.where(n > 0, per / n, np.nan)
    return Estimate(x * scale, lower * scale, upper * scale, confidence, "Poisson (exact below 10, then Byar)")


def count(events: ArrayLike, confidence: float = 0.95) -> Estimate:
    """A number of events with Poisson limits: what the same conditions might as well have brought.

    Any shape, in events. For events (births, cases), not for stocks (inhabitants, places). Negative counts raise
    StatisticsError. Limits as in `rate`.
    """
    x, _ = checked_counts(events, 1.0)
    lower, upper = poisson(x, confidence)
    return Estimate(x, lower, upper, confidence, "Poisson (exact below 10, then Byar)")


def wilson(events: ArrayLike, population: ArrayLike, confidence: float = 0.95) -> tuple[Array, Array]:
    """Wilson's limits of a share between 0 and 1; NaN where the population is 0 or anything is missing.

    Wilson (1927), J Am Stat Assoc 22:209, without continuity correction.
    """
    x, n = np.broadcast_arrays(np.asarray(events, float), np.asarray(population, float))
    z = normal_quantile(confidence)
    with np.errstate(invalid="ignore", divide="ignore"):
        centre = 2 * x + z**2
        spread = z * np.sqrt(z**2 + 4 * x * (n - x) / n)
        lower, upper = (centre - spread) / (2 * (n + z**2)), (centre + spread) / (2 * (n + z**2))
    # The formula's own ends, said exactly: rounding would leave 1e-18 at no events and 1 - 1e-16 at all.
    return np.where(x == 0, 0.0 * lower, lower), np.where(x == n, 1.0 + 0.0 * upper, upper)


def poisson(events: ArrayLike, confidence: float = 0.95) -> tuple[Array, Array]:
    """Limits of a count, in events: exact below 10, Byar's from 10; 0 events have the lower limit 0.

    The rule of OHID's Technical Guide (APHO 2008).
    """
    x = np.asarray(events, float)
    lower, upper = (np.array(limit) for limit in byar(x, confidence))
    few = x < EXACT_BELOW
    if np.any(few):
        distinct, place = np.unique(x[few], return_inverse=True)
        exact_lower, exact_upper = exact_poisson(distinct, confidence)
        lower[few], upper[few] = exact_lower[place], exact_upper[place]
    return lower, upper


def byar(events: ArrayLike, confidence: float = 0.95) -> tuple[Array, Array]:
    """Byar's approximate limits of a count; the lower one is NaN where the formula turns negative.

    Breslow & Day (1987), Statistical Methods in Cancer Research II, p. 69.
    """
    x, z = np.array(events, float), normal_quantile(confidence)
    with np.errstate(invalid="ignore", divide="ignore"):
        lower = x * (1 - 1 / (9 * x) - z / (3 * np.sqrt(x))) ** 3
        upper = (x + 1) * (1 - 1 / (9 * (x + 1)) + z / (3 * np.sqrt(x + 1))) ** 3
    return np.where(lower < 0, np.nan, lower), upper


def exact_poisson(events: ArrayLike, confidence: float = 0.95) -> tuple[Array, Array]:
    """Exact limits of a count (chi-square quantiles by inverse gamma); 0 events give lower 0.

    Garwood (1936), Biometrika 28:437.
    """
    x, alpha = np.asarray(events, float), 1 - _checked(confidence)
    lower = np.where(x == 0, 0.0, special.gammaincinv(np.where(x == 0, 1.0, x), alpha / 2))
    return lower, special.gammainccinv(x + 1, alpha / 2)


def normal_quantile(confidence: float) -> float:
    """Two-sided quantile of the standard normal distribution: 1.959964 for 0.95."""
    return float(special.ndtri(0.5 + _checked(confidence) / 2))


def _checked(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise StatisticsError(f"Confidence must lie between 0 and 1, not {confidence}.")
    return confidence


def checked_counts(events: ArrayLike, population: ArrayLike) -> tuple[Array, Array]:
    """Both as float arrays of one shape; negative or infinite numbers raise StatisticsError, NaN may pass."""
    x, n = np.broadcast_arrays(np.asarray(events, float), np.asarray(population, float))
    for name, number in (("events", x), ("population", n)):
        if np.any(number < 0) or np.any(np.isinf(number)):
            raise StatisticsError(f"Negative or infinite numbers in {name}.")
    return x, n
