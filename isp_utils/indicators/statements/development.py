"""How a figure moved: stocks from then to now, events by their trend beside the Land's own, money plainly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from isp_utils.indicators.chance import people_of
from isp_utils.indicators.figure import Figure, figure_of
from isp_utils.indicators.figures import Figures
from isp_utils.indicators.slices import on_base
from isp_utils.indicators.statements.comparison import Distance, distance_of
from isp_utils.model.catalogue import Indicator
from isp_utils.model.periods import year_of
from isp_utils.model.terms import Method
from isp_utils.model.wording import german_number
from isp_utils.statistics.trend import Counted, FlowTrend, flow_trend

YEARS, TREND_POINTS = 5, 10  # over how many years a change is told, over how many points a trend of events is tested
SHORTEST = 3  # years; what lies closer together is a step of a series that has just begun, no development
OPPOSITE = {"rose": "fell", "fell": "rose"}


@dataclass(frozen=True)
class Development:
    """The series since `first`, without breaks and exceptional years.

    code: "rose" | "fell" | "same" for stocks and estimates, or "mixed" where it is the opposite from a neighbouring
    first year; "faster" | "slower" | "similar" than the Land for events; "" where nothing can be said, as when less
    than SHORTEST years lie between, or of an estimate without limits.
    turn: "better" | "worse" than the Land's development, where that stands out from each of these years; else "".
    """

    first: Figure
    last: Figure
    low: float
    high: float
    code: str
    turn: str = ""
    land: tuple[float, float] | None = None
    distance: Distance | None = None
    flow: FlowTrend | None = None


def development_of(figures: Figures, indicator: Indicator, own: Figure, tested: bool = True) -> Development | None:
    """The development of the county's series; None for a single point and for a scale that is set anew every year.

    `tested` False leaves out whether it differs from the Land's.
    """
    every = figures.usual(indicator, own.region)
    if indicator.renormed or len(every) < 2:
        return None
    testable = indicator.nature == "events" and every["numerator"].notna().all()
    start = max(0, len(every) - TREND_POINTS) if testable else _start(every["year"].to_list())
    rows = every.iloc[start:]
    first, last = figure_of(rows.iloc[0]), figure_of(rows.iloc[-1])
    span: dict[str, Any] = {"first": first, "last": last}
    span |= {"low": float(rows["value"].min()), "high": float(rows["value"].max())}
    if indicator.nature == "events":
        return Development(**span, **(_of_events(figures, indicator, rows) if tested else {"code": ""}))
    near = [figure_of(every.iloc[place]) for place in (start - 1, start + 1) if 0 <= place < len(every) - 1]
    code = "" if _without_direction(indicator, first, last) else _moved(first, last, near, indicator.digits)
    if indicator.nature == "estimate" or indicator.money or not (indicator.comparable and tested):
        return Development(**span, code=code)
    beside, *others = (_beside_the_land(figures, indicator, begin, last) for begin in (first, *near))
    if code in ("", "mixed") or any(other and _stands_out(other) != _stands_out(beside) for other in others):
        beside = {name: beside[name] for name in beside if name == "land"}  # too short, or it hangs on the first year
    return Development(**span, code=code, **beside)


def years_between(first: Figure, last: Figure) -> int:
    """Whole years from the year of one figure to that of another."""
    return year_of(last.period) - year_of(first.period)


def _without_direction(indicator: Indicator, first: Figure, last: Figure) -> bool:
    """Too short a time, or an estimate of which nobody says how exact it is; amounts of money are told plainly."""
    inexact = indicator.nature == "estimate" and not indicator.money and not (first.certain and last.certain)
    return inexact or years_between(first, last) < SHORTEST


def _stands_out(beside: Mapping[str, Any]) -> tuple[bool, str]:
    """Whether a change stands out among the Kreise, and which way it is judged."""
    return bool(beside and beside["distance"].stands_out), beside.get("turn", "")


def _start(years: list[int]) -> int:
    """Place of the year from which a change is told: YEARS before the last one, or nearest to that, the earlier first.

    >>> _start([2017, 2018, 2019, 2020, 2021, 2022, 2023, 2025]), _start([2012, 2022])
    (3, 0)
    """
    aim = years[-1] - YEARS
    return min(range(len(years) - 1), key=lambda place: (abs(years[place] - aim), place))


def _moved(first: Figure, last: Figure, near: Sequence[Figure], digits: int) -> str:
    """Which way from the first figure to the last; "mixed" where from a year beside the first it is the other way."""
    way, *others = (_way(begin.value, last.value, digits) for begin in (first, *near))
    return "mixed" if OPPOSITE.get(way) in others else way


def _way(before: float, after: float, digits: int) -> str:
    if german_number(before, digits) == german_number(after, digits):
        return "same"
    return "rose" if after > before else "fell"


def _beside_the_land(figures: Figures, indicator: Indicator, first: Figure, last: Figure) -> dict[str, Any]:
    """The Land's values at both ends, and whether the county's change stands out among the Kreise beside the Land's."""
    then, now = (figures.counterpart(own, figures.county.key[:2]) for own in (first, last))
    if then is None or now is None or not (then.published and now.published):
        return {}
    changes = _changes(figures, first, last)
    own, of_land = last.value - first.value, now.value - then.value
    others = changes[changes.index != last.region].to_numpy(float) - of_land
    found = distance_of(own - of_land, others)
    land = (then.value, now.value)
    faster = own > of_land
    turn = _turn(faster, indicator.better) if found.stands_out else ""
    return {"land": land, "distance": found, "turn": turn}


