"""Quotas (Betreuung, Einschulung, Übergang) as beta distributions, drawn to the county, and their whole persons."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from isp_utils.statistics.intervals import Array, Estimate, StatisticsError, checked_counts

WEAKEST, STRONGEST = 1.0, 1e6  # people the county's quota counts for: never less than one, never everything


@dataclass(frozen=True)
class Quota:
    """Knowledge of a share as a beta distribution: `successes` and `failures` seen or assumed (arrays)."""

    successes: Array
    failures: Array

    def estimate(self, per: float = 100.0, confidence: float = 0.8) -> Estimate:
        """Mean and central interval of the share (0.8 as usual for projections)."""
        a, b, tail = self.successes, self.failures, (1 - confidence) / 2
        value = a / (a + b)
        lower = np.minimum(stats.beta.ppf(tail, a, b), value)
        upper = np.maximum(stats.beta.ppf(1 - tail, a, b), value)
        return Estimate(value * per, lower * per, upper * per, confidence, "beta-binomial")


@dataclass(frozen=True)
class Persons:
    """Whole persons: the likely number with the interval in which the coming number will lie."""

    value: Array
    lower: Array
    upper: Array
    confidence: float
    method: str


def strength_between(events: ArrayLike, people: ArrayLike) -> float:
    """How many people the common quota counts for, from how much the areas (or years) differ beyond chance.

    Moments of the beta-binomial (Kleinman 1973, J Am Stat Assoc 68:46). Areas that do not differ: very many.
    """
    x, n = _shares(events, people)
    known = (n > 1) & ~np.isnan(x)
    x, n = x[known], n[known]
    if x.size < 2:
        return STRONGEST
    common = x.sum() / n.sum()
    if common in (0.0, 1.0):
        return STRONGEST
    spread = (n * (x / n - common) ** 2).sum()
    chance = common * (1 - common) * (1 - n / n.sum()).sum()
    between = (spread - chance) / (n.sum() - (n**2).sum() / n.sum())
    if between <= 0:
        return STRONGEST
    return float(np.clip(common * (1 - common) / between - 1, WEAKEST, STRONGEST))


def shrunk_quota(events: ArrayLike, people: ArrayLike, strength: float | None = None) -> Quota:
    """Quota of every area (or class, or year), drawn to the quota of all together as far as its size demands.

    `strength` None: estimated from the differences between the areas. Nobody anywhere: StatisticsError.

    >>> shrunk_quota([1, 90], [1, 100], strength=10).estimate().value.round(1).tolist()
    [91.0, 90.0]
    """
    x, n = _shares(events, people)
    if not np.nansum(n) > 0:
        raise StatisticsError("A quota needs people it refers to.")
    common = np.clip(np.nansum(x) / np.nansum(np.where(np.isnan(x), 0, n)), 1e-6, 1 - 1e-6)
    weight = strength_between(x, n) if strength is None else strength
    seen, of = np.nan_to_num(x), np.where(np.isnan(x), 0, np.nan_to_num(n))
    return Quota(seen + weight * common, of - seen + weight * (1 - common))


def persons(people: ArrayLike, quota: Quota, confidence: float = 0.8) -> Persons:
    """How many of so many people will come: beta-binomial prediction in whole persons.

    `people` are counted (born children); for projected children use `persons_from_draws`.

    >>> need = persons(40, Quota(np.array(30.0), np.array(10.0)))
    >>> int(need.value), int(need.lower), int(need.upper)
    (30, 25, 35)
    """
    n = np.asarray(people, float)
    if np.any(~(n >= 0)) or np.any(n != np.floor(n)):
        raise StatisticsError("People are whole numbers of 0 or more.")
    tail = (1 - confidence) / 2
    lower, upper = (stats.betabinom.ppf(p, n.astype(int), quota.successes, quota.failures) for p in (tail, 1 - tail))
    value = np.floor(n * quota.successes / (quota.successes + quota.failures) + 0.5)
    return Persons(value, np.maximum(lower, 0), upper, confidence, "beta-binomial prediction")


def persons_from_draws(draws: ArrayLike, confidence: float = 0.8) -> Persons:
    """Likely number and interval of simulated whole persons (first axis: draws)."""
    x = np.asarray(draws, float)
    tail = (1 - confidence) / 2
    lower, upper = (np.quantile(x, p, axis=0, method="inverted_cdf") for p in (tail, 1 - tail))
    return Persons(np.floor(x.mean(axis=0) + 0.5), lower, upper, confidence, f"simulation, {x.shape[0]} draws")


def _shares(events: ArrayLike, people: ArrayLike) -> tuple[Array, Array]:
    x, n = checked_counts(events, people)
    if np.any(x > n):
        raise StatisticsError("More of them came than there are: is it a quasi-cohort with moves?")
    return x, n
