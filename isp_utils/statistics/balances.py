"""How much more a balance (arrivals minus departures) jumps from year to year than its counts alone explain.

Families move together, and a reception centre fills and empties: the two Poisson counts of a balance are too calm.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from isp_utils.statistics.intervals import StatisticsError

FEWEST_AREAS, FEWEST_YEARS = 10, 4
QUARTILE = 0.6744897501960817  # of the standard normal distribution: half of all jumps are smaller
_PATTERN = np.array([1.0, -2.0, 1.0])


def balance_dispersion(values: ArrayLike, errors: ArrayLike) -> float:
    """Variance of balances relative to their own standard errors, at least 1; NaN where it cannot be told.

    Tables `[area, year]` of consecutive years in one unit, NaN where unknown. Second differences beside the median
    area's, so that neither level, steady trend nor a year common to all counts; the median of their size, for single
    areas with a reception centre are no scatter of the others. Needs ten areas with four years in a row.
    Median absolute deviation: Hampel (1974), J Am Stat Assoc 69:383.
    """
    v, e = np.asarray(values, float), np.asarray(errors, float)
    if v.ndim != 2 or v.shape != e.shape:
        raise StatisticsError("Dispersion needs two tables of areas x years of one shape.")
    if v.shape[1] < FEWEST_YEARS:
        return float("nan")
    windows = np.lib.stride_tricks.sliding_window_view
    jumps = (windows(v, 3, axis=1) * _PATTERN).sum(axis=-1)
    chance = np.sqrt((windows(e, 3, axis=1) ** 2 * _PATTERN**2).sum(axis=-1))
    known = np.isfinite(jumps) & (chance > 0)
    enough = known.sum(axis=1) >= FEWEST_YEARS - 2
    years = known[enough].any(axis=0)
    if enough.sum() < FEWEST_AREAS:
        return float("nan")
    jumps, chance, known = jumps[enough][:, years], chance[enough][:, years], known[enough][:, years]
    beside = np.abs(jumps - np.nanmedian(np.where(known, jumps, np.nan), axis=0))
    with np.errstate(invalid="ignore", divide="ignore"):
        size = np.where(known, beside / chance, np.nan)
    return float(max(1.0, (np.nanmedian(size) / QUARTILE) ** 2))
