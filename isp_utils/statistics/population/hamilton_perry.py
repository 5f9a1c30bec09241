"""Hamilton-Perry: projection from two age tables alone, where births, deaths and moves are not known.

Hamilton & Perry (1962), Soc Forces 41:163. Arrays `[sex, age]`, women first, bands as wide as the time between
the tables, the last open.
Averaging or trending the ratios does not pay, taking those of the larger area does: Baker, Swanson & Tayman (2017),
J Pop Research 34:209.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from isp_utils.statistics.intervals import Array, StatisticsError

WOMEN = 0


@dataclass(frozen=True)
class Ratios:
    """Cohort change ratios `[..., sex, age]` (first band NaN) and children of each sex a woman of childbearing age."""

    change: Array
    children: Array


def cohort_ratios(earlier: ArrayLike, later: ArrayLike, mothers: slice) -> Ratios:
    """What became of each cohort between two tables; `mothers` are the bands of childbearing age.

    The open band compares with the last two bands before. An empty cohort has no ratio (NaN).
    Tables of different bands raise StatisticsError. Hamilton & Perry (1962), Soc Forces 41:163.

    >>> then, now = [[10.0, 10.0, 10.0]] * 2, [[9.0, 11.0, 15.0]] * 2
    >>> cohort_ratios(then, now, slice(1, 2)).change[0].tolist()
    [nan, 1.1, 0.75]
    """
    before, after = np.asarray(earlier, float), np.asarray(later, float)
    if before.shape != after.shape or before.ndim < 2 or before.shape[-1] < 3:
        raise StatisticsError("Two tables [sex, age] of the same bands are compared.")
    change = np.full(after.shape, np.nan)
    base = _moved(before)
    with np.errstate(invalid="ignore", divide="ignore"):
        change[..., 1:] = np.where(base > 0, after[..., 1:] / base, np.nan)
        women = after[..., WOMEN, mothers].sum(axis=-1, keepdims=True)
        children = np.where(women > 0, after[..., 0] / women, np.nan)
    return Ratios(change, children)


def project(population: ArrayLike, ratios: Ratios, mothers: slice, steps: int = 1) -> Array:
    """The table at the beginning and after every step: `[time, ..., sex, age]`, in the unit of the population.

    `ratios` may have leading axes (scenarios, draws); they broadcast over the population. A cohort without ratio
    stays missing (NaN).
    """
    current = np.broadcast_to(np.asarray(population, float), ratios.change.shape).copy()
    states = [current]
    for _ in range(steps):
        after = np.empty_like(current)
        after[..., 1:] = _moved(current) * ratios.change[..., 1:]
        after[..., 0] = ratios.children * after[..., WOMEN, mothers].sum(axis=-1, keepdims=True)
        states.append(after)
        current = after
    return np.stack(states)


def _moved(table: Array) -> Array:
    moved = table[..., :-1].copy()
    moved[..., -1] += table[..., -1]
    return moved
