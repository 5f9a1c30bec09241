"""Cohort-component projection: two sexes, single years or bands of age, births, deaths, arrivals, departures.

Arrays are `[sex, age]`, women first; the last age is open. A step is as long as an age band is wide.
Preston, Heuveline & Guillot (2001), Demography, chapter 6; Leslie (1945), Biometrika 33:183.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from isp_utils.statistics.intervals import Array, StatisticsError

WOMEN, MEN = 0, 1
GIRLS_PER_BIRTH = 0.487  # about 105.5 boys to 100 girls; hand in the Land's own figure where it is known


@dataclass(frozen=True)
class Step:
    """What happens within one step; all arrays `[sex, age]` but `fertility` (births a woman and year, by age).

    `survival`: share living on into the next band (for the last two bands the same ratio into the open band).
    `newborn`: share of the births of the step alive at its end, by sex. `arrivals` and `departures` are persons;
    `leaving` is a share of the survivors that leaves, for areas where only rates are known.
    """

    survival: Array
    newborn: Array
    fertility: Array
    arrivals: Array | float = 0.0
    departures: Array | float = 0.0
    leaving: Array | float = 0.0
    girls: float = GIRLS_PER_BIRTH
    width: float = 1.0


def age_on(population: ArrayLike, survival: ArrayLike) -> Array:
    """Survivors one band older (last axis); the first band is empty, the open band keeps its survivors.

    >>> age_on([100, 50, 10], [0.9, 0.5, 0.5]).tolist()
    [0.0, 90.0, 30.0]
    """
    living = np.asarray(population, float) * np.asarray(survival, float)
    moved = np.concatenate([np.zeros_like(living[..., :1]), living[..., :-1]], axis=-1)
    moved[..., -1] += living[..., -1]
    return np.asarray(moved)


def births(women: ArrayLike, fertility: ArrayLike, survival: ArrayLike, width: float = 1.0) -> float:
    """Births of a step to women who spend half of it in their band and, if they live, half in the next.

    `fertility` is births a woman and year. Nobody gives birth in the open band's second half.
    """
    f, s = np.asarray(fertility, float), np.asarray(survival, float)
    later = np.concatenate([f[1:] * s[:-1], [0.0]])
    return float(width / 2 * (np.asarray(women, float) * (f + later)).sum())


def project(population: ArrayLike, steps: Iterable[Step], settle: Callable[[Array], Array] | None = None) -> Array:
    """The population at the beginning and after every step: `[time, sex, age]`.

    `settle` is applied to every step's result before the next begins, for instance `whole.whole_persons`.
    More departures than people leave an empty cell, not a negative one. Shapes that do not fit, missing values or
    a survival outside 0..1 raise StatisticsError.

    >>> calm = Step(np.array([[0.99, 0.9, 0.9]] * 2), np.array([1.0, 1.0]), np.array([0.0, 0.1, 0.0]), girls=0.5)
    >>> project([[10.0, 20.0, 30.0], [10.0, 20.0, 30.0]], [calm])[1].round(2).tolist()
    [[0.75, 9.9, 45.0], [0.75, 9.9, 45.0]]
    """
    current = np.asarray(population, float)
    states = [current]
    for step in steps:
        current = advance(current, step)
        if settle is not None:
            current = settle(current)
        states.append(current)
    return np.asarray(np.stack(states))


def advance(population: Array, step: Step) -> Array:
    """One step: age and survive, be born, leave, arrive."""
    _check(population, step)
    after = age_on(population, step.survival)
    born = births(population[WOMEN], step.fertility, step.survival[WOMEN], step.width)
    after[..., 0] = born * np.array([step.girls, 1 - step.girls]) * step.newborn
    after = after * (1 - np.asarray(step.leaving)) - step.departures + step.arrivals
    return np.asarray(np.maximum(after, 0.0))


def _check(population: Array, step: Step) -> None:
    shape = population.shape
    if len(shape) != 2 or shape[0] != 2 or step.survival.shape != shape or step.fertility.shape != shape[1:]:
        raise StatisticsError("Population and survival are [sex, age], fertility [age], of the same ages.")
    if np.isnan(population).any() or np.any(population < 0):
        raise StatisticsError("A projection starts from a complete population without negative numbers.")
    if np.any(~((step.survival >= 0) & (step.survival <= 1))) or np.any(~(step.fertility >= 0)):
        raise StatisticsError("Survival lies between 0 and 1, fertility is not negative, neither is missing.")
