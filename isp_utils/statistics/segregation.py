"""How unevenly groups of people are spread over Kitas, schools or neighbourhoods.

`counts[unit, group]` are people. Compute from the raw counts and publish the index only, never through
suppressed cells. The indices are biased upwards where units are small: see `random_dissimilarity`, `debiased_local`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import xlogy

from isp_utils.statistics.intervals import Array, StatisticsError

DRAWS, SEED = 500, 1_955


def dissimilarity(first: ArrayLike, second: ArrayLike) -> float:
    """Share of either group that would have to move for an even spread, 0..1. Duncan & Duncan (1955).

    >>> round(dissimilarity([100, 60, 40, 0], [0, 40, 60, 100]), 3)
    0.6
    """
    table = _table(np.stack([np.asarray(first, float), np.asarray(second, float)], axis=1))
    shares = table / table.sum(axis=0)
    return float(np.abs(shares[:, 0] - shares[:, 1]).sum() / 2)


def random_dissimilarity(first: ArrayLike, second: ArrayLike, draws: int = DRAWS) -> Array:
    """Dissimilarity in `draws` random allocations of the same people to the same units (fixed seed), sorted.

    The share of draws at or above the observed index is its p-value; their mean is the bias.
    Carrington & Troske (1997), J Bus Econ Stat 15:402.
    """
    table = _table(np.stack([np.asarray(first, float), np.asarray(second, float)], axis=1)).astype(int)
    random = np.random.default_rng(SEED)
    places = random.multivariate_hypergeometric(table.sum(axis=1), int(table[:, 0].sum()), size=draws)
    rest = table.sum(axis=1) - places
    gaps = np.abs(places / table[:, 0].sum() - rest / table[:, 1].sum()).sum(axis=1) / 2
    return np.asarray(np.sort(gaps))


def mutual_information(counts: ArrayLike) -> float:
    """M: how much the unit tells about the group (natural logarithm). Theil (1971); Mora & Ruiz-Castillo (2011)."""
    p = _table(counts) / np.sum(counts)
    expected = np.outer(p.sum(axis=1), p.sum(axis=0))
    return float((xlogy(p, p) - xlogy(p, np.where(p > 0, expected, 1))).sum())


def information_index(counts: ArrayLike) -> float:
    """H: M relative to the entropy of the groups, 0..1."""
    return mutual_information(counts) / _entropy(_table(counts))


def between_and_within(counts: ArrayLike, areas: ArrayLike) -> tuple[float, float]:
    """M between areas and within them (together M); divide by M / H for the parts of H."""
    table = _table(counts)
    kinds, place = np.unique(np.asarray(areas), return_inverse=True)
    summed = np.zeros((kinds.size, table.shape[1]))
    np.add.at(summed, place, table)
    between = mutual_information(summed)
    return between, mutual_information(table) - between


def local_segregation(counts: ArrayLike) -> Array:
    """For each group, how far its spread over the units differs from everybody's (weighted mean = M)."""
    table = _table(counts)
    own, everybody = table / table.sum(axis=0), table.sum(axis=1, keepdims=True) / table.sum()
    ratio = np.where(own > 0, own / np.where(everybody > 0, everybody, 1), 1)
    return np.asarray(xlogy(own, ratio).sum(axis=0))


def debiased_local(counts: ArrayLike, draws: int = DRAWS) -> Array:
    """Local segregation less its upward bias, by multinomial bootstrap with a fixed seed.

    Elbers (2021), Sociological Methods & Research, doi:10.1177/0049124121986204.
    """
    table = _table(counts)
    random, total = np.random.default_rng(SEED), int(table.sum())
    shares = (table / table.sum()).ravel()
    mean = sum(local_segregation(random.multinomial(total, shares).reshape(table.shape)) for _ in range(draws))
    return np.asarray(2 * local_segregation(table) - mean / draws)


def isolation(counts: ArrayLike, group: int) -> float:
    """Share of the own group in the unit of an average member. Bell (1954), Soc Forces 32:357.

    >>> round(isolation([[10, 0], [5, 5]], group=0), 3)
    0.833
    """
    table = _table(counts)
    own = table[:, group]
    size = table.sum(axis=1)
    return float((own / own.sum() * own / np.where(size > 0, size, 1)).sum())


def _entropy(table: Array) -> float:
    p = table.sum(axis=0) / table.sum()
    return float(-xlogy(p, p).sum())


def _table(counts: ArrayLike) -> Array:
    table = np.asarray(counts, float)
    if table.ndim != 2 or np.isnan(table).any() or np.any(table < 0) or np.any(table.sum(axis=0) <= 0):
        raise StatisticsError("Segregation needs complete counts of people by unit and group, no group empty.")
    return table
