"""Deliveries that were read and checked before: the same file under the same rules has the same facts.

They lie in the internal folder, for they are unprotected, and go with the delivery that they were read from.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import pyarrow.parquet as pq

from isp_utils.intake.to_facts import Delivered
from isp_utils.model.errors import InputError
from isp_utils.store import Store, fingerprint, read_json, write_json, write_table
from isp_utils.suite.build.room_rules import rules_of_rooms
from isp_utils.suite.shared_out import CORES, MANY, shared_out

FOLDER = "gelesen"
READ_BY = ("intake", "model")  # rooms whose code makes facts of a file
KEPT = ("retrieved", "messages", "kind", "rows", "table", "questions")  # of a delivery, beside its facts
LISTS = ("messages", "questions")
CONVERTED = "inkar_datenbank"  # is kept in a form of its own


def file_of(path: Path) -> str:
    """A delivery as facts and manifest name it: source/name."""
    return f"{path.parent.name}/{path.name}"


@dataclass(frozen=True)
class ReadBefore:
    """The facts of earlier builds, by the files and rules that they were read from."""

    store: Store
    used: set[str] = field(default_factory=set)
    new: set[str] = field(default_factory=set)  # files (source/name) that were not read before
    _names: dict[Path, str] = field(default_factory=dict)

    def facts_of(self, path: Path, read: Callable[[], Delivered]) -> Delivered:
        """The facts of a file as they were read before, else as `read` gives them; what is refused is not kept."""
        name = self._key(path)
        self.used.add(name)
        if self._table(name).exists() and self._about(name).exists():
            return self._kept(name)
        found = read()
        if found.kind != CONVERTED:
            write_table(found.facts, self._table(name))
            told = {word: getattr(found, word) for word in KEPT}
            write_json(told | {"file": file_of(path)}, self._about(name))
        self.new.add(file_of(path))
        return found

    def read_ahead(self, paths: Sequence[Path], read: Callable[[Path], Delivered]) -> None:
        """Read what is not kept yet by several processes; what is refused is read and told again by who asks for it."""
        missing = [path for path in paths if not self._about(self._key(path)).exists()]
        if len(missing) < MANY:
            return

        def keep(path: Path) -> None:
            with suppress(InputError):
                self.facts_of(path, lambda: read(path))

        shared_out(keep, sorted(missing, key=lambda path: -path.stat().st_size), CORES)
        self.new.update(file_of(path) for path in missing if self._about(self._key(path)).exists())

    def former(self, path: Path) -> Delivered | None:
        """The facts of the last version of a file (by its name) that was accepted; it is kept as long as it is asked.

        What lies there longer than this build is what the one before used: all else is forgotten each time.
        """
        for about in sorted(self._folder.glob("*.json")):
            if about.stem not in self.used and read_json(about).get("file") == file_of(path):
                self.used.add(about.stem)
                return self._kept(about.stem)
        return None

    def others(self, path: Path, read: Callable[[Path], Delivered] | None) -> list[Delivered]:
        """The facts of all other files in the folder of a delivery as they lie there now; nothing is kept of them.

        What no build has read yet is read now; without `read` it is left out. Of a faulty one its last good version.
        """
        there = (one for one in self.store.deliveries() if one.parent.name == path.parent.name)
        found = (self._now(one, read) for one in there if one.name != path.name)
        return [one for one in found if one is not None]

    def _now(self, path: Path, read: Callable[[Path], Delivered] | None) -> Delivered | None:
        name = self._key(path)
        if self._table(name).exists() and self._about(name).exists():
            return self._kept(name)
        try:
            return read(path) if read else None
        except InputError:
            return self.former(path)

    def _kept(self, name: str) -> Delivered:
        told = {word: value for word, value in read_json(self._about(name)).items() if word in KEPT}
        with pq.ParquetFile(self._table(name)) as table:  # many small ones: threads would wait for each other
            facts = table.read(use_threads=False).to_pandas()
        return Delivered(facts, **told | {word: tuple(told[word]) for word in LISTS})

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
        beside = sorted(other for other in path.parent.glob(f"{path.stem}.*") if other.is_file())
        saved = date.fromtimestamp(path.stat().st_mtime)  # the date of an edition that names none
        return sha256(f"{fingerprint(path, *beside)} {saved} {self._rules}".encode()).hexdigest()

    @cached_property
    def _rules(self) -> str:
        return rules_of_rooms(self.store, READ_BY)
