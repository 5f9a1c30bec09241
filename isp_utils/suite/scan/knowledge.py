"""What the scanner must know to recognise a protected figure: hidden rows as they were, and the linked system."""

import pickle
from dataclasses import dataclass, field, fields

import numpy as np
import pandas as pd
from scipy import sparse

from isp_utils.model.schema import NUMERIC, ROW_KEY
from isp_utils.privacy.cells.cells import BESIDE
from isp_utils.privacy.gate import Gated
from isp_utils.privacy.solver.audit import Groups, attack
from isp_utils.privacy.solver.pattern import beyond_help
from isp_utils.privacy.solver.system import Array, Mask, System
from isp_utils.store import Store, write_table

ROWS, TOLD, SYSTEM, ATTACKED = KNOWLEDGE = "verdeckt.parquet", "aussagen.parquet", "system.npz", "angegriffen.pickle"


@dataclass(frozen=True)
class Knowledge:
    """withheld: hidden rows with their numbers. told: ROW_KEY, cells of every row. system: cells and relations.

    published: every number of the gated tables, without sign; a hidden one that is the same tells nothing.
    groups: those that the gate has attacked, or this object: the same group tells the same again.
    """

    withheld: pd.DataFrame
    told: pd.DataFrame
    system: System
    published: Array
    groups: Groups = field(default_factory=Groups)

    def derivable(self, rows: pd.DataFrame) -> int:
        """How many protected counts an outsider can narrow down too far who knows these rows (ROW_KEY)."""
        known = self.system.fixed | self._cells_of(rows)
        cells = np.flatnonzero(self.system.secret)
        found = attack(self.system, known, cells, self.groups)
        weak = cells[found.exact | (found.width < self.system.up[cells] + self.system.down[cells])]
        return int((~beyond_help(self.system, weak)).sum()) if len(weak) else 0

    def _cells_of(self, rows: pd.DataFrame) -> Mask:
        told = self.told.merge(rows[list(ROW_KEY)].drop_duplicates(), on=list(ROW_KEY))
        numbers = {int(number) for cells in told["cells"].unique() for number in cells.split(BESIDE) if number}
        mask = np.zeros(self.system.size, bool)
        mask[sorted(numbers)] = True
        return mask


def write_knowledge(store: Store, gated: Gated) -> None:
    """Lay down what the scanner of this build's sites will need; it stays inside the house."""
    write_table(gated.withheld, store.internal / ROWS)
    write_table(gated.told, store.internal / TOLD)
    relations = gated.system.relations
    arrays = {f.name: getattr(gated.system, f.name) for f in fields(System) if f.name != "relations"}
    parts = {"data": relations.data, "indices": relations.indices, "indptr": relations.indptr}
    np.savez(store.internal / SYSTEM, **arrays, **parts, allow_pickle=False)
    (store.internal / ATTACKED).write_bytes(pickle.dumps(dict(gated.attacked), pickle.HIGHEST_PROTOCOL))


def read_knowledge(store: Store) -> Knowledge:
    """The knowledge of the last build."""
    with np.load(store.internal / SYSTEM) as arrays:
        shape = (len(arrays["indptr"]) - 1, len(arrays["value"]))
        relations = sparse.csr_array((arrays["data"], arrays["indices"], arrays["indptr"]), shape=shape)
        plain = {f.name: arrays[f.name] for f in fields(System) if f.name != "relations"}
        system = System(**plain, relations=relations)
    tables = [table[list(NUMERIC)].to_numpy(float).ravel() for table in (store.indicators(), store.stocks())]
    published = np.unique(np.abs(np.concatenate(tables)))
    withheld, told = (pd.read_parquet(store.internal / name) for name in (ROWS, TOLD))
    groups = Groups(pickle.loads((store.internal / ATTACKED).read_bytes()))  # of a folder that is closed to others
    return Knowledge(withheld, told, system, published, groups)
