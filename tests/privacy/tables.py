"""Tables as linear systems: inner cells in two dimensions, each with groups above it, and every margin printed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from isp_utils.privacy.solver.system import System, relations_of

TOTAL = "Total"
Cell = tuple[str, str]


@dataclass(frozen=True)
class Inner:
    """Counts by row and column; a row or column belongs to groups (county, size class) that are printed as well."""

    rows: Sequence[str]
    columns: Sequence[str]
    counts: Sequence[float]
    row_groups: Sequence[Sequence[str]]
    column_groups: Sequence[Sequence[str]] = ()

    def margin(self, cell: Cell) -> list[int]:
        """Numbers of the inner cells that a printed cell sums up."""
        groups = self.column_groups or [()] * len(self.counts)
        found = zip(self.rows, self.columns, self.row_groups, groups, strict=True)
        return [
            number
            for number, (row, column, above, beside) in enumerate(found)
            if cell[0] in (TOTAL, row, *above) and cell[1] in (TOTAL, column, *beside)
        ]

    @property
    def printed(self) -> list[Cell]:
        """Every combination of rows, groups and totals."""
        above = {name for names in self.row_groups for name in names}
        beside = {name for names in self.column_groups for name in names}
        return [
            (row, column)
            for row in dict.fromkeys([TOTAL, *sorted(above), *self.rows])
            for column in dict.fromkeys([TOTAL, *sorted(beside), *self.columns])
        ]


def system_of(inner: Inner, printed: Sequence[Cell], secret: Iterable[Cell], width: float = 1.0) -> System:
    """The system of a table: printed cells first, then inner ones that are not printed; hiding costs the count."""
    places = {cell: number for number, cell in enumerate(printed)}
    cells = list(zip(inner.rows, inner.columns, strict=True))
    for cell in cells:
        places.setdefault(cell, len(places))
    value = np.zeros(len(places))
    for cell in places:
        value[places[cell]] = sum(inner.counts[number] for number in inner.margin(cell))
    virtual = np.arange(len(places)) >= len(printed)
    rows = [
        [(places[cell], -1), *((places[cells[number]], 1) for number in inner.margin(cell))]
        for cell in printed
        if cell not in set(cells)
    ]
    wide = np.zeros(len(places))
    wide[[places[cell] for cell in secret]] = width
    never, endless = np.zeros(len(places), bool), np.full(len(places), np.inf)
    cost = np.where(virtual, 0, value)
    return System(
        value, wide, cost, never, virtual, np.zeros(len(places)), endless, never, relations_of(rows, len(places))
    )


def random_table(seed: int, size: tuple[int, int] = (5, 4), most: int = 40) -> System:
    """Counts 0 to `most` in rows (in two groups) and columns, all margins printed; counts 1 and 2 are secret."""
    random = np.random.default_rng(seed)
    rows, columns = size
    names = [(f"r{row}", f"c{column}") for row in range(rows) for column in range(columns)]
    counts = random.integers(0, most + 1, len(names)).astype(float)
    groups = [(f"g{int(row[1:]) % 2}",) for row, _ in names]
    inner = Inner([row for row, _ in names], [column for _, column in names], counts.tolist(), groups)
    few = [cell for cell in inner.printed if 0 < sum(inner.counts[number] for number in inner.margin(cell)) < 3]
    return system_of(inner, inner.printed, few, width=3.0)


def inner_of(table: pd.DataFrame, rows: Sequence[str], column: str, count: str) -> Inner:
    """Inner cells of a table with one row a cell; the first of `rows` names it, the others its groups."""
    groups = table[list(rows[1:])].astype(str).to_numpy().tolist()
    return Inner(
        table[rows[0]].astype(str).to_list(), table[column].astype(str).to_list(), table[count].to_list(), groups
    )
