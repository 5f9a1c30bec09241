"""Does a flow of one area grow faster than the Land's? The areas' own spread of slopes is the reference.

A series of five to twelve years cannot show by itself how much its deviations hang together from year to year: every
test that looks at it alone says "trend" too often. The other areas of the same Kennzahl can: how far their slopes lie
from the Land's says what scatter and persistence together make of no difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from isp_utils.statistics.intervals import Array, StatisticsError, checked_counts

FEWEST_YEARS, FEWEST_PEERS, FEWEST_EVENTS = 5, 10, 20
PEERS = 20  # those nearest in size: what scatters beyond chance does not shrink with size as chance does
POWER = 0.8
STEPS = 5  # of iteratively reweighted least squares; the last ones change no digit that is printed


@dataclass(frozen=True)
class Counted:
    """Events among people: `[year]` of one area or `[area, year]` of many; `binomial` where people are all trials."""

    events: ArrayLike
    population: ArrayLike
    binomial: bool = False


@dataclass(frozen=True)
class PeerSlopes:
    """Slopes beside the Land's (logarithm a year) and their standard errors by chance alone, `[area]`."""

    slope: Array
    error: Array


@dataclass(frozen=True)
class FlowTrend:
    """Yearly change beside the Land's, in percent, with limits; all NaN and `stated` False where nothing can be said.

    `detectable`: the difference a year (percent) that would be found in 80 of 100 cases. `spread`: variance of the
    peers' slopes relative to chance. `faster`: 1 rises faster (or falls more slowly) than the Land, -1, or 0.
    """

    percent: float
    lower: float
    upper: float
    p: float
    detectable: float
    spread: float
    peers: int
    years: int
    stated: bool
    confidence: float = 0.95
    method: str = "quasi-likelihood, spread of the peers' slopes"

    @property
    def faster(self) -> int:
        """1, -1, or 0 where no difference is established."""
        return int(np.sign(self.percent)) if self.stated and self.p < 1 - self.confidence else 0


def flow_trend(years: Sequence[int], own: Counted, land: Counted, peers: Counted, phi: float) -> FlowTrend:
    """The own area's yearly change beside the Land's, tested against the spread of the peers' slopes.

    `own` and `land` are `[year]`, `peers` `[area, year]` without the own area. Years in which own or Land are unknown
    are left out; peers must know all others. `phi` (1 or more, NaN: unknown) is the least that the spread can be. Not
    stated with fewer than five years, ten peers or twenty events expected at the Land's rate (counted ones would
    choose the series that chance made high).
    Quasi-likelihood: McCullagh & Nelder (1989), chapter 9; the reference is that of permutation among areas.
    """
    at = np.asarray(years, float)
    x, n = checked_counts(own.events, own.population)
    rate = _land_rate(land)
    if x.shape != at.shape or rate.shape != at.shape:
        raise StatisticsError("Years, own area and Land of a trend must have one length.")
    known = np.isfinite(x) & (n > 0) & (rate > 0)
    if known.sum() < FEWEST_YEARS or (n * rate)[known].sum() < FEWEST_EVENTS:
        return _silent(int(known.sum()))
    mine = _fitted(at[known], Counted(x[known], n[known], own.binomial), rate[known])
    theirs = peer_slopes(years, peers, land, known)
    spread, count = _spread(theirs, float(mine.error[0]), phi)
    if count < FEWEST_PEERS or not np.isfinite(mine.error[0]):
        return _silent(int(known.sum()))
    slope, error = float(mine.slope[0]), float(mine.error[0] * np.sqrt(spread))
    reach = float(special.stdtrit(count, 0.975)) * error
    percent, lower, upper = (100 * float(np.expm1(b)) for b in (slope, slope - reach, slope + reach))
    detectable = 100 * float(np.expm1(reach + float(special.stdtrit(count, POWER)) * error))
    p = float(2 * special.stdtr(count, -abs(slope) / error))
    return FlowTrend(percent, lower, upper, p, detectable, spread, count, int(known.sum()), stated=True)


