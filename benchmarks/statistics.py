"""One vectorised pass over 400 Kreise x 80 indicators x 20 years, against a plain loop over statsmodels' functions.

Run `python benchmarks/statistics.py`: the loop is timed on a random sample of values and series and multiplied up to
the whole table, and the sample is compared number by number. With `--whole` the loop runs over everything (some
minutes) and every number is compared. Exit code 1 if the pass is less than 50 times faster or any number differs.
"""

# ruff: noqa: E402 - the search path has to be put right before anything else is imported

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

# This file has the name of a module of the standard library: the project's root takes its folder's place.
sys.path[0] = str(Path(__file__).resolve().parents[1])

import numpy as np
from numpy.typing import NDArray
from statsmodels.genmod.families import Poisson
from statsmodels.genmod.generalized_linear_model import GLM
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.rates import confint_poisson

from isp_utils.statistics import comparison, intervals, trend

KREISE, INDICATORS, YEARS = 400, 80, 20
VALUES_TIMED, SERIES_TIMED = 2_000, 120
LEVELS = (0.05, 0.002)  # 95 and 99.8 %
FASTER = 50

Table = NDArray[np.float64]
Places = NDArray[np.int_]
Found = tuple[list[float], float]  # four limits, p against the whole
T = TypeVar("T")


@dataclass(frozen=True)
class Counts:
    """Events and people `[kreis, indicator, year]`; the first half of the indicators are shares, the rest rates."""

    events: Table
    people: Table
    shares: int


@dataclass(frozen=True)
class Results:
    """What a report needs of every value (limits, comparison) and of every series (trend, discovery)."""

    value: Table
    limits: Table
    p: Table
    slope: Table
    error: Table
    discovered: NDArray[np.bool_]


def simulated() -> Counts:
    """Counts like those of real Kreise: from a handful of events to tens of thousands, some with a trend."""
    random = np.random.default_rng(400)
    people = np.round(random.lognormal(9.5, 1.1, (KREISE, INDICATORS, 1)) + 200) * np.ones(YEARS)
    level = random.uniform(0.001, 0.3, (1, INDICATORS, 1)) * random.lognormal(0, 0.15, (KREISE, INDICATORS, 1))
    change = 1 + random.normal(0, 0.01, (KREISE, INDICATORS, 1)) * np.arange(YEARS)
    chance = np.clip(level * change, 1e-5, 0.95)
    shares = INDICATORS // 2
    events = np.concatenate(
        [
            random.binomial(people[:, :shares].astype(int), chance[:, :shares]),
            random.poisson(people[:, shares:] * chance[:, shares:] * 0.02),
        ],
        axis=1,
    ).astype(float)
    return Counts(events, people, shares)


def vectorised(counts: Counts) -> Results:
    """Everything in one pass with the suite's functions."""
    narrow, wide = (_estimates(counts, 1 - level) for level in LEVELS)
    p = comparison.two_sample_p(narrow, _estimates(whole(counts), 1 - LEVELS[0]))
    shape = (KREISE * INDICATORS, YEARS)
    series = trend.Counted(counts.events.reshape(shape), counts.people.reshape(shape))
    slopes = trend.peer_slopes(range(YEARS), series, trend.Counted(np.ones(YEARS), np.ones(YEARS)))
    limits = np.stack([narrow.lower, narrow.upper, wide.lower, wide.upper], axis=-1)
    discovered = comparison.benjamini_hochberg(p[..., -1])
    slope, error = (column.reshape(shape_of(counts)) for column in (slopes.slope, slopes.error))
    return Results(narrow.value, limits, p, slope, error, discovered)


def shape_of(counts: Counts) -> tuple[int, int]:
    """Kreise and indicators."""
    return counts.events.shape[0], counts.events.shape[1]


def whole(counts: Counts) -> Counts:
    """All Kreise together, on one row."""
    return Counts(counts.events.sum(axis=0)[np.newaxis], counts.people.sum(axis=0)[np.newaxis], counts.shares)


def _estimates(counts: Counts, confidence: float) -> intervals.Estimate:
    x, n, s = counts.events, counts.people, counts.shares
    share = intervals.proportion(x[:, :s], n[:, :s], 100, confidence)
    rate = intervals.rate(x[:, s:], n[:, s:], 100, confidence)
    columns = ((share.value, rate.value), (share.lower, rate.lower), (share.upper, rate.upper))
    value, lower, upper = (np.concatenate(column, axis=1) for column in columns)
    return intervals.Estimate(value, lower, upper, confidence, "both")


def loop_limits(x: float, n: float, share: bool) -> list[float]:
    """Limits of one value as one would write it: statsmodels where it has the method, Byar by hand from 10 events."""
    limits = []
    for level in LEVELS:
        if share:
            low, high = proportion_confint(x, n, alpha=level, method="wilson")
        elif x < 10:
            low, high = confint_poisson(x, n, method="exact-c", alpha=level)
        else:
            z = {0.05: 1.959963984540054, 0.002: 3.0902323061678132}[level]
            low = x * (1 - 1 / (9 * x) - z / (3 * math.sqrt(x))) ** 3 / n
            high = (x + 1) * (1 - 1 / (9 * (x + 1)) + z / (3 * math.sqrt(x + 1))) ** 3 / n
        limits += [100 * low, 100 * high]
    return limits


