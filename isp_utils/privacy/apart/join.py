"""What the gate says of each portion, as one list of cells and one system.

Portions share public counts alone. Each of these is one cell again, printed in as many rows as in all of them.
"""

from collections.abc import Sequence
from dataclasses import fields

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from scipy import sparse

from isp_utils.privacy.cells.cells import BESIDE, KEYS, Cells
from isp_utils.privacy.solver.system import Positions, System

Texts = np.ndarray[tuple[int], np.dtype[np.object_]]


def join_cells(portions: Sequence[tuple[Cells, int]]) -> tuple[Cells, list[Positions]]:
    """The cells of all, and for each portion (cells, so many of them in its system) the numbers of those among all."""
    first = [cells[:counted] for cells, counted in portions]
    together = pd.concat([*first, *(cells[counted:] for cells, counted in portions)], ignore_index=True)
    ends = np.cumsum([counted for _, counted in portions])
    cell = together.groupby(KEYS, sort=False).ngroup().to_numpy(int)
    number, (found, place) = cell[: ends[-1]], np.unique(cell, return_index=True)
    first_others, counted = int(ends[-1]), int(number.max(initial=-1)) + 1
    joined = together.take(place).set_axis(np.where(place < first_others, found, place - first_others + counted))
    joined["rows"] = np.concatenate(
        [np.bincount(number, together["rows"][:first_others]).astype(int), joined["rows"][counted:]]
    )
    joined["kern"] = np.concatenate(
        [np.bincount(number, together["kern"][:first_others]) > 0, joined["kern"][counted:]]
    )
    return joined, np.split(number, ends[:-1])


def join_systems(systems: Sequence[System], numbers: Sequence[Positions]) -> System:
    """One system: the cells by their numbers among all, then the other cells of each portion."""
    size = 1 + max(int(number.max(initial=-1)) for number in numbers)
    columns = []
    for system, number in zip(systems, numbers, strict=True):
        beside = system.size - len(number)
        columns.append(np.concatenate([number, np.arange(size, size + beside)]))
        size += beside
    joined = {}
    for name in (field.name for field in fields(System) if field.name != "relations"):
        joined[name] = np.zeros(size, getattr(systems[0], name).dtype)
        for system, column in zip(systems, columns, strict=True):
            joined[name][column] = getattr(system, name)
    return System(**joined, relations=_stacked(systems, columns, size))


def _stacked(systems: Sequence[System], columns: Sequence[Positions], size: int) -> sparse.csr_array:
    """The relations of all, one below the other."""
    tables = [system.relations.tocsr() for system in systems]
    data = np.concatenate([table.data for table in tables])
    places = np.concatenate([column[table.indices] for table, column in zip(tables, columns, strict=True)])
    lengths = np.concatenate([np.diff(table.indptr) for table in tables])
    return sparse.csr_array((data, places, np.concatenate([[0], np.cumsum(lengths)])), shape=(len(lengths), size))


def renumbered(told: Texts, number: Positions) -> Texts:
    """Numbers of cells ("3|17", empty places included) as they are among all."""
    parts = pc.split_pattern(pa.array(told, pa.string()), BESIDE)
    places = pc.if_else(pc.equal(parts.flatten(), ""), str(len(number)), parts.flatten()).cast(pa.int64())
    names = pa.array([*map(str, number.tolist()), ""])
    found = pa.ListArray.from_arrays(parts.offsets, names.take(places))
    return np.asarray(pc.binary_join(found, BESIDE).to_numpy(zero_copy_only=False), object)
