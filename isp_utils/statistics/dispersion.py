"""How much more a figure of an area moves than Poisson or binomial chance alone, and limits as wide.

Poisson limits of a flow are too narrow where cases come together (families move together, a school year fails
together). The factor is measured where there are many areas, and taken for each of them: one area alone has too
few years.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from isp_utils.statistics.intervals import Array, Estimate, StatisticsError, checked_counts, poisson, wilson

FEWEST_AREAS = 10
TRIMMED = 0.9  # of the runs, the unruliest tenth is left out: one area's administrative jump is no chance
# Years looked at in one go (in fewer, deviations that persist cannot be told from none), and by how much persistence is
# taken higher than measured, at most to HIGHEST (the calibration goes to 0.8): what is measured too low makes limits
# too narrow by far more than what is measured too high makes them too wide.
RUNS, HIGHEST = {8: 0.1, 7: 0.15}, 0.9
DRAWS, SEED = 20_000, 45


def dispersion(events: ArrayLike, population: ArrayLike, binomial: bool) -> float:
    """Variance of one Kennzahl relative to Poisson (or binomial) chance, at least 1; NaN where it cannot be told.

    Tables `[area, year]` of consecutive years; breaks and unknown cells are NaN. Two measures of each area's rate
    beside the common year's, over runs of eight (or seven) years: the distance from its own straight line (so that
    neither level nor steady trend counts), and the second differences. Were the deviations of a year gone in the next
    year, both would agree; where the differences are smaller, deviations persist (first-order autoregression), and the
    variance is what such deviations have in the long run. Needs ten areas with seven years.
    Second differences: Gasser, Sroka & Jennen-Steinmetz (1986), Biometrika 73:625; dispersion: McCullagh & Nelder
    (1989), Generalized Linear Models, chapter 9.
    """
    x, n = checked_counts(events, population)
    if x.ndim != 2:
        raise StatisticsError("Dispersion needs a table of areas x years.")
    for years in RUNS:
        if years > x.shape[1]:
            continue
        runs = _deviations(x, np.where(n > 0, n, np.nan), binomial, years)
        areas = int(np.isfinite(runs).all(axis=-1).any(axis=-1).sum())
        if areas >= FEWEST_AREAS:
            # taking out the common year takes one area's worth of scatter with it
            return max(1.0, _long_run(runs.reshape(-1, years)) * areas / (areas - 1))
    return float("nan")


def value_scatter(values: ArrayLike) -> float:
    """Standard deviation of the areas' values about their own straight lines and the common year, in their unit.

    `[area, year]`, for figures without counts and for stocks, whose scatter is not chance; persistence counts in full,
    as in `dispersion`. NaN below ten areas with seven years in a row.
    """
    x = np.asarray(values, float)
    for years in (run for run in RUNS if run <= x.shape[1]):
        runs = np.lib.stride_tricks.sliding_window_view(beside_the_common_year(x), years, axis=-1)
        if np.isfinite(runs).all(axis=-1).any(axis=-1).sum() >= FEWEST_AREAS:
            return float(np.sqrt(_long_run(runs.reshape(-1, years))))
    return float("nan")


def beside_the_common_year(values: ArrayLike) -> Array:
    """Values `[area, year]` minus the year's median over the areas that are known in most years."""
    x = np.asarray(values, float)
    settled = np.isfinite(x).sum(axis=1) > x.shape[1] / 2
    level = x - np.nanmean(np.where(np.isfinite(x), x, np.nan), axis=1, keepdims=True) if settled.any() else x
    return np.asarray(x - np.nanmedian(level[settled], axis=0)) if settled.any() else x * np.nan


def widened_proportion(events: ArrayLike, trials: ArrayLike, phi: ArrayLike, per: float = 100.0) -> Estimate:
    """Share with 95 % Wilson limits as if there were `phi` times fewer people: its chance, as it is measured.

    Any broadcastable shapes; `phi` is 1 or more (NaN gives NaN limits). In units of `per`. Impossible numbers raise
    StatisticsError. Effective sample size: Rao & Scott (1992), Biometrics 48:577.

    >>> share = widened_proportion(65, 100, 2.0)
    >>> [round(float(x), 1) for x in (share.value, share.lower, share.upper)]
    [65.0, 51.1, 76.7]
    """
    x, n, factor = _checked(events, trials, phi)
    if np.any(x > n):
        raise StatisticsError("A proportion has more events than people: is it a rate, or another year's base?")
    lower, upper = wilson(x / factor, n / factor)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = np.where(n > 0, x / n, np.nan)
    return Estimate(value * per, lower * per, upper * per, 0.95, "Wilson, widened")


