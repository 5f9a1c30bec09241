"""The place of the county among the Kreise: one for counts of everybody, a range for what chance moves."""

from dataclasses import dataclass

import numpy as np

from isp_utils.indicators.chance import people_of
from isp_utils.indicators.figure import Figure
from isp_utils.indicators.figures import Figures
from isp_utils.indicators.statements.comparison import FEWEST_OTHERS
from isp_utils.model.catalogue import Indicator
from isp_utils.model.terms import Method
from isp_utils.statistics.ranks import rank_range


@dataclass(frozen=True)
class Place:
    """From which to which place of how many Kreise. The last place is the least favourable, or the highest value."""

    first: int
    last: int
    areas: int


def place_of(figures: Figures, indicator: Indicator, own: Figure) -> Place | None:
    """The county's place in the year of its figure; None where too few Kreise have one or no order can be told."""
    rows = figures.peers(own)
    if not indicator.comparable or len(rows) <= FEWEST_OTHERS or own.region not in set(rows["region"]):
        return None
    if indicator.nature == "stock":
        values, mine = rows["value"].round(indicator.digits), round(own.value, indicator.digits)
        found = Place(int((values < mine).sum()) + 1, int((values <= mine).sum()), len(rows))
        return _turned(found) if indicator.better == "higher" else found
    if rows["numerator"].isna().all():
        return None
    number = int(np.flatnonzero(rows["region"] == own.region)[0])
    share, phi = Method(own.method).is_share, figures.scatter_of(indicator).phi
    ranks = rank_range(rows["numerator"], people_of(rows), number, phi, share)
    if ranks is None:
        return None
    found = Place(ranks.lowest, ranks.highest, ranks.areas)
    return _turned(found) if indicator.better == "higher" else found


def _turned(place: Place) -> Place:
    return Place(place.areas + 1 - place.last, place.areas + 1 - place.first, place.areas)
