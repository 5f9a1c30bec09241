"""Cells that are published together, and the relations that an outsider can reckon with: one linear system.

A cell is a count; a relation says that counts add up (27 municipalities to a county, girls and boys to children, parts
to a whole). What an outsider can imagine is any `change` of the counts with `relations @ change = 0` that leaves every
published count as it is and takes no count below zero. Fischetti & Salazar (2001), Management Science 47(7):1008.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Positions = NDArray[np.int64]


@dataclass(frozen=True)
class System:
    """n cells and m relations. All arrays have length n.

    value: the counts. width: how wide an outsider's interval must stay, in people; 0 where nothing is to be protected.
    cost: what hiding a cell costs. fixed: cells that cannot be hidden (public, or released before).
    virtual: cells nobody prints, which follow from printed ones (the rest of a whole); hidden at no cost.
    lower, upper: the least and the greatest count that everybody thinks possible. single: cells whose count its only
    contributor knows.
    relations: m x n, entries -1, 0 and 1.
    """

    value: Array
    width: Array
    cost: Array
    fixed: Mask
    virtual: Mask
    lower: Array
    upper: Array
    single: Mask
    relations: Any

    @property
    def size(self) -> int:
        """Number of cells."""
        return len(self.value)

    @cached_property
    def secret(self) -> Mask:
        """Bool mask [n]: cells to be protected that are not public already (the sensitive cells of the literature)."""
        return (self.width > 0) & ~self.fixed

    @cached_property
    def up(self) -> Array:
        """How far above its count a protected cell must be thinkable [n], people: no further than is possible at all.

        The upper protection level of Fischetti & Salazar (2001).
        """
        half = np.minimum(self.value - self.lower, np.floor(self.width / 2))
        return np.minimum(self.width - half, self.upper - self.value)

    @cached_property
    def down(self) -> Array:
        """How far below [n], people (lower protection level): with `up` the width, or all that is possible."""
        return np.minimum(self.value - self.lower, self.width - self.up)

    @property
    def at_least(self) -> Mask:
        """Bool mask [n]: what is hidden in every pattern, that is protected and virtual cells."""
        return (self.secret | self.virtual) & ~self.fixed

    def neighbours(self, cell: int) -> Positions:
        """Numbers of the other cells that stand in a relation with a cell, ascending."""
        start, end = self._by_cell.indptr[cell : cell + 2]
        rows = self._by_cell.indices[start:end]
        found = np.unique(self.relations[rows].nonzero()[1])
        return np.asarray(found[found != cell], int)

    @cached_property
    def _by_cell(self) -> Any:
        return self.relations.tocsc()

    def only(self, cells: Positions) -> "System":
        """The system of these cells, with the relations in which they take part; all others are known."""
        rows = self.relations[:, cells]
        return self._part(cells, rows[np.diff(rows.indptr) > 0])

    def components(self, open_cells: Mask) -> Iterator[tuple[Positions, "System"]]:
        """Groups of open cells that hang together by relations, each with its system; only those with a protected one.

        All cells that are not open are fixed.
        """
        cells = np.flatnonzero(open_cells)
        for group, relations in connected_groups(self.relations[:, cells], self.secret[cells]):
            yield cells[group], self._part(cells[group], relations)

    def _part(self, cells: Positions, relations: Any) -> "System":
        part = {f.name: getattr(self, f.name)[cells] for f in fields(self) if f.name != "relations"}
        return System(**part, relations=relations)


def connected_groups(relations: Any, wanted: Mask) -> Iterator[tuple[Positions, Any]]:
    """Columns that hang together by relations, each group with its relations; only groups with a wanted column.

    Rows and columns are sorted by group once, so that the cost grows with the entries, not with entries times groups.
    """
    unsigned = abs(relations)  # or signs could cancel, and what hangs together would fall apart
    label = sparse.csgraph.connected_components(unsigned.T @ unsigned, directed=False)[1]
    used = np.flatnonzero(np.diff(relations.indptr) > 0)
    label_of_row = label[relations.indices[relations.indptr[used]]]
    groups = np.unique(label[wanted])
    columns, ends = _sorted_by_group(label, groups)
    rows, ends_of_rows = _sorted_by_group(label_of_row, groups)
    ordered = relations[used[rows]][:, columns]
    for (start, end), (first, last) in zip(pairwise(ends), pairwise(ends_of_rows), strict=True):
        part = ordered[first:last]
        shape = (last - first, end - start)
        yield columns[start:end], sparse.csr_array((part.data, part.indices - start, part.indptr), shape=shape)


def _sorted_by_group(label: Positions, groups: Positions) -> tuple[Positions, list[int]]:
    """Positions whose label is one of the groups, group by group, and where each group begins and the last one ends."""
    near = np.flatnonzero(np.isin(label, groups))
    order = near[np.argsort(label[near], kind="stable")]
    return order, [*np.searchsorted(label[order], groups).tolist(), len(order)]


def relations_of(rows: list[list[tuple[int, int]]], size: int) -> Any:
    """Sparse matrix [relation, cell] with entries -1, 0, 1; each relation is given as a list of (cell, sign)."""
    lengths = [len(row) for row in rows]
    positions = [cell for row in rows for cell, _ in row]
    signs = [float(sign) for row in rows for _, sign in row]
    pointer = np.concatenate([[0], np.cumsum(lengths)]).astype(int)
    return sparse.csr_array((signs, positions, pointer), shape=(len(rows), size))
