"""Deliveries that were read and checked before: the same file under the same rules has the same facts.

They lie in the internal folder, for they are unprotected, and go with the delivery that they were read from.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from isp_utils.intake.to_facts import Delivered
from isp_utils.intake.values.codes import codes_of
from isp_utils.model.errors import InputError
from isp_utils.model.terms import Term
from isp_utils.store import Store, fingerprint, read_json, write_json, write_table
from isp_utils.suite.build.asked_back import Edition
from isp_utils.suite.own_files import state_of_rooms
from isp_utils.suite.shared_out import CORES, MANY, shared_out

FOLDER = "gelesen"
READ_BY = ("intake", "model")  # rooms whose code makes facts of a file
KEPT = ("retrieved", "kind", "table", "messages", "questions")  # of a delivery, beside its facts
LISTS = ("messages", "questions", "terms")
KIND = ["fact", "age", "group"]  # of a term
CONVERTED = "inkar_datenbank"  # is kept in a form of its own


def file_of(path: Path) -> str:
    """A delivery as facts and manifest name it: source/name."""
    return f"{path.parent.name}/{path.name}"


def saved_on(path: Path) -> str:
    """The day (ISO) on which a file was saved: the date of an edition that names none."""
    return date.fromtimestamp(path.stat().st_mtime).isoformat()


@dataclass(frozen=True)
class ReadDelivery:
    """A file that was read: what is said about it, and its facts, which wait on the disk until somebody asks for them.

    name: digest of the file and the rules it was read by. rows: how many facts there are; terms: what they count, each
    once, in the short form of the catalogue; flags: how many have which ("value" for none).
    """

    name: str
    retrieved: str
    kind: str
    table: str
    messages: tuple[str, ...]
    questions: tuple[str, ...]
    rows: int
    terms: tuple[str, ...]
    flags: Mapping[str, int]
    waiting: Callable[[], pd.DataFrame]

    @cached_property
    def facts(self) -> pd.DataFrame:
        """FACT_COLUMNS."""
        return self.waiting()


@dataclass(frozen=True)
class ReadBefore:
    """The facts of earlier builds, by the files and rules that they were read from."""

    store: Store
    used: set[str] = field(default_factory=set)
    new: set[str] = field(default_factory=set)  # files (source/name) that were not read before
    _names: dict[Path, str] = field(default_factory=dict)
    _folders: dict[Path, list[Path]] = field(default_factory=dict)

    def read(self, path: Path, read: Callable[[], Delivered]) -> ReadDelivery:
        """A file as it was read before, else as `read` gives it; what is refused is not kept."""
        name = self._key(path)
        self.used.add(name)
        if self._table(name).exists() and self._about(name).exists():
            return self._kept(name)
        found = read()
        told = {word: getattr(found, word) for word in KEPT} | _counted(found.facts)
        if found.kind != CONVERTED:
            write_table(found.facts, self._table(name))
            write_json(told | {"file": file_of(path)}, self._about(name))
        self.new.add(file_of(path))
        return ReadDelivery(name, **told, waiting=lambda: found.facts)

    def read_ahead(self, paths: Sequence[Path], read: Callable[[Path], Delivered]) -> None:
        """Read what is not kept yet by several processes; what is refused is read and told again by who asks for it."""
        missing = [path for path in paths if not self._about(self._key(path)).exists()]
        if len(missing) < MANY:
            return

        def keep(path: Path) -> None:
            with suppress(InputError):
                self.read(path, lambda: read(path))

        shared_out(keep, sorted(missing, key=lambda path: -path.stat().st_size), CORES)
        self.new.update(file_of(path) for path in missing if self._about(self._key(path)).exists())

    def former(self, path: Path) -> ReadDelivery | None:
        """The last version of a file (by its name) that was accepted; it is kept as long as it is asked.

        What lies there longer than this build is what the one before used: all else is forgotten each time.
        """
        for about in sorted(self._folder.glob("*.json"), key=_last_first):
            if about.stem not in self.used and read_json(about).get("file") == file_of(path):
                self.used.add(about.stem)
                return self._kept(about.stem)
        return None

    def others(self, path: Path, read: Callable[[Path], Delivered] | None) -> list[Edition]:
        """The facts of all other files in the folder of a delivery as they lie there now; nothing is kept of them.

        What no build has read yet is read now; without `read` it is left out. Of a faulty one its last good version.
        """
        there = (one for one in self.store.deliveries() if one.parent.name == path.parent.name)
        found = (self._now(one, read) for one in there if one.name != path.name)
        return [one for one in found if one is not None]

    def _now(self, path: Path, read: Callable[[Path], Delivered] | None) -> Edition | None:
        name = self._key(path)
        if self._table(name).exists() and self._about(name).exists():
            return self._kept(name)
        try:
            return read(path) if read else None
        except InputError:
            return self.former(path)

    def _kept(self, name: str) -> ReadDelivery:
        about = read_json(self._about(name))
        if "terms" not in about:  # as it was kept at first
            about |= _counted(self._facts(name))
        told = {word: about[word] for word in (*KEPT, "rows", "terms", "flags")}
        lists = {word: tuple(told[word]) for word in LISTS}
        return ReadDelivery(name, **told | lists, waiting=lambda: self._facts(name))

    def _facts(self, name: str) -> pd.DataFrame:
        with pq.ParquetFile(self._table(name)) as table:
            facts = table.read(use_threads=False).to_pandas()  # many small ones: threads would wait for each other
        return pd.DataFrame(facts)

    def _table(self, name: str) -> Path:
        return self._folder / f"{name}.parquet"

    def _about(self, name: str) -> Path:
        return self._folder / f"{name}.json"

    def forget_others(self) -> None:
        """Drop what was read from files that are no longer there, or by other rules."""
        for path in self._folder.glob("*.*"):
            if path.stem not in self.used:
                path.unlink()

    @property
    def _folder(self) -> Path:
        return self.store.internal / FOLDER

    def _key(self, path: Path) -> str:
        """Content of the file and of what stands beside it, the day it was saved, and the rules; as it was at first."""
        if path not in self._names:
            self._names[path] = self._key_now(path)
        return self._names[path]

    def _key_now(self, path: Path) -> str:
        beside = sorted(other for other in self._there(path.parent) if other.name.startswith(f"{path.stem}."))
        return sha256(f"{fingerprint(path, *beside)} {saved_on(path)} {self._rules}".encode()).hexdigest()

    def _there(self, folder: Path) -> list[Path]:
        """The files of a folder as they were at first."""
        if folder not in self._folders:
            self._folders[folder] = [path for path in folder.iterdir() if path.is_file()]
        return self._folders[folder]

    @cached_property
    def _rules(self) -> str:
        return state_of_rooms(self.store, READ_BY)


def _counted(facts: pd.DataFrame) -> dict[str, Any]:
    """What the manifest says about facts: how many, of which terms, with which flags."""
    first = np.unique(codes_of(facts, KIND), return_index=True)[1]
    kinds = facts[KIND].take(first).itertuples(index=False)
    flags = facts["flag"].value_counts().to_dict()
    return {
        "rows": len(facts),
        "terms": tuple(sorted(str(Term(*map(str, kind))) for kind in kinds)),
        "flags": {str(flag or "value"): int(number) for flag, number in flags.items()},
    }


def _last_first(path: Path) -> float:
    return -path.stat().st_mtime
