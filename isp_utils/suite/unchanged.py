"""Whether anything at all has changed since the last run of the same command: without reading a single file.

Size and times of every file are compared, those of the finished pages too. The time of the last change of a file's
entry (ctime) is kept by the system and moves when somebody sets the other one back; on Windows it is the time of
creation, and who gives a changed file of the same size its old time is not noticed there. Whatever differs goes the
long way.
"""

import os
import platform
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from stat import S_ISDIR

from isp_utils.store import LOCK, PACKAGE, Store, is_delivered, read_json, write_json

RECORD = "lauf.json"
PASSING = {"__pycache__", ".ipynb_checkpoints"}
Found = tuple[str, os.stat_result]


def unchanged(store: Store, arguments: Sequence[str]) -> list[str] | None:
    """Addresses of the finished start pages, where the last run had the same arguments and all stands as it left it."""
    path = store.processed / RECORD
    if not path.exists():
        return None
    record = read_json(path)
    said = [record.get(name) for name in ("arguments", "inputs", "made")]
    return list(record["sites"]) if said == [list(arguments), inputs_now(store), _made(store)] else None


def note_run(store: Store, arguments: Sequence[str], sites: Sequence[Path], inputs: str) -> None:
    """Note that a run ended well, how its inputs stood before it began (inputs_now), and how stands what it made."""
    pages = [str(site / "index.html") for site in sites]
    record = {"arguments": list(arguments), "sites": pages, "inputs": inputs, "made": _made(store)}
    write_json(record, store.processed / RECORD)


def inputs_now(store: Store) -> str:
    """Digest of all that a run is made from: the day, for pages say what is overdue, Python, and every file.

    To be taken before any of it is read: what comes in later belongs to the next run.
    """
    day_and_python = f"{datetime.now().astimezone().date()} {platform.python_version()}\n"
    lock = [(str(LOCK), LOCK.stat())] if LOCK.exists() else []
    suite = [file for root in (store.notebooks, store.catalogue, PACKAGE) for file in _files(root, _passing)]
    return _digest(day_and_python, [*lock, *_files(store.raw, partial(_no_input, store.raw)), *suite])


def _made(store: Store) -> str:
    """Digest of tables and pages."""
    notes = {RECORD, store.run_lock.name}
    tables = _files(store.processed, lambda path: path.name in notes)
    return _digest("", [*tables, *_files(store.home / "outputs", _passing)])


def _no_input(raw: Path, path: Path) -> bool:
    """Whether no run reads a file in data/raw: hidden ones and lock files, notes that lie in no folder of a source."""
    return path.name.startswith((".", "~")) or (path.parent == raw and path.is_file() and not is_delivered(path))


def _passing(path: Path) -> bool:
    return path.name in PASSING


def _digest(beside: str, files: Iterable[Found]) -> str:
    """Of every file: name, size and times."""
    digest = sha256(beside.encode())
    for name, stat in files:
        digest.update(f"{name} {stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns}\n".encode())
    return digest.hexdigest()


def _files(folder: Path, passing: Callable[[Path], bool], above: Sequence[Path] = ()) -> Iterator[Found]:
    """Every file below a folder in a fixed order, but those, and those in folders, that are passed over.

    Links are followed, but none that leads back to one of the folders `above`. What vanishes meanwhile is not there.
    """
    for entry in _entries(folder):
        stat, path = _stat(entry), Path(entry.path)
        if stat is None or passing(path):
            continue
        if not S_ISDIR(stat.st_mode):
            yield entry.path, stat
        elif not (entry.is_symlink() and path.resolve() in {one.resolve() for one in (*above, folder)}):
            yield from _files(path, passing, (*above, folder))


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """What lies in a folder, by name; nothing where there is none (any more)."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except FileNotFoundError:
        return []


def _stat(entry: os.DirEntry[str]) -> os.stat_result | None:
    """Size and times of what an entry leads to; None for a link to nowhere and for what is gone."""
    try:
        return entry.stat()
    except OSError:
        return None
