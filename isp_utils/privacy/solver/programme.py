"""A linear programme that stays open: aim and bounds change, and each solution starts from the one before.

Thousands of small programmes differ in a bound or in the aim alone. HiGHS keeps its basis between them, which scipy's
interface to it does not offer (docs/decisions/0007-geheimhaltung.md).
"""

from typing import Any

import highspy
import numpy as np
from highspy._core import _Highs  # the solver itself: the class around it prints a banner and prepares callbacks

from isp_utils.privacy.solver.system import Array, Positions

OPTIONS: dict[str, bool | int | str] = {"output_flag": False, "presolve": "off", "threads": 1}
PRIMAL, DUAL = 4, 1  # each 8 to 20 times quicker than the other in its place
SETTLED = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible)


class Programme:
    """The least of an aim over n changes with `relations @ change = 0` (m x n) within bounds."""

    def __init__(self, relations: Any, bounds: Array, start: int = PRIMAL) -> None:
        """Bounds: n x 2, finite. The simplex to use: primal from one aim to the next, dual where all has its price."""
        matrix, (rows, cells) = relations.tocsc(), relations.shape
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = cells, rows
        lp.col_cost_ = np.zeros(cells)
        lp.col_lower_, lp.col_upper_ = bounds[:, 0], bounds[:, 1]
        lp.row_lower_ = lp.row_upper_ = np.zeros(rows)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = matrix.indptr, matrix.indices, matrix.data
        self._bounds, self._aim = bounds.copy(), np.zeros(cells)
        self._highs = _Highs()
        for option, value in (OPTIONS | {"simplex_strategy": start}).items():
            self._highs.setOptionValue(option, value)
        self._highs.passModel(lp)

    def least(self, aim: Array, bounds: Array) -> Array | None:
        """The change [n] with the least aim @ change; None where no change keeps the bounds [n, 2]."""
        self._set(aim, bounds)
        self._highs.run()
        if self._highs.getModelStatus() not in SETTLED:
            self._highs.clearSolver()  # a basis that went astray: once more from the start
            self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return np.array(self._highs.getSolution().col_value)

    def marginals(self) -> Array:
        """Array of float [n]: by how much the last aim moves with a bound of each change (dual prices)."""
        return np.array(self._highs.getSolution().col_dual)

    def _set(self, aim: Array, bounds: Array) -> None:
        cells = _positions(aim != self._aim)
        if len(cells):
            self._highs.changeColsCost(len(cells), cells, aim[cells])
        cells = _positions((bounds != self._bounds).any(axis=1))
        if len(cells):
            self._highs.changeColsBounds(len(cells), cells, *np.ascontiguousarray(bounds[cells].T))
        self._aim, self._bounds = aim, bounds


def _positions(mask: Any) -> Positions:
    return np.flatnonzero(mask).astype(np.int32)
