"""What the gate said of a portion before: the same counts, rules and register are not tried again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from isp_utils.model.schema import TELLING
from isp_utils.privacy.apart.apart import Passed, Work
from isp_utils.privacy.apart.portions import Portion
from isp_utils.privacy.apart.released import once_released
from isp_utils.privacy.cells.cells import KEYS
from isp_utils.store import Store
from isp_utils.suite.build.kept import Kept, content_of, digest_of
from isp_utils.suite.own_files import state_of_rooms
from isp_utils.suite.shared_out import CORES, shared_out

FOLDER = "geschuetzt"
ROOMS = ("model", "indicators", "privacy")  # whose code makes figures and protects them
TEXTS = (*KEYS, "source")
LARGE = 5_000  # facts for which it pays to start a process


@dataclass(frozen=True)
class ProtectedBefore:
    """The portions of the last build."""

    store: Store

    def each(self, work: Work, portions: Sequence[Portion]) -> list[Passed]:
        """What the gate says of every portion, as it was kept or as `work` gives it now."""
        names = [self._name(portion) for portion in portions]
        before = self._kept.names()
        for name, portion in zip(names, portions, strict=True):
            if name not in before:
                self._keep_as_released(name, portion, before)

        def share(keep: Callable[[int], None], places: list[int]) -> None:
            shared_out(keep, places, CORES if sum(len(portions[place].facts) for place in places) >= LARGE else 1)

        kept = self._kept.each(names, lambda place: _packed(work(portions[place])), share)
        return [_unpacked(passed) for passed in kept]

    def _keep_as_released(self, name: str, portion: Portion, before: Sequence[str]) -> None:
        """What was kept of the same counts with the register of before, if that says nothing new."""
        counts = name.partition("-")[0]
        same = [other for other in before if other.startswith(f"{counts}-")]
        passed = once_released(_unpacked(self._kept.found(same[0])), portion) if same else None
        if passed is not None:
            self._kept.keep(name, _packed(passed))

    def _name(self, portion: Portion) -> str:
        """Facts, rows and all that protects them, not where they stand among the others; then the register."""
        rows = [table.drop(columns=list(TELLING)) for table in portion.tables]
        counts = digest_of(self._rules, *(content_of(table) for table in (portion.facts, *rows)))
        return f"{counts}-{content_of(portion.releases.table).hex()}"

    @cached_property
    def _kept(self) -> Kept:
        return Kept(self.store.internal / FOLDER)

    @cached_property
    def _rules(self) -> str:
        return state_of_rooms(self.store, ROOMS)


def _packed(passed: Passed) -> Passed:
    """The same with each text of the cells once: most of them stand in thousands of cells."""
    return replace(passed, cells=passed.cells.assign(**{name: _coded(passed.cells[name]) for name in TEXTS}))


def _coded(column: "pd.Series[str]") -> pd.Categorical:
    """The texts as they come, unsorted."""
    codes, texts = pd.factorize(column)
    return pd.Categorical.from_codes(codes, pd.Index(texts, dtype=object))


def _unpacked(passed: Passed) -> Passed:
    return replace(passed, cells=passed.cells.astype(dict.fromkeys(TEXTS, object)))
