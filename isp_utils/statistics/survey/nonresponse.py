"""What those who did not answer could change: printed beside every interval of a survey."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from isp_utils.statistics.intervals import Array, StatisticsError

ASSUMED_DIFFERENCE = 10.0  # percentage points by which nonrespondents may differ in the printed line


@dataclass(frozen=True)
class Sensitivity:
    """Share in the whole population if nonrespondents lie lower or higher by the assumed difference, and at worst."""

    low: Array
    high: Array
    worst_low: Array
    worst_high: Array
    tipping: Array


def sensitivity(
    share: ArrayLike, response: ArrayLike, difference: float = ASSUMED_DIFFERENCE, threshold: float = np.nan
) -> Sensitivity:
    """Shares in percent; `response` 0..1 is the share of the population behind the answers.

    `worst_*`: nobody or everybody among the nonrespondents. `tipping`: by how many points nonrespondents would
    have to differ for the population to stand exactly at `threshold`. Manski (2003), Partial Identification.

    >>> found = sensitivity(40, response=0.6)
    >>> float(found.low), float(found.high), float(found.worst_low), float(found.worst_high)
    (36.0, 44.0, 24.0, 64.0)
    """
    p, r = np.asarray(share, float), np.asarray(response, float)
    if np.any((p < 0) | (p > 100)) or np.any(~((r > 0) & (r <= 1))) or difference < 0:
        raise StatisticsError("Shares lie between 0 and 100 percent, response between 0 and 1.")
    silent = 1 - r
    low = r * p + silent * np.clip(p - difference, 0, 100)
    high = r * p + silent * np.clip(p + difference, 0, 100)
    with np.errstate(invalid="ignore", divide="ignore"):
        tipping = np.where(silent > 0, (threshold - p) / silent, np.nan)
    return Sensitivity(low, high, r * p, r * p + 100 * silent, tipping)


def response_rates(answered: ArrayLike, asked: ArrayLike) -> Array:
    """Share of those asked that answered, by stratum (0..1); nobody asked gives NaN. AAPOR RR1."""
    a, n = np.asarray(answered, float), np.asarray(asked, float)
    if np.any(a > n) or np.any(a < 0):
        raise StatisticsError("More answers than questionnaires.")
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(n > 0, a / n, np.nan))
