"""Whether anything at all has changed since the last run of the same command: without reading a single file.

Size and times of every file are compared, those of the finished pages too. The time of the last change of a file's
entry (ctime) is kept by the system and moves when somebody sets the other one back. Whatever differs goes the long way.
"""

import os
import platform
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from isp_utils.store import LOCK, PACKAGE, Store, read_json, write_json

RECORD = "lauf.json"
PASSING = {"__pycache__", ".ipynb_checkpoints"}


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
    roots = (store.raw, store.notebooks, store.catalogue, PACKAGE)
    return _digest(day_and_python, [*lock, *_below(roots, PASSING)])


def _made(store: Store) -> str:
    """Digest of tables and pages."""
    return _digest("", _below((store.processed, store.home / "outputs"), {*PASSING, RECORD, store.run_lock.name}))


def _digest(beside: str, files: Iterable[tuple[str, os.stat_result]]) -> str:
    """Of every file: name, size and times."""
    digest = sha256(beside.encode())
    for name, stat in files:
        digest.update(f"{name} {stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns}\n".encode())
    return digest.hexdigest()


def _below(roots: Iterable[Path], passing: Collection[str]) -> Iterator[tuple[str, os.stat_result]]:
    for root in roots:
        yield from sorted(_files(root, passing)) if root.exists() else []


def _files(root: Path, passing: Collection[str]) -> Iterator[tuple[str, os.stat_result]]:
    """Every file below a folder but those, and those in folders, of names that are passed over."""
    with os.scandir(root) as entries:
        for entry in entries:
            if entry.name in passing:
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _files(Path(entry.path), passing)
            else:
                yield entry.path, entry.stat()
