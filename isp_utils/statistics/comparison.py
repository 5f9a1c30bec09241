"""Area against reference, one estimate against another, and the words a report may use for it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from isp_utils.statistics.intervals import Array, Estimate, StatisticsError, normal_quantile

Codes = NDArray[np.str_]

WORDS = {
    "higher": {"higher": "günstiger", "similar": "ähnlich", "lower": "ungünstiger"},
    "lower": {"higher": "ungünstiger", "similar": "ähnlich", "lower": "günstiger"},
    "none": {"higher": "höher", "similar": "ähnlich", "lower": "niedriger"},
}


@dataclass(frozen=True)
class Comparison:
    """`code`: "higher" | "similar" | "lower" | "" (not comparable); `strength`: 99.8, 95 or 0 (similar)."""

    code: Codes
    strength: Array


def against_reference(area: Estimate, reference: ArrayLike, wider: Estimate | None = None) -> Comparison:
    """Fingertips' comparison: different where the reference lies outside the area's 95 % interval.

    Any broadcastable shapes, one unit; `wider` holds the 99.8 % limits of the same values. Anything missing gives
    the code "" and strength NaN; where only the wider limits are missing, the 95 % limits decide. The area itself
    is no reference: see `not_itself`.
    Method of OHID Fingertips ("CI overlapping reference value", 95 and 99.8 %).

    >>> from isp_utils.statistics.intervals import Estimate
    >>> narrow = Estimate(np.array([12, 9]), np.array([10.5, 8]), np.array([13.5, 10.5]), 0.95, "")
    >>> wide = Estimate(narrow.value, np.array([9.5, 7]), np.array([14.5, 11]), 0.998, "")
    >>> found = against_reference(narrow, 10, wide)
    >>> found.code.tolist(), found.strength.tolist()
    (['higher', 'similar'], [95.0, 0.0])
    """
    limits = (wider or area).lower, (wider or area).upper
    columns = (area.value, area.lower, area.upper, *limits, reference)
    v, low, high, low3, high3, ref = np.broadcast_arrays(*(np.asarray(column, float) for column in columns))
    code = np.where(ref < low, "higher", np.where(ref > high, "lower", "similar"))
    beyond = ((ref < low3) | (ref > high3)) & (wider is not None)
    strength = np.where(code == "similar", 0.0, np.where(beyond, 99.8, 95.0))
    unknown = np.isnan(v) | np.isnan(low) | np.isnan(high) | np.isnan(ref)
    return Comparison(np.where(unknown, "", code), np.where(unknown, np.nan, strength))


def not_itself(comparison: Comparison, area: ArrayLike, reference: ArrayLike) -> Comparison:
    """The comparison without the places where an area would be compared with itself (equal region keys)."""
    same = np.broadcast_to(np.asarray(area) == np.asarray(reference), comparison.code.shape)
    return Comparison(np.where(same, "", comparison.code), np.where(same, np.nan, comparison.strength))


def only_discoveries(comparison: Comparison, rejected: ArrayLike) -> Comparison:
    """The comparison where every difference that did not survive `benjamini_hochberg` reads "similar"."""
    weak = ~np.asarray(rejected, bool) & (comparison.code != "")
    return replace(
        comparison,
        code=np.where(weak, "similar", comparison.code),
        strength=np.where(weak, 0.0, comparison.strength),
    )


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


def ratio(first: Estimate, second: Estimate) -> Estimate:
    """First divided by second with limits from the two intervals (MOVER-R); values must not be negative.

    A second value of 0 gives NaN; a second lower limit of 0 gives the upper limit infinity.
    Donner & Zou (2012), Stat Methods Med Res 21:347.
    """
    confidence = _shared_confidence(first, second)
    a, b = first.value, second.value
    low_part, high_part = first.lower * (2 * a - first.lower), first.upper * (2 * a - first.upper)
    low_base, high_base = second.lower * (2 * b - second.lower), second.upper * (2 * b - second.upper)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = np.where(b > 0, a / b, np.nan)
        lower = low_part / (a * b + np.sqrt((a * b) ** 2 - low_part * high_base))
        upper = np.where(low_base > 0, (a * b + np.sqrt((a * b) ** 2 - high_part * low_base)) / low_base, np.inf)
    missing = np.isnan(value)
    lower = np.where(a == 0, 0.0, lower)
    return Estimate(
        value, np.where(missing, np.nan, lower), np.where(missing, np.nan, upper), confidence, "MOVER ratio"
    )


def two_sample_p(first: Estimate, second: Estimate) -> Array:
    """Two-sided p-value for two estimates: below 1 - confidence exactly where `difference` excludes 0.

    The standard error comes from the interval halves that face each other; NaN where a value is missing.
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
