"""What became of the Kennzahl of a Maßnahme since it began: before and after, Land and comparable Kreise, the tests."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from isp_utils.indicators.chance import people_of
from isp_utils.indicators.figures import Figures
from isp_utils.indicators.slices import on_base
from isp_utils.model.catalogue import Indicator
from isp_utils.model.massnahmen import Massnahme
from isp_utils.model.periods import year_of
from isp_utils.model.schema import Flag
from isp_utils.model.terms import Method
from isp_utils.statistics.dispersion import widened_proportion, widened_rate
from isp_utils.statistics.effect import FEWEST_CLAIMED, Course, Outcome, effect_on_counts, effect_on_values
from isp_utils.statistics.trend import Counted

MOST_YEARS = 10  # on either side: a straight line does not hold for longer


class Unshown(Enum):
    """Why no effect is shown; the first of these that holds is the one that is told."""

    NO_INDICATOR = "no_indicator"
    NO_BEGIN = "no_begin"
    DEMO = "demo"
    NO_FIGURES = "no_figures"
    NOT_BEGUN = "not_begun"  # no figure yet of a year after the beginning
    NOT_COMPARABLE = "not_comparable"
    BREAK = "break"  # breaks and exceptional years leave too few
    FEW_BEFORE = "few_before"
    FEW_AFTER = "few_after"
    UNTESTED = "untested"  # too few cases or too few Kreise with the same years
    NOTHING = "nothing"  # tested, and no change beyond what Kreise show anyway
    CONTRARY = "contrary"  # established, against the direction that was expected


@dataclass(frozen=True)
class Span:
    """A figure over several years: events of all years together, else the mean of the years.

    lower, upper: what chance leaves for events, else the lowest and the highest of the years.
    """

    value: float
    lower: float
    upper: float
    first: str
    last: str
    points: int


@dataclass(frozen=True)
class Moved:
    """The figure of other areas before and after, over the same years."""

    before: float
    after: float


@dataclass(frozen=True)
class Effect:
    """Before and after, and what may be claimed of it; `unshown` is None only where an effect is established."""

    massnahme: Massnahme
    indicator: Indicator | None
    unshown: Unshown | None
    before: Span | None = None
    after: Span | None = None
    land: Moved | None = None
    alike: Moved | None = None
    outcome: Outcome | None = None


def effect_of(figures: Figures, massnahme: Massnahme, alike: Sequence[str] = ()) -> Effect:
    """The effect of a Maßnahme on its Kennzahl in the county; `alike`: keys of the comparable Kreise.

    The year of the beginning counts on neither side. Of a series with breaks the stretch around the beginning is taken.
    """
    indicator = figures.catalogue.indicators.get(massnahme.indicator)
    if indicator is None or massnahme.start is None:
        return Effect(massnahme, indicator, Unshown.NO_BEGIN if indicator else Unshown.NO_INDICATOR)
    known = figures.known(indicator.id, figures.county.key)
    if (why := _hindrance(known, massnahme)) is not None:
        return Effect(massnahme, indicator, why)
    begun = massnahme.start.year
    rows = _around(figures, indicator, begun)
    before, after = rows[rows["year"] < begun], rows[rows["year"] > begun]
    sides = {"before": _span(figures, indicator, before), "after": _span(figures, indicator, after)}
    others = _others(figures, indicator, rows)
    land = _moved(indicator, others[others["region"] == figures.county.key[:2]], begun)
    near = _moved(indicator, others[others["region"].isin(list(alike))], begun)
    found = _tested(figures, indicator, rows, others, begun) if _testable(indicator, rows) else None
    why = _unshown(found, (known, before, after), massnahme)
    return Effect(massnahme, indicator, why, **sides, land=land, alike=near, outcome=found)


def _hindrance(known: pd.DataFrame, massnahme: Massnahme) -> Unshown | None:
    if massnahme.demo or (known["flag"] == Flag.DEMO.value).any():
        return Unshown.DEMO
    if not len(known):
        return Unshown.NO_FIGURES
    assert massnahme.start is not None
    return Unshown.NOT_BEGUN if known["year"].max() <= massnahme.start.year else None


def _around(figures: Figures, indicator: Indicator, begun: int) -> pd.DataFrame:
    """The stretch of the county's series with most years on the poorer side of the beginning, usual years only."""
    known = figures.known(indicator.id, figures.county.key)
    known = known[(known["year"] - begun).abs() <= MOST_YEARS]
    starts = sorted(year_of(item.period) for item in indicator.breaks)
    odd = [begun, *(item.year for item in indicator.exceptional)]
    rows = known[~known["year"].isin(odd)].drop_duplicates(["year", "census_base"], keep="last")
    stretch = rows["census_base"].astype(str) + np.searchsorted(starts, rows["year"], side="right").astype(str)
    found = [part for _, part in rows.groupby(stretch)]
    return max(found, key=lambda part: (_poorer(part, begun), part["year"].max()), default=rows)


def _poorer(rows: pd.DataFrame, begun: int) -> int:
    return int(min((rows["year"] < begun).sum(), (rows["year"] > begun).sum()))


