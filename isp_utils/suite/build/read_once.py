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

import pandas as pd

from isp_utils.intake.to_facts import Delivered
from isp_utils.model.errors import InputError
from isp_utils.store import LOCK, PACKAGE, Store, fingerprint, read_json, write_json, write_table
from isp_utils.suite.shared_out import CORES, MANY, shared_out

FOLDER = "gelesen"
READ_BY = ("intake", "model")  # rooms whose code makes facts of a file
KEPT = ("retrieved", "messages", "kind", "rows", "table")  # of a delivery, beside its facts
CONVERTED = "inkar_datenbank"  # is kept in a form of its own


@dataclass(frozen=True)
class ReadBefore:
    """The facts of earlier builds, by the files and rules that they were read from."""

    store: Store
    used: set[str] = field(default_factory=set)

    def facts_of(self, path: Path, read: Callable[[], Delivered]) -> Delivered:
        """The facts of a file as they were read before, else as `read` gives them; what is refused is not kept."""
        name = self._key(path)
        self.used.add(name)
        table, about = self._files(name)
        if self._kept(name):
            told = read_json(about)
            return Delivered(pd.read_parquet(table), **told | {"messages": tuple(told["messages"])})
        found = read()
        if found.kind != CONVERTED:
            write_table(found.facts, table)
            write_json({word: getattr(found, word) for word in KEPT}, about)
        return found

    def read_ahead(self, paths: Sequence[Path], read: Callable[[Path], Delivered]) -> None:
        """Read what is not kept yet by several processes; what is refused is read and told again by who asks for it."""
        missing = [path for path in paths if not self._kept(self._key(path))]

        def keep(path: Path) -> None:
            with suppress(InputError):
                self.facts_of(path, lambda: read(path))

        largest_first = sorted(missing, key=lambda path: -path.stat().st_size)
        if len(missing) >= MANY:
            shared_out(keep, largest_first, CORES)

    def forget_others(self) -> None:
        """Drop what was read from files that are no longer there, or by other rules."""
        for path in self._folder.glob("*.*"):
            if path.stem not in self.used:
                path.unlink()

    def _kept(self, name: str) -> bool:
        return all(path.exists() for path in self._files(name))

    def _files(self, name: str) -> tuple[Path, Path]:
        return self._folder / f"{name}.parquet", self._folder / f"{name}.json"

    @property
    def _folder(self) -> Path:
        return self.store.internal / FOLDER

    def _key(self, path: Path) -> str:
        """Content of the file and of what stands beside it, the day it was saved, and the rules."""
        beside = sorted(other for other in path.parent.glob(f"{path.stem}.*") if other.is_file())
        saved = date.fromtimestamp(path.stat().st_mtime)  # the date of an edition that names none
        return sha256(f"{fingerprint(path, *beside)} {saved} {self._rules}".encode()).hexdigest()

    @cached_property
    def _rules(self) -> str:
        code = sorted(path for room in READ_BY for path in (PACKAGE / room).rglob("*.py"))
        catalogue = sorted(path for path in self.store.catalogue.rglob("*") if path.suffix in (".toml", ".csv"))
        return fingerprint(*code, *catalogue, *([LOCK] if LOCK.exists() else []))
