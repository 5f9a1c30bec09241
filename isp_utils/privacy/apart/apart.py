"""The gate over portions that never meet; what comes out is as if all had passed together."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from isp_utils.model.catalogue import Catalogue
from isp_utils.model.schema import INDICATOR_COLUMNS, ROW_KEY, Flag
from isp_utils.privacy.apart.join import Texts, join_cells, join_systems, renumbered
from isp_utils.privacy.apart.portions import Portion, portions_of
from isp_utils.privacy.cells.blanking import NOTHING_TOLD, withheld, without
from isp_utils.privacy.cells.cells import Cells
from isp_utils.privacy.cells.ready_made import points_at_few
from isp_utils.privacy.cells.releases import Releases
from isp_utils.privacy.gate import Gated, gate, undisturbed
from isp_utils.privacy.solver.audit import Reach
from isp_utils.privacy.solver.system import Mask, System


@dataclass(frozen=True)
class Passed:
    """What the gate says of a portion, without its tables: all below `told` as in Gated.

    protected: for each table which of its rows in the portion have lost their numbers (mask). told: for each table the
    numbers of the cells of these rows.
    """

    protected: tuple[Mask, ...]
    told: tuple[Texts, ...]
    cells: Cells
    counted: int
    system: System
    record: dict[str, int]
    attacked: Mapping[bytes, Reach]


Work = Callable[[Portion], Passed]
Each = Callable[[Work, list[Portion]], Iterable[Passed]]


@undisturbed()
def gate_apart(
    facts: pd.DataFrame,
    tables: Sequence[pd.DataFrame],
    catalogue: Catalogue,
    releases: Releases | None = None,
    each: Each = map,
) -> Gated:
    """As `gate` of everything together; `each` is `map` or something that shares the same work out.

    Raises DisclosureError where a protected count of one of the portions could still be reckoned.
    """
    portions = portions_of(facts, tables, catalogue, releases or Releases.none())
    if not portions:
        return gate(facts, tables, catalogue, releases)
    passed = list(each(lambda portion: passed_of(portion, catalogue), portions))
    cells, numbers = join_cells([(one.cells, one.counted) for one in passed])
    system = join_systems([one.system for one in passed], numbers)
    lost = [points_at_few(table, catalogue) for table in tables]
    told = [np.full(len(table), NOTHING_TOLD, object) for table in tables]
    for portion, one, number in zip(portions, passed, numbers, strict=True):
        for place, part in enumerate(portion.tables):
            lost[place][part.index] |= one.protected[place]
            told[place][part.index] = renumbered(one.told[place], number)
    left = tuple(without(table, rows)[list(INDICATOR_COLUMNS)] for table, rows in zip(tables, lost, strict=True))
    hidden = pd.concat([withheld(table, now) for table, now in zip(tables, left, strict=True)])
    named = [table[list(ROW_KEY)].assign(cells=names) for table, names in zip(tables, told, strict=True)]
    counted = 1 + max(int(number.max(initial=-1)) for number in numbers)
    record = _added([one.record for one in passed]) | {"cells": int((cells["rows"][:counted] > 0).sum())}
    attacked = {group: reach for one in passed for group, reach in one.attacked.items()}
    return Gated(left, cells, hidden, pd.concat(named, ignore_index=True), system, counted, record, attacked)


def passed_of(portion: Portion, catalogue: Catalogue) -> Passed:
    """What the gate says of one portion; raises DisclosureError."""
    found = gate(portion.facts, portion.tables, catalogue, portion.releases)
    protected = tuple((table["flag"] == Flag.PROTECTED.value).to_numpy(bool) for table in found.tables)
    ends = np.cumsum([len(table) for table in portion.tables])[:-1]
    told = tuple(np.split(found.told["cells"].to_numpy(object), ends))
    return Passed(protected, told, found.cells, found.counted, found.system, found.record, found.attacked)


def _added(records: Sequence[dict[str, int]]) -> dict[str, int]:
    return {name: sum(record[name] for record in records) for name in records[0]}
