"""What has been published before: printed counts stay known, and a revised count must not tell by its difference.

The register holds every count that was ever behind a published table, with its value and whether it was printed, one
row for each change. It stays inside the house, for it knows the hidden counts too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from isp_utils.privacy.cells import KEYS, Cells
from isp_utils.privacy.system import Array, Mask

COLUMNS = (*KEYS, "value", "source", "printed", "row", "run")
STATE = ["value", "printed"]


@dataclass(frozen=True)
class Releases:
    """The register (COLUMNS): run 1, 2, ... in which a count was first seen with this value and state.

    row: whether a row of its own showed or hid it; otherwise it only followed from others.
    """

    table: pd.DataFrame

    @classmethod
    def none(cls) -> "Releases":
        """The register before the first release."""
        types = {"value": "float64", "printed": "bool", "row": "bool", "run": "int64"}
        return cls(pd.DataFrame({name: pd.Series(dtype=types.get(name, "object")) for name in COLUMNS}))

    def after(self, cells: Cells) -> "Releases":
        """The register with a further release: cells (KEYS, value, source, rows, hidden)."""
        now = cells[[*KEYS, "value", "source"]].assign(
            printed=~cells["hidden"] & (cells["rows"] > 0), row=cells["rows"] > 0
        )
        before = self.as_of(self.last)[[*KEYS, *STATE]]
        joined = now.merge(before, on=KEYS, how="left", suffixes=("", "_before"))
        same = (joined["value"] == joined["value_before"]) & (joined["printed"] == joined["printed_before"])
        fresh = now[~same.to_numpy(bool)].assign(run=self.last + 1)
        table = pd.concat([self.table, fresh[list(COLUMNS)]], ignore_index=True) if len(self.table) else fresh
        return Releases(table.reset_index(drop=True))

    def without(self, source: str) -> "Releases":
        """The register without the counts of a source that were never printed; what is public cannot be taken back."""
        of_source = np.array([source in str(names).split(" + ") for names in self.table["source"]], bool)
        kept = ~of_source | self.table["printed"].to_numpy(bool)
        return Releases(self.table[kept].reset_index(drop=True))

    @property
    def last(self) -> int:
        """Number of the newest release; 0 before the first."""
        return int(self.table["run"].max()) if len(self.table) else 0

    def as_of(self, run: int) -> pd.DataFrame:
        """The state of every count at a release."""
        return self.table[self.table["run"] <= run].drop_duplicates(KEYS, keep="last")

    def beside(self, cells: Cells) -> "Earlier":
        """The register as seen from the cells of a new release."""
        states = {"source": "first", "printed": "any", "row": "any"}
        versions = self.table.groupby([*KEYS, "value"], as_index=False, sort=False).agg(states)
        now = cells[[*KEYS, "value"]].assign(place=np.arange(len(cells)))
        joined = versions.merge(now, on=[*KEYS, "value"], how="left")
        released = np.zeros(len(cells), bool)
        stood = np.zeros(len(cells), bool)
        for state, mask in (("printed", released), ("row", stood)):
            same = joined["place"].notna() & joined[state].astype(bool)
            mask[joined.loc[same, "place"].astype(int)] = True
        other = joined[joined["place"].isna()].drop(columns="place").reset_index(drop=True)
        return Earlier(self, cells, other.set_index(other.index + len(cells)), released, stood)


@dataclass(frozen=True)
class Earlier:
    """versions: counts with another value than today, or none today, numbered after the cells; printed or not.

    released: cells that were printed before with the value they have today. stood: that were printed or hidden in a row
    of their own.
    """

    releases: Releases
    cells: Cells
    versions: pd.DataFrame
    released: Mask
    stood: Mask

    @cached_property
    def _today(self) -> pd.DataFrame:
        """KEYS, number: every cell of today."""
        return self.cells[KEYS].assign(number=np.arange(len(self.cells)))

    def today_of_versions(self) -> Array:
        """For every version the number of today's cell of the same key; NaN where there is none."""
        return self.versions[KEYS].merge(self._today, on=KEYS, how="left")["number"].to_numpy(float)

    def tables(self) -> Iterable[tuple[Cells, dict[int, int]]]:
        """Tables to look for relations in, numbered: today's with what is printed no longer, then earlier ones.

        With each comes how today's numbers lead to the numbers of that time. Of earlier releases only what hangs
        together with a changed count is looked at: the rest is as it is today.
        """
        gone = self.versions[np.isnan(self.today_of_versions())].drop_duplicates(KEYS, keep="last")
        yield pd.concat([self.cells[[*KEYS, "value"]], gone[[*KEYS, "value"]]]) if len(gone) else self.cells, {}
        if not len(self.versions):
            return
        now = self.cells[[*KEYS, "value"]].assign(number=np.arange(len(self.cells)))
        then = self.versions[[*KEYS, "value"]].assign(number=self.versions.index)
        numbers = pd.concat([now, then])
        for run in sorted(self.releases.table["run"].unique()):
            known = [
                self.releases.as_of(int(run)),
                self.releases.table,
                self.cells,
            ]  # what came later was so before too
            every = pd.concat([table[[*KEYS, "value"]] for table in known]).drop_duplicates(KEYS, keep="first")
            state = every.merge(numbers, on=[*KEYS, "value"])
            changed = state[state["number"] >= len(self.cells)]
            touched = changed[["what", "census_base"]].drop_duplicates()
            near = state.merge(touched, on=["what", "census_base"])
            pairs = near.merge(self._today.rename(columns={"number": "today"}), on=KEYS)
            moved = pairs[pairs["today"] != pairs["number"]]
            yield near.set_index("number"), dict(zip(moved["today"], moved["number"], strict=True))
