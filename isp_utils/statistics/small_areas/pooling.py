"""Several years together, where one year has too few events."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from isp_utils.statistics.intervals import Array, StatisticsError


def pooled(counts: ArrayLike, years: int) -> Array:
    """Sums over each run of `years` consecutive years (last axis, which gets shorter by `years` - 1).

    Pool events and population alike and hand both to `intervals`. A missing year makes its runs missing (NaN).
    County Health Rankings: pooled figures of neighbouring runs overlap and show no change from year to year.

    >>> pooled([1, 2, 3, 4], years=3).tolist()
    [6.0, 9.0]
    """
    x = np.asarray(counts, float)
    if not 1 <= years <= x.shape[-1]:
        raise StatisticsError(f"Cannot pool {years} of {x.shape[-1]} years.")
    return np.asarray(np.lib.stride_tricks.sliding_window_view(x, years, axis=-1).sum(axis=-1))


def pooled_periods(periods: Sequence[object], years: int) -> list[str]:
    """The labels of the runs: first and last period joined by an en dash.

    >>> pooled_periods(["2019", "2020", "2021"], years=2)
    ['2019–2020', '2020–2021']
    """
    names = [str(p) for p in periods]
    ends = zip(names, names[years - 1 :], strict=False)
    return [first if years == 1 else f"{first}–{last}" for first, last in ends]
