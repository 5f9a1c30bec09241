"""The outlook of one county: base, variants, needs, Samtgemeinden and back-tests, all from the gated stocks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from isp_utils.indicators.stocks import Stock, Stocks, sources_behind, sources_in
from isp_utils.model.need_rules import NeedRules
from isp_utils.model.planning import Planning, Variant
from isp_utils.model.territory import Territory
from isp_utils.needs.areas import GROUPS, Shares, area_shares, in_areas
from isp_utils.needs.cohorts import Cohorts, Scenario, children_ahead, cohort_scatter
from isp_utils.needs.damping import CONFIDENCE, QUOTA_RULES, forecast
from isp_utils.needs.demand import Need, Quotas, needs
from isp_utils.needs.known import OLDEST, Known, known_until, together, years_of
from isp_utils.needs.trials import Trial, population_trial, quota_trial
from isp_utils.statistics.intervals import Array, Estimate

HORIZON = 10
SHOWN = (0, 1, 2, 3, 4, 5, 6, 10)  # years ahead that a page prints
TRIAL_YEARS = 5
VOCATIONAL, LEAVERS = "schueler_beruflich", "schulentlassene"


@dataclass(frozen=True)
class Outlook:
    """What is expected for one county. `needs`: variant id -> kind -> need; `areas`: the variants' cohorts there."""

    region: str
    known: Known
    variants: tuple[Variant, ...]
    cohorts: dict[str, Cohorts]
    needs: dict[str, dict[str, Need]]
    areas: dict[str, Cohorts]
    area_base: Shares | None

    @property
    def base(self) -> Array:
        """Children of the county at the base date `[age]`, 0..20."""
        return np.asarray(self.known.children[self.known.regions.index(self.region)])

    @property
    def years(self) -> tuple[int, ...]:
        """Years that a page prints, the base year first."""
        return tuple(self.known.year + step for step in SHOWN)

    def sources(self, kind: str) -> tuple[str, ...]:
        """Ids of the sources behind one kind of need in all variants, or of all kinds that begin with it ("…:")."""
        return together(*(need.sources for found in self.needs.values() for need in found.values() if need.of(kind)))


def outlook(
    stocks: Stocks, territory: Territory, region: str, planning: Planning, variants: Sequence[Variant]
) -> Outlook | None:
    """The outlook of a county among the Kreise of its Land, base year and HORIZON years; None without single ages.

    Children, places and pupils in whole units with 80 % intervals. Evidence: docs/decisions/0005-prognose.md.
    """
    days = stocks.days_with_ages(region)
    if not days:
        return None
    known = known_until(stocks, territory.led_by(region), days[-1])
    if region not in known.regions:
        return None
    cohorts = {v.id: children_ahead(known, HORIZON, Scenario(v.births, v.arrivals)) for v in variants}
    quotas = _quotas(stocks, known, region, planning.needs)
    made = {v.id: needs(cohorts[v.id], region, quotas, planning, v) for v in variants}
    divided = _shares(stocks, known, region)
    scatter = cohort_scatter(known)
    areas = {name: in_areas(found, region, divided, scatter) for name, found in cohorts.items()} if divided else {}
    return Outlook(region, known, tuple(variants), cohorts, made, areas, divided)


def trials(stocks: Stocks, territory: Territory, rules: NeedRules) -> dict[str, Trial]:
    """The back-tests of needs.toml over the Kreise of the Land, by id; one that lacks earlier figures is left out.

    Errors in percent (children) or points (quotas); docs/decisions/0005-prognose.md prints them. Children: from the
    last but one day with single ages to the last. Quotas: the last five years from those before.
    """
    found: dict[str, Trial] = {}
    for rule in rules.trials.values():
        made = _of_quota(stocks, territory, rules.quotas[rule.quota]) if rule.quota else _of_ages(stocks, territory)
        if made is not None:
            found[rule.id] = made
    return found


def _of_ages(stocks: Stocks, territory: Territory) -> Trial | None:
    days = stocks.days_with_ages(territory.kreise[0])[-2:]
    return population_trial(*(known_until(stocks, territory, day) for day in days)) if len(days) > 1 else None


