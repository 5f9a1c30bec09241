"""Period life tables and life expectancy with the rules under which it may be printed.

Chiang's abridged table with Silcocks' variance of the open age band. A county is large enough, most
municipalities are not: below the limits the functions give NaN, not a number nobody should act on.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from isp_utils.statistics.intervals import Array, Estimate, StatisticsError, checked_counts, normal_quantile

BANDS = np.array([0, 1, *range(5, 91, 5)], dtype=float)  # 0, 1-4, 5-9, ..., 90 and over
LEAST_POPULATION = 5_000  # person-years must be above this (Toson & Baker 2003, ONS Methodological Series 33)
WIDEST_HALF_INTERVAL = 10.0  # years, at 95 %


@dataclass(frozen=True)
class LifeTable:
    """The columns of a period life table over the last axis; the last age is open.

    `rate` m, `died` q, `alive` l of the radix, `deaths` d, `years` L (person-years), `remaining` T, `expectancy` e.
    """

    start: Array
    rate: Array
    died: Array
    alive: Array
    deaths: Array
    years: Array
    remaining: Array
    expectancy: Array


def life_table(
    deaths: ArrayLike,
    population: ArrayLike,
    lived: ArrayLike | None = None,
    start: ArrayLike = BANDS,
    radix: float = 100_000.0,
) -> LifeTable:
    """Period life table from deaths and person-years by age (last axis; leading axes are areas or sexes).

    `lived`: mean years lived in the band by those who die in it (a); default 0.1 in the first year of life and
    half the band elsewhere. Bands without people, more deaths than people or no deaths in the open band: NaN.
    Chiang (1968), Introduction to Stochastic Processes in Biostatistics; Preston, Heuveline & Guillot (2001), box 3.1.

    >>> table = life_table([5, 10, 30], [1000, 4000, 300], start=[0, 1, 50])
    >>> table.expectancy.round(2).tolist()
    [55.74, 55.02, 10.0]
    """
    x, n = checked_counts(deaths, population)
    ages = np.asarray(start, float)
    if ages.ndim != 1 or x.ndim == 0 or x.shape[-1] != ages.size or np.any(np.diff(ages) <= 0):
        raise StatisticsError("Deaths, population and ascending starting ages need the same bands.")
    width = np.diff(ages)
    a = _years_lived(ages) if lived is None else np.asarray(lived, float)[..., :-1]
    with np.errstate(invalid="ignore", divide="ignore"):
        m = np.where((n > 0) & (x <= n), x / n, np.nan)
        q = np.minimum(width * m[..., :-1] / (1 + (width - a) * m[..., :-1]), 1.0)
        q = np.concatenate([q, np.ones_like(m[..., -1:])], axis=-1)
        alive = radix * np.concatenate([np.ones_like(q[..., :1]), np.cumprod(1 - q[..., :-1], axis=-1)], axis=-1)
        dying = alive * q
        open_years = alive[..., -1:] / np.where(m[..., -1:] > 0, m[..., -1:], np.nan)
        years = np.concatenate([width * alive[..., 1:] + a * dying[..., :-1], open_years], axis=-1)
        remaining = np.cumsum(years[..., ::-1], axis=-1)[..., ::-1]
        expectancy = np.where(alive > 0, remaining / alive, 0.0)
    return LifeTable(ages, m, q, alive, dying, years, remaining, expectancy)


def life_expectancy(
    deaths: ArrayLike, population: ArrayLike, start: ArrayLike = BANDS, confidence: float = 0.95
) -> Estimate:
    """Remaining life expectancy at the beginning of every age band (last axis), in years.

    Not given (NaN) for 5,000 person-years or fewer and where `life_table` is NaN; where the 95 % half-interval is
    wider than 10 years only the value is withheld, the limits stay to show why.
    Silcocks, Jenner & Reza (2001), J Epidemiol Community Health 55:38; Eayres & Williams (2004), same 58:243.
    """
    x, n = checked_counts(deaths, population)
    table = life_table(x, n, start=start)
    error = np.sqrt(_variance(table, x))
    enough = n.sum(axis=-1, keepdims=True) > LEAST_POPULATION
    value = np.where(enough, table.expectancy, np.nan)
    half = normal_quantile(confidence) * error
    lower, upper = value - half, value + half
    shown = np.where(normal_quantile(0.95) * error > WIDEST_HALF_INTERVAL, np.nan, value)
    return Estimate(shown, lower, upper, confidence, "Chiang, limits by Silcocks")


def _years_lived(ages: Array) -> Array:
    width = np.diff(ages)
    return np.asarray(np.where(ages[:-1] == 0, 0.1, 0.5) * width)


def _variance(table: LifeTable, deaths: Array) -> Array:
    a, width = _years_lived(table.start), np.diff(table.start)
    q, alive = table.died[..., :-1], table.alive
    with np.errstate(invalid="ignore", divide="ignore"):
        survival = np.where(deaths[..., :-1] > 0, q**2 * (1 - q) / deaths[..., :-1], 0.0)
        closed = survival * (alive[..., :-1] * (width - a + table.expectancy[..., 1:])) ** 2
        last = (alive[..., -1:] / 2) ** 2 * 4 / (deaths[..., -1:] * table.rate[..., -1:] ** 2)
        parts = np.concatenate([closed, last], axis=-1)
        return np.asarray(np.cumsum(parts[..., ::-1], axis=-1)[..., ::-1] / alive**2)
