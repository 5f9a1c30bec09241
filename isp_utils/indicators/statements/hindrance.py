"""Why no verdict may rest on a figure: made up, of an exceptional year, too old, only estimated."""

from dataclasses import dataclass
from enum import Enum

from isp_utils.indicators.figure import Figure
from isp_utils.model.catalogue import Indicator
from isp_utils.model.periods import year_of
from isp_utils.model.schema import Flag

OLDEST = 5  # years behind the newest figure of all; what is older says nothing about today


class Hindrance(Enum):
    """The first of these that holds is the one that is told."""

    DEMO = "demo"
    EXCEPTIONAL = "exceptional"
    OLD = "old"
    ESTIMATED = "estimated"


@dataclass(frozen=True)
class Hindered:
    """A hindrance and what a sentence tells of it: the reason of an exceptional year, the year of an old figure."""

    why: Hindrance
    detail: str = ""


def hindered(indicator: Indicator, own: Figure, newest_year: int) -> Hindered | None:
    """What keeps a figure from being judged; None where nothing does. `newest_year`: of all figures there are."""
    year = year_of(own.period)
    reason = next((item.reason for item in indicator.exceptional if item.year == year), "")
    if own.demo:
        return Hindered(Hindrance.DEMO)
    if reason:
        return Hindered(Hindrance.EXCEPTIONAL, reason)
    if year < newest_year - OLDEST:
        return Hindered(Hindrance.OLD, str(year))
    if own.flag == Flag.ESTIMATED.value:
        return Hindered(Hindrance.ESTIMATED)
    return None
