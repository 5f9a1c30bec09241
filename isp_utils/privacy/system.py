"""Cells that are published together, and the relations that an outsider can reckon with: one linear system.

A cell is a count; a relation says that counts add up (27 municipalities to a county, girls and boys to children, parts
to a whole). What an outsider can imagine is any `change` of the counts with `relations @ change = 0` that leaves every
published count as it is and takes no count below zero. Fischetti & Salazar (2001), Management Science 47(7):1008.
"""

from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Places = NDArray[np.int64]


@dataclass(frozen=True)
class System:
    """n cells and m relations. All arrays have length n.

    value: the counts. width: how wide an outsider's interval must stay, in people; 0 where nothing is to be protected.
    cost: what hiding a cell costs. known: cells that cannot be hidden (public, or released before).
    virtual: cells nobody prints, which follow from printed ones (the rest of a whole); hidden at no cost.
    lower, upper: the least and the greatest count that everybody thinks possible. single: cells whose count its only
    contributor knows.
    relations: m x n, entries -1, 0 and 1.
    """

    value: Array
    width: Array
    cost: Array
    known: Mask
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
        """Cells to be protected that are not public already."""
        return (self.width > 0) & ~self.known

    @cached_property
    def up(self) -> Array:
        """How far above its count a protected cell must be thinkable, in people: no further than is possible at all."""
        half = np.minimum(self.value - self.lower, np.floor(self.width / 2))
        return np.minimum(self.width - half, self.upper - self.value)

    @cached_property
    def down(self) -> Array:
        """How far below: with `up` this makes the width, or all that is possible."""
        return np.minimum(self.value - self.lower, self.width - self.up)

    @property
    def at_least(self) -> Mask:
        """What is hidden in every pattern: protected and virtual cells."""
        return (self.secret | self.virtual) & ~self.known

    def neighbours(self, cell: int) -> Places:
        """Other cells that stand in a relation with a cell."""
        rows = self.relations[:, [cell]].nonzero()[0]
        found = np.unique(self.relations[rows].nonzero()[1])
        return np.asarray(found[found != cell], int)

    def only(self, cells: Places) -> "System":
        """The system of these cells, with the relations in which they take part; all others are known."""
        part = {f.name: getattr(self, f.name)[cells] for f in fields(self) if f.name != "relations"}
        rows = self.relations[:, cells]
        used = np.diff(rows.indptr) > 0
        return System(**part, relations=rows[used])

    def components(self, open_cells: Mask) -> list[Places]:
        """Groups of open cells that hang together by relations, those with a protected cell only."""
        cells = np.flatnonzero(open_cells)
        return [cells[group] for group in groups_of(self.relations[:, cells], self.secret[cells])]


def groups_of(relations: Any, wanted: Mask) -> list[Places]:
    """Columns that hang together by relations, those groups only in which one is wanted."""
    label = sparse.csgraph.connected_components(relations.T @ relations, directed=False)[1]
    near = np.flatnonzero(np.isin(label, label[wanted]))
    order = near[np.argsort(label[near], kind="stable")]
    groups = np.split(order, np.flatnonzero(np.diff(label[order])) + 1)
    return [group for group in groups if len(group)]


def relations_of(rows: list[list[tuple[int, int]]], size: int) -> Any:
    """Sparse matrix of relations, each a list of (cell, sign)."""
    lengths = [len(row) for row in rows]
    places = [cell for row in rows for cell, _ in row]
    signs = [float(sign) for row in rows for _, sign in row]
    pointer = np.concatenate([[0], np.cumsum(lengths)]).astype(int)
    return sparse.csr_array((signs, places, pointer), shape=(len(rows), size))
