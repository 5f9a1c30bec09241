"""Flow tables (from, to) and the transition rates of pupils and children, with limits.

Official school statistics have no person identifier: comparing the stock of one year with the stock of the next is
a quasi-cohort, mixed with moves and repeated years, and is said so. Every cell of a flow table is a published count
like any other and goes through the gate first.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from isp_utils.statistics.intervals import (
    Array,
    Estimate,
    StatisticsError,
    checked_counts,
    normal_quantile,
    proportion,
)


def flow_table(origin: ArrayLike, destination: ArrayLike, states: int, weights: ArrayLike = 1.0) -> Array:
    """`table[i, j]`: people who went from state i to state j; origin and destination are codes 0..`states` - 1.

    >>> flow_table([0, 0, 1], [1, 1, 0], states=2).tolist()
    [[0.0, 2.0], [1.0, 0.0]]
    """
    start, end = np.asarray(origin, int), np.asarray(destination, int)
    if start.shape != end.shape or np.any((start < 0) | (start >= states) | (end < 0) | (end >= states)):
        raise StatisticsError(f"Codes of states run from 0 to {states - 1}, one pair a person.")
    cells = np.bincount(start * states + end, np.broadcast_to(np.asarray(weights, float), start.shape), states**2)
    return np.asarray(cells.reshape(states, states), float)


def transition_rates(flows: ArrayLike, per: float = 100.0, confidence: float = 0.95) -> Estimate:
    """Share of each origin (row) that went to each destination (column), Wilson limits; an empty origin is NaN.

    For flows of identified people (own surveys, linked registers): the rows add up to `per`.
    """
    table = np.asarray(flows, float)
    return proportion(table, table.sum(axis=-1, keepdims=True), per, confidence)


def quasi_cohort_rate(later: ArrayLike, earlier: ArrayLike, per: float = 100.0, confidence: float = 0.95) -> Estimate:
    """Stock of class k + 1 next year to the stock of class k this year; may exceed 100.

    Not a share of the same people: both stocks count as Poisson, limits of the log ratio (wider than Wilson's).
    Nobody this year gives NaN; nobody next year has the lower limit 0.

    >>> rate = quasi_cohort_rate(95, 100)
    >>> [round(float(x), 1) for x in (rate.value, rate.lower, rate.upper)]
    [95.0, 71.7, 125.8]
    """
    x, n = checked_counts(later, earlier)
    n = np.where(n > 0, n, np.nan)
    extra = np.where(x == 0, 0.5, 0.0)
    half = normal_quantile(confidence) * np.sqrt(1 / (x + extra) + 1 / (n + extra))
    centre = (x + extra) / (n + extra)
    lower = np.where(x == 0, 0 * half, centre * np.exp(-half))
    return Estimate(per * x / n, per * lower, per * centre * np.exp(half), confidence, "quasi-cohort, log ratio")


def pooled_share(events: ArrayLike, people: ArrayLike, per: float = 100.0, confidence: float = 0.95) -> Estimate:
    """Transition share over several years (last axis), with limits that know that the years differ.

    Beta-binomial: the binomial variance is inflated by Pearson's dispersion of the years where it is above 1.
    Williams (1982), Appl Stat 31:144. No people at all gives NaN.
    """
    x, n = checked_counts(events, people)
    if np.any(x > n):
        raise StatisticsError("A share has more events than people.")
    total, size = x.sum(axis=-1), n.sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        p = total / np.where(size > 0, size, np.nan)
        spread = ((x - n * p[..., np.newaxis]) ** 2 / (n * (p * (1 - p))[..., np.newaxis])).sum(axis=-1, where=n > 0)
        years = (n > 0).sum(axis=-1)
        dispersion = np.where((years > 1) & (p > 0) & (p < 1), np.maximum(spread / (years - 1), 1), 1.0)
    narrow = proportion(total / dispersion, size / dispersion, per, confidence)
    return Estimate(p * per, narrow.lower, narrow.upper, confidence, "Wilson, inflated for scatter between years")


def markov_steps(rates: ArrayLike, steps: int) -> Array:
    """Shares after several steps if the rates (rows add up to 1) stayed and people had no memory."""
    table = np.asarray(rates, float)
    if not np.allclose(table.sum(axis=-1), 1):
        raise StatisticsError("Every row of transition rates adds up to 1.")
    return np.asarray(np.linalg.matrix_power(table, steps))


def simultaneous_shares(counts: ArrayLike, per: float = 100.0, confidence: float = 0.95) -> Estimate:
    """Shares of several destinations with limits that hold for all of them together (last axis).

    Goodman (1965), Technometrics 7:247: Wilson's limits at the Bonferroni level.
    """
    table = np.asarray(counts, float)
    level = 1 - (1 - confidence) / table.shape[-1]
    found = proportion(table, table.sum(axis=-1, keepdims=True), per, level)
    return Estimate(found.value, found.lower, found.upper, confidence, "Goodman")
