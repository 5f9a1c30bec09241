"""Whom an area is compared with: its nearest neighbours on named variables."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from isp_utils.statistics.intervals import Array, StatisticsError


def nearest(table: ArrayLike, own: int, k: int = 10, weights: ArrayLike = 1.0) -> tuple[NDArray[np.intp], Array]:
    """Rows and distances of the `k` areas most alike to row `own`, nearest first, never the area itself.

    `table[area, variable]` is standardised (z) over all areas; distance = root of the weighted sum of squares.
    Areas with a gap are no peers; a gap in the own row raises StatisticsError. LG Inform, nearest neighbours
    model (help.lginform.local.gov.uk, "comparison groups").

    >>> nearest([[1.0, 10.0], [1.1, 10.5], [5.0, 40.0], [1.5, 12.0]], own=0, k=2)[0].tolist()
    [1, 3]
    """
    x = np.asarray(table, float)
    if x.ndim != 2 or not 0 <= own < x.shape[0] or np.isnan(x[own]).any():
        raise StatisticsError("Peers need a table of areas x variables and a complete own row.")
    spread = np.nanstd(x, axis=0)
    z = (x - np.nanmean(x, axis=0)) / np.where(spread > 0, spread, np.inf)
    distance = np.sqrt((np.asarray(weights, float) * (z - z[own]) ** 2).sum(axis=1))
    distance[own] = np.nan
    order = np.argsort(distance)[: min(k, int((~np.isnan(distance)).sum()))]
    return order, distance[order]