def _of_quota(stocks: Stocks, territory: Territory, fact: str) -> Trial | None:
    table = stocks.yearly(fact, territory.kreise).dropna()
    years = years_of(table)
    if len(years) <= 2 * TRIAL_YEARS:
        return None
    history, outcome = table[years[:-TRIAL_YEARS]], table[years[-TRIAL_YEARS:]]
    regions = [str(key) for key in table.index]
    made = quota_trial(history.to_numpy(), outcome.to_numpy(), regions, years[-TRIAL_YEARS:])
    return replace(made, sources=stocks.sources_of_years(fact, regions, years))


def _quotas(stocks: Stocks, known: Known, region: str, rules: NeedRules) -> Quotas:
    people = stocks.newest(rules.form_base, region)
    seventh = (people.value if people else None) or np.nan
    pupils = {form.title: stocks.newest(form.term, region) for form in rules.forms}
    forms = {title: (found.value or 0.0) / seventh for title, found in pupils.items() if found is not None}
    without = stocks.newest(rules.quotas["without_degree"], region)
    ahead = {name: _quota_ahead(stocks, known, region, rules.quotas[name]) for name in ("u3", "3_5")}
    vocational, leavers = (stocks.newest(term, region) for term in (VOCATIONAL, LEAVERS))
    used = {
        "forms": (people, *pupils.values()),
        "vocational": (vocational,),
        "leavers": (leavers,),
        "without_degree": (without,),
    }
    return Quotas(
        u3=ahead["u3"],
        from_3=ahead["3_5"],
        school_forms={title: share for title, share in forms.items() if np.isfinite(share)},
        vocational=_per_child(known, region, vocational, range(16, 19)),
        leavers=_per_child(known, region, leavers, range(16, 17)),
        without_degree=((without.value if without else None) or np.nan) / 100,
        sources={name: sources_behind(found) for name, found in used.items()}
        | {name: stocks.sources_of_years(rules.quotas[name], known.regions, range(9999)) for name in ahead},
    )


def _quota_ahead(stocks: Stocks, known: Known, region: str, fact: str) -> Estimate:
    """The quota on 1 March after the base date and each 31.12. ahead: known where published, else forecast."""
    table = stocks.yearly(fact, list(known.regions)).dropna()
    last, years = years_of(table)[-1], [known.year + step + 1 for step in range(HORIZON + 1)]
    ahead, _ = forecast(table.to_numpy(), max(years[-1] - last, 1), QUOTA_RULES)
    row, seen = list(table.index).index(region), table.to_numpy()
    place = years_of(table).index
    parts = [
        [float(seen[row, place(year)])] * 3
        if year <= last
        else [float(part[row, year - last - 1]) for part in (ahead.value, ahead.lower, ahead.upper)]
        for year in years
    ]
    value, lower, upper = np.array(parts).T
    return Estimate(value, lower, upper, CONFIDENCE, ahead.method)


def _per_child(known: Known, region: str, found: Stock | None, ages: range) -> float:
    """Pupils or leavers per child of these ages, from the newest year in which both are known."""
    if found is None or found.value is None:
        return np.nan
    year = int(found.period[:4])
    tables = {**known.earlier, known.year: known.children}
    near = min(tables, key=lambda other: abs(other - year))
    return float(found.value / tables[near][known.regions.index(region), list(ages)].sum())


def _shares(stocks: Stocks, known: Known, region: str) -> Shares | None:
    """Shares of the areas inside the county on the newest day with age groups there."""
    rows = pd.concat([stocks.rows(f"bevoelkerung/{group}").assign(group_of=group) for group in GROUPS])
    rows = rows[rows["region"].str.startswith(region) & (rows["region"].str.len() == 9) & rows["value"].notna()]
    tables = {**known.earlier, known.year: known.children}
    days = [year for year in sorted(rows["year"].unique()) if year in tables]
    if not days:
        return None
    wide = rows[rows["year"] == days[-1]].pivot_table(index="region", columns="group_of", values="value")
    groups = {
        str(key): [float(x) for x in row] for key, row in zip(wide.index, wide[list(GROUPS)].to_numpy(), strict=True)
    }
    kreis = tables[int(days[-1])][known.regions.index(region), : OLDEST + 1]
    used = rows[rows["year"] == days[-1]]
    return replace(area_shares(int(days[-1]), groups, kreis), sources=sources_in(used))
