"""What was known about the children of many Kreise at a base date, and nothing later: the ground of every forecast."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from isp_utils.model.periods import year_of
from isp_utils.needs.counted import MOVING, CountedPeople, together, years_of
from isp_utils.needs.tables import OLDEST, AgeTable, at_year_end, divided, year_passed
from isp_utils.statistics.intervals import Array


@dataclass(frozen=True)
class Known:
    """Tables of the Kreise of one Land up to a base date (31.12. of `year`), one row a Kreis.

    `tables`: children by single year of age at the end of each year with a count, oldest first, the base last.
    `births`: calendar years up to the last one published before the base. `moves`: net migration of all ages per
    inhabitant and year, from population, births and deaths, never across a change of the census base.
    `child_factor`: net migration rate of the under 18 as a multiple of that of all ages, in the Land.
    `arrived`: children of the Land per birth of their year `[age]`: who lives here compared with who was born.
    `revised`: by how much each change of the census base moved the population of a Kreis (log), `[case]`.
    `sources`: ids of the sources behind all of it, those of the children first.
    """

    regions: tuple[str, ...]
    tables: tuple[AgeTable, ...]
    births: pd.DataFrame
    moves: pd.DataFrame
    child_factor: float
    arrived: Array
    revised: Array
    sources: tuple[str, ...] = ()

    @property
    def base(self) -> AgeTable:
        """The table that the forecast starts from."""
        return self.tables[-1]

    @property
    def year(self) -> int:
        """Year of the base date."""
        return self.base.year

    @property
    def children(self) -> Array:
        """Children `[region, age]` at the base date."""
        return self.base.children

    @property
    def runs(self) -> list[list[AgeTable]]:
        """Tables in runs of one census base: only inside a run does a difference mean growth."""
        found: list[list[AgeTable]] = []
        for table in self.tables:
            if found and found[-1][-1].census_base == table.census_base:
                found[-1].append(table)
            else:
                found.append([table])
        return found

    @property
    def profile(self) -> AgeTable:
        """The newest table of counted single ages whose births are known for all ages."""
        return _profile(self.tables, self.births)

    def near(self, year: int) -> Array:
        """Children `[region, age]` of the table nearest to a year."""
        return min(self.tables, key=lambda table: abs(table.year - year)).children


def known_until(counts: CountedPeople, year: int) -> Known:
    """Everything known at the end of a year with a count of ages; Kreise without a complete record are left out."""
    days = [day for day in counts.ages if year_of(day) <= year]
    births = _until(counts.births, year)
    complete = births.notna().all(axis=1)
    for day in days:
        complete &= counts.ages[day].notna().all(axis=1)
    regions = [str(key) for key in births.index[complete]]
    births, ages = births.loc[regions], {day: counts.ages[day].loc[regions].to_numpy() for day in days}
    singly = {day: _singly(day, ages[day], counts.bases[day]) for day in days if day in counts.single}
    arrived = _per_birth(_profile(tuple(singly.values()), births), births)
    return Known(
        tuple(regions),
        _tables(ages, counts.bases, singly, arrived, births),
        births,
        _moves(counts, year).loc[regions],
        _child_factor(counts, year),
        arrived,
        _revised(counts, year),
        together([name for found, name in counts.sources if found <= year]),
    )


def _singly(day: str, counted: Array, base: str) -> AgeTable:
    """A count of single ages as the table of its year's end."""
    passed = year_passed(day)
    return AgeTable(year_of(day), base, at_year_end(counted, passed) if passed < 1 else counted, True, 1 - passed)


def _tables(
    counts: Mapping[str, Array],
    bases: Mapping[str, str],
    singly: Mapping[str, AgeTable],
    arrived: Array,
    births: pd.DataFrame,
) -> tuple[AgeTable, ...]:
    """One table a year: single ages as counted, groups divided by the last single ages, preferably of the same base."""
    found: dict[int, AgeTable] = {}
    born = {year: births[year].to_numpy() for year in years_of(births)}
    for day in counts:
        base = bases[day]
        if day in singly:
            found[singly[day].year] = singly[day]
            continue
        before = [table for other, table in singly.items() if other < day]
        start = next((table for table in reversed(before) if table.census_base == base), before[-1])
        year = year_of(day)
        made = divided(start, counts[day], year, arrived, born)
        found[year] = AgeTable(year, base, made, False, apart=year - start.year + start.since)
    return tuple(found.values())


def _profile(tables: Sequence[AgeTable], births: pd.DataFrame) -> AgeTable:
    last = years_of(births)[-1]
    return next((t for t in reversed(tables) if t.single and t.year <= last), tables[0])


def _per_birth(table: AgeTable, births: pd.DataFrame) -> Array:
    """Children of the Land per birth `[age]`; it holds deaths and all moves of a lifetime."""
    born = np.column_stack([births[table.year - age] for age in range(OLDEST + 1)])
    return np.asarray(table.children.sum(axis=0) / born.sum(axis=0))


def _until(table: pd.DataFrame, year: int) -> pd.DataFrame:
    return table[[column for column in years_of(table) if column <= year]]


def _moves(counts: CountedPeople, year: int) -> pd.DataFrame:
    """Net migration per inhabitant: what births and deaths do not explain in the change of the population."""
    born, died, rates = counts.births, counts.deaths, {}
    for people in counts.people:
        for now in years_of(people):
            if now <= year and now - 1 in people and now in born and now in died:
                rates[now] = (people[now] - people[now - 1] - born[now] + died[now]) / people[now - 1]
    return pd.DataFrame(rates).sort_index(axis=1)


def _revised(counts: CountedPeople, year: int) -> Array:
    """Population of each Kreis in the first year on a census base against the year before on the older one, with the
    births and deaths of the year (log) `[case]`; what a year of moves adds is small beside it.
    """
    born, died, found = counts.births, counts.deaths, [np.zeros(0)]
    for old, new in pairwise(counts.people):
        first = min((y for y in years_of(new) if y <= year and y - 1 in old and y in born and y in died), default=None)
        if first is not None:
            expected = old[first - 1] + born[first] - died[first]
            found.append(np.log(new[first] / expected).dropna().to_numpy())
    return np.concatenate(found)


def _child_factor(counts: CountedPeople, year: int) -> float:
    """How many times as often children move in as the whole population; from the newest table of moves by age."""
    last = max(y for y in map(int, counts.net["total"].dropna().index) if y <= year)
    young, everyone = (counts.net[age][last] / counts.peopled[age][last] for age in MOVING)
    return float(young / everyone)
