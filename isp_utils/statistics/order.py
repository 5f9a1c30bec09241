"""Ranks of many values at once, from 1 for the lowest."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from isp_utils.statistics.intervals import Array


def tied_ranks(values: ArrayLike, ties: Literal["min", "average"] = "min") -> Array:
    """Rank of every value over the last axis, in the shape of `values`; a missing value (NaN) has none.

    Equal values share a rank: the best of theirs ("min") or its mean ("average").

    >>> tied_ranks([[3.0, 1.0, 3.0, float("nan")]]).tolist()
    [[2.0, 1.0, 2.0, nan]]
    """
    x = np.asarray(values, float)
    # not scipy.stats.rankdata, which does the same: its package takes half a second of every run to load
    ranks = pd.DataFrame(x.reshape(-1, x.shape[-1]).T).rank(method=ties)
    return np.asarray(ranks.to_numpy().T.reshape(x.shape), float)
