"""The outlook of one county: base, variants, needs and Samtgemeinden, all from the gated stocks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from isp_utils.indicators.stocks import Stock, Stocks, sources_behind, sources_in
from isp_utils.model.need_rules import NeedRules
from isp_utils.model.planning import Planning, Variant
from isp_utils.model.territory import Territory
from isp_utils.needs.areas import IN_AREAS, Shares, area_shares, in_areas
from isp_utils.needs.cohorts import Cohorts, Scenario, children_ahead
from isp_utils.needs.counted import read_counts, together
from isp_utils.needs.damping import CONFIDENCE
from isp_utils.needs.demand import Need, Quotas, needs
from isp_utils.needs.known import Known, known_until
from isp_utils.needs.quotas import LowTarget, low_target, quotas_ahead
from isp_utils.needs.spread import cohort_scatter
from isp_utils.statistics.intervals import Array, Estimate

HORIZON, AHEAD = 10, 6  # years that are forecast; of these, those that pages and committees tell of first
SHOWN = (0, 1, 2, 3, 4, 5, 6, 10)  # years ahead that a page prints
VOCATIONAL, LEAVERS = "schueler_beruflich", "schulentlassene"


@dataclass(frozen=True)
class Outlook:
    """What is expected for one county. `needs`: variant id -> kind -> need; `areas`: the variants' cohorts there."""

    region: str
    known: Known
    variants: tuple[Variant, ...]
    cohorts: dict[str, Cohorts]
    needs: dict[str, dict[str, Need]]
    quotas: Quotas
    areas: dict[str, Cohorts]
    area_base: Shares | None

    @property
    def base(self) -> Array:
        """Children of the county at the base date `[age]`, 0..19."""
        return np.asarray(self.known.children[self.known.regions.index(self.region)])

    @property
    def years(self) -> tuple[int, ...]:
        """Years that a page prints, the base year first."""
        return tuple(self.known.year + step for step in SHOWN)

    def likely(self, kind: str) -> Need:
        """The need of the variant Trend, of the first one where there is none of this name."""
        return self.needs["trend" if "trend" in self.needs else self.variants[0].id][kind]

    def distinct(self, kind: str) -> dict[str, str]:
        """Variants whose numbers of a kind are those of an earlier one: id -> id of that one, itself where it has none.

        A target of care places, say, changes nothing about pupils.
        """
        found: dict[str, str] = {}
        for variant in self.variants:
            own = self.needs[variant.id][kind]
            same = (name for name in found if own.same_as(self.needs[name][kind]))
            found[variant.id] = next(same, variant.id)
        return found

    def low_targets(self, kind: str) -> list[LowTarget]:
        """Targets below the quota of today, for one kind of care places; none for other kinds."""
        years = range(self.known.year, self.known.year + HORIZON + 1)
        aims = [(variant, self.quotas.aims(variant).get(kind)) for variant in self.variants]
        found = (low_target(*aim, variant, years) for variant, aim in aims if aim)
        return [low for low in found if low]

    def sources(self, kind: str) -> tuple[str, ...]:
        """Ids of the sources behind one kind of need in all variants, or of all kinds that begin with it ("…:")."""
        return together(*(need.sources for found in self.needs.values() for need in found.values() if need.of(kind)))


def outlook(
    stocks: Stocks, territory: Territory, region: str, planning: Planning, variants: Sequence[Variant]
) -> Outlook | None:
    """The outlook of a county among the Kreise of its Land, base year and HORIZON years; None without single ages.

    Children, places and pupils in whole units with 80 % intervals. Evidence: docs/decisions/0005-prognose.md.
    """
    counts = read_counts(stocks, territory.led_by(region))
    if counts is None:
        return None
    known = known_until(counts, counts.years[-1])
    if region not in known.regions:
        return None
    cohorts = {v.id: children_ahead(known, HORIZON, Scenario(v.births, v.arrivals)) for v in variants}
    quotas = _quotas(stocks, known, region, planning.needs)
    made = {v.id: needs(cohorts[v.id], region, quotas, planning, v) for v in variants}
    divided = _shares(stocks, known, region)
    scatter = cohort_scatter(known).own
    areas = {name: in_areas(found, region, divided, scatter) for name, found in cohorts.items()} if divided else {}
    return Outlook(region, known, tuple(variants), cohorts, made, quotas, areas, divided)


