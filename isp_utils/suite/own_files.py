"""The suite's own files, as they stood when a run began: its code and its catalogue are in memory from then on."""

import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from isp_utils.store import LOCK, PACKAGE, Store, sha256_of

CATALOGUE = (".toml", ".csv")
MADE_WITH = ("pandas", "numpy", "pyarrow", "scipy", "highspy", "matplotlib", "seaborn", "nbconvert")


@dataclass(frozen=True)
class OwnFiles:
    """sha256 of every file by its path: code, templates, catalogue, list of packages. folder: the catalogue."""

    files: Mapping[Path, str]
    folder: Path

    @cached_property
    def every(self) -> str:
        """Digest of all of them."""
        return self.some(self.files)

    @cached_property
    def of_catalogue(self) -> str:
        """Digest of the catalogue's tables."""
        return self.some(path for path in self.files if path.suffix in CATALOGUE and path.is_relative_to(self.folder))

    def some(self, paths: Iterable[Path]) -> str:
        """Digest of some, in the given order; what was not there is left out."""
        lines = (f"{path.parent.name}/{path.name}:{self.files[path]}\n" for path in paths if path in self.files)
        return sha256("".join(lines).encode()).hexdigest()


_begun: dict[Store, OwnFiles] = {}  # of the workplaces in which this process runs


@contextmanager
def as_it_began(store: Store) -> Iterator[None]:
    """Within, the suite counts as it stands now: what is edited meanwhile counts for the next run.

    May be entered again.
    """
    if store in _begun:
        yield
        return
    _begun[store] = own_files(store)
    try:
        yield
    finally:
        del _begun[store]


def own_files(store: Store) -> OwnFiles:
    """The files as they are, within a run as they were when it began."""
    return _begun[store] if store in _begun else _found(store)


def suite_state(store: Store) -> str:
    """Digest of the suite: code, templates, catalogue, packages, Python."""
    return f"{own_files(store).every} {packages()}"


def state_of_rooms(store: Store, rooms: Sequence[str]) -> str:
    """Digest of the code in some rooms of the package (`suite/build`), of catalogue, packages and Python."""
    own = own_files(store)
    python = [path for path in own.files if path.suffix == ".py"]
    code = [path for room in rooms for path in python if path.is_relative_to(PACKAGE / room)]
    return f"{own.some([*code, LOCK])} {own.of_catalogue} {packages()}"


def packages() -> str:
    """Python and what figures and pages are made with, also where they are not those of the lock."""
    return f"{platform.python_version()} {_installed()}"


@lru_cache(maxsize=1)
def _installed() -> str:
    return " ".join(f"{name}={version(name)}" for name in MADE_WITH)


def _found(store: Store) -> OwnFiles:
    package = (path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    catalogue = (path for path in store.catalogue.rglob("*") if path.is_file())
    found = sorted({*package, *catalogue, *([LOCK] if LOCK.exists() else [])})
    return OwnFiles({path: sha256_of(path) for path in found}, store.catalogue)
