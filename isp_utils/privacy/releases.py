"""What has been published before: printed counts stay known, and a revised count must not tell by its difference.

The register holds every count that was ever behind a published table or delivered beside one, with its value and
whether it was printed, one row for each change. It stays inside the house, for it knows the hidden counts too.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from isp_utils.model.periods import pooled_years, year_of
from isp_utils.privacy.cells import KEYS, Cells, facts_of
from isp_utils.privacy.system import Mask

COLUMNS = (*KEYS, "value", "source", "printed", "row", "told", "run")
STATE = ["value", "printed", "told"]
BLOCK = ["what", "census_base", "period"]  # what is revised together


@dataclass(frozen=True)
class Releases:
    """The register (COLUMNS): run 1, 2, ... in which a count was first seen with this value and state.

    row: whether a row of its own showed or hid it; otherwise it only followed from others. told: whether it followed at
    all; otherwise it was only delivered, and stands here so that a later release knows whether it was revised.
    """

    table: pd.DataFrame

    @classmethod
    def none(cls) -> "Releases":
        """The register before the first release."""
        types = {"value": "float64", "printed": "bool", "row": "bool", "told": "bool", "run": "int64"}
        return cls(pd.DataFrame({name: pd.Series(dtype=types.get(name, "object")) for name in COLUMNS}))

    def after(self, cells: Cells) -> "Releases":
        """The register with a further release: cells (KEYS, value, source, rows, hidden, told)."""
        now = cells[[*KEYS, "value", "source", "told"]].assign(
            printed=~cells["hidden"] & (cells["rows"] > 0), row=cells["rows"] > 0
        )
        before = self.as_of(self.last)[[*KEYS, *STATE]]
        joined = now.merge(before, on=KEYS, how="left", suffixes=("", "_before"))
        same = np.all([joined[name] == joined[f"{name}_before"] for name in STATE], axis=0)
        fresh = now[~same].assign(run=self.last + 1)
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

    def revised(self, cells: Cells, delivered: Cells) -> Cells:
        """Of counts that are delivered but not printed those that stand beside a revised one."""
        now = pd.concat([cells[[*KEYS, "value"]], delivered[[*KEYS, "value"]]])
        both = now.merge(self.as_of(self.last)[[*KEYS, "value"]], on=KEYS, suffixes=("", "_before"))
        touched = both.loc[both["value"] != both["value_before"], BLOCK].drop_duplicates()
        return delivered.merge(touched, on=BLOCK)

    def beside(self, cells: Cells) -> "Earlier":
        """The register as seen from the cells of a new release."""
        now = cells[[*KEYS, "value"]].assign(today=np.arange(len(cells)))
        joined = self.table.merge(now, on=KEYS, how="left", suffixes=("", "_today"))
        same = joined["value"] == joined["value_today"]
        released, stood = np.zeros(len(cells), bool), np.zeros(len(cells), bool)
        for state, mask in (("printed", released), ("row", stood)):
            mask[joined.loc[same & joined[state], "today"].astype(int)] = True
        states = {"source": "first", "printed": "any", "row": "any", "today": "first", "run": "last"}
        other = joined[~same & (joined["told"] | joined["today"].notna())]
        versions = other.groupby([*KEYS, "value"], as_index=False, sort=False).agg(states)
        return Earlier(self, cells, versions.set_index(versions.index + len(cells)), released, stood)


@dataclass(frozen=True)
class Earlier:
    """versions: counts with another value than `today` (number of that cell), or none today, numbered after the cells.

    released: cells that were printed before with the value they have today. stood: that were printed or hidden in a row
    of their own.
    """

    releases: Releases
    cells: Cells
    versions: pd.DataFrame
    released: Mask
    stood: Mask

    def tables(self, sums: Iterable[Sequence[str]]) -> Iterator[tuple[Cells, dict[int, int]]]:
        """Tables to look for relations in, numbered: today's with what is printed no longer, then earlier ones.

        With each comes how today's numbers lead to the numbers of that time. Of earlier releases only what hangs
        together with a changed count is looked at (`sums`: facts that add up): the rest is as it is today.
        """
        yield pd.concat([self.cells[[*KEYS, "value"]], self._gone()]), {}
        if not len(self.versions):
            return
        number = np.arange(len(self.cells))
        every = pd.concat([self.cells.assign(number=number), self.versions.assign(number=self.versions.index)])
        numbers = every[[*KEYS, "value", "number"]]
        near = _related(self.versions["what"].unique(), every["what"].unique(), sums)
        for run in sorted(self.releases.table["run"].unique()):
            state = self._state(int(run)).merge(numbers, on=[*KEYS, "value"])
            state = state[state["what"].isin(near)]
            pairs = state.merge(self.cells[KEYS].assign(today=number), on=KEYS)
            moved = pairs[pairs["today"] != pairs["number"]]
            yield state.set_index("number"), dict(zip(moved["today"], moved["number"], strict=True))

    def _gone(self) -> pd.DataFrame:
        """KEYS, value of what is printed no longer but would be as it was: nothing it consists of was revised since."""
        gone = self.versions[self.versions["today"].isna()].drop_duplicates(KEYS, keep="last")
        now = self.releases.last + 1
        seen = gone[["what", "period", "run"]].itertuples(index=False)
        same = [not self._was_revised(what, period, run, now) for what, period, run in seen]
        return gone.loc[np.array(same, bool), [*KEYS, "value"]]

    def _state(self, run: int) -> pd.DataFrame:
        """KEYS, value of a release; what came later was so before too, where nothing near it was revised since."""
        then = self.releases.as_of(run)[[*KEYS, "value"]]
        later = self._history.drop_duplicates(KEYS, keep="first")
        first = later.loc[later["run"] > run, ["what", "period", "run"]].drop_duplicates()
        same = [not self._was_revised(what, period, run, last) for what, period, last in first.itertuples(index=False)]
        later = later.merge(first[np.array(same, bool)], on=["what", "period", "run"])
        return pd.concat([then, later[[*KEYS, "value"]]]).drop_duplicates(KEYS, keep="first")

    @cached_property
    def _history(self) -> pd.DataFrame:
        """KEYS, value, run of every state that a count had, today's last."""
        today = self.cells.assign(run=self.releases.last + 1)
        return pd.concat([self.releases.table[[*KEYS, "value", "run"]], today[[*KEYS, "value", "run"]]])

    @cached_property
    def _revisions(self) -> dict[tuple[str, str], set[int]]:
        """In which runs a count of a name and year had another value than before."""
        before = self._history.groupby(KEYS)["value"].shift()
        revised = self._history[before.notna() & (before != self._history["value"])]
        found: dict[tuple[str, str], set[int]] = defaultdict(set)
        for what, period, run in revised[["what", "period", "run"]].drop_duplicates().itertuples(index=False):
            for year in _years(period):
                found[what, year].add(run)
        return found

    def _was_revised(self, what: str, period: str, after: int, until: int) -> bool:
        """Whether something that a count consists of was revised in the runs between two."""
        names = {(name, year) for name in {what, *facts_of(what)} for year in _years(period)}
        return any(after < run <= until for name in names & set(self._revisions) for run in self._revisions[name])


def _years(period: str) -> list[str]:
    return [str(year) for year in pooled_years(period) or (year_of(period),)]


def _related(touched: Iterable[str], names: Iterable[str], sums: Iterable[Sequence[str]]) -> set[str]:
    """Names of cells that share a sum or a share with a touched one."""
    groups = [set(group) for group in sums]
    groups += [{name, *facts_of(name)} for name in names if len(facts_of(name)) > 1 or name not in facts_of(name)]
    found = set(touched)
    while more := [group for group in groups if group & found and not group <= found]:
        found.update(*more)
    return found
