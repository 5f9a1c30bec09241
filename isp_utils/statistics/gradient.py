"""Slope and relative index of inequality: how steeply an indicator runs along the social ladder.

Not for three Samtgemeinden; at least five groups, ordered from least to most advantaged.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from isp_utils.statistics.intervals import Array, Estimate, StatisticsError, normal_quantile

REPETITIONS = 100_000
SEED = 20_040_388  # fixed, so that a report can be repeated (Low & Low 2004, p. 388)
LEAST_GROUPS = 5
SCALES = ("mean", "rate", "proportion")  # errors are normal on: the scale itself, the log, the logit


@dataclass(frozen=True)
class Gradient:
    """Difference (`slope`) and ratio (`relative`) of the fitted values at both ends; `intercept`: the lowest end."""

    slope: Estimate
    relative: Estimate
    intercept: float


def standard_errors(lower: ArrayLike, upper: ArrayLike, scale: str = "mean", confidence: float = 0.95) -> Array:
    """Standard errors on the scale where they are normal, from confidence limits (shares between 0 and 1)."""
    low, high = _to_normal(np.asarray(lower, float), scale), _to_normal(np.asarray(upper, float), scale)
    return np.asarray((high - low) / (2 * normal_quantile(confidence)))


def inequality(
    value: ArrayLike,
    errors: ArrayLike,
    population: ArrayLike,
    scale: str = "mean",
    confidence: float = 0.95,
) -> Gradient:
    """Slope (SII) and relative index (RII) of values of ordered groups; limits by simulation with a fixed seed.

    `errors` are on the normal scale (`standard_errors`). Weighted by the square root of the population share on
    the middle of each group's cumulative share. Fewer than five groups or anything missing: StatisticsError.
    Low & Low (2004), J Public Health 26:388; OHID Technical Guide, slope index of inequality.
    """
    return _fitted((value, errors, population), scale, confidence, transformed=False)


def transformed_inequality(
    value: ArrayLike, errors: ArrayLike, population: ArrayLike, scale: str = "rate", confidence: float = 0.95
) -> Gradient:
    """As `inequality`, with the line fitted to the logarithms of rates or the logits of shares.

    Slope, relative index and intercept are transformed back to the scale of the values.
    """
    return _fitted((value, errors, population), scale, confidence, transformed=True)


def scaled(gradient: Gradient, factor: float) -> Gradient:
    """The gradient in other units; a negative factor turns the ladder round and inverts the relative index."""
    s, r = gradient.slope, gradient.relative
    if factor >= 0:
        slope = Estimate(s.value * factor, s.lower * factor, s.upper * factor, s.confidence, s.method)
        return Gradient(slope, r, gradient.intercept * factor)
    slope = Estimate(s.value * factor, s.upper * factor, s.lower * factor, s.confidence, s.method)
    relative = Estimate(1 / r.value, 1 / r.upper, 1 / r.lower, r.confidence, r.method)
    return Gradient(slope, relative, gradient.intercept * factor)


def _fitted(
    columns: tuple[ArrayLike, ArrayLike, ArrayLike], scale: str, confidence: float, transformed: bool
) -> Gradient:
    y, se, n = (np.asarray(c, float) for c in columns)
    _check(y, se, n, scale)
    solve = _least_squares(n)
    centre = _to_normal(y, scale)
    draws = centre + se * np.random.default_rng(SEED).standard_normal((REPETITIONS, y.size))
    seen = draws if transformed else _from_normal(draws, scale)
    point = solve @ (centre if transformed else y)
    ends = [_ends(p, scale if transformed else "mean") for p in (point[:, np.newaxis], solve @ seen.T)]
    (bottom, top), (bottoms, tops) = ends
    method = f"simulation, {REPETITIONS} repetitions"
    slope = Estimate(top - bottom, *_limits(tops - bottoms, confidence), confidence, method)
    relative = Estimate(top / bottom, *_limits(tops / bottoms, confidence), confidence, method)
    return Gradient(_scalar(slope), _scalar(relative), float(bottom[0]))


def _check(y: Array, se: Array, n: Array, scale: str) -> None:
    if scale not in SCALES:
        raise StatisticsError(f"scale must be one of {', '.join(SCALES)}, not {scale}.")
    if not (y.ndim == 1 and y.shape == se.shape == n.shape) or y.size < LEAST_GROUPS:
        raise StatisticsError(f"An index of inequality needs at least {LEAST_GROUPS} ordered groups.")
    if np.any(np.isnan(y + se + n)) or np.any(n <= 0) or np.any(se < 0):
        raise StatisticsError("Every group needs a value, a standard error and a population above 0.")
    if (scale != "mean" and np.any(y <= 0)) or (scale == "proportion" and np.any(y >= 1)):
        raise StatisticsError("Rates lie above 0, proportions between 0 and 1.")


def _least_squares(population: Array) -> Array:
    share = population / population.sum()
    middle = np.cumsum(share) - share / 2
    root = np.sqrt(share)
    return np.asarray(np.linalg.pinv(np.stack([root, root * middle], axis=1)) * root)


def _ends(parameters: Array, scale: str) -> tuple[Array, Array]:
    return _from_normal(parameters[0], scale), _from_normal(parameters[0] + parameters[1], scale)


def _limits(draws: Array, confidence: float) -> tuple[Array, Array]:
    ordered = np.sort(draws)
    upper = confidence + (1 - confidence) / 2
    positions = [int(np.round(draws.size * p)) - 1 for p in (1 - upper, upper)]
    return np.atleast_1d(ordered[positions[0]]), np.atleast_1d(ordered[positions[1]])


def _to_normal(x: Array, scale: str) -> Array:
    return x if scale == "mean" else np.asarray(np.log(x) if scale == "rate" else special.logit(x))


def _from_normal(x: Array, scale: str) -> Array:
    return x if scale == "mean" else np.asarray(np.exp(x) if scale == "rate" else special.expit(x))


def _scalar(e: Estimate) -> Estimate:
    return Estimate(e.value[0], e.lower[0], e.upper[0], e.confidence, e.method)
