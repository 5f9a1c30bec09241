"""How much chance moves events from year to year: the scatter of each Kennzahl, its limits widened by it, its grades.

The scatter is measured on the gated figures of all Kreise, so that it tells nobody more than these do.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from isp_utils.indicators.reliability import reliability
from isp_utils.model.catalogue import Catalogue, Indicator
from isp_utils.model.periods import pooled_years, year_of
from isp_utils.model.terms import Method
from isp_utils.statistics.balances import FEWEST_YEARS, balance_dispersion
from isp_utils.statistics.dispersion import dispersion, widened_proportion, widened_rate
from isp_utils.statistics.intervals import Array, normal_quantile

ASSUMED = 4.0  # where the Kreise cannot tell: above all measured ones (the highest is 3.8, Hauptschulabschluss)
ONE_YEAR, AREA = ["region", "year"], ["region", "sex", "age", "group"]


@dataclass(frozen=True)
class Scatter:
    """Variance of a Kennzahl relative to pure chance, 1 or more; `assumed` where it could not be measured."""

    phi: float
    assumed: bool


UNMEASURED = Scatter(ASSUMED, assumed=True)


Measured = tuple[Indicator, pd.DataFrame]  # a Kennzahl and its rows
EachScatter = Callable[[Callable[[Measured], Scatter], Sequence[Measured]], Iterable[Scatter]]


def scatters(table: pd.DataFrame, catalogue: Catalogue, each: EachScatter = map) -> dict[str, Scatter]:
    """The scatter of every Kennzahl of events in a gated table (INDICATOR_COLUMNS), from its Kreise over the years.

    `each` is `map` or something that does the same work otherwise.
    """
    kreise = {key for key, region in catalogue.register.regions.items() if region.level == "kreis"}
    events = [item for item in catalogue.indicators.values() if item.nature == "events"]
    table = table[table["indicator"].isin([item.id for item in events])]
    rows = table[table["region"].isin(kreise) & (table["sex"] == "total") & (table["flag"] != "demo")]
    of_indicator = {str(name): group for name, group in rows.groupby("indicator")}
    measured = [(item, of_indicator.get(item.id, rows[:0])) for item in events]
    return dict(zip([item.id for item in events], each(_scatter, measured), strict=True))


def _scatter(measured: Measured) -> Scatter:
    indicator, rows = measured[0], _by_year(measured[1])
    if rows["year"].nunique() < FEWEST_YEARS:
        return UNMEASURED
    if indicator.method == "balance":
        standard_error = (rows["upper"] - rows["lower"]) / 2 / normal_quantile(0.95)
        rows = rows.assign(error=standard_error)
        found = balance_dispersion(*_over_years(rows, ("value", "error"), indicator))
    else:
        rows = rows.assign(people=people_of(rows))
        events, people = _over_years(rows, ("numerator", "people"), indicator)
        found = dispersion(events, people, _is_share(rows))
    return UNMEASURED if np.isnan(found) else Scatter(round(found, 2), assumed=False)


def people_of(rows: pd.DataFrame) -> "pd.Series[float]":
    """What the events of each row are counted among; 1 for plain numbers of events."""
    return rows["denominator"].where(rows["denominator"].notna(), 1.0)


def _by_year(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a Kreis and year, on the newest census base; several years together are none."""
    years = {period: year_of(period) for period in rows["period"].unique() if not pooled_years(period)}
    rows = rows[rows["period"].isin(list(years))]
    rows = rows.assign(year=rows["period"].map(years).astype("int64"))
    return rows.sort_values(["census_base", "period"]).drop_duplicates(ONE_YEAR, keep="last")


def _over_years(rows: pd.DataFrame, columns: Iterable[str], indicator: Indicator) -> list[Array]:
    """Tables [Kreis, year] of columns; a year without figures stands where a series breaks."""
    years = _with_gaps(rows, indicator)
    tables = (rows.pivot(index="region", columns="year", values=column) for column in columns)
    return [table.reindex(columns=years).to_numpy(float) for table in tables]