def _others(figures: Figures, indicator: Indicator, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of Land and Kreise, never the county's own, for the years and on the census base of the county's."""
    if not len(rows):
        return rows
    every = on_base(figures.of(indicator.id), rows["census_base"].iloc[-1])
    areas = (figures.kreise | {figures.county.key[:2]}) - {figures.county.key}
    every = every[every["year"].isin(rows["year"]) & every["region"].isin(areas) & (every["flag"] != Flag.DEMO.value)]
    return every.drop_duplicates(["region", "year"], keep="last")


def _span(figures: Figures, indicator: Indicator, rows: pd.DataFrame) -> Span | None:
    if not len(rows):
        return None
    ends = str(rows["period"].iloc[0]), str(rows["period"].iloc[-1]), len(rows)
    if indicator.nature != "events" or not _is_counted(indicator, rows):
        return Span(_together(indicator, rows), float(rows["value"].min()), float(rows["value"].max()), *ends)
    events, people = float(rows["numerator"].sum()), float(people_of(rows).sum())
    limits = widened_proportion if _is_share(rows) else widened_rate
    found = limits(events, people, figures.scatter_of(indicator).phi, indicator.per)
    return Span(float(found.value), float(found.lower), float(found.upper), *ends)


def _together(indicator: Indicator, rows: pd.DataFrame) -> float:
    """The value of several rows as one: events summed up where they are known, else the mean."""
    if indicator.nature != "events" or not _is_counted(indicator, rows):
        return float(rows["value"].mean())
    return float(indicator.per * rows["numerator"].sum() / people_of(rows).sum())


def _moved(indicator: Indicator, rows: pd.DataFrame, begun: int) -> Moved | None:
    """Before and after of some areas; None where one side has no figure."""
    known = rows[rows["value"].notna()]
    before, after = known[known["year"] < begun], known[known["year"] > begun]
    if not len(before) or not len(after):
        return None
    return Moved(_together(indicator, before), _together(indicator, after))


def _is_counted(indicator: Indicator, rows: pd.DataFrame) -> bool:
    """Whether the counts behind a share or rate are known in every row."""
    counts = rows[["numerator", "denominator"]].notna().all(axis=None)
    return bool(counts) and indicator.nature != "estimate" and indicator.method in ("ratio", "rate", "given")


def _is_share(rows: pd.DataFrame) -> bool:
    return Method(str(rows["method"].iloc[-1])).is_share


def _testable(indicator: Indicator, rows: pd.DataFrame) -> bool:
    """Shares, rates and values that areas of any size may have; no index that is set anew, no plain number."""
    if not len(rows) or not indicator.comparable or indicator.renormed:
        return False
    return indicator.nature != "events" or _is_counted(indicator, rows)


def _tested(
    figures: Figures, indicator: Indicator, rows: pd.DataFrame, others: pd.DataFrame, begun: int
) -> Outcome | None:
    """Both tests over the years that the county knows."""
    years = [int(year) for year in rows["year"]]
    course = Course(years, [year > begun for year in years])
    of_land = others["region"] == figures.county.key[:2]
    tables = rows, others[of_land], others[~of_land]
    if not of_land.any() or of_land.all():
        return None
    if all(_is_counted(indicator, table[table["value"].notna()]) for table in tables):
        own, land, peers = (_counted(table, years, _is_share(rows)) for table in tables)
        phi = figures.scatter_of(indicator).phi if indicator.nature == "events" else 0.0
        return effect_on_counts(course, _first(own), _first(land), peers, phi)
    values = [_pivot(table, "value", years) for table in tables]
    return effect_on_values(course, values[0][0], values[1][0], values[2])


def _counted(rows: pd.DataFrame, years: list[int], share: bool) -> Counted:
    rows = rows.assign(people=people_of(rows))
    return Counted(_pivot(rows, "numerator", years), _pivot(rows, "people", years), share)


def _pivot(rows: pd.DataFrame, column: str, years: list[int]) -> NDArray[np.float64]:
    """Table [area, year], NaN where an area has no figure."""
    return rows.pivot(index="region", columns="year", values=column).reindex(columns=years).to_numpy(float)


def _first(table: Counted) -> Counted:
    return Counted(np.asarray(table.events)[0], np.asarray(table.population)[0], table.binomial)


def _unshown(found: Outcome | None, tables: Iterable[pd.DataFrame], massnahme: Massnahme) -> Unshown | None:
    """Why nothing may be claimed, None where an effect is established in the direction that was expected."""
    known, before, after = tables
    assert massnahme.start is not None
    if found is None:
        return Unshown.NOT_COMPARABLE
    if min(len(before), len(after)) < FEWEST_CLAIMED:
        years = known["year"].unique()
        unbroken = (years < massnahme.start.year).sum(), (years > massnahme.start.year).sum()
        if min(unbroken) >= FEWEST_CLAIMED:
            return Unshown.BREAK
        return Unshown.FEW_BEFORE if unbroken[0] < FEWEST_CLAIMED else Unshown.FEW_AFTER
    if found.difference is None or found.jump is None:
        return Unshown.UNTESTED
    if not found.sign:
        return Unshown.NOTHING
    expected = {"higher": 1, "lower": -1}.get(massnahme.direction, found.sign)
    return None if found.sign == expected else Unshown.CONTRARY
