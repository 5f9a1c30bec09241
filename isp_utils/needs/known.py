"""What was known about the children of many Kreise at a base date, and nothing later: the ground of every forecast."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from isp_utils.indicators.stocks import Stocks
from isp_utils.model.periods import year_of
from isp_utils.statistics.intervals import Array

OLDEST = 20  # oldest single year of age that a Bildungsbiografie is planned with
CHILD = 18  # "under 18" in the migration statistics
MERGED: Mapping[str, tuple[str, ...]] = {"03159": ("03152", "03156")}  # Göttingen and Osterode am Harz, 1.11.2016
BASES = ("zensus_1987", "zensus_2011", "zensus_2022")


@dataclass(frozen=True)
class Known:
    """Tables of the Kreise of one Land up to a base date (31.12. of `year`), one row a Kreis.

    `children`: single years of age 0..20 at the base date, and at earlier dates in `earlier` (by year).
    `births`: calendar years up to the last one published before the base. `moves`: net migration of all ages per
    inhabitant and year, from population, births and deaths, never across a change of the census base.
    `child_factor`: net migration rate of the under 18 as a multiple of that of all ages, in the Land.
    """

    year: int
    regions: tuple[str, ...]
    children: Array
    earlier: Mapping[int, Array]
    births: pd.DataFrame
    moves: pd.DataFrame
    child_factor: float

    @cached_property
    def arrived(self) -> Array:
        """Children of the Land at age a per birth of their year, by age: who lives here compared with who was born.

        From the newest table of ages whose births are known for all ages; it holds deaths and all moves of a lifetime.
        """
        year = max(y for y in (*self.earlier, self.year) if y <= years_of(self.births)[-1])
        table = self.earlier.get(year, self.children)
        born = np.column_stack([self.births[year - age] for age in range(OLDEST + 1)])
        return np.asarray(table.sum(axis=0) / born.sum(axis=0))


def years_of(table: pd.DataFrame) -> list[int]:
    """The years that head the columns of a table, in order."""
    return [int(column) for column in table.columns]


def known_until(stocks: Stocks, kreise: Sequence[str], day: str) -> Known:
    """Everything known on a day with single years of age. Merged Kreise are added up; incomplete ones are left out."""
    year = year_of(day)
    days = [other for other in stocks.days_with_ages(kreise[0]) if other < day]
    parts = [key for kreis in kreise for key in (kreis, *MERGED.get(kreis, ()))]
    children = _merged(stocks.ages(day, parts, OLDEST), kreise)
    births = _merged(_until(stocks.yearly("lebendgeborene", parts), year), kreise)
    complete = children.notna().all(axis=1) & births.notna().all(axis=1)
    regions = tuple(key for key in kreise if complete[key])
    earlier = {year_of(d): _merged(stocks.ages(d, parts, OLDEST), kreise).loc[list(regions)].to_numpy() for d in days}
    return Known(
        year,
        regions,
        children.loc[list(regions)].to_numpy(),
        earlier,
        births.loc[list(regions)],
        _moves(stocks, parts, kreise, year).loc[list(regions)],
        _child_factor(stocks, parts, year),
    )


def _merged(table: pd.DataFrame, kreise: Sequence[str]) -> pd.DataFrame:
    """Rows of the wanted Kreise; where one did not exist yet, the sum of those it was made of."""
    table = table.copy()
    for kreis, parts in MERGED.items():
        if kreis in table.index:
            table.loc[kreis] = table.loc[kreis].fillna(table.loc[list(parts)].sum(min_count=len(parts)))
    return table.loc[list(kreise)]


def _until(table: pd.DataFrame, year: int) -> pd.DataFrame:
    return table[[column for column in years_of(table) if column <= year]]


def _moves(stocks: Stocks, parts: Sequence[str], kreise: Sequence[str], year: int) -> pd.DataFrame:
    """Net migration per inhabitant: what births and deaths do not explain in the change of the population."""
    born, died = (_merged(stocks.yearly(fact, parts), kreise) for fact in ("lebendgeborene", "gestorbene"))
    rates = {}
    for base in BASES:
        people = _merged(stocks.yearly("bevoelkerung", parts, base), kreise)
        for now in years_of(people):
            if now <= year and now - 1 in people and now in born and now in died:
                rates[now] = (people[now] - people[now - 1] - born[now] + died[now]) / people[now - 1]
    return pd.DataFrame(rates).sort_index(axis=1)


def _child_factor(stocks: Stocks, parts: Sequence[str], year: int) -> float:
    """How many times as often children move in as the whole population; from the newest table of moves by age."""
    ages = ("0-17", "total")
    net = {
        age: _until(stocks.yearly(f"zuzuege/{age}", parts), year).sum() - stocks.yearly(f"fortzuege/{age}", parts).sum()
        for age in ages
    }
    years = net["total"].dropna().index
    people = {age: stocks.yearly(f"bevoelkerung/{age}", parts)[years[-1]].sum() for age in ages}
    return float((net["0-17"][years[-1]] / people["0-17"]) / (net["total"][years[-1]] / people["total"]))
