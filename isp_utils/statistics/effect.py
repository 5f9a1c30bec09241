"""Did a figure of one area change after a beginning, beyond what areas without that beginning show anyway?

Two sums that must agree. The difference in differences takes the level after the beginning less the level before it;
the interrupted series lets the area keep its own straight line and asks for a jump. Both stand beside the Land's own
course, so that a common trend counts nothing, and both are tested against what the other areas show with the same years
cut at the same place: their spread holds chance, scatter beyond chance, persistence and trends of their own (placebo
areas). One area's few years could show none of these.
Difference in differences with placebo areas: Bertrand, Duflo & Mullainathan (2004), Q J Econ 119:249; interrupted
series: Wagner et al. (2002), J Clin Pharm Ther 27:299.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from isp_utils.statistics.intervals import Array, StatisticsError, checked_counts
from isp_utils.statistics.trend import FEWEST_EVENTS, FEWEST_PEERS, PEERS, POWER, Counted

FEWEST_COMPARED = 3  # points on either side for a difference in differences
FEWEST_CLAIMED = 5  # points on either side for an interrupted series, and so for any claim
STEPS = 8  # of iteratively reweighted least squares
CONFIDENCE = 0.95


@dataclass(frozen=True)
class Course:
    """The years that count, and which of them lie behind the beginning.

    A year that must not count (exceptional, before a break, that of the beginning itself) is not among them. Tables
    beside it are `[year]` for own area and Land, `[area, year]` for the other areas; NaN where one has no figure.
    """

    years: Sequence[int]
    after: Sequence[bool]


@dataclass(frozen=True)
class Contrast:
    """A change beside the Land's, with limits, its p value, and the least that would be found in 80 of 100 cases.

    `relative`: in percent, where events or people were counted; else in the unit of the values. `peers`: areas that it
    was tested against; `spread`: their variance (counts: relative to chance).
    """

    change: float
    lower: float
    upper: float
    p: float
    detectable: float
    spread: float
    peers: int
    relative: bool = False
    confidence: float = CONFIDENCE

    @property
    def sign(self) -> int:
        """1 or -1 where a change is established, else 0."""
        return int(np.sign(self.change)) if self.p < 1 - self.confidence else 0


@dataclass(frozen=True)
class Outcome:
    """Points before and after; both sums, each None where the points do not suffice."""

    before: int
    after: int
    difference: Contrast | None
    jump: Contrast | None

    @property
    def sign(self) -> int:
        """1 or -1 where the difference is established and the jump too in its direction; 0: no effect is shown.

        The direction of the jump is given, so that it is tested one-sidedly.
        """
        if self.difference is None or self.jump is None or self.difference.change * self.jump.change <= 0:
            return 0
        return self.difference.sign if self.jump.p / 2 < 1 - self.jump.confidence else 0


def effect_on_counts(course: Course, own: Counted, land: Counted, peers: Counted, phi: float = 1.0) -> Outcome:
    """The outcome for events (or people counted) among people; changes in percent.

    `phi` is the least spread in units of chance: the scatter of events (1 or more), 0 for stocks, which chance does not
    move. Nothing is said with fewer than ten other areas or, for events, twenty events expected at the Land's rate.
    Raises StatisticsError for tables that do not fit the years.
    """
    x, n = checked_counts(own.events, own.population)
    every, people = checked_counts(peers.events, peers.population)
    total, of_all = checked_counts(land.events, land.population)
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = np.where(of_all > 0, total / of_all, np.nan)
    known = _known(course, x * n * rate, every)
    enough = phi <= 0 or float((n * rate)[known].sum()) >= FEWEST_EVENTS
    areas = Counted(np.vstack([x[known], every[:, known]]), np.vstack([n[known], people[:, known]]), own.binomial)

    def contrast(design: Array) -> Contrast | None:
        change, error = _of_counts(areas, rate[known], design)
        return _as_percent(_tested(change, error, phi)) if enough else None

    return _outcome(course, known, contrast)


def effect_on_values(course: Course, own: ArrayLike, land: ArrayLike, peers: ArrayLike) -> Outcome:
    """The outcome for values of which no counts are known (incomes, ratios); changes in their unit.

    Raises StatisticsError for tables that do not fit the years.
    """
    x, every = np.asarray(own, float), np.asarray(peers, float)
    beside = np.vstack([x, every]) - np.asarray(land, float)
    known = _known(course, beside[0], every)

    def contrast(design: Array) -> Contrast | None:
        return _tested(*_of_values(beside[:, known], design), 0.0)

    return _outcome(course, known, contrast)


def _known(course: Course, own: Array, peers: Array) -> Array:
    """Mask of the years that the own area and the Land know."""
    if own.shape != (len(course.years),) or len(course.after) != len(course.years) or peers.shape[1:] != own.shape:
        raise StatisticsError("Years, own area, Land and other areas of an effect must have one length.")
    return np.isfinite(own)


def _outcome(course: Course, known: Array, contrast: Callable[[Array], Contrast | None]) -> Outcome:
    years, after = np.asarray(course.years, float)[known], np.asarray(course.after, bool)[known]
    number = int((~after).sum()), int(after.sum())
    level, time = np.ones(len(years)), years - years.mean() if len(years) else years
    difference = contrast(np.column_stack([level, after])) if min(number) >= FEWEST_COMPARED else None
    jump = contrast(np.column_stack([level, time, after])) if min(number) >= FEWEST_CLAIMED else None
    return Outcome(*number, difference, jump)


def _of_counts(areas: Counted, rate: Array, design: Array) -> tuple[Array, Array]:
    """Last coefficient of a log-linear course beside the Land's rate, and its standard error by chance, `[area]`."""
    x, n = np.asarray(areas.events, float), np.asarray(areas.population, float)
    sides = np.where(np.isfinite(x), x, 0) @ np.column_stack([design[:, -1], 1 - design[:, -1]])
    # a side without a single event has no logarithm
    usable = (np.isfinite(x) & (n > 0)).all(axis=1) & (sides > 0).all(axis=1)
    change, error = np.full(len(x), np.nan), np.full(len(x), np.nan)
    x, n = x[usable], n[usable]
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        start = np.log(x.sum(axis=1) / (n * rate).sum(axis=1))
        found = np.column_stack([start, np.zeros((len(x), design.shape[1] - 1))])
        for _ in range(STEPS):
            mean = n * rate * np.exp(np.clip(found @ design.T, -20, 20))
            weight = mean / np.maximum(1 - mean / n, 0.01) if areas.binomial else mean
            bread = np.linalg.pinv(np.einsum("at,ti,tj->aij", weight, design, design))
            found = found + np.einsum("aij,tj,at->ai", bread, design, weight * (x - mean) / mean)
    change[usable], error[usable] = found[:, -1], np.sqrt(bread[:, -1, -1])
    return change, error


