"""What the gate says of each portion, as one list of cells and one system.

Portions share public counts alone. Each of these is one cell again, printed in as many rows as in all of them.
"""

from collections.abc import Sequence
from dataclasses import fields

import numpy as np
import pandas as pd
from scipy import sparse

from isp_utils.privacy.cells.cells import BESIDE, KEYS, Cells
from isp_utils.privacy.solver.system import Positions, System

Texts = np.ndarray[tuple[int], np.dtype[np.object_]]


def join_cells(portions: Sequence[tuple[Cells, int]]) -> tuple[Cells, list[Positions]]:
    """The cells of all, and for each portion (cells, so many of them in its system) the numbers of those among all."""
    first = pd.concat([cells[:counted] for cells, counted in portions], ignore_index=True)
    number = first.groupby(KEYS, sort=False).ngroup().to_numpy(int)
    every = first[~first.duplicated(KEYS)].reset_index(drop=True)
    every["rows"] = np.bincount(number, first["rows"]).astype(int)
    every["kern"] = np.bincount(number, first["kern"]) > 0
    others = [cells[counted:] for cells, counted in portions]
    ends = np.cumsum([counted for _, counted in portions])[:-1]
    return pd.concat([every, *others], ignore_index=True).drop_duplicates(KEYS), np.split(number, ends)


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
    names = [str(place) for place in number.tolist()]
    codes, texts = pd.factorize(told)
    parts = [[names[int(part)] if part else "" for part in text.split(BESIDE)] for text in texts]
    return np.array([BESIDE.join(found) for found in parts], object)[codes]
