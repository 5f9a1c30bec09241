"""Do two answers hang together? Tests of weighted cross-tables that know the design.

Rao & Scott (1984), Ann Stat 12:46; Thomas & Rao (1987), J Am Stat Assoc 82:630. No p-values on full counts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from isp_utils.statistics.intervals import Array, StatisticsError
from isp_utils.statistics.survey.design import Design
from isp_utils.statistics.survey.estimates import mean, total

STATISTICS = ("F", "Chisq", "Wald", "adjWald")


@dataclass(frozen=True)
class TableTest:
    """Test statistic with its degrees of freedom (denominator infinite for chi-square) and p."""

    statistic: float
    degrees: tuple[float, float]
    p: float
    method: str


def independence(design: Design, rows: ArrayLike, columns: ArrayLike, statistic: str = "F") -> TableTest:
    """Are two categorical answers independent in the population? Second-order Rao-Scott F by default.

    "Chisq" is the first-order correction (statistic: Pearson's chi-square as if independent), "Wald" and
    "adjWald" test the cells' departures directly and need many clusters. Fewer than two categories on either
    side: StatisticsError. Answers must be complete; leave "keine Angabe" out by giving those rows weight nowhere.
    """
    if statistic not in STATISTICS:
        raise StatisticsError(f"The statistic is one of {', '.join(STATISTICS)}, not {statistic}.")
    first, second = (np.unique(np.asarray(side), return_inverse=True) for side in (rows, columns))
    shape = (first[0].size, second[0].size)
    if min(shape) < 2:
        raise StatisticsError("A cross-table needs two categories on either side.")
    in_rows, in_columns = np.eye(shape[0])[first[1]], np.eye(shape[1])[second[1]]
    if statistic in ("Wald", "adjWald"):
        return _wald(design, (in_rows, in_columns), statistic == "adjWald")
    return _rao_scott(design, (in_rows, in_columns), statistic)


def multiple_response(design: Design, options: ArrayLike, groups: ArrayLike) -> TableTest:
    """Do groups differ in what they ticked? `options[row, option]` is 0 or 1, several may be 1.

    Sum over the options of Rao-Scott's first-order statistics: answers of one person to several options are
    dependent, so no single chi-square across options. Thomas & Decady (2004), J Appl Stat 31:777.
    """
    table = np.asarray(options, float)
    kinds = np.unique(np.asarray(groups)).size
    parts = [independence(design, column, groups, "Chisq") for column in table.T if np.ptp(column) > 0]
    if not parts:
        raise StatisticsError("Every option was ticked by all or by nobody: there is nothing to compare.")
    corrected = sum(_quantile_of(part) for part in parts)
    degrees = float(len(parts) * (kinds - 1))
    return TableTest(corrected, (degrees, np.inf), float(special.chdtrc(degrees, corrected)), "multiple response")


def _rao_scott(design: Design, sides: tuple[Array, Array], statistic: str) -> TableTest:
    in_rows, in_columns = sides
    n, r, c = design.weights.size, in_rows.shape[1], in_columns.shape[1]
    cells = mean(design, np.einsum("ni,nj->nij", in_rows, in_columns).reshape(n, -1))
    p = cells.value
    table = p.reshape(r, c)
    expected = np.outer(table.sum(axis=1), table.sum(axis=0))
    pearson = float(n * ((table - expected) ** 2 / expected).sum())
    contrast = _interactions(r, c)
    inverse = np.diag(np.where(p > 0, 1 / np.where(p > 0, p, 1), 0))
    simple = contrast.T @ inverse @ contrast / n
    real = contrast.T @ inverse @ cells.covariance @ inverse @ contrast
    effects = np.linalg.solve(simple, real)
    trace, squares = float(np.trace(effects)), float(np.trace(effects @ effects))
    if statistic == "Chisq":
        k = contrast.shape[1]
        p_value = float(special.chdtrc(k, pearson / (trace / k)))
        return TableTest(pearson, (float(k), np.inf), p_value, "Rao-Scott, first order")
    degrees = (trace**2 / squares, trace**2 / squares * design.degrees)
    value = pearson / trace
    return TableTest(value, degrees, float(special.fdtrc(*degrees, value)), "Rao-Scott F, second order")


def _wald(design: Design, sides: tuple[Array, Array], adjusted: bool) -> TableTest:
    in_rows, in_columns = sides
    n, r, c = design.weights.size, in_rows.shape[1], in_columns.shape[1]
    inner = np.einsum("ni,nj->nij", in_rows[:, 1:], in_columns[:, 1:]).reshape(n, -1)
    found = total(design, np.column_stack([inner, in_rows[:, 1:], in_columns[:, 1:], np.ones(n)]))
    k = inner.shape[1]
    x, a, b, size = np.split(found.value, [k, k + r - 1, k + r + c - 2])
    jacobian = np.column_stack(
        [
            np.eye(k),
            -np.kron(np.eye(r - 1), b[:, np.newaxis]) / size,
            -np.kron(a[:, np.newaxis], np.eye(c - 1)) / size,
            np.outer(a, b).ravel() / size**2,
        ]
    )
    departure = x - np.outer(a, b).ravel() / size
    spread = jacobian @ found.covariance @ jacobian.T
    value = float(departure @ np.linalg.solve(spread, departure))
    freedom = float(design.degrees)
    if adjusted:
        degrees = (float(k), freedom - k + 1)
        value = value * degrees[1] / (k * freedom)
    else:
        degrees, value = (float(k), freedom), value / k
    return TableTest(value, degrees, float(special.fdtrc(*degrees, value)), "adjusted Wald" if adjusted else "Wald")


def _interactions(r: int, c: int) -> Array:
    """Interaction contrasts, cleared of rows and columns by least squares (not weighted: as Rao and Scott do)."""
    rows, columns = np.divmod(np.arange(r * c), c)
    in_rows, in_columns = np.eye(r)[rows][:, 1:], np.eye(c)[columns][:, 1:]
    main = np.column_stack([np.ones(r * c), in_rows, in_columns])
    inner = np.einsum("ni,nj->nij", in_rows, in_columns).reshape(r * c, -1)
    return np.asarray(inner - main @ np.linalg.lstsq(main, inner, rcond=None)[0])


def _quantile_of(part: TableTest) -> float:
    """The corrected statistic of a first-order test: the chi-square that has its p-value."""
    return float(special.chdtri(part.degrees[0], max(part.p, 1e-300)))
