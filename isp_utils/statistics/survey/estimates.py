"""Totals, means, ratios and shares of a survey, for everybody or a domain, with their errors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from isp_utils.statistics.intervals import Array, Estimate, StatisticsError
from isp_utils.statistics.survey.design import Design, covariance

LIMITS = ("logit", "beta")


@dataclass(frozen=True)
class SurveyEstimate:
    """Estimates with their covariance and the design's degrees of freedom."""

    value: Array
    covariance: Array
    degrees: int

    @property
    def error(self) -> Array:
        """Standard errors."""
        return np.asarray(np.sqrt(np.maximum(np.diag(self.covariance), 0)))

    def limits(self, confidence: float = 0.95, per: float = 1.0) -> Estimate:
        """Symmetric limits of Student's t with the design's degrees of freedom."""
        half = float(special.stdtrit(self.degrees, 0.5 + confidence / 2)) * self.error
        low, high = self.value - half, self.value + half
        return Estimate(self.value * per, low * per, high * per, confidence, "design-based, t")


def total(design: Design, values: ArrayLike, domain: ArrayLike = True) -> SurveyEstimate:
    """Population total of each column; missing answers and rows outside the domain count as not belonging to it.

    `values[row]` or `[row, column]`; in their unit. Särndal, Swensson & Wretman (1992), chapters 3 and 4.
    """
    y, inside = _answers(design, values, domain)
    z = np.where(inside, y, 0.0)
    return SurveyEstimate(design.weights @ z, covariance(design, z), design.degrees)


def mean(design: Design, values: ArrayLike, domain: ArrayLike = True) -> SurveyEstimate:
    """Population mean of each column among those of the domain who answered it.

    Columns of 0 and 1 give shares. A domain nobody answered for gives NaN.

    >>> from isp_utils.statistics.survey.design import sample_design
    >>> found = mean(sample_design([2.0] * 4, population=[8] * 4), [1.0, 2.0, 3.0, 4.0])
    >>> round(float(found.value[0]), 2), round(float(found.error[0]), 4)
    (2.5, 0.4564)
    """
    y, inside = _answers(design, values, domain)
    return ratio_of(design, np.where(inside, y, 0.0), inside.astype(float))


def ratio(design: Design, numerator: ArrayLike, denominator: ArrayLike, domain: ArrayLike = True) -> SurveyEstimate:
    """Ratio of two totals (children without a place to children) among rows where both are known.

    Särndal, Swensson & Wretman (1992), chapter 5; without unit, NaN where the denominator is 0.
    """
    y, inside_y = _answers(design, numerator, domain)
    x, inside_x = _answers(design, denominator, domain)
    both = inside_y & inside_x
    return ratio_of(design, np.where(both, y, 0.0), np.where(both, x, 0.0))


def ratio_of(design: Design, numerator: Array, denominator: Array) -> SurveyEstimate:
    """Ratio of totals of complete columns (0 outside the domain), by Taylor linearisation: `[column]`."""
    base = design.weights @ denominator
    with np.errstate(invalid="ignore", divide="ignore"):
        value = np.where(base != 0, (design.weights @ numerator) / base, np.nan)
        influence = (numerator - value * denominator) / base
    return SurveyEstimate(value, covariance(design, influence), design.degrees)


def shares(design: Design, answers: ArrayLike, domain: ArrayLike = True) -> tuple[Array, SurveyEstimate]:
    """The categories in sorted order and the share (0..1) of each; empty answers ("" or NaN) are left out."""
    given = np.asarray(answers)
    known: NDArray[np.bool_] = given != "" if given.dtype.kind in "US" else ~np.isnan(given.astype(float))
    kinds = np.unique(given[known])
    table = (given[:, np.newaxis] == kinds).astype(float)
    return kinds, mean(design, table, known & np.broadcast_to(np.asarray(domain, bool), known.shape))


def share_limits(
    design: Design, share: SurveyEstimate, kind: str = "logit", confidence: float = 0.95, per: float = 100.0
) -> Estimate:
    """Limits of shares (0..1) that stay inside, in units of `per` (100 = percent): logit (default) or beta.

    Logit: symmetric on the logit scale (Korn & Graubard 1999, Analysis of Health Surveys); beta: the
    design-adjusted Clopper-Pearson interval (Korn & Graubard 1998, Surv Methodol 24:193). A share of 0 or 1 without
    spread keeps the limits of "beta", with the number of answers as effective size.
    """
    if kind not in LIMITS:
        raise StatisticsError(f"Limits of shares are one of {', '.join(LIMITS)}, not {kind}.")
    p, variance = share.value, share.error**2
    t = float(special.stdtrit(share.degrees, 0.5 + confidence / 2))
    rows = design.weights.size
    flat = ~(variance > 0) & ((p == 0) | (p == 1))
    with np.errstate(invalid="ignore", divide="ignore"):
        effective = np.where(flat, rows, p * (1 - p) / variance)
        half = t * share.error / (p * (1 - p))
        low, high = special.expit(special.logit(p) - half), special.expit(special.logit(p) + half)
        fair = effective * (special.stdtrit(rows - 1, 0.5 + confidence / 2) / t) ** 2
        exact = _beta_limits(p, np.where(flat, rows, fair), (1 - confidence) / 2)
    if kind == "beta":
        low, high = exact
    low, high = np.where(flat, exact[0], low), np.where(flat, exact[1], high)
    return Estimate(p * per, low * per, high * per, confidence, f"design-based, {kind}")


def _answers(design: Design, values: ArrayLike, domain: ArrayLike) -> tuple[Array, NDArray[np.bool_]]:
    y = np.asarray(values, float)
    y = y.reshape(y.shape[0], -1)
    if y.shape[0] != design.weights.size:
        raise StatisticsError("One answer a row of the design; domains are given as a mask, not by leaving rows out.")
    inside = np.broadcast_to(np.asarray(domain, bool), y.shape[:1])[:, np.newaxis] & ~np.isnan(y)
    return np.where(inside, y, 0.0), inside


def _beta_limits(p: Array, size: Array, tail: float) -> tuple[Array, Array]:
    low = np.where(p * size > 0, special.betaincinv(p * size, size * (1 - p) + 1, tail), 0.0)
    high = np.where(size * (1 - p) > 0, special.betaincinv(p * size + 1, size * (1 - p), 1 - tail), 1.0)
    return low, high
