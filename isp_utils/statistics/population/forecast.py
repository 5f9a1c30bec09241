"""Forecasts of long single series: simple exponential smoothing, ARIMA. Yearly series of a county are too short.

Hyndman, Koehler, Ord & Snyder (2008), Forecasting with Exponential Smoothing; Box & Jenkins (1970).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import optimize

from isp_utils.statistics.intervals import Array, StatisticsError, normal_quantile

LEAST_POINTS = 15  # no ARIMA below; smoothing needs four


@dataclass(frozen=True)
class Forecast:
    """Expected values of the next steps with prediction limits, the fitted parameters and the error variance."""

    value: Array
    lower: Array
    upper: Array
    confidence: float
    method: str
    parameters: dict[str, float]
    variance: float
    log_likelihood: float


def exponential_smoothing(
    values: ArrayLike, horizon: int, alpha: float | None = None, confidence: float = 0.8
) -> Forecast:
    """ETS(A,N,N): a level that follows the series, flat forecasts, limits that widen with the horizon.

    Level at the start and (unless given) `alpha` by least squares; error variance with divisor n - 2.
    Gaps or fewer than four values: StatisticsError. The log-likelihood is R's (without constant).

    >>> steady = exponential_smoothing([10.0, 12.0, 11.0, 13.0, 12.0, 14.0], horizon=2, alpha=0.5)
    >>> steady.value.round(2).tolist()
    [13.02, 13.02]
    """
    x = _series(values, 4)
    if alpha is None:
        found = optimize.minimize_scalar(
            lambda a: _smoothed(x, a)[0], bounds=(1e-4, 0.9999), method="bounded", options={"xatol": 1e-10}
        )
        weight = float(found.x)
    else:
        weight = alpha
    squares, level, start = _smoothed(x, weight)
    variance = squares / (x.size - 2)
    half = normal_quantile(confidence) * np.sqrt(variance * (1 + np.arange(horizon) * weight**2))
    value = np.full(horizon, level)
    likelihood = -x.size / 2 * float(np.log(squares))
    found_values = {"alpha": weight, "l0": start}
    return Forecast(value, value - half, value + half, confidence, "ETS(A,N,N)", found_values, variance, likelihood)


def arima(values: ArrayLike, order: tuple[int, int, int], horizon: int, confidence: float = 0.8) -> Forecast:
    """ARIMA by maximum likelihood (statsmodels), with a mean where nothing is differenced.

    Fewer than 15 values or gaps raise StatisticsError.
    """
    from statsmodels.tsa.arima.model import ARIMA

    x = _series(values, LEAST_POINTS)
    # On the scale of the series the likelihood is too flat for the optimiser; with variance 1 it is found exactly.
    shift, scale = (x.mean() if order[1] == 0 else 0.0), x.std()
    fit = ARIMA((x - shift) / scale, order=order, trend="c" if order[1] == 0 else "n").fit()
    ahead = fit.get_forecast(horizon)
    lower, upper = shift + scale * ahead.conf_int(alpha=1 - confidence).T
    names = {"const": "intercept"}
    found = {names.get(n, n.replace(".L", "")): float(v) for n, v in zip(fit.param_names, fit.params, strict=True)}
    variance = found.pop("sigma2") * scale**2
    if "intercept" in found:
        found["intercept"] = shift + scale * found["intercept"]
    value = shift + scale * np.asarray(ahead.predicted_mean)
    likelihood = float(fit.llf - (x.size - order[1]) * np.log(scale))
    return Forecast(value, lower, upper, confidence, f"ARIMA{order}", found, variance, likelihood)


def _smoothed(x: Array, alpha: float) -> tuple[float, float, float]:
    """Sum of squared one-step errors at the best starting level, the last level, and that starting level.

    Errors are linear in the starting level, so the best one is a regression through the origin.
    """
    level, influence = 0.0, 1.0
    errors, effects = np.empty(x.size), np.empty(x.size)
    for i, value in enumerate(x):
        errors[i], effects[i] = value - level, influence
        level, influence = level + alpha * (value - level), influence * (1 - alpha)
    start = float(errors @ effects / (effects @ effects))
    return float(((errors - start * effects) ** 2).sum()), level + influence * start, start


def _series(values: ArrayLike, least: int) -> Array:
    x = np.asarray(values, float)
    if x.ndim != 1 or np.isnan(x).any() or x.size < least:
        raise StatisticsError(f"This forecast needs one complete series of at least {least} values.")
    return x