def widened_rate(events: ArrayLike, population: ArrayLike, phi: ArrayLike, per: float = 1000.0) -> Estimate:
    """Events per `per` people with 95 % limits as if there were `phi` times fewer of both.

    Shapes, NaN and errors as in `widened_proportion`; more events than people are allowed.

    >>> rate = widened_rate(65, 100, 2.0, per=100)
    >>> [round(float(x), 1) for x in (rate.value, rate.lower, rate.upper)]
    [65.0, 44.6, 91.5]
    """
    x, n, factor = _checked(events, population, phi)
    lower, upper = poisson(x / factor)
    with np.errstate(invalid="ignore", divide="ignore"):
        scale = np.where(n > 0, per / n, np.nan)
    return Estimate(x * scale, lower * factor * scale, upper * factor * scale, 0.95, "Poisson, widened")


def _deviations(x: Array, n: Array, binomial: bool, years: int) -> Array:
    """`[area, run, year]`: distance from the area's own level in a run, beside the common year, in units of chance."""
    n = np.where(np.isnan(x), np.nan, n)
    with np.errstate(invalid="ignore", divide="ignore"):
        common = np.nansum(x, axis=0) / np.nansum(n, axis=0)
        events, people, rate = (np.lib.stride_tricks.sliding_window_view(t, years, axis=-1) for t in (x, n, common))
        own, land = (t.sum(axis=-1, keepdims=True) for t in (events, people * rate))
        if binomial:  # the area keeps its odds beside the common odds
            total = people.sum(axis=-1, keepdims=True)
            factor = own / (total - own) * (total - land) / land
            expected = factor * rate / (1 - rate + factor * rate)
            slack = expected * (1 - expected)
        else:
            slack = expected = rate * own / land
        return np.asarray((events / people - expected) * np.sqrt(people / slack))


def _long_run(runs: Array) -> float:
    """Variance of first-order autoregressive deviations `[run, year]`, without steady trends and the unruliest runs."""
    line, jumps = _measures(runs[np.isfinite(runs).all(axis=-1)])
    grid, of_line, of_jumps = _of_persistence(runs.shape[-1])
    ratio = float(np.interp(-jumps / line, -of_jumps / of_line, grid)) if line > 0 else 0.0
    persistence = min(ratio + min(RUNS[runs.shape[-1]], ratio), HIGHEST)
    return float(line / np.interp(persistence, grid, of_line))


def _measures(runs: Array) -> tuple[float, float]:
    """Mean square about the straight line and of second differences, over the calmest nine tenths of runs."""
    years = runs.shape[-1]
    line = ((runs @ _off_the_line(years)) ** 2).sum(axis=-1) / (years - 2)
    jumps = (np.diff(runs, n=2, axis=-1) ** 2).mean(axis=-1) / 6
    calm = line <= np.quantile(line, TRIMMED)
    return float(line[calm].mean()), float(jumps[calm].mean())


@cache
def _of_persistence(years: int) -> tuple[Array, Array, Array]:
    """What both measures are for normal deviations of variance 1, by their correlation from year to year."""
    grid = np.linspace(0.0, HIGHEST, 19)
    noise = np.random.default_rng(SEED).standard_normal((DRAWS, years))
    apart = np.abs(np.subtract.outer(np.arange(years), np.arange(years)))
    found = np.array([_measures(noise @ np.linalg.cholesky(rho**apart).T) for rho in grid])
    return grid, found[:, 0], found[:, 1]


def _off_the_line(years: int) -> NDArray[np.float64]:
    """Projection of a run of years onto what a straight line leaves."""
    design = np.vander(np.arange(years) - (years - 1) / 2, 2)
    return np.eye(years) - design @ np.linalg.pinv(design)


def _checked(events: ArrayLike, population: ArrayLike, phi: ArrayLike) -> tuple[Array, Array, Array]:
    x, n = checked_counts(events, population)
    factor = np.asarray(phi, float)
    if np.any(factor < 1):
        raise StatisticsError("A dispersion is 1 or more.")
    x, n, factor = np.broadcast_arrays(x, n, factor)
    return x, n, factor
