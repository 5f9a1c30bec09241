"""Age-standardised rates and ratios: what would remain if the areas had one age structure.

Direct rates need enough events in every band; small areas take the indirect ratio (observed to expected).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from isp_utils.statistics.intervals import (
    Array,
    Estimate,
    StatisticsError,
    byar,
    checked_counts,
    normal_quantile,
    poisson,
)

# European Standard Population 2013 (Eurostat, Revision of the European Standard Population, 2013), 0-4 ... 90+.
ESP2013 = 500.0 * np.array([10, 11, 11, 11, 12, 12, 13, 14, 14, 14, 14, 13, 12, 11, 10, 8, 5, 3, 2])
LEAST_EVENTS = 10  # below this a directly standardised rate is not reliable and not given (OHID)


def direct_rate(
    events: ArrayLike,
    population: ArrayLike,
    weights: ArrayLike = ESP2013,
    per: float = 100_000.0,
    confidence: float = 0.95,
) -> Estimate:
    """Directly standardised rate over the last axis (age bands) with Dobson's limits.

    `events` and `population` have the same bands as `weights`. Fewer than 10 events, a missing figure or a band
    without population give NaN. Impossible numbers raise StatisticsError.
    Dobson, Kuulasmaa, Eberle & Scherer (1991), Stat Med 10:457.

    >>> rate = direct_rate([20, 40], [1000, 500], weights=[7, 3], per=1000)
    >>> [round(float(x), 2) for x in (rate.value, rate.lower, rate.upper)]
    [38.0, 28.97, 48.94]
    """
    x, n, w = _bands(events, population, weights)
    with np.errstate(invalid="ignore", divide="ignore"):
        variance = (x * (w / n) ** 2).sum(axis=-1) / w.sum() ** 2
    return _dobson(x, n, w, variance, (per, confidence, "Dobson"))


def direct_rate_repeated(
    persons: ArrayLike,
    population: ArrayLike,
    weights: ArrayLike = ESP2013,
    per: float = 100_000.0,
    confidence: float = 0.95,
) -> Estimate:
    """Directly standardised rate of events of which one person may have several (Inobhutnahmen, admissions).

    `persons[..., age, k]` counts the persons with k + 1 events. The rate counts events; the limits are wider
    than `direct_rate` gives, because events of one person are no independent evidence.
    OHID Public Health Technical Guide, directly standardised rates, non-independent events.

    >>> twice = direct_rate_repeated([[10, 5], [20, 10]], [1000, 500], weights=[7, 3], per=1000)
    >>> [round(float(x), 2) for x in (twice.value, twice.lower, twice.upper)]
    [38.0, 26.94, 51.4]
    """
    p = np.asarray(persons, float)
    often = np.arange(1.0, p.shape[-1] + 1)
    x, n, w = _bands((p * often).sum(axis=-1), population, weights)
    with np.errstate(invalid="ignore", divide="ignore"):
        variance = ((p * often**2).sum(axis=-1) * (w / n) ** 2).sum(axis=-1) / w.sum() ** 2
    return _dobson(x, n, w, variance, (per, confidence, "Dobson, non-independent events"))


def direct_rate_gamma(
    events: ArrayLike,
    population: ArrayLike,
    weights: ArrayLike = ESP2013,
    per: float = 100_000.0,
    confidence: float = 0.95,
) -> Estimate:
    """Directly standardised rate with gamma limits, valid from one event on; do not mix with Dobson's in one table.

    For comparison with sources that use them (SEER, epitools, esda). Errors and missing as in `direct_rate`.
    Fay & Feuer (1997), Stat Med 16:791.
    """
    x, n, w = _bands(events, population, weights)
    tail = (1 - confidence) / 2
    with np.errstate(invalid="ignore", divide="ignore"):
        share = w / n / w.sum()
        value, variance = (x * share).sum(axis=-1), (x * share**2).sum(axis=-1)
        largest = share.max(axis=-1)
        wider, further = variance + largest**2, value + largest
        lower = variance / value * special.gammaincinv(value**2 / variance, tail)
        upper = wider / further * special.gammainccinv(further**2 / wider, tail)
    lower = np.where(value == 0, 0.0, lower)
    return Estimate(value * per, lower * per, upper * per, confidence, "Fay-Feuer gamma")


def expected_events(population: ArrayLike, reference_events: ArrayLike, reference_population: ArrayLike) -> Array:
    """Events an area would have at the reference's rate in every age band (last axis); NaN passes through."""
    x, n = checked_counts(reference_events, reference_population)
    with np.errstate(invalid="ignore", divide="ignore"):
        rates = np.where(n > 0, x / n, np.nan)
    expected = np.asarray(population, float) * rates
    return np.asarray(expected.sum(axis=-1))


