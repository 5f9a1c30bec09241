"""The outlook of one county: base, variants, needs, Samtgemeinden and back-tests, all from the gated stocks."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from isp_utils.indicators.stocks import Stocks
from isp_utils.model.planning import Planning, Variant
from isp_utils.needs.areas import GROUPS, Shares, in_areas, shares
from isp_utils.needs.cohorts import Cohorts, Scenario, cohort_scatter, project
from isp_utils.needs.damping import CONFIDENCE, QUOTA_RULES, forecast
from isp_utils.needs.demand import Need, Quotas, needs
from isp_utils.needs.known import OLDEST, Known, known_until, years_of
from isp_utils.needs.trials import Trial, population_trial, quota_trial
from isp_utils.statistics.intervals import Array, Estimate

HORIZON = 10
SHOWN = (0, 1, 2, 3, 4, 5, 6, 10)  # years ahead that a page prints
QUOTAS = {"u3": "betreuungsquote_u3", "3_5": "betreuungsquote_3_bis_5"}
TRIAL_YEARS = 5
FORMS = {
    "Gymnasium": "gymnasium",
    "Realschule": "realschule",
    "Oberschule": "mehrere_bildungsgaenge",
    "Hauptschule": "hauptschule",
    "Waldorfschule": "waldorfschule",
    "Förderschule": "foerderschule",
}


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
        """Children of the county at the base date by age."""
        return np.asarray(self.known.children[self.known.regions.index(self.region)])

    @property
    def years(self) -> tuple[int, ...]:
        """Years that a page prints."""
        return tuple(self.known.year + step for step in SHOWN)


def outlook(
    stocks: Stocks, kreise: Sequence[str], region: str, planning: Planning, variants: Sequence[Variant]
) -> Outlook | None:
    """The outlook of a county among the Kreise of its Land; None where single years of age are not known."""
    days = stocks.days_with_ages(region)
    if not days:
        return None
    known = known_until(stocks, [region, *(key for key in kreise if key != region)], days[-1])
    if region not in known.regions:
        return None
    cohorts = {v.id: project(known, HORIZON, Scenario(v.births, v.arrivals)) for v in variants}
    quotas = _quotas(stocks, known, region)
    made = {v.id: needs(cohorts[v.id], region, quotas, planning, v) for v in variants}
    divided = _shares(stocks, known, region)
    scatter = cohort_scatter(known)
    areas = {name: in_areas(found, region, divided, scatter) for name, found in cohorts.items()} if divided else {}
    return Outlook(region, known, tuple(variants), cohorts, made, areas, divided)


def trials(stocks: Stocks, kreise: Sequence[str]) -> dict[str, Trial]:
    """The back-tests over the Kreise of the Land: children by age, and the quotas under 3 and from 3 to 5.

    Children: from the last but one day with single ages to the last. Quotas: the last five years from those before.
    """
    found: dict[str, Trial] = {}
    days = stocks.days_with_ages(kreise[0])
    if len(days) > 1:
        found["kinder"] = population_trial(*(known_until(stocks, kreise, day) for day in days[-2:]))
    for name, fact in QUOTAS.items():
        table = stocks.yearly(fact, kreise).dropna()
        years = years_of(table)
        if len(years) > 2 * TRIAL_YEARS:
            history, outcome = table[years[:-TRIAL_YEARS]], table[years[-TRIAL_YEARS:]]
            regions = [str(key) for key in table.index]
            found[name] = quota_trial(history.to_numpy(), outcome.to_numpy(), regions, years[-TRIAL_YEARS:])
    return found


def _quotas(stocks: Stocks, known: Known, region: str) -> Quotas:
    people = stocks.newest("schueler_klasse_7", region)
    seventh = (people.value if people else None) or np.nan
    forms = {
        label: (found.value or 0.0) / seventh
        for label, code in FORMS.items()
        if (found := stocks.newest(f"schueler_klasse_7/total/schulart:{code}", region)) is not None
    }
    without = stocks.newest("schulabgaenge_ohne_abschluss_anteil", region)
    return Quotas(
        u3=_quota_ahead(stocks, known, region, QUOTAS["u3"]),
        from_3=_quota_ahead(stocks, known, region, QUOTAS["3_5"]),
        school_forms={label: share for label, share in forms.items() if np.isfinite(share)},
        vocational=_per_child(stocks, known, region, "schueler_beruflich", range(16, 19)),
        leavers=_per_child(stocks, known, region, "schulentlassene", range(16, 17)),
        without_degree=((without.value if without else None) or np.nan) / 100,
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


def _per_child(stocks: Stocks, known: Known, region: str, term: str, ages: range) -> float:
    """Pupils or leavers per child of these ages, from the newest year in which both are known."""
    found = stocks.newest(term, region)
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
    return shares(int(days[-1]), groups, kreis)
