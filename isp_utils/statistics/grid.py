"""Places of a map on a grid of equal tiles: each as near as possible to where it lies."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from isp_utils.statistics.intervals import Array, StatisticsError

SPARE = 1.3  # tiles for each place, so that the outline of the area can show


def on_a_grid(x: ArrayLike, y: ArrayLike) -> Array:
    """Column and row `[place, 2]`, whole numbers from 0, of places at `x` (to the east) and `y` (north), of one unit.

    The grid has the shape of the area; the squared ways that the places move are least in sum (assignment problem).
    Missing coordinates and no places raise StatisticsError.

    >>> on_a_grid([0.0, 10.0, 0.0, 10.0], [10.0, 10.0, 0.0, 0.0]).astype(int).tolist()
    [[0, 0], [1, 0], [0, 1], [1, 1]]
    """
    from scipy.optimize import linear_sum_assignment  # takes long to load; most runs draw no map

    east, south = np.asarray(x, float), -np.asarray(y, float)
    if not east.size or np.isnan(east).any() or np.isnan(south).any():
        raise StatisticsError("Every place on a grid has coordinates.")
    width, height = np.ptp(east) or 1.0, np.ptp(south) or 1.0
    columns = max(1, round(float(np.sqrt(east.size * SPARE * width / height))))
    rows = -(-round(east.size * SPARE) // columns)
    if columns * rows > SPARE * east.size + columns:
        rows -= 1
    across, down = np.meshgrid(np.arange(columns), np.arange(max(rows, -(-east.size // columns))))
    tiles = np.stack([across.ravel(), down.ravel()], axis=1).astype(float)
    at = np.stack([_spread(east, columns), _spread(south, int(tiles[:, 1].max()) + 1)], axis=1)
    ways = ((at[:, None, :] - tiles[None, :, :]) ** 2).sum(axis=2)
    found = tiles[linear_sum_assignment(ways)[1]]
    used = [np.unique(side, return_inverse=True)[1] for side in found.T]  # no empty column or row between
    return np.asarray(np.stack(used, axis=1), float)


def _spread(values: Array, steps: int) -> Array:
    """Values stretched over the tiles, half by where they lie, half by their order: crowded places get room."""
    by_place = (values - values.min()) / (np.ptp(values) or 1.0)
    by_order = np.argsort(np.argsort(values, kind="stable"), kind="stable") / max(values.size - 1, 1)
    return np.asarray((by_place + by_order) / 2 * (steps - 1))
