"""The place of one area among many, as a range: all comparisons of one area share its own error."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from isp_utils.statistics.intervals import Array, StatisticsError, checked_counts
from isp_utils.statistics.small_areas.empirical_bayes import prior

DRAWS, SEED = 4_000, 45
CONFIDENCE = 0.9


@dataclass(frozen=True)
class RankRange:
    """From which to which place an area may stand among `areas`; place 1 has the lowest value."""

    lowest: int
    highest: int
    areas: int
    confidence: float = CONFIDENCE


def rank_range(
    events: ArrayLike, population: ArrayLike, own: int, phi: float, binomial: bool = False
) -> RankRange | None:
    """Range of 90 % of the place of row `own`, place 1 the lowest rate, from rates drawn towards the common one.

    `[area]`; areas with a gap take no part. Counts are divided by `phi` (1 or more, NaN counts as 1), drawn from the
    gamma (or beta) posterior with Marshall's prior. None where the own row is unknown, fewer than ten areas are left
    or they differ no more than chance: then no order can be told.
    Goldstein & Spiegelhalter (1996), J R Stat Soc A 159:385; Marshall (1991), Appl Stat 40:283.
    """
    x, n = checked_counts(events, population)
    if x.ndim != 1 or not 0 <= own < x.size:
        raise StatisticsError("Ranks need one list of areas and a row of it.")
    known = np.flatnonzero(np.isfinite(x) & (n > 0))
    if own not in known or known.size < 10:
        return None
    factor = max(1.0, float(np.nan_to_num(phi, nan=1.0)))
    draws = _posterior(x[known] / factor, n[known] / factor, binomial)
    if draws is None:
        return None
    mine = draws[:, [int(np.flatnonzero(known == own)[0])]]
    places = 1 + (draws < mine).sum(axis=1)
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(places, (tail, 1 - tail), method="inverted_cdf")
    return RankRange(int(low), int(high), int(known.size))


def _posterior(x: Array, n: Array, binomial: bool) -> Array | None:
    """Draws `[draw, area]` of the true rates; None where the areas differ no more than chance."""
    mean, variance = prior(x, n)
    if binomial:  # Marshall's moments take off Poisson's variance, a share has less of it
        variance += mean**2 / n.mean()
    if variance <= 0 or mean <= 0 or (binomial and variance >= mean * (1 - mean)):
        return None
    random = np.random.default_rng(SEED)
    if binomial:
        size = mean * (1 - mean) / variance - 1
        return np.asarray(random.beta(mean * size + x, (1 - mean) * size + n - x, size=(DRAWS, x.size)))
    return np.asarray(random.gamma(mean**2 / variance + x, 1 / (mean / variance + n), size=(DRAWS, x.size)))
