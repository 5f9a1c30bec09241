"""What was known about the children of many Kreise at a base date, and nothing later: the ground of every forecast."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd

from isp_utils.indicators.stocks import Stocks
from isp_utils.model.periods import year_of
from isp_utils.model.territory import Territory
from isp_utils.needs.tables import COUNTED_GROUPS, OLDEST, SINGLE_AGES, AgeTable, at_year_end, divided
from isp_utils.statistics.intervals import Array

VITAL = ("lebendgeborene", "gestorbene")
CHILD = 18  # "under 18" in the migration statistics
MOVING = ("0-17", "total")
BASES = ("zensus_1987", "zensus_2011", "zensus_2022")


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


def years_of(table: pd.DataFrame) -> list[int]:
    """The years that head the columns of a table, in order."""
    return [int(column) for column in table.columns]


@dataclass(frozen=True)
class Counts:
    """Everything counted about the Kreise of one Land, read once; `known_until` cuts it at a base date.

    `ages`: persons [kreis, age or group] by day, `bases` the census base of each, `single` the days with single ages.
    `births`, `deaths`: [kreis, year]. `people`: all ages by census base [kreis, year]. `net` and `peopled`: net moves
    and persons of the Land by MOVING and year. `sources`: ids of the sources, with the year of the row.
    """

    ages: Mapping[str, pd.DataFrame]
    bases: Mapping[str, str]
    single: tuple[str, ...]
    births: pd.DataFrame
    deaths: pd.DataFrame
    people: tuple[pd.DataFrame, ...]
    net: Mapping[str, pd.Series]
    peopled: Mapping[str, pd.Series]
    sources: tuple[tuple[int, str], ...]

    @property
    def years(self) -> tuple[int, ...]:
        """Years at whose end ages are known, oldest first."""
        return tuple(dict.fromkeys(year_of(day) for day in self.ages))


def read_counts(stocks: Stocks, territory: Territory) -> Counts | None:
    """The counts of the Kreise of a Land, in persons, merged Kreise added up. None without single ages of the first.

    Fortschreibung des Bevölkerungsstandes (12411), Zensus (1000A), Geburten (12612), Sterbefälle (12613), Wanderungen
    (12711).
    """
    first, parts = territory.kreise[0], territory.keys
    single = stocks.days_with_ages(first, SINGLE_AGES)
    if not single:
        return None
    grouped = stocks.days_with_ages(first, COUNTED_GROUPS)
    bases = {day: base for day, base in grouped.items() if day.endswith("-12-31") and day > min(single)} | single
    labels = {day: SINGLE_AGES if day in single else COUNTED_GROUPS for day in sorted(bases)}

    def yearly(term: str, base: str = "") -> pd.DataFrame:
        return _merged(stocks.yearly(term, parts, base), territory)

    def of_land(term: str) -> pd.Series:
        return yearly(term).sum(min_count=1)

    return Counts(
        {day: _merged(stocks.ages(day, parts, ages), territory, year_of(day)) for day, ages in labels.items()},
        bases,
        tuple(single),
        yearly(VITAL[0]),
        yearly(VITAL[1]),
        tuple(yearly("bevoelkerung", base) for base in BASES),
        {age: of_land(f"zuzuege/{age}") - of_land(f"fortzuege/{age}") for age in MOVING},
        {age: of_land(f"bevoelkerung/{age}") for age in MOVING},
        _sources(stocks, parts, labels),
    )


def known_until(counts: Counts, year: int) -> Known:
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
    when = date.fromisoformat(day)
    passed = when.timetuple().tm_yday / date(when.year, 12, 31).timetuple().tm_yday
    return AgeTable(when.year, base, at_year_end(counted, passed) if passed < 1 else counted, True, 1 - passed)


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


def _merged(table: pd.DataFrame, territory: Territory, year: int | None = None) -> pd.DataFrame:
    """Rows of the Kreise of today; those they were made of added up, as long as these existed.

    The columns are years, or the table is one of `year`. What is missing in a part is missing in the sum.
    """
    table = table.copy()
    for merger in territory.mergers:
        sums = table.loc[list(merger.parts)].sum(min_count=len(merger.parts))
        if merger.went_on:
            before = [c for c in table.columns if (year or int(c)) <= merger.last_year]
            table.loc[merger.kreis, before] = sums[before]
        else:
            table.loc[merger.kreis] = table.loc[merger.kreis].fillna(sums)
    return table.loc[list(territory.kreise)]


def _until(table: pd.DataFrame, year: int) -> pd.DataFrame:
    return table[[column for column in years_of(table) if column <= year]]


def _moves(counts: Counts, year: int) -> pd.DataFrame:
    """Net migration per inhabitant: what births and deaths do not explain in the change of the population."""
    born, died, rates = counts.births, counts.deaths, {}
    for people in counts.people:
        for now in years_of(people):
            if now <= year and now - 1 in people and now in born and now in died:
                rates[now] = (people[now] - people[now - 1] - born[now] + died[now]) / people[now - 1]
    return pd.DataFrame(rates).sort_index(axis=1)


def _revised(counts: Counts, year: int) -> Array:
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


def _child_factor(counts: Counts, year: int) -> float:
    """How many times as often children move in as the whole population; from the newest table of moves by age."""
    last = max(y for y in map(int, counts.net["total"].dropna().index) if y <= year)
    young, everyone = (counts.net[age][last] / counts.peopled[age][last] for age in MOVING)
    return float(young / everyone)


def _sources(stocks: Stocks, parts: Sequence[str], days: Mapping[str, Sequence[str]]) -> tuple[tuple[int, str], ...]:
    """Sources of the children on these days, newest first, then of births, deaths, people and moves, with their year;
    people and deaths count as long as births are published, for moves follow from all three.
    """
    found = [(year_of(d), name) for d in reversed(list(days)) for name in stocks.sources_of_ages(d, parts, days[d])]
    terms = [("bevoelkerung", base) for base in BASES] + [(term, "") for term in VITAL]
    terms += [(f"{fact}/{age}", "") for fact in ("zuzuege", "fortzuege") for age in MOVING]
    last = max((year for year, _ in stocks.sources_by_year("lebendgeborene", parts)), default=0)
    counted = (pair for term, base in terms for pair in stocks.sources_by_year(term, parts, base))
    return tuple(found + [pair for pair in counted if pair[0] <= last])


def together(*sources: Iterable[str]) -> tuple[str, ...]:
    """Ids of sources, each once, in the order in which they come.

    >>> together(("eurostat",), ("inkar", "eurostat"))
    ('eurostat', 'inkar')
    """
    return tuple(dict.fromkeys(name for names in sources for name in names))
