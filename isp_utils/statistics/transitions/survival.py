"""How long until something happens, when not everybody could be followed to the end (Kaplan-Meier, log-rank)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from isp_utils.statistics.intervals import Array, StatisticsError, normal_quantile

SCALES = ("log", "log-log", "plain")


@dataclass(frozen=True)
class Survival:
    """Share still without the event after each distinct time, with Greenwood's standard error and limits."""

    time: Array
    at_risk: Array
    events: Array
    survival: Array
    error: Array
    lower: Array
    upper: Array
    confidence: float
    method: str


@dataclass(frozen=True)
class LogRank:
    """Observed and expected events by group, chi-square and p."""

    observed: Array
    expected: Array
    chi_square: float
    p: float


def kaplan_meier(time: ArrayLike, event: ArrayLike, scale: str = "log-log", confidence: float = 0.95) -> Survival:
    """Kaplan-Meier curve at every time somebody left; `event` False: followed up to then without it.

    Limits on the log-log scale (default: inside 0..1 and best for few cases), log, or plain. Where the share is 1
    or 0 the log-log limits are NaN. Events go before censoring at one time.
    Kaplan & Meier (1958), J Am Stat Assoc 53:457.

    >>> kaplan_meier([1, 2, 2, 3], [True, True, False, True]).survival.tolist()
    [0.75, 0.5, 0.0]
    """
    if scale not in SCALES:
        raise StatisticsError(f"scale must be one of {', '.join(SCALES)}, not {scale}.")
    times, dead, left = _counts(time, event)
    risk = dead.sum() + left.sum() - np.concatenate([[0], np.cumsum(dead + left)[:-1]])
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.cumprod(1 - dead / risk)
        relative = np.sqrt(np.cumsum(dead / (risk * (risk - dead))))
        z = normal_quantile(confidence) * relative
        if scale == "log":
            lower, upper = share * np.exp(-z), np.minimum(share * np.exp(z), 1)
        elif scale == "plain":
            lower, upper = np.maximum(share * (1 - z), 0), np.minimum(share * (1 + z), 1)
        else:
            turn = z / np.log(share)
            lower, upper = share ** np.exp(-turn), share ** np.exp(turn)
        error = np.where(share > 0, share * relative, np.nan)
    gone = share == 0
    lower, upper = np.where(gone, np.nan, lower), np.where(gone, np.nan, upper)
    return Survival(times, risk, dead, share, error, lower, upper, confidence, f"Kaplan-Meier, {scale}")


def median_time(curve: Survival) -> float:
    """First time at which at most half are still without the event; NaN if more than half never had it.

    Where the curve lies flat exactly at one half: the middle of that flat piece.
    """
    below = np.flatnonzero(curve.survival <= 0.5 + 1e-12)
    if not below.size:
        return np.nan
    first = below[0]
    drops = np.flatnonzero((curve.survival < 0.5 - 1e-12) & (curve.events > 0))
    if np.isclose(curve.survival[first], 0.5) and drops.size:
        return float((curve.time[first] + curve.time[drops[0]]) / 2)
    return float(curve.time[first])


def restricted_mean(curve: Survival, until: float) -> float:
    """Mean time without the event within the first `until` units: the area under the curve."""
    inside = curve.time < until
    edges = np.concatenate([[0], curve.time[inside], [until]])
    heights = np.concatenate([[1], curve.survival[inside]])
    return float((np.diff(edges) * heights).sum())


def log_rank(time: ArrayLike, event: ArrayLike, group: ArrayLike) -> LogRank:
    """Do the groups' curves differ? Groups in sorted order. Mantel (1966); Peto & Peto (1972).

    Fewer than two groups raise StatisticsError.
    """
    t, e, g = np.asarray(time, float), np.asarray(event, bool), np.asarray(group)
    kinds = np.unique(g)
    if kinds.size < 2:
        raise StatisticsError("A log-rank test compares at least two groups.")
    times = np.unique(t[e])
    member = g == kinds[:, np.newaxis]
    risk = (member[:, np.newaxis, :] & (t >= times[:, np.newaxis])).sum(axis=2).astype(float)
    dead = (member[:, np.newaxis, :] & e & (t == times[:, np.newaxis])).sum(axis=2).astype(float)
    n, d = risk.sum(axis=0), dead.sum(axis=0)
    share = risk / n
    expected = (share * d).sum(axis=1)
    tied = d * (n - d) / np.where(n > 1, n - 1, 1)
    covariance = np.diag((share * tied).sum(axis=1)) - (share * tied) @ share.T
    gap = (dead.sum(axis=1) - expected)[:-1]
    chi_square = float(gap @ np.linalg.solve(covariance[:-1, :-1], gap))
    return LogRank(dead.sum(axis=1), expected, chi_square, float(special.chdtrc(kinds.size - 1, chi_square)))


def _counts(time: ArrayLike, event: ArrayLike) -> tuple[Array, Array, Array]:
    t, e = np.asarray(time, float), np.asarray(event, bool)
    if t.ndim != 1 or t.shape != e.shape or not t.size or np.isnan(t).any() or np.any(t < 0):
        raise StatisticsError("Every person needs a time of 0 or more and whether the event happened.")
    times, place = np.unique(t, return_inverse=True)
    died, lost = np.bincount(place, e, times.size), np.bincount(place, ~e, times.size)
    return times, died.astype(float), lost.astype(float)
