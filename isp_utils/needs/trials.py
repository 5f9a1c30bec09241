"""Back-tests on counted figures: what a forecast from earlier data said, what came, and what simple forecasts said.

Only data up to the base date go in; parameters, too. Simple forecasts: "last value" (as many as at the base date),
"linear" (quotas: the straight line through the last five years) and "Hamilton-Perry" (own cohort times the ratio that
the tables of the Land show). The truth is counted: groups of ages, or the single ages of a census.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from isp_utils.needs.cohorts import Cohorts, children_ahead, hamilton_perry
from isp_utils.needs.damping import QUOTA_RULES, SPAN, forecast
from isp_utils.needs.known import Known
from isp_utils.needs.spread import census_break
from isp_utils.statistics.intervals import Array, Estimate
from isp_utils.statistics.population.backtest import last_value, linear

UNITS = {"percent": "Prozent", "points": "Prozentpunkten"}
MODEL, LAST, LINEAR, RATIOS = "Modell", "letzter Wert", "linear", "Hamilton-Perry"


@dataclass(frozen=True)
class Score:
    """How good forecasts were: median absolute and mean error (unit of the trial), share inside the interval."""

    name: str
    median_error: float
    bias: float  # mean of forecast minus outcome
    coverage: float | None
    cases: int


@dataclass(frozen=True)
class Trial:
    """A forecast `[region, case]` and what came of it; `cases` are base and target year, `naive` simple forecasts."""

    regions: tuple[str, ...]
    cases: tuple[tuple[int, int], ...]
    forecast: Estimate
    outcome: Array
    naive: dict[str, Array]
    unit: str  # "percent": errors relative to the outcome, "points": differences
    sources: tuple[str, ...] = ()  # of forecast and outcome
    crossing: bool = False  # whether outcomes stand on a newer census base than the forecasts

    @property
    def inside(self) -> Array:
        """Whether the interval held the outcome `[region, case]`."""
        return np.asarray((self.outcome >= self.forecast.lower) & (self.outcome <= self.forecast.upper))

    def error(self, made: Array) -> Array:
        """Forecast minus outcome `[region, case]`, in percent of the outcome or in points (`unit`)."""
        difference = made - self.outcome
        return 100 * difference / self.outcome if self.unit == "percent" else difference

    def scores(self, region: str = "", case: int | None = None) -> list[Score]:
        """The model and the simple forecasts over all regions, or for one, over all cases or in one (its place)."""
        rows = slice(None) if not region else [self.regions.index(region)]
        columns = slice(None) if case is None else [case]
        made = {MODEL: self.forecast.value, **self.naive}
        held = float(self.inside[rows][:, columns].mean())
        errors = {name: self.error(values)[rows][:, columns] for name, values in made.items()}
        return [
            Score(name, float(np.median(np.abs(e))), float(e.mean()), held if name == MODEL else None, e.size)
            for name, e in errors.items()
        ]


@dataclass(frozen=True)
class Ahead:
    """Children that a trial compares, of one base and one target date: the forecast, what came `[region, age]`, and
    two simple forecasts `[region, age]`; the last step of `cohorts` is the target. `crossing`: a census lies between.
    """

    base: int
    target: int
    cohorts: Cohorts
    came: Array
    last: Array
    ratios: Array
    crossing: bool = False

    def summed(self, weights: Array) -> tuple[Estimate, Array, dict[str, Array]]:
        """Forecast, outcome and simple forecasts `[region]` of a weighted sum over the ages, in persons."""
        found = self.cohorts.total(weights)
        value, lower, upper = (part[:, -1] for part in (found.value, found.lower, found.upper))
        made = Estimate(value, lower, upper, found.confidence, found.method)
        return made, self.came @ weights, {LAST: self.last @ weights, RATIOS: self.ratios @ weights}


def to_groups(known: Known, later: Known) -> Ahead:
    """From one year's end to another on the same census base; only sums over whole groups of ages were counted."""
    steps, rows = later.year - known.year, [later.regions.index(region) for region in known.regions]
    ratios = hamilton_perry(known, steps)[:, -1]
    return Ahead(known.year, later.year, children_ahead(known, steps), later.children[rows], known.children, ratios)


def to_census(known: Known, year: int, passed: float, counted: Array) -> Ahead:
    """To the day of a census when `passed` (0 to 1) of `year` was over; `counted` are its single ages `[region, age]`.

    The census changes the base: the interval takes in what the last one did to the population.
    """
    steps = year - 1 - known.year
    ahead = children_ahead(known, steps, later=passed).on_day(passed, census_break(known))
    ratios = hamilton_perry(known, steps)[:, -1]
    moved = ratios.copy()
    moved[:, 1:] = (1 - passed) * ratios[:, 1:] + passed * ratios[:, :-1]
    return Ahead(known.year, year, ahead, counted, known.children, moved, crossing=True)


def children_trial(found: Sequence[Ahead], weights: Array, sources: tuple[str, ...]) -> Trial:
    """Children over weighted ages, `[region, case]`, errors in percent."""
    return _joined(found, [ahead.summed(weights) for ahead in found], sources)


@dataclass(frozen=True)
class QuotaAhead:
    """A quota `[region]` in percent as forecast for a target year, as it came, and the last one known at the base."""

    made: Estimate
    came: Array
    last: Array


def places_trial(
    found: Sequence[Ahead],
    weights: Array,
    quotas: Mapping[tuple[int, int], QuotaAhead],
    sources: tuple[str, ...],
) -> Trial | None:
    """Children in care, children times quota, `[region, case]`; None where no target year has a published quota."""
    known = [ahead for ahead in found if (ahead.base, ahead.target) in quotas]
    parts = []
    for ahead in known:
        made, came, simple = ahead.summed(weights)
        quota = quotas[ahead.base, ahead.target]
        half = np.hypot(np.log(made.upper / made.value), np.log(quota.made.upper / quota.made.value))
        value = made.value * quota.made.value / 100
        estimate = Estimate(value, value * np.exp(-half), value * np.exp(half), made.confidence, made.method)
        held = {name: numbers * quota.last / 100 for name, numbers in simple.items()}
        parts.append((estimate, came * quota.came / 100, held))
    return _joined(known, parts, sources) if known else None


def _joined(
    found: Sequence[Ahead], parts: Sequence[tuple[Estimate, Array, dict[str, Array]]], sources: tuple[str, ...]
) -> Trial:
    value, lower, upper = (
        np.column_stack([getattr(made, name) for made, _, _ in parts]) for name in ("value", "lower", "upper")
    )
    first = parts[0][0]
    return Trial(
        found[0].cohorts.regions,
        tuple((ahead.base, ahead.target) for ahead in found),
        Estimate(value, lower, upper, first.confidence, first.method),
        np.column_stack([came for _, came, _ in parts]),
        {name: np.column_stack([simple[name] for _, _, simple in parts]) for name in parts[0][2]},
        "percent",
        sources,
        any(ahead.crossing for ahead in found),
    )


def quota_trial(history: Array, outcome: Array, regions: Sequence[str], years: Sequence[int]) -> Trial:
    """Quotas `[region, year]` in percent, forecast from their history; outcomes in the given years after its end.

    Errors are in points. Raises StatisticsError where the history is too short for a trend.
    """
    horizon = outcome.shape[1]
    made, _ = forecast(history, horizon, QUOTA_RULES)
    recent = history[:, -SPAN:]
    naive = {LAST: last_value(recent, horizon), LINEAR: linear(recent, horizon)}
    cases = tuple((years[0] - 1, year) for year in years)
    return Trial(tuple(regions), cases, made, outcome, naive, "points")
