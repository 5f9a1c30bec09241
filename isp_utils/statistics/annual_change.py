"""Annual change of event rates where they scatter more than Poisson allows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy import optimize

from isp_utils.statistics.intervals import Array
from isp_utils.statistics.trend import AnnualChange, poisson_change, year_of

LARGEST_ALPHA = 10.0  # variance = mean + alpha mean^2; beyond this a series of counts says nothing


def negative_binomial_change(
    periods: Sequence[object], events: ArrayLike, population: ArrayLike = 1.0, confidence: float = 0.95
) -> AnnualChange:
    """Average change a year in percent by negative binomial regression (NB2), dispersion by moments.

    The dispersion makes Pearson's chi-square equal its degrees of freedom. A series that does not scatter more
    than Poisson gets the Poisson result. Breslow (1984), Appl Stat 33:38. Errors as in `trend.poisson_change`.
    """
    plain = poisson_change(periods, events, population, confidence)
    if plain.dispersion <= 1:
        return plain
    x, n = np.broadcast_arrays(np.asarray(events, float), np.asarray(population, float))
    years = np.array([year_of(p) for p in periods], float)
    known = np.isfinite(x) & (n > 0)
    x, n, years = x[known], n[known], years[known]

    def excess(alpha: float) -> float:
        fit = _fit(x, n, years, alpha)
        return float(fit.pearson_chi2 - fit.df_resid)

    if excess(LARGEST_ALPHA) > 0:
        alpha = LARGEST_ALPHA
    else:
        alpha = float(optimize.brentq(excess, 1e-10, LARGEST_ALPHA, xtol=1e-10))
    fit = _fit(x, n, years, alpha)
    low, high = fit.conf_int(alpha=1 - confidence)[1]
    percent, lower, upper = (100 * float(np.expm1(b)) for b in (fit.params[1], low, high))
    method = "negative binomial regression"
    return AnnualChange(percent, lower, upper, float(fit.pvalues[1]), plain.dispersion, confidence, method)


def _fit(x: Array, n: Array, years: Array, alpha: float) -> Any:
    import statsmodels.api as sm

    design = sm.add_constant(years - years.mean())
    return sm.GLM(x, design, family=sm.families.NegativeBinomial(alpha=alpha), offset=np.log(n)).fit()