def indirect_ratio(
    observed: ArrayLike,
    expected: ArrayLike,
    per: float = 100.0,
    confidence: float = 0.95,
) -> Estimate:
    """Observed to expected events (100 = as the reference) with exact limits below 10 events, Byar's from 10.

    With `per` = the reference's crude rate this is the indirectly standardised rate. Nothing expected gives NaN.
    Breslow & Day (1987), Statistical Methods in Cancer Research II, p. 65; use it for small areas.

    >>> ratio = indirect_ratio(15, 10)
    >>> [round(float(x), 1) for x in (ratio.value, ratio.lower, ratio.upper)]
    [150.0, 83.9, 247.4]
    """
    x, e = checked_counts(observed, expected)
    lower, upper = poisson(x, confidence)
    with np.errstate(invalid="ignore", divide="ignore"):
        scale = np.where(e > 0, per / e, np.nan)
    return Estimate(
        x * scale,
        lower * scale,
        upper * scale,
        confidence,
        "indirect, exact below 10, then Byar",
    )


def indirect_ratio_log(
    observed: ArrayLike, expected: ArrayLike, per: float = 100.0, confidence: float = 0.95
) -> Estimate:
    """Observed to expected events with limits of the logarithm's normal approximation; no events, no limits (NaN).

    For comparison with sources that use it (esda); reports use `indirect_ratio`. Rothman et al. (2008), ch. 14.
    """
    x, e = checked_counts(observed, expected)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = np.where(e > 0, per * x / e, np.nan)
        step = np.where(x > 0, np.exp(normal_quantile(confidence) / np.sqrt(x)), np.nan)
    return Estimate(value, value / step, value * step, confidence, "indirect, log-normal")


def crude_and_standardised(events: ArrayLike, population: ArrayLike, weights: ArrayLike, per: float) -> Array:
    """Crude and directly standardised rate side by side on a new last axis, without limits or minimum.

    For full counts of large populations, where only the age structure is in question (Preston et al. 2001, 2.2).
    """
    x, n, w = _bands(events, population, weights)
    with np.errstate(invalid="ignore", divide="ignore"):
        crude, direct = (
            x.sum(axis=-1) / n.sum(axis=-1),
            (w * x / n).sum(axis=-1) / w.sum(),
        )
    return np.stack([per * crude, per * direct], axis=-1)


def _bands(events: ArrayLike, population: ArrayLike, weights: ArrayLike) -> tuple[Array, Array, Array]:
    x, n = checked_counts(events, population)
    w = np.asarray(weights, float)
    if w.ndim != 1 or x.ndim == 0 or x.shape[-1] != w.size:
        raise StatisticsError("Events, population and standard population need the same age bands.")
    if np.any(~np.isfinite(w)) or np.any(w < 0) or w.sum() <= 0:
        raise StatisticsError("A standard population has no negative or missing bands.")
    return x, np.where(n > 0, n, np.nan), w


def _dobson(x: Array, n: Array, w: Array, variance: Array, how: tuple[float, float, str]) -> Estimate:
    per, confidence, method = how
    total = x.sum(axis=-1)
    total = np.where(total >= LEAST_EVENTS, total, np.nan)
    low, high = byar(total, confidence)
    value = (w * x / n).sum(axis=-1) / w.sum() + 0 * total
    spread = np.sqrt(variance / total)
    lower, upper = value + spread * (low - total), value + spread * (high - total)
    return Estimate(value * per, lower * per, upper * per, confidence, method)
