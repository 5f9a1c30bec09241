"""What the gate said of a portion before: the same counts, rules and register are not tried again.

It lies in the internal folder, for it knows what is hidden.
"""

import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pyarrow as pa

from isp_utils.model.schema import TELLING
from isp_utils.privacy.apart.apart import Passed, Work
from isp_utils.privacy.apart.portions import Portion
from isp_utils.privacy.apart.released import once_released
from isp_utils.store import Store
from isp_utils.suite.build.locked import make_private
from isp_utils.suite.build.room_rules import rules_of_rooms
from isp_utils.suite.shared_out import CORES, shared_out

FOLDER = "geschuetzt"
ROOMS = ("model", "indicators", "privacy")  # whose code makes figures and protects them
LARGE = 5_000  # facts for which it pays to start a process
PLACES = ("file", "row", "raw")  # where a fact was read; the gate does not ask


@dataclass(frozen=True)
class ProtectedBefore:
    """The portions of the last build."""

    store: Store

    def each(self, work: Work, portions: Sequence[Portion]) -> list[Passed]:
        """What the gate says of every portion, as it was kept or as `work` gives it now; all else is forgotten."""
        paths = [self._path(portion) for portion in portions]
        known = [self._kept(path, portion) for path, portion in zip(paths, portions, strict=True)]
        missing = [place for place, passed in enumerate(known) if passed is None]
        jobs = CORES if sum(len(portions[place].facts) for place in missing) >= LARGE else 1
        fresh = iter(shared_out(lambda place: work(portions[place]), missing, jobs))
        found = [next(fresh) if passed is None else passed for passed in known]
        for path, passed in zip(paths, found, strict=True):
            if not path.exists():
                _write(passed, path)
        for path in set(self._folder.glob("*")) - set(paths):
            path.unlink()
        make_private(self.store.internal)
        return found

    def _kept(self, path: Path, portion: Portion) -> Passed | None:
        """What was kept of a portion, with this register or with the one before its release."""
        if path.exists():
            return _read(path)
        same = sorted(self._folder.glob(f"{path.stem.partition('-')[0]}-*.pickle"))
        return once_released(_read(same[0]), portion) if same else None

    @property
    def _folder(self) -> Path:
        return self.store.internal / FOLDER

    def _path(self, portion: Portion) -> Path:
        """Facts, rows and all that protects them, not where they stand among the others; then the register."""
        facts = portion.facts.drop(columns=list(PLACES))
        rows = [table.drop(columns=list(TELLING)) for table in portion.tables]
        counts = sha256(b"".join([self._rules.encode(), *(_digest(table) for table in (facts, *rows))])).hexdigest()
        return self._folder / f"{counts}-{_digest(portion.releases.table).hex()}.pickle"

    @cached_property
    def _rules(self) -> str:
        return rules_of_rooms(self.store, ROOMS)


def _digest(table: pd.DataFrame) -> bytes:
    """Of the columns in one piece each, as Arrow holds them; without rows they may hold anything."""
    if not len(table):
        return b""
    arrow = pa.Table.from_pandas(table, preserve_index=False).combine_chunks().replace_schema_metadata()
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, arrow.schema) as stream:
        stream.write_table(arrow)
    return sha256(sink.getvalue()).digest()


def _write(passed: Passed, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".neu")
    draft.write_bytes(pickle.dumps(passed, pickle.HIGHEST_PROTOCOL))
    draft.replace(path)


def _read(path: Path) -> Passed:
    passed = pickle.loads(path.read_bytes())  # written here, into a folder that is closed to others
    assert isinstance(passed, Passed)
    return passed
