"""Several years together, and the grade of reliability printed beside every value."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from isp_utils.statistics.intervals import Array, Estimate, StatisticsError

FEW_EVENTS, SOME_EVENTS = 10, 30
WIDE, MIDDLE = 0.5, 0.2  # half the interval's width relative to the value


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


def reliability(events: ArrayLike, estimate: Estimate, years: int = 1) -> NDArray[np.int_]:
    """Grade 1 usable, 2 with care, 3 do not act on this; missing values are 3.

    3: fewer than 10 events, or the interval reaches half the value to either side. 2: fewer than 30 events, a
    fifth of the value, or several years pooled. The grades are the Urban Institute's, the bounds this project's.

    >>> from isp_utils.statistics.intervals import rate
    >>> reliability([4, 20, 400], rate([4, 20, 400], 1000)).tolist()
    [3, 2, 1]
    """
    x = np.asarray(events, float)
    with np.errstate(invalid="ignore", divide="ignore"):
        width = (estimate.upper - estimate.lower) / 2 / np.abs(estimate.value)
    weak = ~(x >= FEW_EVENTS) | ~(width <= WIDE)
    fair = (x < SOME_EVENTS) | (width > MIDDLE) | (years > 1)
    return np.where(weak, 3, np.where(fair, 2, 1))