def loop_comparison(value: float, limits: list[float], reference: float, reference_limits: list[float]) -> float:
    """p of one value against the value of the whole: the halves of both intervals that face each other."""
    gap = value - reference
    if gap == 0:
        return 1.0
    if gap > 0:
        half = math.hypot(value - limits[0], reference_limits[1] - reference)
    else:
        half = math.hypot(limits[1] - value, reference - reference_limits[0])
    return math.erfc(abs(gap) * 1.959963984540054 / half / math.sqrt(2))


def loop_trend(events: Table, people: Table) -> tuple[float, float]:
    """Slope and standard error of one series by statsmodels; NaN without events."""
    if events.sum() == 0:
        return math.nan, math.nan
    t = np.arange(events.size) - (events.size - 1) / 2
    fit = GLM(events, np.column_stack([np.ones(t.size), t]), family=Poisson(), offset=np.log(people)).fit()
    return float(fit.params[1]), float(fit.bse[1])


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Seconds and result."""
    begin = time.perf_counter()
    result = work()
    return time.perf_counter() - begin, result


def looped(counts: Counts, places: Places, of_all: dict[tuple[int, int], tuple[float, list[float]]]) -> list[Found]:
    """The plain loop over values: limits of each and comparison with the whole (`of_all`: its value and limits)."""
    x, n = counts.events, counts.people
    values = []
    for k, i, y in places:
        limits = loop_limits(x[k, i, y], n[k, i, y], i < counts.shares)
        values.append((limits, loop_comparison(100 * x[k, i, y] / n[k, i, y], limits, *of_all[i, y])))
    return values


def chosen(everything: bool) -> tuple[Places, Places]:
    """Which values and series the loop goes through: a random sample, or all."""
    random, shape = np.random.default_rng(1), (KREISE, INDICATORS, YEARS)
    if everything:
        return np.argwhere(np.ones(shape)), np.argwhere(np.ones(shape[:2]))
    values = np.column_stack([random.integers(0, size, VALUES_TIMED) for size in shape])
    return values, np.column_stack([random.integers(0, size, SERIES_TIMED) for size in shape[:2]])


def main(whole_table: bool) -> int:
    """Time both, compare the numbers, tell."""
    counts = simulated()
    values, series = chosen(whole_table)
    vectorised(counts)  # once to warm caches, as every run after the first of a day
    seconds, results = timed(lambda: vectorised(counts))
    x, n = (column[0] for column in (whole(counts).events, whole(counts).people))
    of_all = {
        (i, y): (100 * x[i, y] / n[i, y], loop_limits(x[i, y], n[i, y], i < counts.shares))
        for i, y in np.ndindex(x.shape)
    }
    loop_values, found = timed(lambda: looped(counts, values, of_all))
    loop_series, trends = timed(lambda: [loop_trend(counts.events[k, i], counts.people[k, i]) for k, i in series])
    _compare(results, (values, found), (series, trends))
    last = results.p[..., -1]
    loop_many, kept = timed(lambda: multipletests(last.ravel(), 0.05, method="fdr_bh")[0])
    np.testing.assert_array_equal(results.discovered.ravel(), kept)
    all_values, all_series = KREISE * INDICATORS * YEARS, KREISE * INDICATORS
    plain = loop_values * all_values / len(values) + loop_series * all_series / len(series) + loop_many
    print(f"{all_values:,} values with 95 and 99.8 % limits and comparison, {all_series:,} trends and tests")
    print(f"vectorised pass                        {seconds:10.2f} s")
    print(f"plain loop over {len(values):7,} values         {loop_values:10.2f} s")
    print(f"plain loop over {len(series):7,} series         {loop_series:10.2f} s")
    print(f"plain loop, {'the whole table' if whole_table else 'multiplied up to the table':26} {plain:10.0f} s")
    print(f"faster by a factor of                  {plain / seconds:10.0f}   (at least {FASTER}); same numbers to 1e-9")
    return 0 if plain / seconds >= FASTER else 1


def _compare(
    results: Results, values: tuple[Places, list[Found]], series: tuple[Places, list[tuple[float, float]]]
) -> None:
    """Every sampled number of the loop equals the pass; AssertionError names the first that does not."""
    (places, found), (rows, trends) = values, series
    k, i, y = places.T
    np.testing.assert_allclose(results.limits[k, i, y], [f[0] for f in found], rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(results.p[k, i, y], [f[1] for f in found], rtol=1e-6, atol=1e-12)
    k, i = rows.T
    mine = np.stack([results.slope[k, i], results.error[k, i]], axis=1)
    np.testing.assert_allclose(mine, np.array(trends), rtol=1e-5, atol=1e-7)


if __name__ == "__main__":
    sys.exit(main("--whole" in sys.argv[1:]))