def _quotas(stocks: Stocks, known: Known, region: str, rules: NeedRules) -> Quotas:
    people, pupils = _by_form(stocks, region, rules)
    forms = {title: (found.value or 0.0) / (people.value or np.nan) for title, found in pupils.items() if people}
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
        school_forms=forms,
        vocational=_per_child(known, region, vocational, range(16, 19)),
        leavers=_per_child(known, region, leavers, range(16, 17)),
        without_degree=((without.value if without else None) or np.nan) / 100,
        sources={name: sources_behind(found) for name, found in used.items()}
        | {name: stocks.sources_of_years(rules.quotas[name], known.regions, range(9999)) for name in ahead},
        years={name: _first_year(found) for name, found in used.items()},
    )


def _by_form(stocks: Stocks, region: str, rules: NeedRules) -> tuple[Stock | None, dict[str, Stock]]:
    """Pupils of the newest year that tells any school form: all of them, and by form; a hidden form is left out.

    A form of an older year among the others would be a share of other children, and all shares together not one.
    """
    everyone = {stock.period: stock for stock in stocks.series(rules.form_base, region) if stock.value}
    by_form = {form.title: stocks.series(form.term, region) for form in rules.forms}
    for period in sorted(everyone, reverse=True):
        told = {title: [one for one in found if one.period == period] for title, found in by_form.items()}
        known = {title: one for title, found in told.items() for one in found if one.value is not None}
        if known:
            return everyone[period], known
    return None, {}


def _quota_ahead(stocks: Stocks, known: Known, region: str, fact: str) -> Estimate:
    """The quota of the base year and each year ahead, as published where it is: children in care on 1 March by those
    of that age on 31.12. of the same year. NaN where the county has none.
    """
    table = stocks.yearly(fact, list(known.regions)).dropna(how="all").dropna(axis=1)
    years = [known.year + step for step in range(HORIZON + 1)]
    found = quotas_ahead(table, years) if region in table.index and not table.empty else None
    if found is None:
        nothing = np.full(len(years), np.nan)
        return Estimate(nothing, nothing, nothing, CONFIDENCE, "")
    row = list(table.index).index(region)
    return replace(found, value=found.value[row], lower=found.lower[row], upper=found.upper[row])


def _first_year(found: Sequence[Stock | None]) -> int:
    """The earliest year of some figures that have a value; 0 for none."""
    return min((int(stock.period[:4]) for stock in found if stock and stock.value is not None), default=0)


def _per_child(known: Known, region: str, found: Stock | None, ages: range) -> float:
    """Pupils or leavers of their newest year per child of these ages, by the table of ages nearest to that year."""
    if found is None or found.value is None:
        return np.nan
    children = known.near(int(found.period[:4]))
    return float(found.value / children[known.regions.index(region), list(ages)].sum())


def _shares(stocks: Stocks, known: Known, region: str) -> Shares | None:
    """Shares of the areas inside the county on the newest day with age groups there."""
    rows = pd.concat([stocks.rows(f"bevoelkerung/{group}").assign(group_of=group) for group in IN_AREAS])
    rows = rows[rows["region"].str.startswith(region) & (rows["region"].str.len() == 9) & rows["value"].notna()]
    tables = {table.year: table.children for table in known.tables}
    days = [year for year in sorted(rows["year"].unique()) if year in tables]
    if not days:
        return None
    used = rows[rows["year"] == days[-1]]
    wide = used.pivot_table(index="region", columns="group_of", values="value")
    groups = {
        str(key): [float(x) for x in row] for key, row in zip(wide.index, wide[list(IN_AREAS)].to_numpy(), strict=True)
    }
    kreis = tables[int(days[-1])][known.regions.index(region)]
    return replace(area_shares(int(days[-1]), groups, kreis), sources=sources_in(used))
