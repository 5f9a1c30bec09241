"""Survival ratios for projections, from life tables and from Brass' relational model of improving mortality."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from isp_utils.statistics.intervals import Array, StatisticsError


def brass(alive: ArrayLike, alpha: ArrayLike, beta: float = 1.0) -> Array:
    """Survivors l(x) (share of those born) moved on the logit scale: higher `alpha`, longer lives.

    `alive` over the last axis of ages; `alpha` may have leading axes (years). Ends 1 and 0 stay.
    Brass (1971), On the scale of mortality.

    >>> brass([1.0, 0.9, 0.5, 0.0], 0.1).round(4).tolist()
    [1.0, 0.9166, 0.5498, 0.0]
    """
    x = np.asarray(alive, float)
    if np.any((x < 0) | (x > 1)):
        raise StatisticsError("Survivors are shares of those born, between 0 and 1.")
    with np.errstate(divide="ignore"):
        logits = 0.5 * np.log(x / (1 - x))
    return np.asarray(1 / (1 + np.exp(-2 * (np.asarray(alpha, float)[..., np.newaxis] + beta * logits))))


def person_years(alive: ArrayLike, width: float = 1.0) -> Array:
    """Person-years lived in each age band by linear interpolation of the survivors (one band fewer than ages)."""
    x = np.asarray(alive, float)
    return np.asarray(width / 2 * (x[..., :-1] + x[..., 1:]))


def survival_ratios(years: ArrayLike) -> Array:
    """Share of each age band that lives on into the next, from person-years L (last axis, last band open).

    The last ratio holds for the last two bands together: L(open) / (L(open) + L(band before)); it stands twice,
    for moving into the open band and for staying in it.

    >>> survival_ratios([4.9, 4.8, 4.0, 2.0]).round(3).tolist()
    [0.98, 0.833, 0.333, 0.333]
    """
    x = np.asarray(years, float)
    if x.shape[-1] < 3:
        raise StatisticsError("Survival ratios need at least three age bands.")
    last = x[..., -1:] / (x[..., -1:] + x[..., -2:-1])
    return np.concatenate([x[..., 1:-1] / x[..., :-2], last, last], axis=-1)


def newborn_survival(years: ArrayLike, width: float = 1.0) -> Array:
    """Share of the births of a step that is alive at its end, from person-years of one person born."""
    return np.asarray(np.asarray(years, float)[..., 0] / width)
