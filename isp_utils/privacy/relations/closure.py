"""Counts that nobody prints but that printed ones lead to: the margins between tables.

Girls and boys of a village are printed, and the children of the county: the children of the village stand between them.
Without such cells a table would look safe although an outsider only has to add up twice.
"""

from collections.abc import Iterator
from math import prod
from typing import Any

import pandas as pd

from isp_utils.privacy.cells.cells import KEYS, Cells
from isp_utils.privacy.relations.lines import DIMENSIONS, lines_of, related_counts
from isp_utils.privacy.relations.spans import evaluated
from isp_utils.privacy.relations.wholes import Key, Wholes

ROUNDS = 3


def following(cells: Cells, wholes: Wholes) -> Cells:
    """Every count of the cells' labels that follows from them and is no cell yet (rows 0: not printed).

    A count is looked for where labels of the same facts meet; what does not follow is unknown to everybody.
    """
    keys = [wholes.canonical(key) for key in cells[KEYS].itertuples(index=False, name=None)]
    counts = dict(zip(keys, cells["value"], strict=True))
    fresh: dict[Key, tuple[float, Key]] = {}
    for block in related_counts(counts, wholes):
        if len(block) < prod(len({key[position] for key in block}) for position in range(len(KEYS))):
            fresh |= _completed(block, wholes)
    return _as_cells(fresh, dict(zip(keys, cells["source"], strict=True)))


def _completed(block: dict[Key, float], wholes: Wholes) -> dict[Key, tuple[float, Key]]:
    """Keys of the counts that follow within a block, with the count and a key from which it follows."""
    origin: dict[Key, Key] = {}
    for _ in range(ROUNDS):
        before = len(origin)
        for dimension in DIMENSIONS:
            found = list(_along(block, dimension, wholes))
            block |= {key: value for key, _, value in found}
            origin |= {key: origin.get(near, near) for key, near, _ in found}
        if len(origin) == before:
            break
    return {key: (block[key], near) for key, near in origin.items()}


def _along(block: dict[Key, float], dimension: str, wholes: Wholes) -> Iterator[tuple[Key, Key, float]]:
    """Counts that follow along one dimension: key, a key beside it, count."""
    position = KEYS.index(dimension)
    for line, _, plan in lines_of(block, dimension, wholes):
        for label, formula in plan.missing.items():
            value = evaluated(formula, {part: block[line[part]] for part in formula})
            if value >= 0:
                near = next(iter(line.values()))
                yield (*near[:position], label, *near[position + 1 :]), near, value


def _as_cells(fresh: dict[Key, tuple[float, Key]], source: dict[Key, str]) -> Cells:
    table = pd.DataFrame(list(fresh), columns=KEYS, dtype=object)
    values, sources = [value for value, _ in fresh.values()], [source[near] for _, near in fresh.values()]
    columns: dict[str, Any] = {"value": pd.Series(values, dtype="float64"), "source": pd.Series(sources, dtype=object)}
    return table.assign(**columns, rows=0, kern=False)
