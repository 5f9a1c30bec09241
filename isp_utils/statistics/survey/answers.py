"""Answers on a scale: distribution, median, top-two share; no mean alone. And which cells are large enough."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from isp_utils.statistics.intervals import Estimate, StatisticsError
from isp_utils.statistics.survey.design import Design
from isp_utils.statistics.survey.estimates import mean, share_limits

NO_TABLE_BELOW, CAREFUL_BELOW = 10, 30


@dataclass(frozen=True)
class Scale:
    """Shares of the points of an agreement scale (percent), the median point, the two highest together, the mean."""

    shares: Estimate
    median: float
    top_two: Estimate
    mean: Estimate
    answers: int


def agreement_scale(
    design: Design, answers: ArrayLike, points: int = 5, domain: ArrayLike = True, confidence: float = 0.95
) -> Scale:
    """An answer 1..`points` (higher = more), missing answers NaN; weighted, with limits that stay inside 0..100.

    Shares `[point]` and the two highest together in percent; median and mean in points.
    The median is the first point at which half of the population is reached. Other codes, or nobody who answered,
    raise StatisticsError.
    """
    given = np.asarray(answers, float)
    known = ~np.isnan(given) & np.broadcast_to(np.asarray(domain, bool), given.shape)
    if not known.any() or np.any(~np.isin(given[known], np.arange(1, points + 1))):
        raise StatisticsError(f"Answers are the whole numbers 1 to {points} or missing, and somebody answered.")
    table = (given[:, np.newaxis] == np.arange(1, points + 1)).astype(float)
    found = mean(design, table, known)
    top = mean(design, table[:, -2:].sum(axis=1), known)
    median = float(np.searchsorted(np.cumsum(found.value), 0.5 - 1e-12) + 1)
    return Scale(
        share_limits(design, found, confidence=confidence),
        median,
        share_limits(design, top, confidence=confidence),
        mean(design, np.where(known, given, np.nan), known).limits(confidence),
        int(known.sum()),
    )


def ticked_shares(design: Design, options: ArrayLike, domain: ArrayLike = True, confidence: float = 0.95) -> Estimate:
    """Multiple response: share of the cases that ticked each option `[option]` (percent; may add up to more than 100).

    `options[row, option]` is 0 or 1; a row that ticked nothing did answer, a row that did not is NaN throughout.
    """
    table = np.asarray(options, float)
    if np.any(~np.isin(table[~np.isnan(table)], (0, 1))):
        raise StatisticsError("An option is ticked (1) or not (0).")
    return share_limits(design, mean(design, table, domain), confidence=confidence)


def table_grade(answers: ArrayLike) -> NDArray[np.int_]:
    """3: too few answers for a cross-table (below 10), 2: only with care (below 30), 1: usable.

    For whole arrays of answers. The gate still suppresses cells below the minimum count of own data.

    >>> table_grade([5, 20, 80]).tolist()
    [3, 2, 1]
    """
    n = np.asarray(answers, float)
    return np.where(~(n >= NO_TABLE_BELOW), 3, np.where(n < CAREFUL_BELOW, 2, 1))
