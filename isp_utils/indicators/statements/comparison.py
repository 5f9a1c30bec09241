"""A figure beside another area's: events and estimates by their limits, stocks by how far the Kreise lie apart."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from isp_utils.indicators.figure import Figure
from isp_utils.indicators.figures import Figures
from isp_utils.model.catalogue import Indicator
from isp_utils.model.schema import Flag
from isp_utils.model.wording import german_number
from isp_utils.statistics.comparison import difference
from isp_utils.statistics.intervals import Estimate

FEWEST_OTHERS = 5  # Kreise that make a yardstick
NEVER_JUDGED = (Flag.DEMO.value, Flag.ESTIMATED.value)


@dataclass(frozen=True)
class Distance:
    """How far the county lies from a reference, and that it lies farther than `nearer` of `others` Kreise do."""

    nearer: int
    others: int

    @property
    def stands_out(self) -> bool:
        """Farther than most: than the median of the others."""
        return self.others >= FEWEST_OTHERS and 2 * self.nearer > self.others


@dataclass(frozen=True)
class Comparison:
    """The figure of a reference area, and how the county's own compares.

    code: "higher" | "lower" (established, or for stocks farther away than most Kreise), "similar", "" (nothing can be
    said). gap: own minus other, in the unit of the Kennzahl; people: the same in persons or things, NaN where unknown.
    """

    other: Figure
    code: str
    gap: float
    people: float
    distance: Distance | None


def compared(figures: Figures, indicator: Indicator, own: Figure, region: str) -> Comparison | None:
    """The county's figure beside that of an area in the same year; None where the two cannot stand side by side."""
    other = figures.counterpart(own, region)
    if not indicator.comparable or other is None or not other.published or other.demo or region == own.region:
        return None
    gap = own.value - other.value
    people = gap / indicator.per * own.denominator if np.isfinite(own.numerator) else float("nan")
    if indicator.nature != "stock":
        return Comparison(other, by_limits(own, other), gap, people, None)
    found = distance_among(figures.peers(own), own, other.value)
    same = german_number(own.value, indicator.digits) == german_number(other.value, indicator.digits)
    code = "" if found.others < FEWEST_OTHERS else _direction(gap) if found.stands_out and not same else "similar"
    return Comparison(other, code, gap, people, found)


def by_limits(own: Figure, other: Figure) -> str:
    """'higher' | 'similar' | 'lower' with 95 % certainty, '' where the own figure has no limits.

    A reference without limits of its own (Land, Bund) counts as fixed.
    """
    return str(_limit_codes(_estimate(own), other)) if own.certain else ""


def _limit_codes(own: Estimate, other: Figure) -> NDArray[np.str_]:
    gap = difference(own, _estimate(other))
    return np.where(gap.lower > 0, "higher", np.where(gap.upper < 0, "lower", "similar"))


def codes_among(rows: pd.DataFrame, indicator: Indicator, land: Figure) -> NDArray[np.str_]:
    """The codes that `compared` would find for each Kreis beside the Land [Kreis], all at once.

    rows: as Figures.peers. "" where nothing can be said, as well of figures that are made up or estimated.
    """
    values, lower, upper = (rows[name].to_numpy(float) for name in ("value", "lower", "upper"))
    if indicator.nature == "stock":
        known = np.full(len(rows), len(rows) > FEWEST_OTHERS)
        codes = _distance_codes(values, indicator, land.value)
    else:
        known = np.isfinite(lower) & np.isfinite(upper)
        codes = _limit_codes(Estimate(values, lower, upper, 0.95, ""), land)
    return np.where(known & ~rows["flag"].isin(NEVER_JUDGED).to_numpy(), codes, "")


def _distance_codes(values: NDArray[np.float64], indicator: Indicator, land: float) -> NDArray[np.str_]:
    gaps = values - land
    distances = np.abs(gaps)
    nearer = np.searchsorted(np.sort(distances), distances)
    printed = german_number(land, indicator.digits)
    same = np.array([german_number(value, indicator.digits) == printed for value in values], bool)
    stands_out = (2 * nearer > len(values) - 1) & ~same
    return np.where(stands_out, np.where(gaps > 0, "higher", "lower"), "similar")


def distance_among(rows: pd.DataFrame, own: Figure, reference: float) -> Distance:
    """Distance of the own value among those of the Kreise (rows with region and value, the own one among them)."""
    others = rows["value"][rows["region"] != own.region].to_numpy(float)
    return distance_of(own.value - reference, others - reference)


def distance_of(own: float, others: ArrayLike) -> Distance:
    """One deviation among others [Kreis]; those that are not known (NaN) do not count."""
    deviations = np.abs(np.asarray(others, float))
    known = deviations[np.isfinite(deviations)]
    return Distance(int((known < abs(own)).sum()), int(known.size))


def _direction(gap: float) -> str:
    return "higher" if gap > 0 else "lower"


def _estimate(figure: Figure) -> Estimate:
    lower, upper = (figure.lower, figure.upper) if figure.certain else (figure.value, figure.value)
    return Estimate(np.asarray(figure.value), np.asarray(lower), np.asarray(upper), 0.95, figure.method)
