"""Children of the coming years: cohorts grow a year older, some arrive, others are born, with their interval."""

from dataclasses import dataclass

import numpy as np

from isp_utils.needs.counted import years_of
from isp_utils.needs.damping import BIRTH_RULES, CONFIDENCE, Rule, chosen, damped, errors_of, recent_level
from isp_utils.needs.growth import excess, newest_ratio, yearly_growth
from isp_utils.needs.known import Known
from isp_utils.needs.spread import PATTERN_YEARS, along, cohort_scatter, half_width, migration_widths
from isp_utils.needs.tables import OLDEST, group_members
from isp_utils.statistics.intervals import Array, Estimate, normal_quantile

AGES: Array = np.arange(OLDEST + 1, dtype=float)


@dataclass(frozen=True)
class Scenario:
    """What is assumed: births "trend" or "last"; `arrivals`: share of the present excess migration that goes on."""

    births: str = "trend"
    arrivals: float = 1.0


@dataclass(frozen=True)
class Cohorts:
    """Children `[region, step, age]` in the years `year` (known), `year` + 1 ...; relative 80 % half widths (log).

    `shared`: the part of the error that all ages have in common; `near`: what neighbouring cohorts share, `likeness` to
    the power of their distance; `own`: the part of each cohort by itself; `split`: how far off a cohort may be inside
    the group of ages that was counted at the base date.
    `sources`: ids of the sources of the counts that they grow from.
    """

    year: int
    regions: tuple[str, ...]
    value: Array
    shared: Array
    near: Array
    own: Array
    split: Array
    likeness: float
    sources: tuple[str, ...] = ()

    def total(self, weights: Array) -> Estimate:
        """Weighted sum over the ages, children `[region, step]` with an 80 % interval; `weights` are one an age, 0..19.

        Shared errors add up, those of neighbours mostly, errors of single cohorts partly cancel (as squares). Where a
        whole group that was counted goes in, how it is divided does not matter.
        """
        parts = self.value * weights
        value = parts.sum(axis=-1)
        alike = self.likeness ** np.abs(AGES[:, np.newaxis] - AGES)
        near = parts * self.near
        squares = (parts * self.shared).sum(axis=-1) ** 2 + ((near @ alike) * near).sum(axis=-1)
        squares += ((parts * self.own) ** 2).sum(axis=-1) + self._divided(weights)
        half = np.sqrt(squares) / np.where(value > 0, value, 1)
        return Estimate(value, value * np.exp(-half), value * np.exp(half), CONFIDENCE, "Kohorten")

    def _divided(self, weights: Array) -> Array:
        """Squared half width `[region, step]` from dividing groups: errors inside a group add up to 0."""
        found = np.zeros(self.value.shape[:2])
        for step in range(self.value.shape[1]):
            members, value = group_members(step), self.value[:, step]
            of_group = value @ members
            mean = (value * weights) @ members / np.where(of_group > 0, of_group, 1)
            beyond = np.where(members.sum(axis=1) > 0, weights - mean @ members.T, 0.0)
            found[:, step] = ((beyond * value * self.split[:, step]) ** 2).sum(axis=-1)
        return found

    def on_day(self, passed: float, more: float) -> "Cohorts":
        """The same when `passed` (0 to 1) of the following year is over, ages completed on that day; births of that
        year as in the year before. `more`: another half width (log) that all ages share.
        """

        def moved(part: Array) -> Array:
            found = part.copy()
            found[..., 1:] = (1 - passed) * part[..., 1:] + passed * part[..., :-1]
            return found

        shared = np.hypot(moved(self.shared), more)
        near, own, split = (moved(part) for part in (self.near, self.own, self.split))
        value = moved(self.value)
        return Cohorts(self.year, self.regions, value, shared, near, own, split, self.likeness, self.sources)


