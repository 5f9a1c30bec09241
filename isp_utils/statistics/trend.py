"""Is a series rising or falling? Fingertips' five-point rule, cuts at breaks, annual change in percent."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from isp_utils.statistics.intervals import Array, StatisticsError

POINTS = 5
CHI_SQUARE = 9.54953570608324  # 1 degree of freedom, p < 0.002: the constant of Fingertips


class Outcome(enum.Enum):
    """The nine outcomes of Fingertips; the value is the German word of the reports."""

    NOT_YET_CALCULATED = "noch nicht berechnet"
    CANNOT_BE_CALCULATED = "nicht berechenbar"
    NO_CHANGE = "keine gesicherte Veränderung"
    INCREASING = "steigend"
    DECREASING = "fallend"
    INCREASING_BETTER = "steigend (günstige Entwicklung)"
    INCREASING_WORSE = "steigend (ungünstige Entwicklung)"
    DECREASING_BETTER = "fallend (günstige Entwicklung)"
    DECREASING_WORSE = "fallend (ungünstige Entwicklung)"


RISING = {"none": Outcome.INCREASING, "higher": Outcome.INCREASING_BETTER, "lower": Outcome.INCREASING_WORSE}
FALLING = {"none": Outcome.DECREASING, "higher": Outcome.DECREASING_WORSE, "lower": Outcome.DECREASING_BETTER}


@dataclass(frozen=True)
class Trend:
    """Outcome, weighted slope a year in the unit of the values (NaN if not calculated), periods used."""

    outcome: Outcome
    slope: float
    chi_square: float
    first_period: str
    last_period: str


@dataclass(frozen=True)
class AnnualChange:
    """Change a year in percent with limits; `dispersion` well above 1: Poisson limits are too narrow."""

    percent: float
    lower: float
    upper: float
    p: float
    dispersion: float
    confidence: float
    method: str


def recent_trend(
    periods: Sequence[object], value: ArrayLike, lower: ArrayLike, upper: ArrayLike, better: str = "none"
) -> Trend:
    """Trend of the last five consecutive yearly values with 95 % limits, by the rule of Fingertips.

    Weighted slope with SE = (upper - lower) / 3.92; a trend needs chi-square > 9.5495 and the same sign of
    slope when any one point is left out. Missing values are skipped; the last five known ones must be
    consecutive years. For shares and rates only; hand the series in cut at its breaks (`cut_at`).
    An empty series is "not yet calculated", anything else that falls short "cannot be calculated".
    DHSC FingertipsNext, TrendMarkerCalculator.cs.

    >>> v = np.array([7.0826, 7.1085, 7.2571, 7.4528, 7.6554])
    >>> recent_trend(["2020", "2021", "2022", "2023", "2024"], v, v - 0.007, v + 0.011, "lower").outcome.value
    'steigend (ungünstige Entwicklung)'
    """
    if better not in RISING:
        raise StatisticsError(f'better must be "higher", "lower" or "none", not "{better}".')
    columns = [np.asarray(x, float) for x in (value, lower, upper)]
    if any(c.shape != (len(periods),) for c in columns):
        raise StatisticsError("Periods, values and limits of a trend must have one length.")
    known = np.flatnonzero(np.all(np.isfinite(columns), axis=0))[-POINTS:]
    years = [starting_year(periods[i]) for i in known]
    if not periods:
        return Trend(Outcome.NOT_YET_CALCULATED, np.nan, np.nan, "", "")
    first, last = (str(periods[known[0]]), str(periods[known[-1]])) if known.size else ("", "")
    if years != list(range(years[0], years[0] + POINTS)) if years else True:
        return Trend(Outcome.CANNOT_BE_CALCULATED, np.nan, np.nan, first, last)
    slope, chi_square, direction = five_points(*(c[known] for c in columns))
    return Trend(outcome(float(direction), better), float(slope), float(chi_square), first, last)


def five_points(value: ArrayLike, lower: ArrayLike, upper: ArrayLike) -> tuple[Array, Array, Array]:
    """Slope a year, chi-square and direction (1, 0, -1; NaN = not calculable) over a last axis of five years.

    Vectorised over all leading axes: all areas and indicators in one pass.
    DHSC FingertipsNext, TrendMarkerCalculator.cs.
    """
    y, low, high = (np.asarray(x, float) for x in (value, lower, upper))
    if y.shape[-1] != POINTS:
        raise StatisticsError(f"The rule looks at exactly {POINTS} points.")
    t = np.arange(1.0, POINTS + 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        w = ((high - low) / 3.92) ** -2
        w = np.where(np.isfinite(w), w, np.nan)
        parts = np.stack([w, w * y * t, w * t, w * y, w * t**2])
        total = parts.sum(axis=-1)
        slope = _slope(total)
        chi_square = slope**2 * (total[0] * total[4] - total[2] ** 2) / total[0]
        without_one = _slope(total[..., np.newaxis] - parts)
    signs = np.where(np.concatenate([slope[..., np.newaxis], without_one], axis=-1) < 0, -1, 1).sum(axis=-1)
    significant = (np.abs(signs) == POINTS + 1) & (chi_square > CHI_SQUARE)
    direction = np.where(np.isnan(slope), np.nan, np.where(significant, np.sign(slope), 0.0))
    return slope, chi_square, direction


def outcome(direction: float, better: str = "none") -> Outcome:
    """The outcome of a direction (1, 0, -1, NaN) where `better` is higher, lower or none."""
    if np.isnan(direction):
        return Outcome.CANNOT_BE_CALCULATED
    if direction == 0:
        return Outcome.NO_CHANGE
    return RISING[better] if direction > 0 else FALLING[better]


def cut_at(periods: Sequence[object], breaks: Sequence[object]) -> slice:
    """The last unbroken run of a sorted series, as a slice for periods, values and limits alike.

    `breaks` name the first period of each new series, as in the catalogue; later ones cut nothing.

    >>> periods = ["2014", "2015", "2016", "2017"]
    >>> periods[cut_at(periods, ["2016"])]
    ['2016', '2017']
    """
    texts = [str(p) for p in periods]
    if texts != sorted(texts):
        raise StatisticsError("The periods of a series must be sorted.")
    starts = [sum(p < str(b) for p in texts) for b in breaks]
    return slice(max((s for s in starts if s < len(texts)), default=0), len(texts))


def poisson_change(
    periods: Sequence[object], events: ArrayLike, population: ArrayLike = 1.0, confidence: float = 0.95
) -> AnnualChange:
    """Average change of a rate a year in percent: Poisson regression on time, population as offset.

    Needs three years and one event, else StatisticsError. Missing years and empty populations are left out.
    McCullagh & Nelder (1989), Generalized Linear Models, chapter 6.
    """
    import statsmodels.api as sm

    x, n = np.broadcast_arrays(np.asarray(events, float), np.asarray(population, float))
    years = np.array([starting_year(p) for p in periods], float)
    known = np.isfinite(x) & (n > 0)
    if np.any(x[known] < 0) or known.sum() < 3 or x[known].sum() == 0:
        raise StatisticsError("An annual change needs three years with population and at least one event.")
    design = sm.add_constant(years[known] - years[known].mean())
    fit = sm.GLM(x[known], design, family=sm.families.Poisson(), offset=np.log(n[known])).fit()
    low, high = fit.conf_int(alpha=1 - confidence)[1]
    percent, lower, upper = (100 * float(np.expm1(b)) for b in (fit.params[1], low, high))
    dispersion = float(fit.pearson_chi2 / fit.df_resid)
    return AnnualChange(percent, lower, upper, float(fit.pvalues[1]), dispersion, confidence, "Poisson regression")


def _slope(sums: NDArray[np.float64]) -> Array:
    w, wyt, wt, wy, wtt = sums
    return np.asarray((w * wyt - wt * wy) / (w * wtt - wt**2))


def starting_year(period: object) -> int:
    """The year a period begins in ("2023", "2023/24", "2023-12-31"); anything else raises StatisticsError."""
    text = str(period)[:4]
    if not text.isdigit():
        raise StatisticsError(f'"{period}" does not begin with a year.')
    return int(text)
