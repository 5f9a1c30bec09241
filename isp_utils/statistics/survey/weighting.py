"""Weights: from the sampling, fitted to known totals (post-stratification, raking), and what they cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from isp_utils.statistics.intervals import Array, StatisticsError
from isp_utils.statistics.survey.design import Adjustment, Codes, Design

ROUNDS, PRECISION = 500, 1e-7  # persons in a cell of the crossed margins


def base_weights(strata: ArrayLike, population: dict[object, float]) -> Array:
    """Units of the stratum in the population divided by its answers (response counted as random within it).

    `[answer]`, in units an answer. A stratum without population raises StatisticsError.

    >>> base_weights(["a", "a", "b"], {"a": 10, "b": 3}).tolist()
    [5.0, 5.0, 3.0]
    """
    kinds, place, answers = np.unique(np.asarray(strata), return_inverse=True, return_counts=True)
    missing = [kind for kind in kinds.tolist() if kind not in population]
    if missing:
        raise StatisticsError(f"No population is given for the strata {missing}.")
    return np.asarray(np.array([population[kind] for kind in kinds.tolist()], float)[place] / answers[place])


def post_stratified(design: Design, groups: ArrayLike, totals: dict[object, float]) -> Design:
    """The design with weights that add up to the known total of every group. Holt & Smith (1979)."""
    codes, wanted = _coded(groups, totals)
    weights = design.weights * (wanted / np.bincount(codes, design.weights))[codes]
    step = Adjustment((codes,), design.weights)
    return replace(design, weights=weights, adjustments=(*design.adjustments, step))


def raked(
    design: Design,
    margins: Sequence[ArrayLike],
    totals: Sequence[dict[object, float]],
    tolerance: float = PRECISION,
    rounds: int = ROUNDS,
) -> Design:
    """The design with weights that fit several margins at once by turns (iterative proportional fitting).

    Stops when in a round no cell of the crossed margins changes by more than `tolerance` persons; R's `rake` stops
    at 1 already. Totals that contradict each other or margins that never settle raise StatisticsError.
    Deming & Stephan (1940), Ann Math Stat 11:427; variance by Deville & Särndal (1992).
    """
    fits = [_coded(margin, total) for margin, total in zip(margins, totals, strict=True)]
    sums = [wanted.sum() for _, wanted in fits]
    if not np.allclose(sums, sums[0], rtol=1e-6):
        raise StatisticsError(f"The margins add up to different populations: {sums}.")
    cells = np.unique(np.stack([codes for codes, _ in fits]), axis=1, return_inverse=True)[1].ravel()
    weights, before = design.weights, np.bincount(cells, design.weights)
    for _ in range(rounds):
        for codes, wanted in fits:
            weights = weights * (wanted / np.bincount(codes, weights))[codes]
        after = np.bincount(cells, weights)
        if np.max(np.abs(after - before)) < tolerance:
            step = Adjustment(tuple(codes for codes, _ in fits), np.ones_like(weights))
            return replace(design, weights=weights, adjustments=(*design.adjustments, step))
        before = after
    raise StatisticsError(f"Raking did not settle in {rounds} rounds: do the margins fit the answers?")


def kish_effect(weights: ArrayLike) -> float:
    """By how much unequal weights alone widen the variance (1 = not); n / this is the effective sample size.

    Kish (1965), Survey Sampling, 11.7.

    >>> kish_effect([1, 1, 2])
    1.125
    """
    w = np.asarray(weights, float)
    return float(w.size * (w**2).sum() / w.sum() ** 2)


def _coded(groups: ArrayLike, totals: dict[object, float]) -> tuple[Codes, Array]:
    kinds, codes = np.unique(np.asarray(groups), return_inverse=True)
    names = kinds.tolist()
    if set(names) != set(totals) or min(totals.values(), default=0) <= 0:
        raise StatisticsError(f"Totals above 0 are needed for exactly the groups that answered: {names}.")
    return codes, np.array([totals[name] for name in names], float)
