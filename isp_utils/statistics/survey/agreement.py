"""Do two people who code the same open answers agree, beyond what chance alone brings about?"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from isp_utils.statistics.intervals import StatisticsError

ENOUGH, TENTATIVE = 0.8, 0.667  # Krippendorff (2004), Content Analysis, 11.4: rely on it; draw tentative conclusions


def krippendorff_alpha(codes: ArrayLike) -> float:
    """Krippendorff's alpha of nominal codes `[answer, coder]`, "" where a coder gave none: 1 agreed, 0 as by chance.

    Krippendorff (2011), Computing Krippendorff's Alpha-Reliability. Answers with fewer than two codes do not count;
    fewer than two of the others, or one and the same code throughout, give NaN: nothing can be said.

    >>> round(krippendorff_alpha([["a", "a"], ["b", "b"], ["a", "b"], ["b", "b"]]), 3)
    0.533
    """
    table = np.asarray(codes, dtype=str)
    if table.ndim != 2 or table.shape[1] < 2:
        raise StatisticsError("Codes are a table [answer, coder] with at least two coders.")
    given = (table != "").sum(axis=1)
    table, given = table[given >= 2], given[given >= 2]
    kinds = np.unique(table[table != ""])
    if len(table) < 2 or kinds.size < 2:
        return float("nan")
    counts = (table[:, :, np.newaxis] == kinds).sum(axis=1).astype(float)
    pairs = given.sum()
    agreed = ((counts * (counts - 1)).sum(axis=1) / (given - 1)).sum() / pairs
    totals = counts.sum(axis=0)
    by_chance = (totals * (totals - 1)).sum() / (pairs * (pairs - 1))
    return float(1 - (1 - agreed) / (1 - by_chance))
