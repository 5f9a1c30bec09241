"""Which back-tests of needs.toml the counted figures allow, over the Kreise of a Land."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np
import pandas as pd

from isp_utils.indicators.stocks import Stocks
from isp_utils.model.need_rules import NeedRules, TrialRule
from isp_utils.model.periods import year_of
from isp_utils.model.territory import Territory
from isp_utils.needs.counted import CountedPeople, read_counts, together, years_of
from isp_utils.needs.demand import starting, weights
from isp_utils.needs.known import Known, known_until
from isp_utils.needs.quotas import quotas_ahead, unbroken
from isp_utils.needs.tables import GROUPS, OLDEST, year_passed
from isp_utils.needs.trials import (
    Ahead,
    QuotaAhead,
    Trial,
    children_trial,
    places_trial,
    quota_trial,
    to_census,
    to_groups,
)
from isp_utils.statistics.intervals import Array

TRIAL_YEARS = 5  # of a quota that are forecast from the years before
YEAR_END = "-12-31"


def trials(stocks: Stocks, territory: Territory, rules: NeedRules, due: float) -> dict[str, Trial]:
    """The back-tests of needs.toml over the Kreise of the Land, by id; one that lacks earlier figures is left out.

    Errors in percent (children, places) or points (quotas); docs/decisions/0005-prognose.md prints them. `due`: share
    of a year's children who begin school in the year in which they turn six.
    """
    counts = read_counts(stocks, territory)
    bench = Bench(counts, rules.compared) if counts else None
    found: dict[str, Trial] = {}
    for rule in rules.trials.values():
        fact = rules.quotas.get(rule.quota, "")
        if fact and not rule.ages:
            made = _of_quota(stocks, territory, fact)
        else:
            made = _of_children(stocks, bench, _weights(rule, due), fact) if bench else None
        if made is not None:
            found[rule.id] = made
    return found


class Bench:
    """The forecasts from every base year that back-tests start from, each made once."""

    def __init__(self, counts: CountedPeople, pairs: Sequence[tuple[int, int]]) -> None:
        """`pairs`: base and target years that are compared where both were counted."""
        self.counts = counts
        self.pairs = [pair for pair in pairs if set(pair) <= set(counts.years)]
        self.sources = together([name for _, name in counts.sources])

    @cached_property
    def known(self) -> Mapping[int, Known]:
        """What was known at the end of each year that a pair names."""
        return {year: known_until(self.counts, year) for year in sorted({y for pair in self.pairs for y in pair})}

    @cached_property
    def in_groups(self) -> list[Ahead]:
        """Pairs of one census base; what came is counted by groups of ages."""
        bases = {known.year: known.base.census_base for known in self.known.values()}
        return [to_groups(self.known[a], self.known[b]) for a, b in self.pairs if bases[a] == bases[b]]

    @cached_property
    def in_single_ages(self) -> list[Ahead]:
        """Pairs whose target has single ages, on the day on which they were counted."""
        return [made for pair in self.pairs for made in self._counted_singly(*pair)]

    def _counted_singly(self, base: int, target: int) -> list[Ahead]:
        day = next((d for d in self.counts.single if year_of(d) == target), "")
        known = self.known[base]
        if not day or target - base < 2:
            return []
        table = self.counts.ages[day].loc[list(known.regions)].to_numpy()
        if day.endswith(YEAR_END):
            return [to_groups(known, self.known[target])]
        return [to_census(known, target, year_passed(day), table)]


def _of_children(stocks: Stocks, bench: Bench, wanted: Array, fact: str) -> Trial | None:
    """Children over weighted ages, or with the `fact` of a quota those in care."""
    found = bench.in_groups if _in_whole_groups(wanted) else bench.in_single_ages
    if not found:
        return None
    if not fact:
        return children_trial(found, wanted, bench.sources)
    regions = found[0].cohorts.regions
    table = stocks.yearly(fact, regions)
    sources = together(bench.sources, stocks.sources_of_years(fact, regions, years_of(table)))
    return places_trial(found, wanted, _quotas(table, found), sources)


def _weights(rule: TrialRule, due: float) -> Array:
    if rule.starting:
        return starting(rule.starting, due)
    first, last = rule.ages
    return weights(dict.fromkeys(range(first, last + 1), 1.0))


def _in_whole_groups(wanted: Array) -> bool:
    """Whether the ages are whole groups: their sum is counted every year."""
    counted = np.zeros(OLDEST + 1)
    for first, last in GROUPS:
        counted[first : last + 1] = wanted[first]
    return bool((counted == wanted).all())


def _quotas(table: pd.DataFrame, found: Sequence[Ahead]) -> dict[tuple[int, int], QuotaAhead]:
    """The quota of each case from the years up to its base, where the target year was published for all Kreise."""
    made = {}
    for ahead in found:
        before = table[[year for year in years_of(table) if year <= ahead.base]].dropna(axis=1)
        if ahead.target not in table or table[ahead.target].isna().any() or before.empty:
            continue
        forecast = quotas_ahead(before, [ahead.target])
        if forecast is not None:
            at = replace(forecast, value=forecast.value[:, 0], lower=forecast.lower[:, 0], upper=forecast.upper[:, 0])
            last = before.iloc[:, -1].to_numpy()
            made[ahead.base, ahead.target] = QuotaAhead(at, table[ahead.target].to_numpy(), last)
    return made


def _of_quota(stocks: Stocks, territory: Territory, fact: str) -> Trial | None:
    table = unbroken(stocks.yearly(fact, territory.kreise).dropna())
    years = years_of(table)
    if len(years) <= 2 * TRIAL_YEARS:
        return None
    history, outcome = table[years[:-TRIAL_YEARS]], table[years[-TRIAL_YEARS:]]
    regions = [str(key) for key in table.index]
    made = quota_trial(history.to_numpy(), outcome.to_numpy(), regions, years[-TRIAL_YEARS:])
    return replace(made, sources=stocks.sources_of_years(fact, regions, years))
