"""Several states and ways out: transition probabilities and competing risks, with tied times.

Whole months and years tie; a product over distinct times handles them exactly, where a library that jitters tied
times at random gives another answer every time. Aalen & Johansen (1978), Scand J Stat 5:141.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from isp_utils.statistics.intervals import Array, StatisticsError, normal_quantile

CENSORED = -1


@dataclass(frozen=True)
class Intervals:
    """One row for each stretch a person spends in a state: from `start` to `stop` in `origin`, then `destination`.

    `destination` is -1 where the person was lost from sight there. Codes of states begin at 0.
    """

    start: Array
    stop: Array
    origin: Array
    destination: Array


@dataclass(frozen=True)
class Incidence:
    """Share of all who have left by each cause up to each time (last axis: causes 1, 2, ...), with limits."""

    time: Array
    value: Array
    error: Array
    lower: Array
    upper: Array
    confidence: float
    method: str


def transition_probabilities(rows: Intervals, states: int, times: ArrayLike, begin: float = 0.0) -> Array:
    """`P[k, i, j]`: probability to be in state j at `times[k]` for those in state i at `begin`.

    Somebody counts as at risk in (start, stop]; a step without anybody at risk moves nobody.

    >>> way = Intervals(np.array([0.0, 0.0]), np.array([1.0, 2.0]), np.array([0, 0]), np.array([1, -1]))
    >>> transition_probabilities(way, 2, [1.0])[0].tolist()
    [[0.5, 0.5], [0.0, 1.0]]
    """
    start, stop, origin, destination = _checked(rows, states)
    wanted = np.asarray(times, float)
    moments = np.unique(stop[(destination != CENSORED) & (stop > begin)])
    product, at, results = np.eye(states), 0, []
    for moment in wanted[np.argsort(wanted)]:
        while at < moments.size and moments[at] <= moment:
            now = moments[at]
            product = product @ _step((start < now) & (now <= stop), stop == now, (origin, destination), states)
            at += 1
        results.append(product)
    return np.asarray(results)[np.argsort(np.argsort(wanted))]


def competing_risks(time: ArrayLike, cause: ArrayLike, confidence: float = 0.95) -> Incidence:
    """Cumulative incidence of every cause (codes 1, 2, ...; 0 = lost from sight) at every distinct time.

    One minus Kaplan-Meier of a single cause overstates: who left otherwise can no longer have it. Standard errors
    of Aalen's type as the product integral gives them; limits on the log-log scale, NaN where nobody left yet.
    Marubini & Valsecchi (1995), Analysing Survival Data, ch. 10; Andersen et al. (1993), IV.4.

    >>> competing_risks([1, 2, 3, 4], [1, 2, 1, 0]).value[-1].tolist()
    [0.5, 0.25]
    """
    t, c = np.asarray(time, float), np.asarray(cause, int)
    if t.ndim != 1 or t.shape != c.shape or not t.size or np.isnan(t).any() or np.any(t < 0) or np.any(c < 0):
        raise StatisticsError("Every person needs a time of 0 or more and a cause (0 = lost from sight).")
    times, place = np.unique(t, return_inverse=True)
    causes = max(int(c.max()), 1)
    gone = np.zeros((times.size, causes + 1))
    np.add.at(gone, (place, c), 1)
    risk = t.size - np.concatenate([[0], np.cumsum(gone.sum(axis=1))[:-1]])
    left = gone[:, 1:]
    hazard = left / risk[:, np.newaxis]
    before = np.concatenate([[1], np.cumprod(1 - hazard.sum(axis=1))[:-1]])
    value = np.cumsum(before[:, np.newaxis] * hazard, axis=0)
    error = np.sqrt(_incidence_variance(value, before, left, risk))
    with np.errstate(invalid="ignore", divide="ignore"):
        turn = normal_quantile(confidence) * error / (value * np.log(value))
        lower, upper = value ** np.exp(-turn), value ** np.exp(turn)
    return Incidence(times, value, error, lower, upper, confidence, "Aalen-Johansen")


def _incidence_variance(value: Array, before: Array, left: Array, risk: Array) -> Array:
    """Greenwood-type variance: every later time weighs what an earlier exit could still have changed."""
    n, total = risk[:, np.newaxis], left.sum(axis=1, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        all_exits = np.where(n > total, total / (n * (n - total)), 0.0)
        own_exits = before[:, np.newaxis] ** 2 * left * (n - left) / n**3
        mixed = before[:, np.newaxis] * left / n**2
    first = (
        value**2 * all_exits.cumsum(0) - 2 * value * (value * all_exits).cumsum(0) + (value**2 * all_exits).cumsum(0)
    )
    third = value * mixed.cumsum(0) - (value * mixed).cumsum(0)
    return np.asarray(np.maximum(first + own_exits.cumsum(0) - 2 * third, 0))


def _step(present: Array, leaving: Array, ways: tuple[Array, Array], states: int) -> Array:
    origin, destination = ways
    risk = np.bincount(origin[present], minlength=states)
    moved = leaving & (destination != CENSORED)
    flows = np.bincount(origin[moved] * states + destination[moved], minlength=states**2).reshape(states, states)
    rates = flows / np.where(risk > 0, risk, 1)[:, np.newaxis]
    return np.asarray(np.eye(states) + rates - np.diag(rates.sum(axis=1)))


def _checked(rows: Intervals, states: int) -> tuple[Array, Array, Array, Array]:
    start, stop = np.asarray(rows.start, float), np.asarray(rows.stop, float)
    origin, destination = np.asarray(rows.origin, int), np.asarray(rows.destination, int)
    if np.any(~(start < stop)) or np.any(origin < 0) or np.any(origin >= states) or np.any(destination >= states):
        raise StatisticsError(f"A stretch begins before it ends, in and towards states 0 to {states - 1}.")
    return start, stop, origin, destination