def _of_values(beside: Array, design: Array) -> tuple[Array, Array]:
    """Last coefficient of the straight course of values beside the Land's, its error by the area's own scatter."""
    solve = np.linalg.pinv(design)
    found = beside @ solve.T
    rest = ((beside - found @ design.T) ** 2).sum(axis=1) / (len(design) - design.shape[1])
    return found[:, -1], np.sqrt(rest * (solve[-1] ** 2).sum())


def _tested(change: Array, error: Array, least: float) -> Contrast | None:
    """The first area's change against those of the others nearest in size, in units of their own error."""
    own, own_error = float(change[0]), float(error[0])
    others = np.flatnonzero(np.isfinite(change[1:]) & (error[1:] > 0)) + 1
    if not np.isfinite(own) or not own_error > 0 or len(others) < FEWEST_PEERS:
        return None
    nearest = others[np.argsort(np.abs(np.log(error[others] / own_error)), kind="stable")[:PEERS]]
    spread = max(float(np.mean((change[nearest] / error[nearest]) ** 2)), least)
    width, count = own_error * float(np.sqrt(spread)), len(nearest)
    if not width > 0:
        return None
    reach = float(special.stdtrit(count, 0.5 + CONFIDENCE / 2)) * width
    p = float(2 * special.stdtr(count, -abs(own) / width))
    detectable = reach + float(special.stdtrit(count, POWER)) * width
    return Contrast(own, own - reach, own + reach, p, detectable, spread, count)


def _as_percent(found: Contrast | None) -> Contrast | None:
    """A contrast of logarithms in percent."""
    if found is None:
        return None
    change, lower, upper, reach = (
        100 * float(np.expm1(x)) for x in (found.change, found.lower, found.upper, found.detectable)
    )
    return replace(found, change=change, lower=lower, upper=upper, detectable=reach, relative=True)
