"""Children by single year of age at the end of each year: counted so, or divided inside the groups that were counted.

Single ages are counted once in a while (a census, an old table), groups of ages every year. In between a cohort of the
last count of single ages grows older, and each counted group decides how many there are; who was born since is divided
inside the group along a straight line from the cohort before.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from isp_utils.statistics.intervals import Array

OLDEST = 19  # oldest single year of age that a Bildungsbiografie is planned with
GROUPS = ((0, 2), (3, 5), (6, 9), (10, 14), (15, 17), (18, 19))  # as 12411-02-03-4 counts them
SINGLE_AGES = tuple(str(age) for age in range(OLDEST + 1))
COUNTED_GROUPS = tuple(f"{first}-{last}" for first, last in GROUPS)


@dataclass(frozen=True)
class AgeTable:
    """Children `[region, age]`, 0..OLDEST, at the end of `year` on one census base.

    `single`: whether every age was counted in that year; `since`: years from that count to the end of the year, 0 where
    the ages or their groups were counted on 31.12.; `apart`: years since the single ages that divide counted groups.
    """

    year: int
    census_base: str
    children: Array
    single: bool
    since: float = 0.0
    apart: float = 0.0


def group_members(step: int) -> Array:
    """Which cohort `[age, group]` was in which of the GROUPS `step` years before (1, else 0).

    >>> group_members(2)[:6, 0].tolist()
    [0.0, 0.0, 1.0, 1.0, 1.0, 0.0]
    """
    then = np.arange(OLDEST + 1)[:, np.newaxis] - step
    first, last = np.array(GROUPS).T
    return np.asarray(((then >= first) & (then <= last)).astype(float))


def year_passed(day: str) -> float:
    """Share (0 to 1) of its year that is over at the end of a day.

    >>> year_passed("2024-12-31"), round(year_passed("2022-05-15"), 3)
    (1.0, 0.37)
    """
    when = date.fromisoformat(day)
    return when.timetuple().tm_yday / date(when.year, 12, 31).timetuple().tm_yday


def at_year_end(children: Array, passed: float) -> Array:
    """Ages `[region, age]` counted when `passed` (0 to 1) of the year was over, as they are at its end, in persons.

    Born before the day: those had their birthday. Who is 0 at the end of the year was partly not yet born; a year's
    births stand for them.

    >>> at_year_end(np.array([[100.0, 200.0, 300.0]]), 0.25).tolist()
    [[100.0, 125.0, 225.0]]
    """
    moved = children.copy()
    moved[:, 1:] = passed * children[:, 1:] + (1 - passed) * children[:, :-1]
    return moved


def divided(before: AgeTable, groups: Array, year: int, arrived: Array, births: Mapping[int, Array]) -> Array:
    """Children `[region, age]` at the end of `year` from the groups counted then `[region, group]`, in persons.

    `before`: the last table of single ages, moved on by the pattern of the Land `arrived` [age] (children per birth);
    `births` [region] by year, where published. Each group adds up to what was counted.
    """
    steps = year - before.year
    made = np.zeros_like(before.children)
    made[:, steps:] = before.children[:, : OLDEST + 1 - steps] * arrived[steps:] / arrived[: OLDEST + 1 - steps]
    level = before.children[:, 0].sum() / arrived[0]  # births of the youngest cohort that was counted by itself
    for place in range(len(GROUPS) - 1, -1, -1):
        first, last = GROUPS[place]
        young = list(range(min(last, steps - 1), first - 1, -1))  # born since, the oldest of them first
        if young and all(year - age in births for age in young):
            made[:, young] = np.column_stack([births[year - age] for age in young]) * arrived[young]
        elif young:
            known = made[:, young[0] + 1 : last + 1].sum()
            line = _line(level, arrived[young], groups[:, place].sum() - known)
            made[:, young] = line * arrived[young] * (groups[:, [place]] / groups[:, place].sum())
            level = line[-1]
        made[:, first : last + 1] *= (groups[:, place] / made[:, first : last + 1].sum(axis=1))[:, np.newaxis]
    return made


def _line(level: float, arrived: Array, total: float) -> Array:
    """Births along a straight line from `level`, so that the children of these cohorts add up to `total`."""
    ahead = np.arange(1, arrived.size + 1)
    slope = (total - level * arrived.sum()) / (ahead * arrived).sum()
    return np.asarray(np.maximum(level + slope * ahead, 0.1 * level))
