"""Children of the Samtgemeinden, from the top down: only age groups are known there, and only for one day.

Single years inside a group are divided as in the Kreis (interpolation); a cohort keeps the Samtgemeinde's share of it,
cohorts born later take the share of the youngest group. The scatter of small cohorts widens the interval, so that a
Samtgemeinde below 8,000 inhabitants (SIKURS guidance) is only ever stated as an interval over several years together.
"""

from dataclasses import dataclass

import numpy as np

from isp_utils.needs.cohorts import Cohorts
from isp_utils.needs.counted import together
from isp_utils.needs.spread import PATTERN_YEARS
from isp_utils.needs.tables import COUNTED_GROUPS, OLDEST
from isp_utils.statistics.intervals import Array, Estimate, normal_quantile

IN_AREAS = COUNTED_GROUPS[:-1]
STATED_ALONE = 8_000  # inhabitants; below only intervals and aggregates
POOLED = 5  # years that such an area is summed over


@dataclass(frozen=True)
class Shares:
    """Share of each Samtgemeinde in the Kreis's children by age on 31.12. of `year` `[area, age]`, and its children."""

    year: int
    areas: tuple[str, ...]
    share: Array
    children: Array
    sources: tuple[str, ...] = ()


def area_shares(year: int, groups: dict[str, list[float]], kreis: Array) -> Shares:
    """Shares (0 to 1) `[area, age]` from the areas' children by IN_AREAS and the Kreis's single years `[age]`.

    Age groups: Regionalstatistik 12411-02-03-5. The group's share holds for each of its ages; ages above the last group
    take its share.
    """
    areas = tuple(groups)
    share = np.zeros((len(areas), OLDEST + 1))
    for place, group in enumerate(IN_AREAS):
        first, last = (int(end) for end in group.split("-"))
        last = OLDEST if group == IN_AREAS[-1] else last
        numbers = np.array([groups[area][place] for area in areas])
        share[:, first : last + 1] = (numbers / numbers.sum())[:, np.newaxis]
    return Shares(year, areas, share, share * kreis)


def in_areas(cohorts: Cohorts, region: str, divided: Shares, scatter: float) -> Cohorts:
    """The Kreis's cohorts divided among its areas: children `[area, step, age]`.

    A cohort keeps its area's share; `scatter` (cohort_scatter, own) over the years since widens `own`.
    """
    row, steps = cohorts.regions.index(region), cohorts.value.shape[1]
    value, shared, near, own, split = (np.zeros((len(divided.areas), steps, OLDEST + 1)) for _ in range(5))
    for step in range(steps):
        elapsed = cohorts.year + step - divided.year
        then = np.maximum(np.arange(OLDEST + 1) - elapsed, 0)  # how old the cohort was, or would have been, that day
        value[:, step] = cohorts.value[row, step] * divided.share[:, then]
        shared[:, step], near[:, step] = cohorts.shared[row, step], cohorts.near[row, step]
        split[:, step] = cohorts.split[row, step]
        moved = scatter * elapsed / PATTERN_YEARS / np.maximum(value[:, step], 1)
        own[:, step] = np.hypot(cohorts.own[row, step], normal_quantile(0.8) * np.sqrt(moved))
    sources = together(cohorts.sources, divided.sources)
    return Cohorts(cohorts.year, divided.areas, value, shared, near, own, split, cohorts.likeness, sources)


def summed_years(cohorts: Cohorts, ages: Array, first: int = 1) -> Estimate:
    """Children at weighted ages `[area]`, summed over POOLED years from step `first` on, with an 80 % interval.

    Errors that ages or neighbouring cohorts share add up, single ones cancel.
    """
    years = slice(first, first + POOLED)
    parts = cohorts.value[:, years] * ages
    total = parts.sum(axis=(1, 2))
    safe = np.where(total > 0, total, 1)
    shared, near = (((parts * part[:, years]).sum(axis=(1, 2)) / safe) for part in (cohorts.shared, cohorts.near))
    own = np.sqrt(((parts * cohorts.own[:, years]) ** 2).sum(axis=(1, 2))) / safe
    half = np.sqrt(shared**2 + near**2 + own**2)
    return Estimate(total, total * np.exp(-half), total * np.exp(half), 0.8, "Kohorten, zusammengefasst")
