"""How much more a figure of an area jumps from year to year than Poisson or binomial chance alone, and limits as wide.

Poisson limits of a flow are too narrow where cases come together (families move together, a school year fails
together). The factor is measured where there are many areas, and taken for each of them: one area alone has too
few years.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from isp_utils.statistics.intervals import Array, Estimate, StatisticsError, checked_counts, poisson, wilson

FEWEST_AREAS, FEWEST_YEARS = 10, 4
TRIMMED = 0.9  # of the squared jumps, the largest tenth is left out: one area's administrative jump is no chance
_PATTERN = np.array([1.0, -2.0, 1.0])


def dispersion(events: ArrayLike, population: ArrayLike, binomial: bool) -> float:
    """Variance of one Kennzahl relative to Poisson (or binomial) chance, at least 1; NaN where it cannot be told.

    Tables `[area, year]` of consecutive years; breaks, exceptional years and unknown cells are NaN. From the second
    differences of each area's rate beside the common year's, so that neither level nor steady trend of an area
    counts as scatter. Mean of the smallest nine tenths of the squares, divided by what it is for a normal curve.
    Needs ten areas with four years in a row. Hartley's successive differences in the form of Gasser, Sroka &
    Jennen-Steinmetz (1986), Biometrika 73:625; quasi-likelihood as in McCullagh & Nelder (1989), chapter 9.
    """
    x, n = checked_counts(events, population)
    if x.ndim != 2:
        raise StatisticsError("Dispersion needs a table of areas x years.")
    squares = _squared_jumps(x, np.where(n > 0, n, np.nan), binomial)
    enough = np.isfinite(squares).sum(axis=1) >= FEWEST_YEARS - 2
    if enough.sum() < FEWEST_AREAS:
        return float("nan")
    found = np.sort(squares[enough][np.isfinite(squares[enough])])
    kept = found[: max(1, int(np.ceil(TRIMMED * found.size)))]
    # Taking out the common year takes one area's worth of scatter with it.
    return float(max(1.0, kept.mean() / _trimmed_mean() * enough.sum() / (enough.sum() - 1)))


def widened_proportion(events: ArrayLike, trials: ArrayLike, phi: ArrayLike, per: float = 100.0) -> Estimate:
    """Share with 95 % Wilson limits as if there were `phi` times fewer people: its chance, as it is measured.

    Any broadcastable shapes; `phi` is 1 or more (NaN gives NaN limits). In units of `per`. Impossible numbers raise
    StatisticsError. Effective sample size: Rao & Scott (1992), Biometrics 48:577.

    >>> share = widened_proportion(65, 100, 2.0)
    >>> [round(float(x), 1) for x in (share.value, share.lower, share.upper)]
    [65.0, 51.1, 76.8]
    """
    x, n, factor = _checked(events, trials, phi)
    if np.any(x > n):
        raise StatisticsError("A proportion has more events than people: is it a rate, or another year's base?")
    lower, upper = wilson(x / factor, n / factor)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = np.where(n > 0, x / n, np.nan)
    return Estimate(value * per, lower * per, upper * per, 0.95, "Wilson, widened")


def widened_rate(events: ArrayLike, population: ArrayLike, phi: ArrayLike, per: float = 1000.0) -> Estimate:
    """Events per `per` people with 95 % limits as if there were `phi` times fewer of both.

    Shapes, NaN and errors as in `widened_proportion`; more events than people are allowed.

    >>> rate = widened_rate(65, 100, 2.0, per=100)
    >>> [round(float(x), 1) for x in (rate.value, rate.lower, rate.upper)]
    [65.0, 44.6, 91.5]
    """
    x, n, factor = _checked(events, population, phi)
    lower, upper = poisson(x / factor)
    with np.errstate(invalid="ignore", divide="ignore"):
        scale = np.where(n > 0, per / n, np.nan)
    return Estimate(x * scale, lower * factor * scale, upper * factor * scale, 0.95, "Poisson, widened")


def _squared_jumps(x: Array, n: Array, binomial: bool) -> Array:
    """Squared second differences over their variance under pure chance: `[area, year - 2]`, NaN where not known."""
    n = np.where(np.isnan(x), np.nan, n)
    with np.errstate(invalid="ignore", divide="ignore"):
        common = np.nansum(x, axis=0) / np.nansum(n, axis=0)
        events, people, rate = (np.lib.stride_tricks.sliding_window_view(t, 3, axis=-1) for t in (x, n, common))
        own = events.sum(axis=-1, keepdims=True)
        if binomial:  # the area keeps its odds beside the common odds
            land = (people * rate).sum(axis=-1, keepdims=True)
            total = people.sum(axis=-1, keepdims=True)
            factor = own / (total - own) * (total - land) / land
            expected = factor * rate / (1 - rate + factor * rate)
        else:
            expected = rate * own / (people * rate).sum(axis=-1, keepdims=True)
        slack = expected * (1 - expected) if binomial else expected
        jump = ((events / people - expected) / slack * _PATTERN).sum(axis=-1)
        chance = (_PATTERN**2 / (people * slack)).sum(axis=-1)
        return np.asarray(np.where(own[..., 0] > 0, jump**2 / chance, np.nan))


def _trimmed_mean() -> float:
    """Mean of the smallest nine tenths of a chi-square variable with one degree of freedom."""
    cut = special.chdtri(1, 1 - TRIMMED)
    return float(special.chdtr(3, cut) / TRIMMED)


def _checked(events: ArrayLike, population: ArrayLike, phi: ArrayLike) -> tuple[Array, Array, Array]:
    x, n = checked_counts(events, population)
    factor = np.asarray(phi, float)
    if np.any(factor < 1):
        raise StatisticsError("A dispersion is 1 or more.")
    x, n, factor = np.broadcast_arrays(x, n, factor)
    return x, n, factor
