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


def expected_events(population: ArrayLike, reference_events: ArrayLike, reference_population: ArrayLike) -> Array:
    """Events an area would have at the reference's rate in every age band (last axis, summed); NaN passes through.

    Breslow & Day (1987), Statistical Methods in Cancer Research II, p. 65.
    """
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


def poisson_p(observed: ArrayLike, expected: ArrayLike) -> Array:
    """Exact two-sided p-value (0..1, any shape) that a count comes from a Poisson distribution with this expectation.

    Twice the smaller tail, at most 1; nothing expected gives NaN. For areas against a reference that counts as known,
    as in `indirect_ratio`. Breslow & Day (1987), Statistical Methods in Cancer Research II, p. 68.

    >>> poisson_p([10, 18], 10).round(3).tolist()
    [1.0, 0.029]
    """
    x, e = checked_counts(observed, expected)
    e = np.where(e > 0, e, np.nan)
    at_most = special.gammaincc(x + 1, e)
    at_least = np.where(x == 0, 1.0 + 0 * e, special.gammainc(np.where(x == 0, 1, x), e))
    return np.asarray(np.minimum(1.0, 2 * np.minimum(at_most, at_least)))


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
