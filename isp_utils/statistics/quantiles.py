"""Fifths and tenths of areas by rank, as OHID assigns deprivation categories."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from isp_utils.statistics.intervals import Array, StatisticsError
from isp_utils.statistics.order import tied_ranks


def quantile_groups(values: ArrayLike, groups: int = 10, highest_first: bool = True) -> Array:
    """Group 1..`groups` of every area over the last axis; ties fall together, missing values stay missing (NaN).

    `highest_first`: group 1 holds the highest values. Fewer areas than groups: all NaN.
    OHID Technical Guide, assigning deprivation categories; review areas of equal rank on a boundary by eye.

    >>> quantile_groups([9, 1, 5, 7, 3], groups=5).tolist()
    [1.0, 5.0, 3.0, 2.0, 4.0]
    """
    if groups < 1:
        raise StatisticsError("At least one group.")
    x = np.asarray(values, float)
    count = (~np.isnan(x)).sum(axis=-1, keepdims=True)
    ranks = tied_ranks(-x if highest_first else x)
    with np.errstate(invalid="ignore", divide="ignore"):
        group = np.floor(groups + 1 - np.ceil((count + 1 - ranks) / (count / groups)))
    group = np.where(np.isnan(x) | (count < groups), np.nan, np.maximum(group, 1))
    return np.asarray(group)


def quantile_cuts(values: ArrayLike, groups: int) -> Array:
    """The `groups` - 1 cut values of unweighted quantiles of type 9 (approximately unbiased for the normal).

    Hyndman & Fan (1996), Am Stat 50:361; used by the GISD for its fifths and tenths.
    """
    x = np.asarray(values, float)
    probabilities = np.arange(1, groups) / groups
    return np.asarray(np.quantile(x[~np.isnan(x)], probabilities, method="normal_unbiased"))


def groups_by_cuts(values: ArrayLike, groups: int) -> Array:
    """Group 1 (lowest values) to `groups` by `quantile_cuts`; a value on a cut belongs to the lower group.

    Shape of `values`; a missing value has no group (NaN).

    >>> groups_by_cuts([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 5).tolist()
    [1.0, 1.0, 2.0, 2.0, 3.0, 3.0, 4.0, 4.0, 5.0, 5.0]
    """
    x = np.asarray(values, float)
    return np.asarray(np.where(np.isnan(x), np.nan, np.searchsorted(quantile_cuts(x, groups), x, side="left") + 1.0))
