"""How a figure moved: stocks from then to now, events by their trend beside the Land's own, money plainly."""

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
from isp_utils.model.terms import Method
from isp_utils.model.wording import german_number
from isp_utils.statistics.trend import Counted, FlowTrend, flow_trend

POINTS, TREND_POINTS = 5, 10  # how far back a change is told, and a trend of events tested


@dataclass(frozen=True)
class Development:
    """The series since `first`, without breaks and exceptional years.

    code: "rose" | "fell" | "same" for stocks and estimates, "faster" | "slower" | "similar" than the Land for events,
    "" where nothing can be said. turn: "better" | "worse" than the Land's development, where that stands out; else "".
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
    rows = figures.usual(indicator, own.region)
    testable = indicator.nature == "events" and rows["numerator"].notna().all()
    rows = rows.iloc[-TREND_POINTS if testable else -POINTS :]
    if indicator.renormed or len(rows) < 2:
        return None
    first, last = figure_of(rows.iloc[0]), figure_of(rows.iloc[-1])
    span: dict[str, Any] = {"first": first, "last": last}
    span |= {"low": float(rows["value"].min()), "high": float(rows["value"].max())}
    if indicator.nature == "events":
        return Development(**span, **(_of_events(figures, indicator, rows) if tested else {"code": ""}))
    code = _moved(first.value, last.value, indicator.digits)
    if indicator.nature == "estimate" or indicator.money or not (indicator.comparable and tested):
        return Development(**span, code=code)
    return Development(**span, code=code, **_beside_the_land(figures, indicator, first, last))


def _moved(before: float, after: float, digits: int) -> str:
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
