"""What was known about the children of many Kreise at a base date, and nothing later: the ground of every forecast."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from isp_utils.indicators.stocks import Stocks
from isp_utils.model.periods import year_of
from isp_utils.model.territory import Territory
from isp_utils.statistics.intervals import Array

OLDEST = 20  # oldest single year of age that a Bildungsbiografie is planned with
CHILD = 18  # "under 18" in the migration statistics
VITAL = ("lebendgeborene", "gestorbene")
MOVING = ("0-17", "total")
BASES = ("zensus_1987", "zensus_2011", "zensus_2022")


@dataclass(frozen=True)
class Known:
    """Tables of the Kreise of one Land up to a base date (31.12. of `year`), one row a Kreis.

    `children`: single years of age 0..20 at the base date, and at earlier dates in `earlier` (by year).
    `births`: calendar years up to the last one published before the base. `moves`: net migration of all ages per
    inhabitant and year, from population, births and deaths, never across a change of the census base.
    `child_factor`: net migration rate of the under 18 as a multiple of that of all ages, in the Land.
    `sources`: ids of the sources behind all of it, those of the children first.
    """

    year: int
    regions: tuple[str, ...]
    children: Array
    earlier: Mapping[int, Array]
    births: pd.DataFrame
    moves: pd.DataFrame
    child_factor: float
    sources: tuple[str, ...] = ()

    @cached_property
    def arrived(self) -> Array:
        """Children of the Land per birth of their year `[age]`, 0..20: who lives here compared with who was born.

        From the newest table of ages whose births are known for all ages; it holds deaths and all moves of a lifetime.
        """
        year = max(y for y in (*self.earlier, self.year) if y <= years_of(self.births)[-1])
        table = self.earlier.get(year, self.children)
        born = np.column_stack([self.births[year - age] for age in range(OLDEST + 1)])
        return np.asarray(table.sum(axis=0) / born.sum(axis=0))


def years_of(table: pd.DataFrame) -> list[int]:
    """The years that head the columns of a table, in order."""
    return [int(column) for column in table.columns]


def known_until(stocks: Stocks, territory: Territory, day: str) -> Known:
    """Everything known on a day with single years of age, in persons; Kreise without a complete record are left out.

    Merged Kreise are added up. Counts: Fortschreibung des Bevölkerungsstandes (12411), Geburten (12612), Sterbefälle
    (12613), Wanderungen (12711), or what another office publishes in their place.
    """
    year, parts = year_of(day), territory.keys
    days = [other for other in stocks.days_with_ages(territory.kreise[0]) if other < day]
    tables = {year_of(d): _merged(stocks.ages(d, parts, OLDEST), territory, year_of(d)) for d in (*days, day)}
    births = _merged(_until(stocks.yearly("lebendgeborene", parts), year), territory)
    complete = tables[year].notna().all(axis=1) & births.notna().all(axis=1)
    regions = [key for key in territory.kreise if complete[key]]
    return Known(
        year,
        tuple(regions),
        tables[year].loc[regions].to_numpy(),
        {year_of(d): tables[year_of(d)].loc[regions].to_numpy() for d in days},
        births.loc[regions],
        _moves(stocks, territory, year).loc[regions],
        _child_factor(stocks, parts, year),
        _sources(stocks, parts, (day, *reversed(days))),
    )


def _merged(table: pd.DataFrame, territory: Territory, year: int | None = None) -> pd.DataFrame:
    """Rows of the Kreise of today; those they were made of added up, as long as these existed.

    The columns are years, or the table is one of `year`. What is missing in a part is missing in the sum.
    """
    table = table.copy()
    for merger in territory.mergers:
        sums = table.loc[list(merger.parts)].sum(min_count=len(merger.parts))
        if merger.went_on:
            before = [column for column in years_of(table) if (year or column) <= merger.last_year]
            table.loc[merger.kreis, before] = sums[before]
        else:
            table.loc[merger.kreis] = table.loc[merger.kreis].fillna(sums)
    return table.loc[list(territory.kreise)]


def _until(table: pd.DataFrame, year: int) -> pd.DataFrame:
    return table[[column for column in years_of(table) if column <= year]]


def _moves(stocks: Stocks, territory: Territory, year: int) -> pd.DataFrame:
    """Net migration per inhabitant: what births and deaths do not explain in the change of the population."""
    parts = territory.keys
    born, died = (_merged(stocks.yearly(fact, parts), territory) for fact in VITAL)
    rates = {}
    for base in BASES:
        people = _merged(stocks.yearly("bevoelkerung", parts, base), territory)
        for now in years_of(people):
            if now <= year and now - 1 in people and now in born and now in died:
                rates[now] = (people[now] - people[now - 1] - born[now] + died[now]) / people[now - 1]
    return pd.DataFrame(rates).sort_index(axis=1)


def _child_factor(stocks: Stocks, parts: Sequence[str], year: int) -> float:
    """How many times as often children move in as the whole population; from the newest table of moves by age."""
    net = {
        age: _until(stocks.yearly(f"zuzuege/{age}", parts), year).sum() - stocks.yearly(f"fortzuege/{age}", parts).sum()
        for age in MOVING
    }
    years = net["total"].dropna().index
    people = {age: stocks.yearly(f"bevoelkerung/{age}", parts)[years[-1]].sum() for age in MOVING}
    return float((net["0-17"][years[-1]] / people["0-17"]) / (net["total"][years[-1]] / people["total"]))


def _sources(stocks: Stocks, parts: Sequence[str], days: Sequence[str]) -> tuple[str, ...]:
    """Sources of the children on these days, then of births, deaths, people and moves up to the year of the first."""
    until = range(year_of(days[0]) + 1)
    ages = (name for day in days for name in stocks.sources_of_ages(day, parts, OLDEST))
    people = (name for base in BASES for name in stocks.sources_of_years("bevoelkerung", parts, until, base))
    moving = (f"{fact}/{age}" for fact in ("zuzuege", "fortzuege") for age in MOVING)
    counted = (stocks.sources_of_years(term, parts, until) for term in (*VITAL, *moving))
    return together(ages, people, *counted)


def together(*sources: Iterable[str]) -> tuple[str, ...]:
    """Ids of sources, each once, in the order in which they come.

    >>> together(("eurostat",), ("inkar", "eurostat"))
    ('eurostat', 'inkar')
    """
    return tuple(dict.fromkeys(name for names in sources for name in names))