def children_ahead(known: Known, horizon: int, scenario: Scenario | None = None, later: float = 0.0) -> Cohorts:
    """The children of each Kreis `[region, step, age]` at the base date (step 0) and in the `horizon` years after it.

    Cohort component method (Preston, Heuveline & Guillot 2001, Demography, ch. 6), without deaths, which are in the
    growth of the cohorts; intervals from past errors of births and moves (docs/decisions/0005-prognose.md).
    `later`: years by which the days meant lie after the end of each year; it widens the intervals only.
    """
    wanted = scenario or Scenario()
    born, birth_half = births_ahead(known, horizon, wanted)
    value = _grown_older(known, wanted.arrivals * excess(known), born, horizon)
    level, scatter, since = migration_widths(known), cohort_scatter(known), known.base.since
    shared, near, own, split = (np.zeros_like(value) for _ in range(4))
    z = normal_quantile(CONFIDENCE)
    for step in range(horizon + 1):
        lived = np.minimum(step + since + later, AGES + 0.5)  # years since the count or, for those born later, of life
        unborn = np.clip(step + since - AGES, 0, None)  # years from the count to their birth
        start = np.concatenate([born[:, :step][:, ::-1], known.children], axis=1)[:, : OLDEST + 1]
        shared[:, step] = np.hypot(along(level, lived), along(birth_half, unborn))
        near[:, step] = z * np.sqrt(scatter.shared_by_neighbours(AGES + 0.5, np.asarray(lived)))
        yearly = scatter.own / PATTERN_YEARS / np.maximum(start, 1)
        own[:, step], split[:, step] = z * np.sqrt(yearly * lived), z * np.sqrt(yearly * known.base.apart)
    return Cohorts(known.year, known.regions, value, shared, near, own, split, scatter.likeness, known.sources)


def hamilton_perry(known: Known, horizon: int) -> Array:
    """Children `[region, step, age]` by a synthetic Hamilton-Perry: own cohort times the ratio of the Land.

    Births stay at the level of the last three years. Hamilton & Perry (1962), Soc Forces 41:163; ratios of the Land.
    """
    level = recent_level(_birth_history(known))
    born = np.repeat(level[:, np.newaxis], max(horizon, 1), axis=1)
    return _grown_older(known, np.full(len(known.regions), newest_ratio(known)), born, horizon)


def _grown_older(known: Known, gain: Array, born: Array, horizon: int) -> Array:
    """Children `[region, step, age]`: every cohort with the pattern of the Land and a yearly gain `[region]` (log)."""
    value = np.zeros((len(known.regions), horizon + 1, OLDEST + 1))
    grown = np.concatenate([[0.0], np.cumsum(yearly_growth(known))])
    for step in range(horizon + 1):
        for age in range(OLDEST + 1):
            first = max(age - step, 0)
            start = known.children[:, first] if age >= step else born[:, step - age - 1] * known.arrived[0]
            value[:, step, age] = start * np.exp(grown[age] - grown[first] + gain * (age - first))
    return value


def births_ahead(known: Known, horizon: int, scenario: Scenario) -> tuple[Array, Array]:
    """Births of the years after the base `[region, step]`, and their 80 % half width after 1, 2 ... years (log).

    Half way between the damped trend of the Land (Gardner & McKenzie 1985, see damping.py) and the level of the last
    three years; that level alone for "last". The width comes from the errors of the same rule at earlier dates.
    """
    history, horizon = _birth_history(known), max(horizon, 1)
    rule = chosen(history, PATTERN_YEARS, BIRTH_RULES)
    half = half_width(errors_of(history, horizon, rule, _between))
    if scenario.births == "last":
        return np.repeat(recent_level(history)[:, np.newaxis], horizon, axis=1), half
    return _between(history, horizon, rule), half


def _between(history: Array, horizon: int, rule: Rule) -> Array:
    return np.sqrt(damped(history, horizon, rule) * recent_level(history)[:, np.newaxis])


def _birth_history(known: Known) -> Array:
    """Births `[region, year]` as published; in the years since, as many as the children of that age here imply."""
    history = known.births.to_numpy()
    missing = known.year - years_of(known.births)[-1]
    if not missing:
        return history
    return np.column_stack([history, known.children[:, missing - 1 :: -1] / known.arrived[missing - 1 :: -1]])
