"""What earlier releases told of the counts of a new one: versions of them, and tables in which they hung together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from isp_utils.model.periods import pooled_years, year_of
from isp_utils.privacy.cells.cells import KEYS, Cells, facts_behind
from isp_utils.privacy.cells.releases import Releases
from isp_utils.privacy.solver.system import Mask, Positions

PLACE = ["what", "region", "period"]
EPOCH = [*KEYS, "epoch"]  # a count until it is revised


def told_before(releases: Releases, cells: Cells) -> "Earlier":
    """The register as seen from the cells of a new release."""
    known = releases.table.assign(row=releases.said, epoch=releases.epochs)
    cells = cells.assign(epoch=_epochs_of(cells, known))
    valued = known.dropna(subset="value")
    now = cells[EPOCH].assign(today=np.arange(len(cells)))
    joined = valued.merge(now, on=KEYS, how="left", suffixes=("", "_today"))
    same = joined["epoch"] == joined["epoch_today"]
    released, stood = np.zeros(len(cells), bool), np.zeros(len(cells), bool)
    for state, mask in (("printed", released), ("row", stood)):
        mask[joined.loc[same & joined[state], "today"].astype(int)] = True
    states = {"source": "first", "printed": "any", "row": "any", "today": "first", "run": "first"}
    other = joined[~same & (joined["told"] | joined["today"].notna())]
    versions = other.groupby([*EPOCH, "value"], as_index=False, sort=False).agg(states)
    return Earlier(releases.last, known, cells, versions.set_index(versions.index + len(cells)), released, stood)


def _epochs_of(cells: Cells, known: pd.DataFrame) -> Positions:
    """Array of int [cell]: a count that was revised since and is today what it once was is a new one all the same."""
    if known.empty:
        return np.zeros(len(cells), int)
    last = known.dropna(subset="value").drop_duplicates(KEYS, keep="last")[[*EPOCH, "value"]]
    both = cells[[*KEYS, "value"]].merge(last, on=KEYS, how="left", suffixes=("", "_last"))
    revised = both["value_last"].notna() & (both["value"] != both["value_last"])
    return np.asarray(both["epoch"].fillna(0) + revised, int)


@dataclass(frozen=True)
class Earlier:
    """versions: counts that were revised until `today` (number of that cell), or are none today, behind the cells.

    last: number of the last release; known: the register with its epochs. released: cells that were printed before and
    not revised since. stood: that a row of their own showed, or said to be one at least (Releases.said); so the `row`
    of versions.
    """

    last: int
    known: pd.DataFrame
    cells: Cells
    versions: pd.DataFrame
    released: Mask
    stood: Mask

    def changes(self) -> Iterator[tuple[int, int]]:
        """Numbers of today's count, or of one that an earlier release hid, and of the printed one it came after.

        A count that is again what it was has changed by nothing.
        """
        columns = [*KEYS, "value", "printed", "today", "run", "number"]
        states = self.versions.assign(number=self.versions.index)[columns]
        before, hidden = states[states["printed"]], states[~states["printed"]]
        now = before.dropna(subset="today").astype({"today": int})
        now = now[now["value"].to_numpy() != self.cells["value"].to_numpy()[now["today"]]]
        yield from zip(now["today"].tolist(), now["number"].tolist(), strict=True)
        pairs = before.merge(hidden, on=KEYS, suffixes=("", "_after"))
        pairs = pairs[(pairs["run"] < pairs["run_after"]) & (pairs["value"] != pairs["value_after"])]
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
        numbers = every[[*EPOCH, "value", "number"]]
        near = _related(self.versions["what"].unique(), every["what"].unique(), sums)
        for run in sorted(self.known["run"].unique()):
            state = self._state(int(run)).merge(numbers, on=EPOCH)
            state = state[state["what"].isin(near)]
            pairs = state.merge(self.cells[KEYS].assign(today=number), on=KEYS)
            moved = pairs[pairs["today"] != pairs["number"]]
            yield state.set_index("number"), dict(zip(moved["today"], moved["number"], strict=True))

    def _gone(self) -> pd.DataFrame:
        """KEYS, value of what is printed no longer but would be as it was."""
        if self.known.empty:
            return self.cells.iloc[:0][[*KEYS, "value"]]
        versions = self.versions.assign(number=self.versions.index)[[*EPOCH, "value", "today", "number"]]
        gone = self._as_it_was(self.last, self.last + 1).merge(versions[versions["today"].isna()], on=EPOCH)
        return gone.set_index("number")[[*KEYS, "value"]]

    def _state(self, run: int) -> pd.DataFrame:
        """EPOCH of a release; what came later was so before too, where nothing near it was revised since."""
        later = self._history.drop_duplicates(KEYS, keep="first")
        later = later[later["run"] > run]
        later = later[self._unrevised(later, np.full(len(later), run), later["run"].to_numpy())]
        return pd.concat([self._as_it_was(run, run), later[EPOCH]]).drop_duplicates(KEYS, keep="first")

    def _as_it_was(self, run: int, until: int) -> pd.DataFrame:
        """EPOCH of all counts that a release had or earlier ones had, where nothing near was revised since."""
        table = self.known[self.known["run"] <= run]
        valued = table.dropna(subset="value").drop_duplicates(KEYS, keep="last")[EPOCH]
        state = valued.merge(table.drop_duplicates(KEYS, keep="last")[[*KEYS, "value", "run"]], on=KEYS)
        seen = np.where(state["value"].isna(), state["run"] - 1, run)
        return state.loc[self._unrevised(state, seen, np.full(len(state), until)), EPOCH]

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
        """EPOCH, value, run of every value that a count had, today's last."""
        today = self.cells.assign(run=self.last + 1)
        return pd.concat([self.known, today])[[*EPOCH, "value", "run"]].dropna(subset="value")

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
