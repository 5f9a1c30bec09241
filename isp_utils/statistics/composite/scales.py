"""One scale for all indicators: standard scores, or the range of a base year kept for all later years.

Tables are `[area, indicator]`; `direction` is 1 where more counts more for the index, -1 where it counts less.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from isp_utils.statistics.intervals import Array, StatisticsError


def standard_scores(table: ArrayLike, direction: ArrayLike = 1, robust: bool = False) -> Array:
    """Distance of every area from the mean in standard deviations (divisor n - 1), turned by direction.

    `robust`: from the median in 1.4826 median absolute deviations, for few areas or outliers (Rousseeuw & Croux
    1993, J Am Stat Assoc 88:1273). An indicator without differences is NaN. The scores of the plain rule of the
    Monitoring Soziale Stadtentwicklung Berlin and others alike.
    """
    x = _turned(table, direction)
    if robust:
        middle = np.nanmedian(x, axis=0)
        spread = 1.4826 * np.nanmedian(np.abs(x - middle), axis=0)
    else:
        middle, spread = np.nanmean(x, axis=0), np.nanstd(x, axis=0, ddof=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(spread > 0, (x - middle) / spread, np.nan))


def anchored(table: ArrayLike, base: ArrayLike, direction: ArrayLike = 1, top: float = 100.0) -> Array:
    """The scale of the base year kept: its lowest area 0, its highest `top`; later values may leave the range.

    Only such a score shows progress: a scale fitted anew every year shows no more than who changed places.
    KIDS COUNT Index (2026) and HDI goalposts work alike. With `base` = `table` it is the min-max scale of OECD/JRC
    (2008), Handbook on Constructing Composite Indicators, step 5. Without a range in the base year: StatisticsError.

    >>> anchored([[5.0], [15.0]], base=[[10.0], [20.0]]).tolist()
    [[-50.0], [50.0]]
    """
    x, then = _turned(table, direction), _turned(base, direction)
    low, high = np.nanmin(then, axis=0), np.nanmax(then, axis=0)
    if np.any(~(high > low)):
        raise StatisticsError("In the base year every indicator needs two different values to be an anchor.")
    return np.asarray((x - low) / (high - low) * top)


def _turned(table: ArrayLike, direction: ArrayLike) -> Array:
    sign = np.asarray(direction, float)
    if np.any(np.abs(sign) != 1):
        raise StatisticsError("A direction is 1 or -1.")
    return np.asarray(np.asarray(table, float) * sign)
