"""On which side of the whole an area lies, and how sure that is: no class that chance alone could have given."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from isp_utils.statistics.composite.uncertainty import class_probabilities, draws_of_estimates
from isp_utils.statistics.intervals import Array, Estimate

DRAWS = 1_000


def beside_the_whole(
    parts: Estimate, whole: ArrayLike, direction: ArrayLike, weights: ArrayLike
) -> tuple[Array, Array]:
    """Score `[area]`, and `[area, 2]` how probable it is that the area lies below and above the whole (sum 1).

    `parts`: values with limits `[area, part]`, in units of the part; whole, direction (1: higher is better, -1) and
    weights `[part]`. A part counts by the spread of the areas (standard deviation, n - 1); the score is the weighted
    mean and 0 where an area is as the whole. How the parts hang together within an area is not known: they are drawn
    as if all erred together, which is the widest range there can be. A missing part raises StatisticsError.
    """
    turn = np.asarray(direction, float)
    value, first, second = (np.asarray(x, float) * turn for x in (parts.value, parts.lower, parts.upper))
    spread = np.std(value, axis=0, ddof=1) if len(value) > 1 else np.ones(turn.shape)
    unit = np.where(spread > 0, spread, 1.0)
    centre = np.asarray(whole, float) * turn
    scaled = [(x - centre) / unit for x in (value, np.minimum(first, second), np.maximum(first, second))]
    shares = np.asarray(weights, float) / np.sum(weights)
    estimate = Estimate(scaled[0], scaled[1], scaled[2], parts.confidence, "")
    draws = draws_of_estimates(estimate, DRAWS, np.ones((turn.size, turn.size)))
    return np.asarray(scaled[0] @ shares), class_probabilities(draws @ shares, [0.0])
