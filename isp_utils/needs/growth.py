"""What moves a cohort: the long-run pattern of the Land, and how much more or less the present years bring.

The present comes twice, and the two are averaged: as the mean of all years since the census of 2011, with the Kreis's
own difference as far as it lasted in the past, and as a synthetic Hamilton-Perry, the Kreis's own cohort times the
newest ratios of its Land. docs/decisions/0005-prognose.md has the numbers behind each choice.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from isp_utils.needs.counted import CHILD, years_of
from isp_utils.needs.known import Known
from isp_utils.needs.tables import AgeTable
from isp_utils.statistics.intervals import Array

OWN_WEIGHTS = (0.0, 0.25, 0.5, 0.75, 1.0)  # of a Kreis's own growth against that of its Land
LONG_RUN = 17  # years whose migration shaped the cohorts of the table that the pattern comes from
NEWEST = 3  # years that the ratios of Hamilton-Perry come from


@dataclass(frozen=True)
class Gains:
    """By how much a year's growth of the cohorts lay above the long run (log): of the Land, one number a year, oldest
    first, and what a Kreis had beyond it, `[region]` by run of tables and year.
    """

    land: tuple[float, ...]
    own: tuple[tuple[Array, ...], ...]
    from_tables: int  # how many of the years of the Land two tables of ages show


def yearly_growth(known: Known) -> Array:
    """Growth (log, a year) `[age]` of a cohort of the Land from age 0..18 to the next, in the long run, never rising.

    From who lives here per birth, age by age: the youngest cohorts have few years of moving behind them, so what all
    ages share falls out. The noise of single cohorts is taken out by pooling adjacent ages that contradict the order.
    """
    return falling(np.log(known.arrived[1:] / known.arrived[:-1]))


def falling(values: Array) -> Array:
    """The nearest (least squares) sequence of the same length that never rises: pool adjacent violators.

    Ayer, Brunk, Ewing, Reid & Silverman (1955), Annals of Mathematical Statistics 26:641.

    >>> falling(np.array([3.0, 1.0, 2.0, 0.0])).tolist()
    [3.0, 1.5, 1.5, 0.0]
    """
    blocks: list[tuple[float, int]] = []
    for value in values:
        blocks.append((float(value), 1))
        while len(blocks) > 1 and blocks[-2][0] < blocks[-1][0]:
            (after, n), (before, m) = blocks.pop(), blocks.pop()
            blocks.append(((before * m + after * n) / (m + n), m + n))
    return np.concatenate([np.full(n, value) for value, n in blocks])


def gains(known: Known) -> Gains:
    """What each year brought beyond the long run: net migration since the last census with published births, then the
    growth of the cohorts between each two tables of one census base.
    """
    moved, pattern = _land_moves(known), yearly_growth(known)
    columns = years_of(known.moves)
    long_run = np.mean([moved[year] for year in columns if columns[-1] - LONG_RUN <= year < columns[-1]])
    land = [float(known.child_factor * (moved[year] - long_run)) for year in columns if year > last_gap(columns)]
    before, own = len(land), []
    for run in known.runs:
        differences: list[Array] = []
        for earlier, later in pairwise(run):
            steps = later.year - earlier.year
            of_kreis, of_land = _grown(earlier, later, pattern)
            land += [of_land / steps] * steps
            differences += [(of_kreis - of_land) / steps] * steps
        own.append(tuple(differences))
    return Gains(tuple(land), tuple(own), len(land) - before)


def _grown(earlier: AgeTable, later: AgeTable, pattern: Array) -> tuple[Array, float]:
    """Growth (log) of the cohorts under 18 between two tables beyond the pattern: of each Kreis, and of the Land."""
    steps = later.year - earlier.year
    ages = np.arange(steps, CHILD)
    usual = np.exp([pattern[age - steps : age].sum() for age in ages])
    expected, found = earlier.children[:, ages - steps] * usual, later.children[:, ages]
    return np.log(found.sum(axis=1) / expected.sum(axis=1)), float(np.log(found.sum() / expected.sum()))


def own_weight(known: Known) -> float:
    """How far a Kreis keeps its own difference from the Land, 0 to 1: one of OWN_WEIGHTS, best in the past.

    At every earlier year the mean difference until then forecasts the mean of the years after it; the smallest median
    absolute error decides. Without three tables of one census base there is no evidence that it lasts: 0.
    """
    pairs = [
        (np.mean(found[:year], axis=0), np.mean(found[year:], axis=0))
        for found in gains(known).own
        for year in range(1, len(found))
    ]
    if not pairs:
        return 0.0
    until, after = (np.concatenate(part) for part in zip(*pairs, strict=True))
    return min(OWN_WEIGHTS, key=lambda weight: float(np.median(np.abs(after - weight * until))))


def excess(known: Known) -> Array:
    """By how much a year's growth of the cohorts will lie above the long run: `[region]`, log.

    The average of both views of the present (see the head of the module).
    """
    found = gains(known)
    seen = [difference for run in found.own for difference in run]
    own = own_weight(known) * np.mean(seen, axis=0) if seen else np.zeros(len(known.regions))
    return np.asarray((np.mean(found.land) + own + np.mean(found.land[-NEWEST:])) / 2)


def newest_ratio(known: Known) -> float:
    """A year's growth beyond the long run by the newest tables of the Land alone (log); 0 where there is one table.

    The ratios of a synthetic Hamilton-Perry: Baker, Swanson & Tayman (2017), J Pop Research 34:209.
    """
    found = gains(known)
    years = min(found.from_tables, NEWEST)
    return float(np.mean(found.land[-years:])) if years else 0.0


def _land_moves(known: Known) -> dict[int, float]:
    """Net migration per inhabitant of the Kreise together by year, weighted by their children."""
    people = known.children.sum(axis=1)
    return {year: float((known.moves[year].to_numpy() * people).sum() / people.sum()) for year in years_of(known.moves)}


def last_gap(years: list[int]) -> int:
    """The last year before the newest unbroken run of years (a change of the census base leaves a gap).

    >>> last_gap([2009, 2010, 2012, 2013])
    2010
    """
    gaps = [before for before, after in pairwise(years) if after > before + 1]
    return gaps[-1] if gaps else years[0] - 1