def _with_gaps(rows: pd.DataFrame, indicator: Indicator) -> list[int]:
    """All years from first to last, a place that is no year (its negative) before each break."""
    if not len(rows):
        return []
    base = rows.groupby("year")["census_base"].max()
    changed = base.index[base.ne(base.shift()) & base.shift().notna()]
    broken = {int(year) for year in changed} | {year_of(item.period) for item in indicator.breaks}
    span = range(int(rows["year"].min()), int(rows["year"].max()) + 1)
    return [place for year in span for place in ((-year, year) if year in broken else (year,))]


def _is_share(rows: pd.DataFrame) -> bool:
    return bool(len(rows)) and Method(rows["method"].iloc[-1]).is_share


def with_chance(table: pd.DataFrame, catalogue: Catalogue, scatter: Mapping[str, Scatter]) -> pd.DataFrame:
    """The gated table with the limits of events widened by the root of their scatter, and every figure's grade."""
    nature = table["indicator"].map({name: item.nature for name, item in catalogue.indicators.items()})
    phi = table["indicator"].map({name: found.phi for name, found in scatter.items()})
    wide = table.assign(phi=phi)
    table = table.copy()
    certain = wide["lower"].notna() & phi.notna()
    for rows in (group for _, group in wide[certain].groupby(["indicator", "method"])):
        table = _with_limits(table, rows, catalogue.indicators[str(rows["indicator"].iloc[0])])
    return table.assign(reliability=reliability(table, nature).to_numpy())


def _with_limits(table: pd.DataFrame, rows: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """The table with wider limits in some rows of one Kennzahl and method; never closer than the value itself."""
    lower, upper = _widened(rows, table, indicator)
    table.loc[rows.index, "lower"] = np.minimum(lower, rows["value"])
    table.loc[rows.index, "upper"] = np.maximum(upper, rows["value"])
    return table


def _widened(rows: pd.DataFrame, table: pd.DataFrame, indicator: Indicator) -> tuple[Any, Any]:
    if indicator.method == "balance":
        half = (rows["upper"] - rows["lower"]) / 2 * np.sqrt(rows["phi"])
        return rows["value"] - half, rows["value"] + half
    if rows["numerator"].isna().any():
        rows = _with_counts(rows, table, indicator)
    limits = widened_proportion if _is_share(rows) else widened_rate
    found = limits(rows["numerator"], people_of(rows), rows["phi"], indicator.per)
    return found.lower, found.upper


def _with_counts(rows: pd.DataFrame, table: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """Rows of a Kennzahl; where counts are missing, with those that the value stands for in the nearest printed year.

    The limits of a published value may rest on a base of another year, whose counts are not printed beside it. Only
    people that the gated table prints are taken: limits tell what they are made from.
    """
    printed = table[(table["indicator"] == indicator.id) & table["denominator"].notna()]
    asked, known = (_with_year(each[[*AREA, "period", "denominator"]]) for each in (rows, printed))
    known = known.drop_duplicates([*AREA, "year"], keep="last")
    nearest = pd.merge_asof(asked, known, on="year", by=AREA, direction="nearest", suffixes=("", "_printed"))
    people = nearest.set_index("row")["denominator_printed"].reindex(rows.index)
    events = (rows["value"] * people / indicator.per).round()
    if _is_share(rows):
        events = events.clip(upper=people)
    missing = rows["numerator"].isna()
    return rows.assign(
        numerator=rows["numerator"].where(~missing, events), denominator=rows["denominator"].where(~missing, people)
    )


def _with_year(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows by year, with `year` and `row`, their index."""
    years = {period: year_of(period) for period in rows["period"].unique()}
    return rows.assign(year=rows["period"].map(years).astype("int64"), row=rows.index).sort_values("year")
