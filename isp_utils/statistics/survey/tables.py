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
from isp_utils.statistics.survey.estimates import mean


@dataclass(frozen=True)
class TableTest:
    """Test statistic with its degrees of freedom and p."""

    statistic: float
    degrees: tuple[float, float]
    p: float
    method: str


def independence(design: Design, rows: ArrayLike, columns: ArrayLike) -> TableTest:
    """Are two categorical answers independent in the population? Rao and Scott's F of second order.

    Rao & Scott (1984), Ann Stat 12:46; degrees of freedom as Thomas & Rao (1987), J Am Stat Assoc 82:630.

    `rows` and `columns` hold one answer a row of the design, complete. Fewer than two categories on either side:
    StatisticsError.
    """
    first, second = (np.unique(np.asarray(side), return_inverse=True) for side in (rows, columns))
    shape = (first[0].size, second[0].size)
    if min(shape) < 2:
        raise StatisticsError("A cross-table needs two categories on either side.")
    in_rows, in_columns = np.eye(shape[0])[first[1]], np.eye(shape[1])[second[1]]
    n, r, c = design.weights.size, *shape
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
    degrees = (trace**2 / squares, trace**2 / squares * design.degrees)
    value = pearson / trace
    return TableTest(value, degrees, float(special.fdtrc(*degrees, value)), "Rao-Scott F, second order")


def _interactions(r: int, c: int) -> Array:
    """Interaction contrasts, cleared of rows and columns by least squares (not weighted: as Rao and Scott do)."""
    rows, columns = np.divmod(np.arange(r * c), c)
    in_rows, in_columns = np.eye(r)[rows][:, 1:], np.eye(c)[columns][:, 1:]
    main = np.column_stack([np.ones(r * c), in_rows, in_columns])
    inner = np.einsum("ni,nj->nij", in_rows, in_columns).reshape(r * c, -1)
    return np.asarray(inner - main @ np.linalg.lstsq(main, inner, rcond=None)[0])
