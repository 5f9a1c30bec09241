"""Counted stocks (children by age, births, places, pupils) through the gate: what planning reckons with.

Indicators divide; planning needs the counts themselves. They go the same way: facts in, gate, table out. A page reads
the gated table only, through `Stocks`.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from isp_utils.indicators.reliability import NO_GRADE
from isp_utils.indicators.slices import quick_to_slice
from isp_utils.indicators.sums import counted_facts
from isp_utils.model import reads
from isp_utils.model.periods import year_of
from isp_utils.model.schema import UNGATED_COLUMNS, WITH_VALUE, Flag
from isp_utils.model.terms import Method, Sources, Term


@dataclass(frozen=True)
class Stock:
    """One counted figure; `value` is None where `flag` says why it is not shown."""

    term: str
    region: str
    period: str
    value: float | None
    flag: str
    source: str
    census_base: str = ""

    @property
    def demo(self) -> bool:
        """Whether the figure is made up."""
        return self.flag == Flag.DEMO.value


def stocks(facts: pd.DataFrame, terms: Iterable[str], shares: Collection[str] = ()) -> pd.DataFrame:
    """Ungated rows (UNGATED_COLUMNS; `indicator` is the fact) of the facts behind the terms, both sexes together.

    `facts` has FACT_COLUMNS; one row a fact, region, period, age, group and census base. Values are counts of persons
    or things, of the facts in `shares` percent as published; there are no limits. Raises InputError for no term.
    """
    names = {term.fact for term in Term.each(terms)}
    rows = counted_facts(facts, facts["fact"].isin(names) & (facts["sex"] == "total"))
    share = rows["fact"].isin(shares)
    flag = rows["flag"].mask(rows["value"].isna() & rows["flag"].isin(list(WITH_VALUE)), Flag.NOT_APPLICABLE.value)
    table = rows.rename(columns={"fact": "indicator"}).assign(
        lower=float("nan"),
        upper=float("nan"),
        numerator=rows["value"].mask(share),
        denominator=float("nan"),
        counted=rows["counted"].mask(share, "~" + rows["counted"]),
        over="",
        beside="",
        flag=flag,
        reliability=NO_GRADE,
        method=share.map({True: Method.PUBLISHED.value, False: Method.COUNT.value}),
    )
    return table[list(UNGATED_COLUMNS)].reset_index(drop=True)


def sources_in(rows: pd.DataFrame) -> tuple[str, ...]:
    """Sources of the rows that have a value, each once, in the order of the rows."""
    entries = rows.loc[rows["value"].notna(), "source"].unique()
    return tuple(Sources.of(str(entry) for entry in entries))


def sources_behind(found: Iterable[Stock | None]) -> tuple[str, ...]:
    """Sources of figures that have a value, each once."""
    known = (stock.source for stock in found if stock is not None and stock.value is not None)
    return tuple(Sources.of(known))


@dataclass(frozen=True)
class Stocks:
    """The gated table of stocks, asked by term (`fact`, `fact/age`, `fact/age/group`)."""

    table: pd.DataFrame

    @cached_property
    def _in_order(self) -> pd.DataFrame:
        years = {period: year_of(period) for period in self.table["period"].unique()}
        table = quick_to_slice(self.table.assign(year=self.table["period"].map(years).astype("int64")))
        return table.sort_values(["period", "census_base"])

    @cached_property
    def _by_term(self) -> dict[Term, pd.DataFrame]:
        by_term = self._in_order.groupby(["indicator", "age", "group"])
        return {Term(*map(str, key)): rows for key, rows in by_term}

    def rows(self, term: str) -> pd.DataFrame:
        """All rows (INDICATOR_COLUMNS and `year`) of a term in the order of the periods; counts as in `stocks`."""
        asked = Term.parse(term)
        reads.note(reads.STOCK, asked.fact)
        return self._by_term.get(asked, self._no_rows)

    @cached_property
    def _no_rows(self) -> pd.DataFrame:
        return quick_to_slice(self.table[:0].assign(year=0))

    def series(self, term: str, region: str) -> list[Stock]:
        """Every period of a term in one area on its newest census base, oldest first: counts, or published percent."""
        rows = self.rows(term)
        rows = rows[rows["region"] == region].drop_duplicates("period", keep="last")
        columns = (rows[name] for name in ("period", "value", "flag", "source", "census_base"))
        return [
            Stock(term, region, str(period), None if pd.isna(value) else float(value), *map(str, more))
            for period, value, *more in zip(*columns, strict=True)
        ]

    def newest(self, term: str, region: str, until: int = 9999) -> Stock | None:
        """The newest figure up to a year, else the newest row that says why there is none, else None."""
        found = [stock for stock in self.series(term, region) if year_of(stock.period) <= until]
        known = [stock for stock in found if stock.value is not None]
        return next(iter([*known[-1:], *found[-1:]]), None)

    def newest_together(self, terms: Sequence[str], region: str) -> tuple[Stock, ...]:
        """Figures of the newest period in which all of them have a value, in the order of the terms; () for none.

        Sums, differences and shares take their parts from here: `newest` passes by hidden years, for each part alone.
        """
        found = [{stock.period: stock for stock in self.series(term, region)} for term in terms]
        known = [{period for period, stock in part.items() if stock.value is not None} for part in found]
        period = max(set.intersection(*known), default="") if known else ""
        return tuple(part[period] for part in found) if period else ()

    def delivered(self, term: str, region: str, until: int) -> Stock | None:
        """The newest figure up to a year that has a value or is hidden by us, None where nothing was delivered."""
        found = [stock for stock in self.series(term, region) if year_of(stock.period) <= until]
        known = [stock for stock in found if stock.value is not None or stock.flag == Flag.PROTECTED.value]
        return next(reversed(known), None)

    def yearly(self, term: str, regions: Sequence[str], census_base: str = "") -> pd.DataFrame:
        """Counts (percent for shares) of a term [region, year]; NaN where nothing is known or shown."""
        rows = self._yearly_rows(term, regions, census_base)
        return rows.pivot_table(index="region", columns="year", values="value", dropna=False).reindex(list(regions))

    def _yearly_rows(self, term: str, regions: Sequence[str], census_base: str) -> pd.DataFrame:
        rows = self.rows(term)
        rows = rows[rows["region"].isin(regions) & (rows["census_base"] == (census_base or rows["census_base"]))]
        return rows.drop_duplicates(["region", "year"], keep="last")

    def sources_of_years(
        self, term: str, regions: Sequence[str], years: Collection[int], census_base: str = ""
    ) -> tuple[str, ...]:
        """Sources of the rows that `yearly` takes its values from, in these years."""
        rows = self._yearly_rows(term, regions, census_base)
        return sources_in(rows[rows["year"].isin(years)])

    def sources_by_year(self, term: str, regions: Sequence[str], census_base: str = "") -> list[tuple[int, str]]:
        """Year and source of the rows that `yearly` takes its values from, each pair once."""
        rows = self._yearly_rows(term, regions, census_base)
        pairs = rows.loc[rows["value"].notna(), ["year", "source"]].drop_duplicates()
        return [
            (int(year), name)
            for year, entry in zip(pairs["year"], pairs["source"], strict=True)
            for name in Sources.of([str(entry)])
        ]

    def ages(self, day: str, regions: Sequence[str], ages: Sequence[str]) -> pd.DataFrame:
        """Persons counted on one day [region, age as written], on its newest census base; NaN where unknown."""
        table = self._age_rows(day, regions, ages).pivot_table(index="region", columns="age", values="value")
        return table.reindex(index=list(regions), columns=list(ages))

    def _age_rows(self, day: str, regions: Sequence[str], ages: Sequence[str]) -> pd.DataFrame:
        rows = self._people_by_age
        rows = rows[(rows["period"] == day) & rows["region"].isin(regions) & rows["age"].isin(ages)]
        return rows.drop_duplicates(["region", "age"], keep="last")

    @cached_property
    def _people_by_age(self) -> pd.DataFrame:
        """Counted people only: an age that somebody interpolated inside a group (estimated) proves nothing."""
        rows = self._in_order
        rows = rows[(rows["indicator"] == "bevoelkerung") & (rows["group"] == "total")]
        return rows[rows["value"].notna() & (rows["flag"] != Flag.ESTIMATED.value)]

    def sources_of_ages(self, day: str, regions: Sequence[str], ages: Sequence[str]) -> tuple[str, ...]:
        """Sources of the rows that `ages` takes its values from."""
        return sources_in(self._age_rows(day, regions, ages))

    def days_with_ages(self, region: str, ages: Sequence[str]) -> dict[str, str]:
        """Days on which all of these ages are counted, oldest first, each with its newest census base."""
        rows = self._people_by_age
        rows = rows[(rows["region"] == region) & rows["age"].isin(ages)]
        return {
            str(day): str(found["census_base"].iloc[-1])
            for day, found in rows.groupby("period")
            if found["age"].nunique() == len(ages)
        }
