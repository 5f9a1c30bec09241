"""Children of the coming years: cohorts grow a year older, some arrive, others are born.

What moves a cohort: the long-run pattern of the Land (families come before school begins, hardly later) and how much
more or less the present years bring than the long run. Births follow the damped trend of the Land. The interval adds
the past errors of births and of migration to the scatter between cohorts that the base year itself shows.
docs/decisions/0005-prognose.md has the numbers behind each choice.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from isp_utils.needs.damping import BIRTH_RULES, CONFIDENCE, chosen, damped, half_widths, past_errors
from isp_utils.needs.known import OLDEST, Known, years_of
from isp_utils.statistics.intervals import Array, Estimate, normal_quantile

PATTERN_YEARS = 3  # the scatter of cohorts is measured over three years of age
OWN_WEIGHTS = (0.0, 0.25, 0.5, 0.75, 1.0)  # of a Kreis's own migration against that of its Land
LONG_RUN = 17  # years whose migration shaped the cohorts of the base table


@dataclass(frozen=True)
class Scenario:
    """What is assumed: births "trend" or "last"; `arrivals`: share of the present excess migration that goes on."""

    births: str = "trend"
    arrivals: float = 1.0


@dataclass(frozen=True)
class Cohorts:
    """Children `[region, step, age]` in the years `year` (known), `year` + 1 ...; relative 80 % half widths (log).

    `shared`: the part of the error that all ages have in common; `own`: the part of each cohort by itself.
    `sources`: ids of the sources of the counts that they grow from.
    """

    year: int
    regions: tuple[str, ...]
    value: Array
    shared: Array
    own: Array
    sources: tuple[str, ...] = ()

    def estimate(self) -> Estimate:
        """Every age by itself: children `[region, step, age]` with an 80 % interval."""
        half = np.hypot(self.shared, self.own)
        return Estimate(self.value, self.value * np.exp(-half), self.value * np.exp(half), CONFIDENCE, "Kohorten")

    def total(self, weights: Array) -> Estimate:
        """Weighted sum over the ages, children `[region, step]` with an 80 % interval; `weights` are one an age, 0..20.

        Shared errors add up, errors of single cohorts partly cancel (as squares).
        """
        parts = self.value * weights
        value = parts.sum(axis=-1)
        safe = np.where(value > 0, value, 1)
        shared = (parts * self.shared).sum(axis=-1) / safe
        own = np.sqrt(((parts * self.own) ** 2).sum(axis=-1)) / safe
        half = np.hypot(shared, own)
        return Estimate(value, value * np.exp(-half), value * np.exp(half), CONFIDENCE, "Kohorten")


def children_ahead(known: Known, horizon: int, scenario: Scenario | None = None) -> Cohorts:
    """The children of each Kreis `[region, step, age]` at the base date (step 0) and in the `horizon` years after it.

    Cohort component method (Preston, Heuveline & Guillot 2001, Demography, ch. 6), without deaths, which are in the
    growth of the cohorts; intervals from past errors of births and moves (docs/decisions/0005-prognose.md).
    """
    wanted = scenario or Scenario()
    weight = own_weight(known)
    growth = yearly_growth(known) + wanted.arrivals * excess(known, weight)[:, np.newaxis]
    born, birth_half = births_ahead(known, horizon, wanted)
    value, shared, own = (np.zeros((len(known.regions), horizon + 1, OLDEST + 1)) for _ in range(3))
    level = migration_half_widths(known, weight, horizon)
    scatter = normal_quantile(CONFIDENCE) ** 2 * cohort_scatter(known) / PATTERN_YEARS
    for step in range(horizon + 1):
        for age in range(OLDEST + 1):
            lived = min(step, age + 0.5)  # years since the base date or, for those born later, since birth
            start = known.children[:, age - step] if age >= step else born[:, step - age - 1] * known.arrived[0]
            first = max(age - step, 0)
            value[:, step, age] = start * np.exp(growth[:, first:age].sum(axis=1))
            unborn = birth_half[step - age - 1] if age < step else 0.0
            shared[:, step, age] = np.hypot(level[max(int(lived), 1) - 1] * min(lived, 1), unborn)
            own[:, step, age] = np.sqrt(scatter * lived / np.maximum(start, 1))
    return Cohorts(known.year, known.regions, value, shared, own, known.sources)


def yearly_growth(known: Known) -> Array:
    """Growth (log, a year) `[age]` of a cohort of the Land from age 0..19 to the next, in the long run, never rising.

    From who lives here per birth, age by age: the youngest cohorts have few years of moving behind them, so what all
    ages share falls out. The noise of single cohorts is taken out by pooling adjacent ages that contradict the order.
    """
    return falling(np.log(known.arrived[1:] / known.arrived[:-1]))


def falling(values: Array) -> Array:
    """The nearest (least squares) sequence of the same length that never rises: pool adjacent violators.

    Ayer, Brunk, Ewing, Reid & Silverman (1955), Annals of Mathematical Statistics 26:641.

    >>> falling(np.array([3.0, 1.0, 2.0, 0.0])).tolist()
    [3.0, 1.5, 1.5, 0.0]
    """
    blocks: list[tuple[float, int]] = []
    for value in values:
        blocks.append((float(value), 1))
        while len(blocks) > 1 and blocks[-2][0] < blocks[-1][0]:
            (after, n), (before, m) = blocks.pop(), blocks.pop()
            blocks.append(((before * m + after * n) / (m + n), m + n))
    return np.concatenate([np.full(n, value) for value, n in blocks])


def own_weight(known: Known) -> float:
    """How far a Kreis keeps its own difference from the Land's migration, 0 to 1: one of OWN_WEIGHTS, best in the past.

    The smallest median absolute error over three years at every earlier date decides.
    """
    return min(OWN_WEIGHTS, key=lambda weight: float(np.nanmedian(np.abs(_move_errors(known, weight, PATTERN_YEARS)))))


def excess(known: Known, weight: float) -> Array:
    """By how much a year's growth of the cohorts now lies above the long run: `[region]`, log.

    Mean of the years on the present census base: migration of all ages times the children's factor, and, where two
    tables of single ages exist, the growth of the cohorts themselves.
    """
    land = _land(known)
    columns = years_of(known.moves)
    long_run = np.mean([land[year] for year in columns if columns[-1] - LONG_RUN <= year < columns[-1]])
    recent = [year for year in columns if year > _last_gap(columns)]
    years = [known.child_factor * (known.moves[year].to_numpy() - long_run) for year in recent]
    for year, children in known.earlier.items():
        steps, pattern = known.year - year, yearly_growth(known)
        ages = np.arange(steps, 18)
        usual = np.array([pattern[age - steps : age].sum() for age in ages])
        grown = np.log(known.children[:, ages].sum(axis=1) / (children[:, ages - steps] * np.exp(usual)).sum(axis=1))
        years += [grown / steps] * steps
    people = known.children.sum(axis=1)
    own = np.mean(years, axis=0)
    common = (own * people).sum() / people.sum()
    return np.asarray(common + weight * (own - common))


def births_ahead(known: Known, horizon: int, scenario: Scenario) -> tuple[Array, Array]:
    """Births of the years after the base `[region, step]`, and their 80 % half width `[step]` (log).

    Damped trend of the Land (Gardner & McKenzie 1985, see damping.py), or the last year's births for "last".
    """
    history = known.births.to_numpy()
    missing = known.year - years_of(known.births)[-1]
    if missing:  # years without published births: as many as the children of that age here imply
        history = np.column_stack([history, known.children[:, missing - 1 :: -1] / known.arrived[missing - 1 :: -1]])
    rule = chosen(history, PATTERN_YEARS, BIRTH_RULES)
    half = half_widths(past_errors(history, horizon, rule))
    if scenario.births == "last":
        return np.repeat(history[:, -1:], horizon, axis=1), half
    return damped(history, horizon, rule), half


def migration_half_widths(known: Known, weight: float, horizon: int) -> Array:
    """80 % half width `[step]` of a cohort's growth by years ahead (log), from migration forecasts of earlier dates.

    Empirical intervals, see `damping.half_widths`; migration of all ages times the children's factor.
    """
    seen = [_move_errors(known, weight, step) for step in range(1, min(horizon, 5) + 1)]
    errors = np.full((max(len(e) for e in seen), len(known.regions), horizon), np.nan)
    for step, found in enumerate(seen):
        errors[: len(found), :, step] = found
    return known.child_factor * half_widths(errors)


def cohort_scatter(known: Known) -> float:
    """Variance (log, times the number of children) of a cohort's growth over three years about its Kreis and Land: one
    number for all Kreise, about 1 where moves are independent (Poisson).

    Measured at the base: how the children per birth of neighbouring ages differ within a Kreis beyond the Land.
    """
    year = max(y for y in (*known.earlier, known.year) if y <= years_of(known.births)[-1])
    table = known.earlier.get(year, known.children)[:, :18]
    born = np.column_stack([known.births[year - age] for age in range(18)])
    own = np.log(table / born) - np.log(known.arrived[:18])
    change = own[:, PATTERN_YEARS:] - own[:, :-PATTERN_YEARS]
    change = change - change.mean(axis=1, keepdims=True)
    return float((change**2 * born[:, PATTERN_YEARS:]).mean())


def _land(known: Known) -> dict[int, float]:
    """Net migration per inhabitant of the Kreise together by year, weighted by their children."""
    people = known.children.sum(axis=1)
    return {year: float((known.moves[year].to_numpy() * people).sum() / people.sum()) for year in years_of(known.moves)}


def _last_gap(years: list[int]) -> int:
    """The last year before the newest unbroken run of years (a change of the census base leaves a gap)."""
    gaps = [before for before, after in pairwise(years) if after > before + 1]
    return gaps[-1] if gaps else years[0] - 1


def _move_errors(known: Known, weight: float, steps: int) -> Array:
    """Errors `[origin, region]` of migration over so many years, forecast as the mean of the four years before."""
    columns, land = years_of(known.moves), _land(known)
    errors = []
    for place in range(3, len(columns) - steps):
        window, ahead = columns[place - 3 : place + 1], columns[place + 1 : place + 1 + steps]
        if ahead[-1] - columns[place] != steps:
            continue
        own = known.moves[window].mean(axis=1).to_numpy()
        common = float(np.mean([land[year] for year in window]))
        errors.append(known.moves[ahead].sum(axis=1).to_numpy() - steps * (common + weight * (own - common)))
    return np.array(errors)
