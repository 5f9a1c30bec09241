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
OPTIONS = {"output_flag": False, "presolve": "off", "threads": 1, "mip_rel_gap": 0.0}
PRIMAL, DUAL = 4, 1
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
        for look in (self._anywhere, self._beside, self._of_whole_people):
            for place in range(len(seen)):
                for sign in (1, -1):
                    seen = look(seen, place, sign)
        return seen

    def _anywhere(self, seen: Counts, place: int, sign: int) -> Counts:
        """As far as an aim goes, if it goes there in whole people."""
        return seen if self._is_wide(seen, place) else self._widened(seen, self._aim(place, sign))

    def _beside(self, seen: Counts, place: int, sign: int) -> Counts:
        """One, two, three people away from a known solution with as few changes as possible: mostly of whole people."""
        for step in range(1, int(self.width[place]) + 1):
            if self._is_wide(seen, place):
                return seen
            change = self._moves.changed(place, sign * step)
            if change is not None:
                seen = self._added(seen, self._moves.point + change)
        return seen

    def _of_whole_people(self, seen: Counts, place: int, sign: int) -> Counts:
        """The integer programme, which takes its time."""
        if self._is_wide(seen, place):
            return seen
        return self._widened(
            seen, self._aim(place, sign), (seen[place, 1] if sign > 0 else -seen[place, 0]) - self.width[place]
        )

    def _is_wide(self, seen: Counts, place: int) -> bool:
        return bool(seen[place, 1] - seen[place, 0] >= self.width[place])

    def _aim(self, place: int, sign: int) -> Counts:
        return np.asarray(sign * self._aims[[place]].toarray()[0])

    @cached_property
    def _moves(self) -> "Moves":
        """Changes from a known solution of whole people; if there is none, from any."""
        if not self._whole:
            self._widened(np.zeros((len(self.width), 2)), np.zeros(self._aims.shape[1]), 0.0)
        rules = self._merged[: self.equal.shape[0] + self.less.shape[0]]
        return Moves(rules, self.equal.shape[0], self.most, self._aims, self._whole[0])

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
        low = np.concatenate([self.right - SLIP, np.full(len(self.most), -np.inf)])
        high = np.concatenate([self.right + SLIP, self.most + SLIP])
        size = rules.shape[1]
        return _opened(rules, (low, high), (np.zeros(size), np.full(size, MOST)), PRIMAL)

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
        self._whole.append(np.round(found))
        return self._added(seen, np.round(found))

    @cached_property
    def _whole(self) -> list[Counts]:
        """Solutions of whole people."""
        return []

    def _added(self, seen: Counts, found: Counts) -> Counts:
        if np.abs(found - np.round(found)).max() > 1e-4:
            return seen
        counts = np.round(self._aims @ found)
        return np.column_stack([np.minimum(seen[:, 0], counts), np.maximum(seen[:, 1], counts)])


class Moves:
    """From one solution (`point`) to another by the fewest changes: people come and people go."""

    def __init__(
        self, rules: sparse.csr_array, equations: int, most: Counts, aims: sparse.csr_array, point: Counts
    ) -> None:
        self.point, self._first = point, rules.shape[0]
        size = len(point)
        rows = sparse.vstack([rules, aims]).tocsr()
        both = sparse.hstack([rows, -rows]).tocsc()
        room = np.maximum(most - rules[equations:] @ point, 0)
        free = np.full(aims.shape[0], np.inf)
        cost = np.random.default_rng(size).uniform(0.9, 1.1, 2 * size)
        low = np.concatenate([np.zeros(equations), np.full(len(room), -np.inf), -free])
        high = np.concatenate([np.zeros(equations), room, free])
        self._solver = _opened(both, (low, high), (cost, np.concatenate([np.full(size, MOST), point])), DUAL)

    def changed(self, place: int, people: float) -> Counts | None:
        """The change by which an aim grows by so many people; None where there is none."""
        self._solver.changeRowBounds(self._first + place, people, people)
        self._solver.run()
        found = self._solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        change = np.array(self._solver.getSolution().col_value) if found else None
        self._solver.changeRowBounds(self._first + place, -np.inf, np.inf)
        return None if change is None else np.asarray(change[: len(self.point)] - change[len(self.point) :])


def _opened(
    rules: sparse.csc_array, limits: tuple[Counts, Counts], unknown: tuple[Counts, Counts], simplex: int
) -> _Highs:
    """A programme with limits of its rules, and cost and greatest count of its unknowns; the least is 0."""
    lp = highspy.HighsLp()
    lp.num_row_, lp.num_col_ = rules.shape
    lp.row_lower_, lp.row_upper_ = limits
    lp.col_cost_, lp.col_upper_ = unknown
    lp.col_lower_ = np.zeros(rules.shape[1])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = rules.indptr.astype(np.int32), rules.indices.astype(np.int32)
    lp.a_matrix_.value_ = rules.data
    solver = _Highs()
    for option, value in (OPTIONS | {"simplex_strategy": simplex}).items():
        solver.setOptionValue(option, value)
    solver.passModel(lp)
    return solver
