"""One estimate against another, many such tests at once, and the words a report may use for it."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from isp_utils.statistics.intervals import Array, Estimate, StatisticsError, normal_quantile

WORDS = {
    "higher": {"higher": "günstiger", "similar": "ähnlich", "lower": "ungünstiger"},
    "lower": {"higher": "ungünstiger", "similar": "ähnlich", "lower": "günstiger"},
    "none": {"higher": "höher", "similar": "ähnlich", "lower": "niedriger"},
}


def difference(first: Estimate, second: Estimate) -> Estimate:
    """First minus second with limits from the two intervals (MOVER).

    Areas known as events and people: `difference(proportion(x1, n1), proportion(x2, n2))`; with these Wilson
    limits it is Newcombe's method 10.
    Newcombe (1998), Stat Med 17:873; Zou & Donner (2008), Stat Med 27:1693. Both need the same confidence.

    >>> from isp_utils.statistics.intervals import proportion
    >>> d = difference(proportion(56, 70, per=1), proportion(48, 80, per=1))
    >>> [round(float(x), 4) for x in (d.value, d.lower, d.upper)]
    [0.2, 0.0524, 0.3339]
    """
    confidence = _shared_confidence(first, second)
    value = first.value - second.value
    lower = value - np.hypot(first.value - first.lower, second.upper - second.value)
    upper = value + np.hypot(first.upper - first.value, second.value - second.lower)
    return Estimate(value, lower, upper, confidence, "MOVER difference")


def two_sample_p(first: Estimate, second: Estimate) -> Array:
    """Two-sided p-value for two estimates: below 1 - confidence exactly where `difference` excludes 0.

    Shape of the values, 0..1. The standard error comes from the interval halves that face each other, as in the
    inversion of MOVER (Zou & Donner 2008, Stat Med 27:1693); NaN where a value is missing.
    """
    z = normal_quantile(_shared_confidence(first, second))
    gap = first.value - second.value
    below = np.hypot(first.value - first.lower, second.upper - second.value)
    above = np.hypot(first.upper - first.value, second.value - second.lower)
    spread = np.where(gap > 0, below, above) / z
    with np.errstate(invalid="ignore", divide="ignore"):
        score = np.where(gap == 0, 0.0, np.abs(gap) / spread)
    return np.asarray(2 * special.ndtr(-score))


def benjamini_hochberg(p: ArrayLike, q: float = 0.05) -> NDArray[np.bool_]:
    """Which of many tests stand at a false discovery rate of at most `q`; any shape, NaN is not tested.

    Benjamini & Hochberg (1995), J R Stat Soc B 57:289.

    >>> benjamini_hochberg([0.001, 0.03, 0.04, 0.9]).tolist()
    [True, False, False, False]
    """
    values = np.asarray(p, float)
    known = values[~np.isnan(values)]
    if np.any((known < 0) | (known > 1)):
        raise StatisticsError("A p-value lies between 0 and 1.")
    ordered = np.sort(known)
    passing = np.flatnonzero(ordered <= q * np.arange(1, ordered.size + 1) / max(ordered.size, 1))
    bound = ordered[passing[-1]] if passing.size else -1.0
    return np.asarray(values <= bound)


def word(code: str, better: str = "none") -> str:
    """The German word of a comparison; judging words only where the catalogue says what is better.

    >>> word("higher", "lower"), word("higher", "none"), word("")
    ('ungünstiger', 'höher', 'nicht vergleichbar')
    """
    if better not in WORDS:
        raise StatisticsError(f'better must be "higher", "lower" or "none", not "{better}".')
    return WORDS[better].get(code, "nicht vergleichbar")


def _shared_confidence(first: Estimate, second: Estimate) -> float:
    if first.confidence != second.confidence:
        raise StatisticsError("Two estimates are compared at one confidence level only.")
    return first.confidence
