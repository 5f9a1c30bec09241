"""From indicators on one scale to dimensions and the index: declared weights, declared mean."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from isp_utils.statistics.intervals import Array, StatisticsError

MEANS = ("arithmetic", "geometric", "harmonic")


def weighted_mean(table: ArrayLike, weights: ArrayLike, kind: str = "arithmetic") -> Array:
    """Mean over the last axis by weights, in the unit of the values.

    Gaps are left out with their weight, all gaps give NaN.
    A geometric or harmonic mean lets a bad value weigh more than a good one can make up for; it needs values
    above 0, else StatisticsError. OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 6.

    >>> weighted_mean([[10.0, 40.0]], [1, 1], "geometric").round(6).tolist()
    [20.0]
    """
    x, w = np.asarray(table, float), np.asarray(weights, float)
    if kind not in MEANS:
        raise StatisticsError(f"The mean is one of {', '.join(MEANS)}, not {kind}.")
    if np.any(w < 0) or w.shape != x.shape[-1:] or (kind != "arithmetic" and np.any(x <= 0)):
        raise StatisticsError("One weight of 0 or more an indicator; geometric and harmonic means need values above 0.")
    shares = np.where(np.isnan(x), 0, w)
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = shares / shares.sum(axis=-1, keepdims=True)
        known = np.where(np.isnan(x), 1.0, x)
        if kind == "geometric":
            return np.asarray(np.exp((shares * np.log(known)).sum(axis=-1)))
        if kind == "harmonic":
            return np.asarray(1 / (shares / known).sum(axis=-1))
        return np.asarray((shares * known).sum(axis=-1))
