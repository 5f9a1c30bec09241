"""What has been published before: printed counts stay known, and a revised count must not tell by its difference.

Releases are linked tables in time: a new one may give away what an earlier one hid. The register holds every count
that was ever behind a published table or delivered beside one, with its value and whether it was printed, one row for
each change. It stays inside the house, for it knows the hidden counts too.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from isp_utils.model.terms import Sources
from isp_utils.privacy.cells.cells import KEYS, Cells, facts_behind
from isp_utils.privacy.solver.system import Mask, Positions

COLUMNS = (*KEYS, "value", "source", "printed", "row", "told", "run")
TABLE = [key for key in KEYS if key != "region"]
STATE = ["value", "printed", "row", "told"]
BLOCK = ["what", "census_base", "period"]  # what is revised together, with all of its family


@dataclass(frozen=True)
class Releases:
    """The register (COLUMNS): run 1, 2, ... in which a count was first seen with this value and state.

    row: whether a row of its own showed or hid it; otherwise it only followed from others. told: whether it followed at
    all; otherwise it was only delivered, and stands here so that a later release knows whether it was revised. A count
    without a value is delivered no longer.
    """

    table: pd.DataFrame

    @classmethod
    def none(cls) -> "Releases":
        """The register before the first release: COLUMNS, no rows."""
        types = {"value": "float64", "printed": "bool", "row": "bool", "told": "bool", "run": "int64"}
        return cls(pd.DataFrame({name: pd.Series(dtype=types.get(name, "object")) for name in COLUMNS}))

    def after(self, cells: Cells) -> "Releases":
        """The register with a further release: cells (KEYS, value, source, rows, hidden, told)."""
        now = cells[[*KEYS, "value", "source", "told"]].assign(
            printed=~cells["hidden"] & (cells["rows"] > 0), row=cells["rows"] > 0
        )
        before = self.as_of(self.last)
        joined = now.merge(before[[*KEYS, *STATE]], on=KEYS, how="left", suffixes=("", "_before"))
        same = np.all([joined[name] == joined[f"{name}_before"] for name in STATE], axis=0)
        left = before[before["value"].notna()].merge(now[KEYS].assign(here=True), on=KEYS, how="left")
        gone = left[left["here"].isna()].assign(value=np.nan, printed=False, row=False, told=False)
        fresh = pd.concat([now[~same], gone]).assign(run=self.last + 1)[list(COLUMNS)]
        table = pd.concat([self.table, fresh]) if len(self.table) else fresh
        return Releases(table.reset_index(drop=True))

    def without(self, source: str) -> "Releases":
        """The register without the counts of a source that were never printed; what is public cannot be taken back."""
        of_source = np.array([source in Sources.parse(str(names)) for names in self.table["source"]], bool)
        kept = ~of_source | self.table["printed"].to_numpy(bool)
        return Releases(self.table[kept].reset_index(drop=True))

    @property
    def last(self) -> int:
        """Number of the newest release; 0 before the first."""
        return int(self.table["run"].max()) if len(self.table) else 0

    def as_of(self, run: int) -> pd.DataFrame:
        """The state of every count at a release: COLUMNS, one row a count."""
        return self.table[self.table["run"] <= run].drop_duplicates(KEYS, keep="last")

    @cached_property
    def said(self) -> Mask:
        """Bool mask [row of the register]: counts that a row of their own showed, or said to be one at least.

        A row that is hidden where no zero of its table stands does not even say that somebody is there.
        """
        said = pd.Series(False, self.table.index)
        for run in range(1, self.last + 1):
            rows = self.as_of(run).query("row")
            stands = rows[rows["value"] == 0].groupby(TABLE)["printed"].any().rename("stands")
            silent = rows.join(stands, on=TABLE)["stands"].ne(True) & ~rows["printed"]
            said[rows.index[~silent]] = True
        return said.to_numpy(bool)

    def revised(self, cells: Cells, delivered: Cells, family: Callable[[str], str]) -> Cells:
        """Of counts that are delivered but not printed (Cells) those that stand beside a revised one of their family.

        family: one name for all facts that hang together.
        """
        if not len(self.table):
            return delivered[:0]
        now = pd.concat([cells[[*KEYS, "value"]], delivered[[*KEYS, "value"]]])
        both = now.merge(self.as_of(self.last)[[*KEYS, "value"]], on=KEYS, suffixes=("", "_before"))
        revised = both["value_before"].notna() & (both["value"] != both["value_before"])
        touched = {
            (family(fact), *when)
            for what, *when in both.loc[revised, BLOCK].drop_duplicates().itertuples(index=False)
            for fact in facts_behind(what)
        }
        near = [(family(what), *when) in touched for what, *when in delivered[BLOCK].itertuples(index=False)]
        return delivered[np.array(near, bool)].reset_index(drop=True)

    @cached_property
    def epochs(self) -> Positions:
        """Array of int [row of the register]: how often the count had another value before, run after run."""
        valued = self.table["value"].notna()
        before = self.table[valued].groupby(KEYS, sort=False)["value"].shift()
        changed = pd.Series(False, self.table.index)
        changed[before.index] = before.notna() & (before != self.table.loc[valued, "value"])
        if not changed.any():
            return np.zeros(len(self.table), int)
        counts = self.table[KEYS].assign(changed=changed).groupby(KEYS, sort=False)["changed"].cumsum()
        return np.asarray(counts, int)
