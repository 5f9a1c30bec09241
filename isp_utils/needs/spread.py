"""How far forecasts of children missed, as far as it was known at the base date: three parts of every interval.

What all ages of a Kreis share (moves, births), what neighbouring cohorts share, and the chance of a single cohort.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from isp_utils.needs.counted import CHILD, years_of
from isp_utils.needs.damping import CONFIDENCE
from isp_utils.needs.growth import own_weight
from isp_utils.needs.known import Known
from isp_utils.statistics.intervals import Array, normal_quantile

PATTERN_YEARS = 3  # the scatter of cohorts is measured over three years of age
SEEN = 5  # years ahead that earlier migration forecasts are followed
WINDOW = 4  # years that such a forecast rests on
SCHOOL = 6  # age at which school begins, and families have settled
LIKENESS = (0.3, 0.9)  # limits of the correlation of neighbouring cohorts: three points measure it


@dataclass(frozen=True)
class CohortScatter:
    """Scatter of a cohort's growth over PATTERN_YEARS about its Kreis and Land.

    `own`: variance (log) times the number of children, about 1 where moves are independent (Poisson). `near`: variance
    (log) that a cohort shares with its neighbours, before school begins and after; `likeness` to the power of the
    distance is what two cohorts have in common of it.
    """

    own: float
    near: tuple[float, float]
    likeness: float

    def shared_by_neighbours(self, age: Array, lived: Array) -> Array:
        """Variance (log) of the growth over the last `lived` years of life up to an age in years, common to neighbours.

        >>> scatter = CohortScatter(1.0, (0.3, 0.03), 0.5)
        >>> scatter.shared_by_neighbours(np.array([6.0, 9.0]), np.array([3.0, 6.0])).tolist()
        [0.3, 0.33]
        """
        rates = [variance / PATTERN_YEARS for variance in self.near]
        ends = [rates[0] * np.minimum(x, SCHOOL) + rates[1] * np.maximum(x - SCHOOL, 0) for x in (age, age - lived)]
        return np.asarray(ends[0] - ends[1])


def cohort_scatter(known: Known) -> CohortScatter:
    """How the children per birth of neighbouring ages differ within a Kreis beyond the Land, in the profile table.

    The covariances of cohorts one and two years apart say what neighbours share. Families move before school begins:
    what neighbours share is measured for both times of life.
    """
    table = known.profile
    children = table.children[:, :CHILD]
    born = np.column_stack([known.births[table.year - age] for age in range(CHILD)])
    own = np.log(children / born) - np.log(known.arrived[:CHILD])
    change = own[:, PATTERN_YEARS:] - own[:, :-PATTERN_YEARS]
    change = change - change.mean(axis=1, keepdims=True)
    young, old = change[:, : SCHOOL - PATTERN_YEARS], change[:, SCHOOL - PATTERN_YEARS :]
    one, two = (_covariance(young, apart) for apart in (1, 2))
    likeness = float(np.clip(two / one, *LIKENESS)) if one else LIKENESS[0]
    near = (one / likeness, _covariance(old, 1) / likeness)
    common = np.where(np.arange(change.shape[1]) < young.shape[1], *near)
    return CohortScatter(float(((change**2 - common) * born[:, PATTERN_YEARS:]).mean()), near, likeness)


def _covariance(change: Array, apart: int) -> float:
    """Covariance of cohorts so many years apart, over all Kreise; 0 where neighbours share nothing."""
    return max(float((change[:, apart:] * change[:, :-apart]).mean()), 0.0)


def half_width(errors: Array) -> Array:
    """80 % half width `[step]` from the root mean square of errors `[..., step]`; never narrower further ahead.

    Not a quantile: years that hit all Kreise at once are rare and large, and a quantile passes over them.
    """
    flat = errors.reshape(-1, errors.shape[-1])
    return np.asarray(normal_quantile(CONFIDENCE) * np.maximum.accumulate(np.sqrt(np.nanmean(flat**2, axis=0))))


def along(widths: Array, years: Array) -> Array:
    """Half widths after `years` (any length of time) from those after 1, 2, 3 ... years; beyond, in proportion.

    >>> along(np.array([1.0, 3.0]), np.array([0.5, 1.5, 4.0])).tolist()
    [0.5, 2.0, 6.0]
    """
    last = widths.size
    inside = np.interp(years, np.arange(last + 1), np.concatenate([[0.0], widths]))
    return np.asarray(np.where(years > last, widths[-1] * np.asarray(years) / last, inside))


def migration_widths(known: Known) -> Array:
    """80 % half width (log) of a cohort's growth 1..SEEN years ahead, from migration forecasts of earlier dates.

    Migration of all ages times the children's factor. Rayer, Smith & Tayman (2009), Popul Res Policy Rev 28:773.
    """
    weight = own_weight(known)
    return np.maximum.accumulate([half_width(_move_errors(known, weight, step))[0] for step in range(1, SEEN + 1)])


def _move_errors(known: Known, weight: float, steps: int) -> Array:
    """Errors `[case, 1]` of the children's moves over so many years, forecast as the mean of the WINDOW before."""
    columns, errors = years_of(known.moves), []
    people = known.children.sum(axis=1)
    for place in range(WINDOW - 1, len(columns) - steps):
        ahead: Sequence[int] = columns[place + 1 : place + 1 + steps]
        if ahead[-1] - columns[place] != steps:
            continue
        own = known.moves[columns[place - WINDOW + 1 : place + 1]].mean(axis=1).to_numpy()
        common = (own * people).sum() / people.sum()
        errors.append(known.moves[ahead].sum(axis=1).to_numpy() - steps * (common + weight * (own - common)))
    return known.child_factor * np.concatenate(errors)[:, np.newaxis]


def census_break(known: Known) -> float:
    """80 % half width (log) of what the last census did to the population of a Kreis, beyond births and deaths.

    Only a comparison across a census needs it. 0 where no change of base is known.
    """
    return float(half_width(known.revised[:, np.newaxis])[0]) if known.revised.size else 0.0
