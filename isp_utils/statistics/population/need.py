"""Kita places, first-graders and pupils of the coming years, simulated in whole persons with a fixed seed.

Everything runs over draws (first axis), so that the uncertainty of births, quotas and the count itself add up.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from isp_utils.statistics.intervals import Array, StatisticsError
from isp_utils.statistics.population.quotas import Quota

DRAWS, SEED = 4_000, 24  # § 24 SGB VIII


def children_draws(born: ArrayLike, expected: ArrayLike, errors: ArrayLike = 0.0, draws: int = DRAWS) -> Array:
    """Draws of the numbers of children: those born are known, the unborn are Poisson around the expectation.

    `born` and `expected` have one shape, NaN in `born` where a cohort is not yet born; `errors` is the relative
    standard error of the expectation (past forecast errors). Result `[draw, ...]`, whole numbers.
    """
    known, mean = np.asarray(born, float), np.asarray(expected, float)
    if np.any(mean < 0) or np.any(known < 0) or np.isnan(np.where(np.isnan(known), mean, 0)).any():
        raise StatisticsError("Every cohort is either counted or expected, with 0 or more children.")
    random = np.random.default_rng(SEED)
    level = np.where(np.isnan(mean), 0, mean) * np.exp(
        np.asarray(errors, float) * random.standard_normal((draws, *mean.shape))
    )
    return np.asarray(np.where(np.isnan(known), random.poisson(level), np.nan_to_num(known)), float)


def users_draws(children: Array, quota: Quota) -> Array:
    """How many of the drawn children come: a quota drawn for each draw, then each child by itself."""
    random = np.random.default_rng(SEED + 1)
    shape = np.broadcast_shapes(children.shape[1:], quota.successes.shape)
    share = random.beta(quota.successes, quota.failures, (children.shape[0], *shape))
    return random.binomial(np.broadcast_to(children, share.shape).astype(int), share).astype(float)


def places_draws(users: Array, reserve: float = 0.0) -> Array:
    """Places for the users of all ages (last axis) plus a reserve share, rounded up: a begun place is a place."""
    if reserve < 0:
        raise StatisticsError("A reserve is a share of 0 or more.")
    return np.asarray(np.ceil(users.sum(axis=-1) * (1 + reserve) - 1e-9))


def first_graders_draws(cohorts: Array, early: Quota, postponed: Quota) -> Array:
    """First-graders of each year from the cohorts turning six up to the Land's due date, `[draw, year]`.

    Of each cohort some start a year early and some a year late (Kann-Kinder, Zurückstellung); the first and last
    year of the cohorts only lend these and drop out of the result (§ 64 NSchG: due date 30 September).
    """
    if cohorts.shape[1] < 3:
        raise StatisticsError("First-graders of a year come from three cohorts.")
    before = users_draws(cohorts, early)
    random = np.random.default_rng(SEED + 2)
    share = random.beta(postponed.successes, postponed.failures, (cohorts.shape[0], 1))
    after = random.binomial((cohorts - before).astype(int), share).astype(float)
    on_time = cohorts - before - after
    return np.asarray(on_time[:, 1:-1] + before[:, 2:] + after[:, :-2])


def pupils_draws(entrants: Array, classes: ArrayLike, passing: Quota) -> Array:
    """Pupils by class in the coming years, `[draw, year, class]`: `classes` now, entrants by year, quotas onward.

    `passing[k]`: share of class k that sits in class k + 1 a year later (one quota fewer than classes). Moves and
    repetition are inside the quota; use quasi-cohort rates below 1 or hand in Quota from several years.
    """
    now = np.asarray(classes, float)
    if passing.successes.shape != (now.size - 1,) or np.any(~(now >= 0)):
        raise StatisticsError("One quota between each class and the next, and known classes to begin with.")
    random = np.random.default_rng(SEED + 3)
    current = np.broadcast_to(now, (entrants.shape[0], now.size))
    share = random.beta(passing.successes, passing.failures, (entrants.shape[0], now.size - 1))
    years = []
    for entering in entrants.T:
        onward = random.binomial(current[:, :-1].astype(int), share)
        current = np.concatenate([entering[:, np.newaxis], onward], axis=1)
        years.append(current)
    return np.stack(years, axis=1)


def share_without_place(places: float, needed: Array) -> float:
    """How likely the need exceeds the places there are (share of draws)."""
    return float((needed > places).mean())
