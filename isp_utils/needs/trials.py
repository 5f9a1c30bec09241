"""Back-tests on real figures: what a forecast from earlier data said, what came, and what naive forecasts said.

Only data up to the base date go in; parameters, too. Naive forecasts: "last value" (every age, every quota stays) and
"linear" (the straight line through the last five years, carried on).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from isp_utils.needs.cohorts import children_ahead
from isp_utils.needs.damping import QUOTA_RULES, SPAN, forecast
from isp_utils.needs.known import CHILD, Known, together
from isp_utils.statistics.intervals import Array, Estimate
from isp_utils.statistics.population.backtest import last_value, linear

UNITS = {"percent": "Prozent", "points": "Prozentpunkte"}


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
    """A forecast `[region, case]` and what came of it; `cases` names the columns, `naive` the forecasts beside it."""

    regions: tuple[str, ...]
    cases: tuple[int, ...]
    forecast: Estimate
    outcome: Array
    naive: dict[str, Array]
    unit: str  # "percent": errors relative to the outcome, "points": differences
    sources: tuple[str, ...] = ()  # of forecast and outcome

    @property
    def inside(self) -> Array:
        """Whether the interval held the outcome `[region, case]`."""
        return np.asarray((self.outcome >= self.forecast.lower) & (self.outcome <= self.forecast.upper))

    def error(self, made: Array) -> Array:
        """Forecast minus outcome `[region, case]`, in percent of the outcome or in points (`unit`)."""
        difference = made - self.outcome
        return 100 * difference / self.outcome if self.unit == "percent" else difference

    def scores(self, region: str = "") -> list[Score]:
        """The model and the naive forecasts over all regions, or for one: errors in percent or points (`unit`)."""
        rows = slice(None) if not region else [self.regions.index(region)]
        made = {"Modell": self.forecast.value, **self.naive}
        held = float(self.inside[rows].mean())
        return [
            Score(name, float(np.median(np.abs(e))), float(e.mean()), held if name == "Modell" else None, e.size)
            for name, e in ((name, self.error(values)[rows]) for name, values in made.items())
        ]

    @property
    def passed(self) -> bool:
        """Coverage of at least 70 % at a nominal 80 %, and no larger median error than the better naive forecast.

        Naive forecasts as the yardstick: Hyndman & Koehler (2006), International Journal of Forecasting 22:679.
        """
        model, *naive = self.scores()
        best = min(score.median_error for score in naive)
        return model.coverage is not None and model.coverage >= 0.7 and model.median_error <= best


def population_trial(base: Known, later: Known) -> Trial:
    """Children by single year of age (0-17), forecast from the base date to the later one: `[region, age]`, percent."""
    common = [region for region in base.regions if region in later.regions]
    rows = [base.regions.index(region) for region in common]
    steps = later.year - base.year
    made = children_ahead(base, steps).estimate()
    parts = (made.value, made.lower, made.upper)
    value, lower, upper = (part[rows, steps, :CHILD] for part in parts)
    outcome = later.children[[later.regions.index(region) for region in common]][:, :CHILD]
    naive = {"letzter Wert": base.children[rows][:, :CHILD], "linear": _linear_ages(base, steps)[rows]}
    estimate = Estimate(value, lower, upper, made.confidence, made.method)
    return Trial(
        tuple(common), tuple(range(CHILD)), estimate, outcome, naive, "percent", together(base.sources, later.sources)
    )


def _linear_ages(base: Known, steps: int) -> Array:
    """The line through each age of the last five years. Only one table of ages is known, so the years before are
    rebuilt from the births of the cohorts and the usual number of children per birth, and end in the known table.
    """
    made = []
    for age in range(CHILD):
        years = [base.year - age - back for back in range(SPAN - 1, -1, -1)]
        born = np.column_stack([base.births[year] for year in years if year in base.births])
        rebuilt = born * (base.children[:, age] / born[:, -1])[:, np.newaxis]
        made.append(linear(rebuilt, steps)[:, -1])
    return np.column_stack(made)


def quota_trial(history: Array, outcome: Array, regions: Sequence[str], years: Sequence[int]) -> Trial:
    """Quotas `[region, year]` in percent, forecast from their history; outcomes in the given years after its end.

    Errors are in points. Raises StatisticsError where the history is too short for a trend.
    """
    horizon = outcome.shape[1]
    made, _ = forecast(history, horizon, QUOTA_RULES)
    recent = history[:, -SPAN:]
    naive = {"letzter Wert": last_value(recent, horizon), "linear": linear(recent, horizon)}
    return Trial(tuple(regions), tuple(years), made, outcome, naive, "points")
