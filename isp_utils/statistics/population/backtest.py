"""How wrong forecasts were: rolling back-test against "last value" and "linear", and intervals from past errors.

A forecast is printed with these numbers beside it or not at all.
Rayer, Smith & Tayman (2009), Popul Res Policy Rev 28:773: past errors predict precision well, bias not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from isp_utils.statistics.intervals import Array, Estimate, StatisticsError


@dataclass(frozen=True)
class Hindsight:
    """What came, the forecast's error in percent, and 1 if it lay inside the interval (0 if not, NaN if unknown)."""

    value: Array
    error: Array
    inside: Array


Forecaster = Callable[[Array, int], Array]  # history [..., time] and horizon -> forecast [..., horizon]


@dataclass(frozen=True)
class Accuracy:
    """By horizon (last axis): mean absolute and mean percentage error, share inside the interval, cases behind it."""

    mape: Array
    bias: Array
    coverage: Array
    cases: Array


def last_value(history: Array, horizon: int) -> Array:
    """Tomorrow like today: history `[..., time]` to forecast `[..., horizon]`, in the unit of the history."""
    return np.repeat(history[..., -1:], horizon, axis=-1)


def linear(history: Array, horizon: int) -> Array:
    """The straight line (least squares) through the history `[..., time]`, carried on `[..., horizon]`; not below 0."""
    t = np.arange(history.shape[-1], dtype=float)
    t = t - t.mean()
    slope = (history * t).sum(axis=-1, keepdims=True) / (t**2).sum()
    ahead = t[-1] + np.arange(1, horizon + 1)
    return np.asarray(np.maximum(history.mean(axis=-1, keepdims=True) + slope * ahead, 0))


def relative_errors(series: ArrayLike, forecaster: Forecaster, horizon: int, least: int = 5) -> Array:
    """Errors (outcome / forecast - 1) of every rolling origin: `[origin, ..., horizon]`, NaN beyond the series.

    Origins from the `least`-th value on. A forecast of 0 has no relative error (NaN).
    Too short a series raises StatisticsError. Tashman (2000), Int J Forecast 16:437, rolling origins.
    """
    x = np.asarray(series, float)
    origins = range(least, x.shape[-1])
    if not origins:
        raise StatisticsError(f"A back-test needs more than {least} values.")
    errors = np.full((len(origins), *x.shape[:-1], horizon), np.nan)
    for row, origin in enumerate(origins):
        known = x[..., origin : origin + horizon]
        forecast = forecaster(x[..., :origin], horizon)[..., : known.shape[-1]]
        with np.errstate(invalid="ignore", divide="ignore"):
            errors[row, ..., : known.shape[-1]] = np.where(forecast > 0, known / forecast - 1, np.nan)
    return errors


def accuracy(errors: ArrayLike, lower: ArrayLike = -np.inf, upper: ArrayLike = np.inf) -> Accuracy:
    """MAPE, bias (percent; positive: forecast too low) and coverage over all origins and series, by horizon.

    `errors[origin, ..., horizon]` are relative (`relative_errors`); `lower` and `upper` are the relative limits the
    interval had at the time (see `past_limits`). Coverage is a share 0..1.
    """
    e = np.asarray(errors, float)
    flat = e.reshape(-1, e.shape[-1])
    known = ~np.isnan(flat)
    count = known.sum(axis=0)
    inside = (flat >= np.broadcast_to(lower, e.shape).reshape(flat.shape)) & (
        flat <= np.broadcast_to(upper, e.shape).reshape(flat.shape)
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        mape = 100 * np.where(known, np.abs(flat), 0).sum(axis=0) / count
        bias = 100 * np.where(known, flat, 0).sum(axis=0) / count
        coverage = np.where(count > 0, (inside & known).sum(axis=0) / count, np.nan)
    return Accuracy(mape, bias, coverage, count)


def past_limits(errors: ArrayLike, confidence: float = 0.8) -> tuple[Array, Array]:
    """Relative limits by horizon: central quantiles of all past errors, made symmetric around 0 on the log scale.

    The bias of the past is not carried on. Fewer than five errors of a horizon: the widest seen so far.
    Two arrays `[horizon]`. Rayer, Smith & Tayman (2009), Popul Res Policy Rev 28:773.
    """
    e = np.asarray(errors, float)
    flat = np.abs(np.log1p(np.clip(e.reshape(-1, e.shape[-1]), -0.999, None)))
    counts = (~np.isnan(flat)).sum(axis=0)
    if not counts.max():
        raise StatisticsError("No past error is known.")
    spread = np.array([_quantile(column[~np.isnan(column)], confidence) for column in flat.T])
    spread = np.maximum.accumulate(np.where(np.isnan(spread), 0.0, spread))
    return np.expm1(-spread), np.expm1(spread)


def against_outcome(forecast: Estimate, outcome: ArrayLike) -> Hindsight:
    """The last forecast beside what came: error in percent (positive: more came) and whether the interval held it.

    >>> made = Estimate(np.array([100.0]), np.array([90.0]), np.array([110.0]), 0.8, "linear")
    >>> told = against_outcome(made, [104.0])
    >>> told.error.round(6).tolist(), told.inside.tolist()
    ([4.0], [1.0])
    """
    x = np.asarray(outcome, float)
    with np.errstate(invalid="ignore", divide="ignore"):
        error = np.where(forecast.value > 0, 100 * (x / forecast.value - 1), np.nan)
    inside = np.where(np.isnan(x + forecast.lower), np.nan, (x >= forecast.lower) & (x <= forecast.upper))
    return Hindsight(x, error, inside)


def rolling_coverage(errors: ArrayLike, confidence: float = 0.8, least: int = 3) -> Accuracy:
    """Accuracy where each origin's interval comes only from the errors known before it (no hindsight).

    `errors[origin, ..., horizon]`, relative; the first `least` origins only lend their errors.
    """
    e = np.asarray(errors, float)
    lower, upper = np.full(e.shape, np.nan), np.full(e.shape, np.nan)
    for row in range(least, e.shape[0]):
        known = np.stack([_until(e[:row], h, row) for h in range(e.shape[-1])], axis=-1)
        if not np.isnan(known).all():
            limits = past_limits(known, confidence)
            lower[row], upper[row] = limits[0], limits[1]
    return accuracy(np.where(np.isnan(lower), np.nan, e), lower, upper)


def _until(errors: Array, horizon: int, now: int) -> Array:
    """Errors of one horizon whose outcome was already known at origin `now`."""
    column = errors[..., horizon].copy()
    column[max(now - horizon, 0) :] = np.nan
    return column


def _quantile(values: Array, confidence: float) -> float:
    if not values.size:
        return np.nan
    return float(values.max() if values.size < 5 else np.quantile(values, confidence))
