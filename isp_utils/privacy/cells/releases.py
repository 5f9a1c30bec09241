"""What has been published before: printed counts stay known, and a revised count must not tell by its difference.

Releases are linked tables in time: a new one may give away what an earlier one hid. The register holds every count
that was ever behind a published table or delivered beside one, with its value and whether it was printed, one row for
each change. It stays inside the house, for it knows the hidden counts too.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from isp_utils.model.periods import pooled_years, year_of
from isp_utils.model.terms import Sources
from isp_utils.privacy.cells.cells import KEYS, Cells, facts_behind
from isp_utils.privacy.solver.system import Mask, Positions

COLUMNS = (*KEYS, "value", "source", "printed", "row", "told", "run")
PLACE = ["what", "region", "period"]
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

    def told_before(self, cells: Cells) -> "Earlier":
        """The register as seen from the cells of a new release."""
        now = cells[[*KEYS, "value"]].assign(today=np.arange(len(cells)))
        valued = self.table.assign(row=self.said).dropna(subset="value")
        joined = valued.merge(now, on=KEYS, how="left", suffixes=("", "_today"))
        same = joined["value"] == joined["value_today"]
        released, stood = np.zeros(len(cells), bool), np.zeros(len(cells), bool)
        for state, mask in (("printed", released), ("row", stood)):
            mask[joined.loc[same & joined[state], "today"].astype(int)] = True
        states = {"source": "first", "printed": "any", "row": "any", "today": "first", "run": "first"}
        other = joined[~same & (joined["told"] | joined["today"].notna())]
        versions = other.groupby([*KEYS, "value"], as_index=False, sort=False).agg(states)
        return Earlier(self, cells, versions.set_index(versions.index + len(cells)), released, stood)


@dataclass(frozen=True)
class Earlier:
    """versions: counts with another value than `today` (number of that cell), or none today, numbered after the cells.

    released: cells that were printed before with the value they have today. stood: that a row of their own showed, or
    said to be one at least (Releases.said); so the `row` of versions.
    """

    releases: Releases
    cells: Cells
    versions: pd.DataFrame
    released: Mask
    stood: Mask

    def changes(self) -> Iterator[tuple[int, int]]:
        """Numbers of today's count, or of one that an earlier release hid, and of the printed one it came after."""
        states = self.versions.assign(number=self.versions.index)[[*KEYS, "printed", "today", "run", "number"]]
        before, hidden = states[states["printed"]], states[~states["printed"]]
        now = before.dropna(subset="today")
        yield from zip(now["today"].astype(int).tolist(), now["number"].tolist(), strict=True)
        pairs = before.merge(hidden, on=KEYS, suffixes=("", "_after"))
        pairs = pairs[pairs["run"] < pairs["run_after"]]
        yield from zip(pairs["number_after"].tolist(), pairs["number"].tolist(), strict=True)

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
        """KEYS, value of what is printed no longer but would be as it was."""
        last = self.releases.last
        versions = self.versions.assign(number=self.versions.index)[[*KEYS, "value", "today", "number"]]
        gone = self._as_it_was(last, last + 1).merge(versions[versions["today"].isna()], on=[*KEYS, "value"])
        return gone.set_index("number")[[*KEYS, "value"]]

    def _state(self, run: int) -> pd.DataFrame:
        """KEYS, value of a release; what came later was so before too, where nothing near it was revised since."""
        later = self._history.drop_duplicates(KEYS, keep="first")
        later = later[later["run"] > run]
        later = later[self._unrevised(later, np.full(len(later), run), later["run"].to_numpy())]
        return pd.concat([self._as_it_was(run, run), later[[*KEYS, "value"]]]).drop_duplicates(KEYS, keep="first")

    def _as_it_was(self, run: int, until: int) -> pd.DataFrame:
        """KEYS, value of all counts that a release had or earlier ones had, where nothing near was revised since."""
        table = self.releases.table[self.releases.table["run"] <= run]
        valued = table.dropna(subset="value").drop_duplicates(KEYS, keep="last")[[*KEYS, "value"]]
        state = valued.merge(
            table.drop_duplicates(KEYS, keep="last")[[*KEYS, "value", "run"]], on=KEYS, suffixes=("", "_last")
        )
        seen = np.where(state["value_last"].isna(), state["run"] - 1, run)
        return state.loc[self._unrevised(state, seen, np.full(len(state), until)), [*KEYS, "value"]]

    def _unrevised(self, counts: pd.DataFrame, after: Positions, until: Positions) -> Mask:
        """Of which counts nothing was revised that they consist of, in the runs after one until another."""
        if not self._revisions:
            return np.ones(len(counts), bool)
        asked = pd.DataFrame({**{key: counts[key].to_numpy() for key in PLACE}, "after": after, "until": until})
        cases = asked.drop_duplicates()
        same = [not self._was_revised(case[:3], *case[3:]) for case in cases.itertuples(index=False, name=None)]
        return asked.merge(cases.assign(same=np.array(same, bool)), how="left")["same"].to_numpy(bool)

    @cached_property
    def _history(self) -> pd.DataFrame:
        """KEYS, value, run of every value that a count had, today's last."""
        today = self.cells.assign(run=self.releases.last + 1)
        return pd.concat([self.releases.table, today])[[*KEYS, "value", "run"]].dropna(subset="value")

    @cached_property
    def _revisions(self) -> Mapping[tuple[str, str, str], set[int]]:
        """In which runs a count of a name, area and year had another value than before."""
        before = self._history.groupby(KEYS)["value"].shift()
        revised = self._history[before.notna() & (before != self._history["value"])]
        found: dict[tuple[str, str, str], set[int]] = defaultdict(set)
        for what, region, period, run in revised[[*PLACE, "run"]].drop_duplicates().itertuples(index=False):
            for year in _years(period):
                found[what, region, year].add(run)
        return dict(found)

    def _was_revised(self, place: tuple[str, str, str], after: int, until: int) -> bool:
        """Whether something that a count (what, region, period) consists of was revised in the runs between two."""
        what, region, period = place
        names = [(name, region, year) for name in {what, *facts_behind(what)} for year in _years(period)]
        return any(after < run <= until for name in names for run in self._revisions.get(name, ()))


def _years(period: str) -> list[str]:
    return [str(year) for year in pooled_years(period) or (year_of(period),)]


def _related(touched: Iterable[str], names: Iterable[str], sums: Iterable[Sequence[str]]) -> set[str]:
    """Names of cells that share a sum or a share with a touched one."""
    groups = [set(group) for group in sums]
    groups += [
        {name, *facts_behind(name)} for name in names if len(facts_behind(name)) > 1 or name not in facts_behind(name)
    ]
    found = set(touched)
    while more := [group for group in groups if group & found and not group <= found]:
        found.update(*more)
    return found