def _changes(figures: Figures, first: Figure, last: Figure) -> "pd.Series[float]":
    then, now = (figures.peers(own)[["region", "value"]].set_index("region")["value"] for own in (first, last))
    return (now - then).dropna()


def _turn(faster: bool, better: str) -> str:
    if better == "none":
        return ""
    return "better" if faster == (better == "higher") else "worse"


def _of_events(figures: Figures, indicator: Indicator, rows: pd.DataFrame) -> dict[str, Any]:
    """The trend beside the Land's; without counts or a test nothing but the range of the values is told."""
    own = figure_of(rows.iloc[-1])
    years = rows["year"].astype("int64").to_list()
    if rows["numerator"].isna().any() or rows["year"].duplicated().any():
        return {"code": ""}
    every = on_base(figures.of(indicator.id), own.census_base)
    every = every[every["year"].isin(years)].drop_duplicates(["region", "year"], keep="last")
    land = every[every["region"] == figures.county.key[:2]]
    others = every[every["region"].isin(figures.kreise - {own.region})]
    share = Method(own.method).is_share
    counted = [_counted(table, years, share) for table in (land, others)]
    mine = Counted(rows["numerator"].to_numpy(float), people_of(rows).to_numpy(float), share)
    beside = Counted(np.ravel(counted[0].events), np.ravel(counted[0].population), share)
    if not len(land) or not len(others):
        return {"code": ""}
    found = flow_trend(years, mine, beside, counted[1], figures.scatter_of(indicator).phi)
    if not found.stated:
        return {"code": "", "flow": found}
    code = {1: "faster", -1: "slower", 0: "similar"}[found.faster]
    turn = _turn(found.faster > 0, indicator.better) if found.faster else ""
    return {"code": code, "turn": turn, "flow": found}


def _counted(rows: pd.DataFrame, years: list[int], share: bool) -> Counted:
    """Events and people [area, year]; NaN where an area has no figure."""
    rows = rows.assign(people=people_of(rows))
    events, people = (
        rows.pivot(index="region", columns="year", values=column).reindex(columns=years).to_numpy(float)
        for column in ("numerator", "people")
    )
    return Counted(events, people, share)
