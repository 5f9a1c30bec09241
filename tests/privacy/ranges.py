"""The least and the greatest that equations and limits allow, in whole people, by linear and integer programmes."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import highspy
import numpy as np
from highspy._core import _Highs
from scipy import sparse

MOST = 2000.0  # no group of people of this kind is larger
SLIP = 1e-6
ROUNDS = 6
NUDGE = 1e-3  # leads to another solution as good as the first: one of them may be of whole people
OPTIONS = {"output_flag": False, "presolve": "off", "threads": 1, "simplex_strategy": 4, "mip_rel_gap": 0.0}
SOLVED = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kObjectiveTarget)
Counts = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Narrow:
    """Equations, limits from above and aims over unknown counts that hang together; how wide an aim should be."""

    equal: sparse.csr_array
    right: Counts
    less: sparse.csr_array
    most: Counts
    aims: sparse.csr_array
    width: Counts

    def ranges(self) -> Counts:
        """n x 2: least and greatest seen; exact where they lie closer than `width`, else as far as was looked."""
        random = np.random.default_rng(self.aims.shape[0])
        seen = np.column_stack([np.full(len(self.width), np.inf), np.full(len(self.width), -np.inf)])
        for _ in range(ROUNDS):
            left = seen[:, 1] - seen[:, 0] < self.width
            weights = np.where(left, random.choice([-1.0, 1.0], len(left)), 0) * random.uniform(0.5, 1.5, len(left))
            seen = self._widened(seen, weights @ self._aims)
            seen = self._widened(seen, -weights @ self._aims)
        for attempt in range(ROUNDS + 1):
            for place in range(len(seen)):
                for sign in (1, -1):
                    if seen[place, 1] - seen[place, 0] < self.width[place]:
                        aside = random.normal(size=self._aims.shape[1]) * (NUDGE if attempt else 0)
                        aim = sign * self._aims[[place]].toarray()[0]
                        wide = (seen[place, ::-1] * (1, -1))[int(sign < 0)] - self.width[place]
                        whole = attempt == ROUNDS
                        seen = self._widened(seen, aim if whole else aim + aside, wide if whole else None)
        return seen

    @cached_property
    def _merged(self) -> sparse.csr_array:
        """Equations, limits and aims; unknowns that stand everywhere together are one, for only their sum matters."""
        table = sparse.vstack([self.equal, self.less, self.aims]).tocsc()
        table.sort_indices()
        columns = {}
        for cell in range(table.shape[1]):
            span = slice(table.indptr[cell], table.indptr[cell + 1])
            columns.setdefault((table.indices[span].tobytes(), table.data[span].tobytes()), cell)
        return table[:, list(columns.values())].tocsr()

    @cached_property
    def _aims(self) -> sparse.csr_array:
        return self._merged[self.equal.shape[0] + self.less.shape[0] :]

    @cached_property
    def _solver(self) -> _Highs:
        """Keeps its basis: from one aim to the next only the aim changes."""
        rules = self._merged[: self.equal.shape[0] + self.less.shape[0]].tocsc()
        lp = highspy.HighsLp()
        lp.num_row_, lp.num_col_ = rules.shape
        lp.col_cost_ = lp.col_lower_ = np.zeros(rules.shape[1])
        lp.col_upper_ = np.full(rules.shape[1], MOST)
        lp.row_lower_ = np.concatenate([self.right - SLIP, np.full(len(self.most), -np.inf)])
        lp.row_upper_ = np.concatenate([self.right + SLIP, self.most + SLIP])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = rules.indptr, rules.indices, rules.data
        solver = _Highs()
        for option, value in (
            ("output_flag", False),
            ("presolve", "off"),
            ("threads", 1),
            ("simplex_strategy", 4),
            ("mip_rel_gap", 0.0),
        ):
            solver.setOptionValue(option, value)
        solver.passModel(lp)
        return solver

    def _widened(self, seen: Counts, aim: Counts, wide: float | None = None) -> Counts:
        """What a solution adds, if it splits no people; with `wide` one of whole people, at best one as far as that."""
        size, solver = len(aim), self._solver
        cells = np.arange(size, dtype=np.int32)
        solver.changeColsCost(size, cells, aim)
        if wide is not None:
            solver.setOptionValue("presolve", "choose")
            solver.setOptionValue("objective_target", wide + SLIP)
            solver.changeColsIntegrality(size, cells, np.full(size, int(highspy.HighsVarType.kInteger), np.uint8))
        solver.run()
        if solver.getModelStatus() not in SOLVED:
            raise ValueError(
                f"the figures contradict each other: {solver.modelStatusToString(solver.getModelStatus())}"
            )
        found = np.array(solver.getSolution().col_value)
        if np.abs(found - np.round(found)).max() > 1e-4:
            return seen
        counts = np.round(self._aims @ found)
        return np.column_stack([np.minimum(seen[:, 0], counts), np.maximum(seen[:, 1], counts)])