def peer_slopes(years: Sequence[int], areas: Counted, land: Counted, known: ArrayLike = True) -> PeerSlopes:
    """Slope of every area beside the Land's over the `known` years; NaN for areas that lack one of them.

    `areas` is `[area, year]`, `land` `[year]`; `known` a mask of years.
    """
    at, rate = np.asarray(years, float), _land_rate(land)
    mask = np.broadcast_to(np.asarray(known, bool), at.shape)
    x, n = checked_counts(areas.events, areas.population)
    return _fitted(at[mask], Counted(x[..., mask], n[..., mask], areas.binomial), rate[mask])


def _land_rate(land: Counted) -> Array:
    x, n = checked_counts(land.events, land.population)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(n > 0, x / n, np.nan))


def _fitted(at: Array, areas: Counted, rate: Array) -> PeerSlopes:
    """Log-linear change beside the Land's rate of the same year, with Poisson (or binomial) weights."""
    x, n = np.atleast_2d(np.asarray(areas.events, float)), np.atleast_2d(np.asarray(areas.population, float))
    usable = (np.isfinite(x) & (n > 0)).all(axis=1) & (np.where(np.isfinite(x), x, 0).sum(axis=1) > 0)
    x, n = np.where(usable[:, None], x, np.nan), np.where(usable[:, None], n, np.nan)
    t = at - at.mean()
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        offset = np.log(n * rate)
        level, slope = np.log(x.sum(axis=1) / (n * rate).sum(axis=1)), np.zeros(len(x))
        for _ in range(STEPS):
            mean = np.exp(offset + level[:, None] + slope[:, None] * t)
            # a share near 100 % has next to no scatter left; the bound keeps a fitted 101 % in the calculation
            weight = mean / np.maximum(1 - mean / n, 0.01) if areas.binomial else mean
            s0, s1, s2 = (weight.sum(axis=1), (weight * t).sum(axis=1), (weight * t**2).sum(axis=1))
            rest = weight * (x - mean) / mean
            r0, r1, area = rest.sum(axis=1), (rest * t).sum(axis=1), s0 * s2 - s1**2
            level, slope = level + (s2 * r0 - s1 * r1) / area, slope + (s0 * r1 - s1 * r0) / area
        return PeerSlopes(slope, np.sqrt(s0 / area))


def _spread(peers: PeerSlopes, own_error: float, phi: float) -> tuple[float, int]:
    """Mean squared slope of the peers nearest in size, in units of chance, and their number."""
    usable = np.flatnonzero(np.isfinite(peers.slope) & (peers.error > 0))
    distance = np.abs(np.log(peers.error[usable] / own_error))
    nearest = usable[np.argsort(distance, kind="stable")[:PEERS]]
    if not nearest.size:
        return float("nan"), 0
    spread = float(np.mean((peers.slope[nearest] / peers.error[nearest]) ** 2))
    return float(np.nanmax([spread, phi, 1.0])), int(nearest.size)


def _silent(years: int) -> FlowTrend:
    nothing = float("nan")
    return FlowTrend(nothing, nothing, nothing, nothing, nothing, nothing, 0, years, stated=False)


def cut_at(periods: Sequence[object], breaks: Sequence[object]) -> slice:
    """The last unbroken run of a sorted series, as a slice for periods, values and limits alike.

    `breaks` name the first period of each new series, as in the catalogue; later ones cut nothing.

    >>> periods = ["2014", "2015", "2016", "2017"]
    >>> periods[cut_at(periods, ["2016"])]
    ['2016', '2017']
    """
    texts = [str(p) for p in periods]
    if texts != sorted(texts):
        raise StatisticsError("The periods of a series must be sorted.")
    starts = [sum(p < str(b) for p in texts) for b in breaks]
    return slice(max((s for s in starts if s < len(texts)), default=0), len(texts))
