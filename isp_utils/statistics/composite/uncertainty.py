"""How far ranks and classes can be trusted: indicators drawn again within their uncertainty, weights varied.

Draws are the first axis. Goldstein & Spiegelhalter (1996), J R Stat Soc A 159:385; Saisana, Saltelli & Tarantola
(2005), same 168:307.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from isp_utils.statistics.intervals import Array, Estimate, StatisticsError, normal_quantile
from isp_utils.statistics.order import tied_ranks
from isp_utils.statistics.quantiles import quantile_groups

DRAWS, SEED = 4_000, 2_008
FEWEST_ROWS = 30  # areas x years from which on a correlation is measured
PRINTED_FROM = 0.8  # a class is printed when it is at least this probable; the catalogue may declare another bound


@dataclass(frozen=True)
class Classes:
    """The likeliest class of every area (1, 2, ...), its probability, and whether it may be printed."""

    likeliest: Array
    probability: Array
    printed: Array


def draws_of_estimates(estimate: Estimate, draws: int = DRAWS, correlation: ArrayLike | None = None) -> Array:
    """Values that fit an interval, `[draw, ...]` in its unit: a normal curve with its two halves as wide as there.

    With a `correlation` the last axis (the parts of an index) is drawn together: families without work have poor
    children. Two-piece normal distribution: Wallis (2014), Stat Sci 29:106. NaN where the value or a limit is missing.
    """
    random = np.random.default_rng(SEED)
    noise = random.standard_normal((draws, *np.shape(estimate.value)))
    if correlation is not None:
        noise = noise @ _root(np.asarray(correlation, float))
    steps = noise / normal_quantile(estimate.confidence)
    below, above = estimate.value - estimate.lower, estimate.upper - estimate.value
    return np.asarray(estimate.value + steps * np.where(steps < 0, below, above))


def hanging_together(deviations: ArrayLike) -> Array:
    """Correlation `[part, part]` of the deviations of many areas and years, `[row, part]`; 0 where nothing is known.

    By ranks, so that single jumps do not make it: Pearson's 2 sin(pi/6 Spearman), with no negative eigenvalue.
    """
    x = np.asarray(deviations, float)
    found = np.eye(x.shape[1])
    for first, second in zip(*np.triu_indices(x.shape[1], 1), strict=True):
        pair = x[np.isfinite(x[:, [first, second]]).all(axis=1)][:, [first, second]]
        if len(pair) >= FEWEST_ROWS:
            ranks = tied_ranks(pair.T, "average")
            both = 2 * np.sin(np.pi / 6 * np.asarray(np.corrcoef(ranks))[0, 1])
            found[first, second] = found[second, first] = both
    root = _root(found)
    together = root.T @ root
    scale = np.sqrt(np.diag(together))
    return np.asarray(together / np.outer(scale, scale))


def _root(correlation: Array) -> Array:
    """A matrix whose square is the correlation, negative eigenvalues (of pairs measured apart) left out."""
    values, vectors = np.linalg.eigh(correlation)
    return np.asarray((vectors * np.sqrt(np.maximum(values, 0.0))) @ vectors.T)


def rank_interval(scores: ArrayLike, confidence: float = 0.9) -> tuple[Array, Array]:
    """From which to which rank (1 = highest score) an area may stand: two arrays `[area]`, from scores `[draw, area]`.

    Goldstein & Spiegelhalter (1996). A missing score raises StatisticsError.
    """
    ranks = tied_ranks(-_draws(scores))
    tail = (1 - confidence) / 2
    lower, upper = (np.quantile(ranks, p, axis=0, method="inverted_cdf") for p in (tail, 1 - tail))
    return lower, upper


def class_probabilities(scores: ArrayLike, cuts: ArrayLike) -> Array:
    """`[area, class]`: how often each area fell into each class; class 1 lies below the first cut.

    Shares 0..1 that add up to 1 an area. Cuts that do not ascend raise StatisticsError.
    """
    x, edges = _draws(scores), np.asarray(cuts, float)
    if np.any(np.diff(edges) <= 0):
        raise StatisticsError("Cuts of classes ascend.")
    classes = np.searchsorted(edges, x, side="right")
    return np.stack([(classes == k).mean(axis=0) for k in range(edges.size + 1)], axis=1)


def group_probabilities(scores: ArrayLike, groups: int = 5) -> Array:
    """`[area, group]`: how often each area fell into each fifth (group 1: highest scores) of its draw, 0..1."""
    found = quantile_groups(_draws(scores), groups)
    return np.stack([(found == k).mean(axis=0) for k in range(1, groups + 1)], axis=1)


def printed_classes(probabilities: ArrayLike, bound: float = PRINTED_FROM) -> Classes:
    """Which classes `[area]` are sure enough to be printed, from probabilities `[area, class]`.

    >>> printed_classes([[0.9, 0.1], [0.6, 0.4]]).printed.tolist()
    [True, False]
    """
    p = np.asarray(probabilities, float)
    best = p.max(axis=1)
    return Classes(p.argmax(axis=1) + 1.0, best, best >= bound)


def weight_draws(weights: ArrayLike, steadiness: float = 50.0, draws: int = DRAWS) -> Array:
    """Sets of weights scattered around the declared ones (Dirichlet): `[draw, indicator]`, each adding up to 1.

    `steadiness` 50 moves a weight of one fifth by about 6 points (standard deviation). Weights of 0 stay 0.
    """
    w = np.asarray(weights, float)
    if np.any(w < 0) or w.sum() <= 0:
        raise StatisticsError("Weights are 0 or more and not all 0.")
    gamma = np.random.default_rng(SEED).gamma(steadiness * w / w.sum(), size=(draws, w.size))
    return np.asarray(gamma / gamma.sum(axis=1, keepdims=True))


def rank_shift(scores: ArrayLike, declared: ArrayLike) -> Array:
    """Mean distance in ranks between each area's place under the declared index and in the draws (sensitivity).

    `scores[draw, area]`, `declared[area]`; in ranks. Saisana, Saltelli & Tarantola (2005).
    """
    own = tied_ranks(-np.asarray(declared, float))
    return np.asarray(np.abs(tied_ranks(-_draws(scores)) - own).mean(axis=0))


def _draws(scores: ArrayLike) -> Array:
    x = np.asarray(scores, float)
    if x.ndim != 2 or not x.size or np.isnan(x).any():
        raise StatisticsError("Scores are complete draws [draw, area]; leave areas without index out before.")
    return x
