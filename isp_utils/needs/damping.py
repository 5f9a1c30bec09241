"""The damped trend of many areas: every area from its own last value, all with the common slope, ever more slowly.

Gardner & McKenzie (1985), Management Science 31:1237. The slope of a county is mostly chance: the slope of its Land is
used for all. How strongly to damp, and how wide the interval is, comes from earlier origins of the same series only.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from isp_utils.statistics.intervals import Array, Estimate, StatisticsError

DAMPINGS = (0.5, 0.6, 0.7, 0.8, 0.9)  # a trend of quotas or births that never slows down is not believed
SPAN = 5  # values a slope is fitted to
LEAST = 3
CONFIDENCE = 0.8


@dataclass(frozen=True)
class Rule:
    """How a damped trend is made: values the slope rests on, and what is left of it a year later."""

    damping: float
    span: int = SPAN
    logarithmic: bool = False  # growth in percent rather than in units; an area keeps its share of the last years


Forecast = Callable[[Array, int, Rule], Array]  # history [area, time], horizon and rule -> [area, horizon]


def damped(history: Array, horizon: int, rule: Rule) -> Array:
    """Forecast `[area, horizon]` of series `[area, time]` without gaps, in their unit (Gardner & McKenzie 1985).

    Raises StatisticsError where fewer than LEAST values end a series.

    >>> rise = np.array([[10.0, 12.0, 14.0], [20.0, 22.0, 24.0]])
    >>> damped(rise, 2, Rule(0.5)).tolist()
    [[15.0, 15.5], [25.0, 25.5]]
    """
    recent = history[:, -rule.span :]
    if recent.shape[1] < LEAST or np.isnan(recent).any():
        raise StatisticsError(f"A damped trend needs {LEAST} known values at the end of every series.")
    if rule.logarithmic:  # of all areas together, as births of the Land
        total = np.log(recent.sum(axis=0))
        slope = (total[-1] - total[0]) / (recent.shape[1] - 1)
    else:
        time = np.arange(recent.shape[1]) - (recent.shape[1] - 1) / 2
        slope = ((recent * time).sum(axis=1) / (time**2).sum()).mean()
    gain = slope * np.cumsum(rule.damping ** np.arange(1, horizon + 1))
    if rule.logarithmic:
        level = recent_level(history)
        return np.asarray((level / level.sum() * history[:, -1].sum())[:, np.newaxis] * np.exp(gain))
    return np.asarray(recent[:, -1:] + gain)


def recent_level(history: Array) -> Array:
    """Mean of the last LEAST values of each series `[area, time]`, in its unit: one year of one area is mostly chance.

    >>> recent_level(np.array([[9.0, 1.0, 2.0, 3.0]])).tolist()
    [2.0]
    """
    return np.asarray(history[:, -LEAST:].mean(axis=1))


def past_errors(history: Array, horizon: int, rule: Rule) -> Array:
    """Errors `[origin, area, horizon]` of earlier origins, in the unit (log ratio where logarithmic); NaN beyond.

    Rolling origin: Tashman (2000), International Journal of Forecasting 16:437.
    """
    return errors_of(history, horizon, rule, damped)


def errors_of(history: Array, horizon: int, rule: Rule, made: Forecast) -> Array:
    """The errors of `past_errors`, of any forecast that follows a rule, in its unit (Tashman 2000)."""
    origins = range(LEAST, history.shape[1])
    errors = np.full((len(origins), history.shape[0], horizon), np.nan)
    for row, origin in enumerate(origins):
        known = history[:, origin : origin + horizon]
        forecast = made(history[:, :origin], known.shape[1], rule)
        errors[row, :, : known.shape[1]] = np.log(known / forecast) if rule.logarithmic else known - forecast
    return errors


def chosen(history: Array, horizon: int, rules: Sequence[Rule]) -> Rule:
    """The rule with the smallest median absolute error at earlier origins of the same series `[area, time]`.

    No look ahead: every origin sees its own past only (Tashman 2000).
    """
    return min(rules, key=lambda rule: float(np.nanmedian(np.abs(past_errors(history, horizon, rule)))))


def half_widths(errors: Array, confidence: float = CONFIDENCE) -> Array:
    """Half width `[horizon]`, in the unit of the errors, that held so many of them; never narrower further ahead.

    Horizons that the past has not seen widen in proportion to the time, from the last one seen. Empirical intervals:
    Williams & Goodman (1971), JASA 66:752. Raises StatisticsError without any error.
    """
    flat = np.abs(errors.reshape(-1, errors.shape[-1]))
    seen = np.asarray(~np.isnan(flat).all(axis=0))
    if not seen[0]:
        raise StatisticsError("No past error is known.")
    width = np.array([np.nanquantile(column, confidence) for column in flat[:, seen].T])
    width = np.maximum.accumulate(width)
    beyond = np.arange(width.size + 1, errors.shape[-1] + 1)
    return np.concatenate([width, width[-1] * beyond / width.size])


def forecast(history: Array, horizon: int, rules: Sequence[Rule]) -> tuple[Estimate, Rule]:
    """Damped trend `[area, horizon]` in the unit of the series, with the 80 % interval its earlier errors deserve, and
    the rule that was chosen (Gardner & McKenzie 1985; Williams & Goodman 1971).
    """
    rule = chosen(history, min(horizon, SPAN), rules)
    value = damped(history, horizon, rule)
    half = half_widths(past_errors(history, horizon, rule))
    limits = (value * np.exp(-half), value * np.exp(half)) if rule.logarithmic else (value - half, value + half)
    return Estimate(value, *limits, CONFIDENCE, "damped trend, past errors"), rule


QUOTA_RULES = tuple(Rule(damping) for damping in DAMPINGS)
BIRTH_RULES = tuple(
    Rule(damping, 4, logarithmic=True) for damping in DAMPINGS[:-1]
)  # 0.9 empties a county in ten years
