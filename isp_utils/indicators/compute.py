"""Facts x catalogue -> indicators: every value with its limits, counts, method, base and reliability."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from isp_utils.indicators.given import given
from isp_utils.indicators.reliability import NO_GRADE
from isp_utils.indicators.standardisation import standardised
from isp_utils.indicators.sums import (
    AREA,
    TIME,
    ByTerm,
    FactsByTerm,
    Terms,
    facts_of,
    heavier,
    joint_sources,
    sum_of_terms,
)
from isp_utils.model.catalogue import Catalogue, Indicator
from isp_utils.model.errors import InputError
from isp_utils.model.schema import INDICATOR_COLUMNS, NUMERIC, TELLING, UNGATED_COLUMNS, WITH_VALUE, Flag
from isp_utils.model.terms import Method
from isp_utils.model.wording import german_number
from isp_utils.statistics.intervals import Estimate, count, normal_quantile, proportion, rate

Figures = Callable[[Indicator], pd.DataFrame]
Each = Callable[[Figures, Sequence[Indicator], FactsByTerm], Iterable[pd.DataFrame]]


def one_by_one(figures: Figures, indicators: Sequence[Indicator], facts: FactsByTerm) -> Iterable[pd.DataFrame]:
    """The figures of every Kennzahl."""
    return map(figures, indicators)


def compute(facts: pd.DataFrame, catalogue: Catalogue, each: Each = one_by_one) -> pd.DataFrame:
    """Ungated indicators (UNGATED_COLUMNS), one row a Kennzahl, region, period, sex and census base.

    `facts` has FACT_COLUMNS. A row stands where the facts suffice; value and limits (95 %) are in the unit of the
    Kennzahl (`per`), counts in persons or things, `method` is a word of Method. Limits are those of Poisson or binomial
    chance, of events and estimates only; `chance.with_chance` widens and grades them behind the gate. Raises
    InputError with file and row for a count no register can hold.

    `counted`, `over` and `beside` name the counts that a row gives away, by place in `facts`: "12" a fact, "12+15" a
    sum, "~12" the count behind a published share; `beside` lists further ones, separated by "|".

    `each` is `one_by_one` or something that does the same work otherwise: what a Kennzahl says depends on itself and
    on the facts of its terms, nothing else is given to it.
    """
    known = FactsByTerm.of(facts)

    def figures(indicator: Indicator) -> pd.DataFrame:
        return _compute_one(indicator, known.named(indicator.terms))

    tables = each(figures, list(catalogue.indicators.values()), known)
    full = pd.concat([_empty(), *(table for table in tables if len(table))], ignore_index=True)
    return full.sort_values(list(INDICATOR_COLUMNS[:6]), ignore_index=True)


def _empty() -> pd.DataFrame:
    types = dict.fromkeys(NUMERIC, "float64") | {"reliability": "int64"}
    return pd.DataFrame({name: pd.Series(dtype=types.get(name, "str")) for name in UNGATED_COLUMNS})


def _compute_one(indicator: Indicator, by_term: ByTerm) -> pd.DataFrame:
    numerator = sum_of_terms(indicator.numerator, by_term)
    if not len(numerator):
        return numerator
    table = _METHODS[indicator.method](indicator, numerator, by_term)
    return _finished(table, indicator)


def _over_population(indicator: Indicator, numerator: Terms, by_term: ByTerm) -> pd.DataFrame:
    """Numerator beside the denominator of its years (minus the lag) and, where both have one, of its census base."""
    denominator = sum_of_terms(indicator.denominator, by_term)
    denominator = denominator.assign(year=denominator["year"] + indicator.denominator_lag)
    on = [*AREA, *TIME]
    if set(numerator["census_base"]) != {"none"} and set(denominator["census_base"]) != {"none"}:
        on = [*on, "census_base"]
    denominator = denominator.sort_values(["census_base", "period"]).drop_duplicates(on, keep="last")
    merged = numerator.merge(denominator, on=on, suffixes=("", "_of"))
    if "census_base_of" in merged:
        merged["census_base"] = merged["census_base_of"].where(merged["census_base"] == "none", merged["census_base"])
    sources = joint_sources(merged["source"], merged["source_of"])
    flag = heavier(merged["flag"], merged["flag_of"])
    told = {"counted": merged["counts"], "over": merged["counts_of"]}
    return merged.assign(numerator=merged["value"], denominator=merged["value_of"], flag=flag, source=sources, **told)


def _possible(table: pd.DataFrame, indicator: Indicator, by_term: ByTerm) -> pd.DataFrame:
    """The table as it is; raises InputError with file and row for a count that no register can hold."""
    top, bottom = table["numerator"], table.get("denominator", table["numerator"])
    faults = (
        (top < 0, "numerator", "period", "{numerator} ist negativ"),
        (bottom < 0, "denominator", "period_of", "{denominator} ist negativ"),
        (top > bottom, "numerator", "period", "{numerator} ist mehr als der Nenner {denominator}"),
    )
    for bad, side, period, words in faults[: 3 if indicator.method == "ratio" else 2]:
        if bad.any():
            row = table[bad].iloc[0]
            facts = pd.concat([facts_of(term, by_term) for term in getattr(indicator, side)])
            origin = facts[(facts["region"] == row["region"]) & (facts["period"] == row[period])].iloc[0]
            numbers = {name: german_number(row[name]) for name in ("numerator", "denominator") if name in row}
            raise InputError(
                f"{origin['file']}, Zeile {origin['row']}: Kennzahl »{indicator.id}«, Gebiet {row['region']}, "
                f"{row['period']}: {words.format(**numbers)}. Bitte die Angabe prüfen."
            )
    return table


def _estimated(table: pd.DataFrame, estimate: Estimate, method: Method) -> pd.DataFrame:
    limits = {"value": estimate.value, "lower": estimate.lower, "upper": estimate.upper}
    return table.assign(**limits, method=method.value)


def _ratio(indicator: Indicator, numerator: Terms, by_term: ByTerm) -> pd.DataFrame:
    table = _possible(_over_population(indicator, numerator, by_term), indicator, by_term)
    return _estimated(table, proportion(table["numerator"], table["denominator"], indicator.per), Method.SHARE)


def _rate(indicator: Indicator, numerator: Terms, by_term: ByTerm) -> pd.DataFrame:
    table = _possible(_over_population(indicator, numerator, by_term), indicator, by_term)
    return _estimated(table, rate(table["numerator"], table["denominator"], indicator.per), Method.RATE)


def _balance(indicator: Indicator, numerator: Terms, by_term: ByTerm) -> pd.DataFrame:
    """In minus out per population; limits of a difference of two Poisson counts (normal approximation)."""
    out = sum_of_terms(indicator.minus, by_term)[[*AREA, "period", "value", "flag", "counts"]]
    table = _over_population(indicator, numerator.merge(out, on=[*AREA, "period"], suffixes=("", "_out")), by_term)
    scale = indicator.per / table["denominator"].where(table["denominator"] > 0)
    value = (table["value"] - table["value_out"]) * scale
    half = normal_quantile(0.95) * np.sqrt(table["value"] + table["value_out"]) * scale
    limits = {"value": value, "lower": value - half, "upper": value + half}
    flag = heavier(table["flag"], table["flag_out"])
    # value and limits together tell both counts
    table = table.assign(**limits, flag=flag, beside=table["counts_out"])
    return table.assign(numerator=np.nan, method=Method.BALANCE.value)


def _count(indicator: Indicator, numerator: Terms, by_term: ByTerm) -> pd.DataFrame:
    table = numerator.assign(numerator=numerator["value"], counted=numerator["counts"])
    table = _possible(table, indicator, by_term)
    if indicator.nature == "events":
        return _estimated(table, count(table["value"]), Method.RATE)
    return table.assign(method=Method.COUNT.value)


def _change(indicator: Indicator, numerator: Terms, by_term: ByTerm) -> pd.DataFrame:
    """Change in percent over the declared years, never across a census base."""
    key = [*AREA, *TIME, "census_base"]
    before = numerator.sort_values("period").drop_duplicates(key, keep="last")
    before = before.assign(year=before["year"] + indicator.years)[[*key, "value", "flag", "counts"]]
    table = numerator.merge(before, on=key, suffixes=("", "_before"))
    before_value = table["value_before"].where(table["value_before"] > 0)
    flag = heavier(table["flag"], table["flag_before"])
    change = 100 * (table["value"] / before_value - 1)
    told = {"counted": table["counts"], "beside": table["counts_before"]}
    return table.assign(value=change, method=Method.CHANGE.value, flag=flag, **told)


_METHODS: Mapping[str, Callable[[Indicator, Terms, ByTerm], pd.DataFrame]] = {
    "ratio": _ratio,
    "rate": _rate,
    "given": given,
    "count": _count,
    "change": _change,
    "balance": _balance,
    "standardised": standardised,
}


def _finished(table: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    if indicator.sex:  # a Kennzahl about women or men alone is its own total
        table = table[table["sex"] == indicator.sex].assign(sex="total")
    missing = table["value"].isna().to_numpy()
    # a count of everybody is not uncertain, and made-up figures are nothing at all
    certain = (indicator.nature != "stock") & (table["flag"] != Flag.DEMO.value).to_numpy()
    numbers = {  # where nothing is said, nothing is given away
        name: np.where(missing | unsaid, np.nan, table[name].to_numpy(float) if name in table else np.nan)
        for name, unsaid in (("lower", ~certain), ("upper", ~certain), ("numerator", False), ("denominator", False))
    }
    told = {name: table[name].fillna("") if name in table else "" for name in TELLING}
    unexplained = missing & table["flag"].isin([flag.value for flag in WITH_VALUE]).to_numpy()
    flag = table["flag"].mask(unexplained, Flag.NOT_APPLICABLE.value) if unexplained.any() else table["flag"]
    named = {"indicator": indicator.id, "age": "total", "group": "total", "reliability": NO_GRADE, "flag": flag}
    columns = {name: table[name] for name in table} | named | numbers | told
    return pd.DataFrame({name: columns[name] for name in UNGATED_COLUMNS}, index=table.index)
