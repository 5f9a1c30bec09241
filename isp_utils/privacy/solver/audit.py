"""The attack on one's own tables: what an outsider can reckon about each protected count from everything published.

Independent of the choice of the pattern: it is given numbers, not plans. Exact rank test (fractions) for counts that
follow outright, least and greatest value by linear programming for all others: the audit of Hundepool et al. (2012),
Statistical Disclosure Control (Wiley), chapter 4, and the two attacker's problems of Fischetti & Salazar (2001).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from hashlib import sha256

import numpy as np
from scipy import sparse

from isp_utils.privacy.solver.programme import Programme
from isp_utils.privacy.solver.system import Array, Mask, Positions, System, connected_groups

Number = int | Fraction
Row = dict[int, Number]
Reach = tuple[Mask, Array]  # of the cells of a group: which ones follow outright; how far each can go down and up
FAR = 1e4
SLIP = 1e-6


@dataclass(frozen=True)
class Attack:
    """For every attacked cell the narrowest interval an outsider can reckon (people, whole numbers;
    `upper` at most FAR above). All arrays [attacked cell].

    exact: the count follows from published ones without any doubt.
    """

    cell: Positions
    lower: Array
    upper: Array
    exact: Mask

    @property
    def width(self) -> Array:
        """Array of float [attacked cell]: how many people the interval spans."""
        return self.upper - self.lower


@dataclass(frozen=True)
class Groups:
    """Groups of hidden cells that were attacked, by the digest of all that the outcome hangs on.

    Each is attacked once: a group with the same relations, limits and targets tells the same again, whatever its counts
    are called and wherever they stand. before: found by earlier attacks. now: what was asked for since.
    """

    before: Mapping[bytes, Reach] = field(default_factory=dict)
    now: dict[bytes, Reach] = field(default_factory=dict)

    def reach(self, relations: sparse.csr_array, bounds: Array, target: Mask) -> Reach:
        """As _reach, found before or now."""
        parts = (relations.data, relations.indices.astype(np.int64), relations.indptr.astype(np.int64), bounds, target)
        name = sha256(b"".join(sha256(part.tobytes()).digest() for part in parts)).digest()
        if name not in self.now:
            self.now[name] = self.before[name] if name in self.before else _reach(relations, bounds, target)
        return self.now[name]


def attack(system: System, published: Mask, cells: Positions, groups: Groups | None = None) -> Attack:
    """Attack some cells (numbers), knowing the published ones (mask [n]), all relations, and what is possible at all.

    groups: those that need not be attacked again. Raises ArithmeticError where the solver finds no solution, so that no
    audit passes by default.
    """
    reach = groups.reach if groups else _reach
    hidden = np.flatnonzero(~published)
    relations = system.relations[:, hidden].tocsr()
    target = np.isin(hidden, cells)
    exact = published.copy()
    lower, upper = system.value.copy(), system.value.copy()
    least = np.minimum(system.value[hidden] - system.lower[hidden], FAR)
    most = np.maximum(np.minimum(system.upper[hidden] - system.value[hidden], FAR), 0)
    bounds = np.column_stack([-least, most])
    for group, between in connected_groups(relations, target):
        exact[hidden[group]], far = reach(between, bounds[group], target[group])
        lower[hidden[group]] += far[:, 0]
        upper[hidden[group]] += far[:, 1]
    return Attack(cells, np.ceil(lower[cells] - SLIP), np.floor(upper[cells] + SLIP), exact[cells])


def _reach(relations: sparse.csr_array, bounds: Array, target: Mask) -> Reach:
    """What an outsider can reckon about the targets of one group (mask) whose cells can change within bounds."""
    return _determined(relations), _farthest(relations, bounds, target)


def _determined(relations: sparse.csr_array) -> Mask:
    """Which unknowns the equations alone determine: exact elimination; a row with one entry left fixes its cell."""
    rows = []
    matrix = relations.tocsr()
    for number in range(matrix.shape[0]):
        span = slice(matrix.indptr[number], matrix.indptr[number + 1])
        rows.append(dict(zip(matrix.indices[span].tolist(), map(int, matrix.data[span]), strict=True)))
    solved: dict[int, Row] = {}
    for row in rows:
        for pivot in [cell for cell in row if cell in solved]:
            _subtract(row, solved[pivot], row.get(pivot, 0))
        if not row:
            continue
        pivot = next(iter(row))
        solved_row = _divided(row, row[pivot])
        for other in solved.values():
            if pivot in other:
                _subtract(other, solved_row, other[pivot])
        solved[pivot] = solved_row
    found = np.zeros(matrix.shape[1], bool)
    found[[pivot for pivot, row in solved.items() if len(row) == 1]] = True
    return found


def _divided(row: Row, scale: Number) -> Row:
    if scale in (1, -1):
        return {cell: value * scale for cell, value in row.items()}
    return {cell: Fraction(value) / scale for cell, value in row.items()}


def _subtract(row: Row, other: Row, times: Number) -> None:
    if not times:
        return
    for cell, value in other.items():
        left = row.get(cell, 0) - times * value
        if left:
            row[cell] = left
        else:
            row.pop(cell, None)


def _farthest(relations: sparse.csr_array, bounds: Array, target: Mask) -> Array:
    """How far each target of a group can go down and up (n x 2); 0 for all others."""
    found = np.zeros(bounds.shape)
    if not relations.shape[0]:
        return np.where(target[:, None], bounds, 0.0)
    programme = Programme(relations, bounds)
    for cell in np.flatnonzero(target).tolist():
        for side, sign in enumerate((1.0, -1.0)):
            aim = np.zeros(len(target))
            aim[cell] = sign
            change = programme.least(aim, bounds)
            if change is None:
                raise ArithmeticError("the attack on the tables found no solution")
            found[cell, side] = change[cell]
    return found
