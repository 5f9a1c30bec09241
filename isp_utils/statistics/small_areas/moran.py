"""Do neighbouring areas resemble each other? Moran's I and Geary's C, global and local, with permutation.

`weights[i, j]`: how much area j counts as neighbour of i (rows usually sum to 1); areas without inhabitants are
left out before. Moran (1950), Biometrika 37:17; Cliff & Ord (1981), Spatial Processes; Anselin (1995),
Geogr Anal 27:93.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from isp_utils.statistics.intervals import Array, StatisticsError

PERMUTATIONS, SEED = 9_999, 1_950


@dataclass(frozen=True)
class Association:
    """A measure of spatial association with its expectation and variance under no pattern, z and p."""

    value: Array
    expected: Array
    variance: Array
    z: Array
    p: Array
    method: str


def row_standardised(neighbours: Sequence[Sequence[int]]) -> Array:
    """Weights from lists of neighbours (row numbers from 0); an island has a row of zeros."""
    weights = np.zeros((len(neighbours), len(neighbours)))
    for area, near in enumerate(neighbours):
        weights[area, list(near)] = 1 / max(len(near), 1)
    return weights


def moran(values: ArrayLike, weights: ArrayLike, normal: bool = False) -> Association:
    """Global Moran's I; one-sided p for positive association, variance under randomisation (or normality).

    Gaps, constant values or no neighbours at all raise StatisticsError.

    >>> line = row_standardised([[1], [0, 2], [1, 3], [2]])
    >>> round(float(moran([1, 2, 3, 4], line).value), 3)
    0.4
    """
    z, w = _centred(values, weights)
    n, total, s1, s2 = z.size, w.sum(), *_sums(w)
    value = n / total * (z @ w @ z) / (z @ z)
    expected = -1 / (n - 1)
    if normal:
        variance = (n**2 * s1 - n * s2 + 3 * total**2) / (total**2 * (n**2 - 1)) - expected**2
    else:
        b = n * (z**4).sum() / (z @ z) ** 2
        first = n * ((n**2 - 3 * n + 3) * s1 - n * s2 + 3 * total**2)
        second = b * (n * (n - 1) * s1 - 2 * n * s2 + 6 * total**2)
        variance = (first - second) / ((n - 1) * (n - 2) * (n - 3) * total**2) - expected**2
    return _association(value, expected, variance, 1, "Moran's I, " + ("normality" if normal else "randomisation"))


def geary(values: ArrayLike, weights: ArrayLike) -> Association:
    """Global Geary's C (below 1: neighbours alike); z and one-sided p point to positive association."""
    z, w = _centred(values, weights)
    n, total, s1, s2 = z.size, w.sum(), *_sums(w)
    value = (n - 1) / (2 * total) * (w * np.subtract.outer(z, z) ** 2).sum() / (z @ z)
    b = n * (z**4).sum() / (z @ z) ** 2
    first = (n - 1) * s1 * (n**2 - 3 * n + 3 - (n - 1) * b)
    second = 0.25 * (n - 1) * s2 * (n**2 + 3 * n - 6 - (n**2 - n + 2) * b)
    third = total**2 * (n**2 - 3 - (n - 1) ** 2 * b)
    variance = (first - second + third) / (n * (n - 2) * (n - 3) * total**2)
    found = _association(value, 1.0, variance, 1, "Geary's C, randomisation")
    return Association(found.value, found.expected, found.variance, -found.z, special.ndtr(found.z), found.method)


def local_moran(values: ArrayLike, weights: ArrayLike) -> Association:
    """Local Moran's I of every area with conditional moments (Sokal, Oden & Thomson 1998) and two-sided p.

    Variance of the values with divisor n. For fewer than some hundred areas prefer `local_moran_permuted`, and
    pass the p-values through `comparison.benjamini_hochberg` before anything is coloured on a map.
    """
    z, w = _centred(values, weights)
    n, m2 = z.size, (z @ z) / z.size
    value = z / m2 * (w @ z)
    own, squares = w.sum(axis=1), (w**2).sum(axis=1)
    expected = -(z**2) * own / ((n - 1) * m2)
    rest = (z @ z - z**2) / (n - 1) - (z / (n - 1)) ** 2
    variance = (z / m2) ** 2 * rest * ((n - 1) * squares - own**2) / (n - 2)
    return _association(value, expected, variance, 2, "local Moran's I, conditional moments")


def local_moran_permuted(values: ArrayLike, weights: ArrayLike, permutations: int = PERMUTATIONS) -> Association:
    """Local Moran's I with two-sided p from conditional permutation (fixed seed): the others change places."""
    z, w = _centred(values, weights)
    random, m2 = np.random.default_rng(SEED), (z @ z) / z.size
    value = z / m2 * (w @ z)
    draws = np.zeros((z.size, permutations))
    for area in np.flatnonzero(w.any(axis=1)):
        near = np.flatnonzero(w[area])
        others, places = np.delete(z, area), np.arange(near.size)
        picks = random.random((permutations, others.size)).argpartition(places, axis=1)[:, : near.size]
        draws[area] = z[area] / m2 * (others[picks] @ w[area, near])
    above, below = (draws >= value[:, np.newaxis]).sum(axis=1), (draws <= value[:, np.newaxis]).sum(axis=1)
    p = 2 * (np.minimum(above, below) + 1) / (permutations + 1)
    expected, variance = draws.mean(axis=1), draws.var(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        score = np.where(variance > 0, (value - expected) / np.sqrt(variance), 0.0)
    return Association(value, expected, variance, score, np.minimum(p, 1.0), "local Moran's I, permutation")


def _association(value: ArrayLike, expected: ArrayLike, variance: ArrayLike, sides: int, method: str) -> Association:
    v, e, s = (np.asarray(x, float) for x in (value, expected, variance))
    with np.errstate(invalid="ignore", divide="ignore"):
        z = np.where(s > 0, (v - e) / np.sqrt(s), 0.0)
    p = special.ndtr(-z) if sides == 1 else 2 * special.ndtr(-np.abs(z))
    return Association(v, e, s, z, p, method)


def _sums(w: Array) -> tuple[float, float]:
    s1 = 0.5 * ((w + w.T) ** 2).sum()
    s2 = ((w.sum(axis=0) + w.sum(axis=1)) ** 2).sum()
    return float(s1), float(s2)


def _centred(values: ArrayLike, weights: ArrayLike) -> tuple[Array, Array]:
    x, w = np.asarray(values, float), np.asarray(weights, float)
    if x.ndim != 1 or w.shape != (x.size, x.size) or x.size < 4:
        raise StatisticsError("Spatial association needs at least four areas and their square table of weights.")
    if np.isnan(x).any() or np.ptp(x) == 0 or w.sum() <= 0:
        raise StatisticsError("Spatial association needs complete, differing values and neighbours.")
    return x - x.mean(), w
