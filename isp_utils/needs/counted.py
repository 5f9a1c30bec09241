"""What is counted about the people of many Kreise, read once: ages, births, deaths, moves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from isp_utils.indicators.stocks import Stocks
from isp_utils.model.periods import year_of
from isp_utils.model.territory import Territory
from isp_utils.needs.tables import COUNTED_GROUPS, SINGLE_AGES

VITAL = ("lebendgeborene", "gestorbene")
CHILD = 18  # "under 18" in the migration statistics
MOVING = ("0-17", "total")
BASES = ("zensus_1987", "zensus_2011", "zensus_2022")


@dataclass(frozen=True)
class CountedPeople:
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


def read_counts(stocks: Stocks, territory: Territory) -> CountedPeople | None:
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

    return CountedPeople(
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


def years_of(table: pd.DataFrame) -> list[int]:
    """The years that head the columns of a table, in order."""
    return [int(column) for column in table.columns]


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
