"""Whether anything at all has changed since the last run of the same command: without reading a single file.

Size and times of every file are compared, those of the finished pages too. The time of the last change of a file's
entry (ctime) is kept by the system and moves when somebody sets the other one back. Whatever differs goes the long way.
"""

import os
import platform
from collections.abc import Collection, Iterator, Sequence
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
    if record["arguments"] != list(arguments) or record["state"] != _state(store):
        return None
    return list(record["sites"])


def note_run(store: Store, arguments: Sequence[str], sites: Sequence[Path]) -> None:
    """Note that a run ended well, and how everything stands now."""
    pages = [str(site / "index.html") for site in sites]
    record = {"arguments": list(arguments), "sites": pages, "state": _state(store)}
    write_json(record, store.processed / RECORD)


def _state(store: Store) -> str:
    """Day, Python and every file by name, size and times; the day because pages say what is overdue."""
    digest = sha256(f"{datetime.now().astimezone().date()} {platform.python_version()}".encode())
    roots = (store.raw, store.processed, store.notebooks, store.home / "outputs", store.catalogue, PACKAGE)
    passing = {*PASSING, RECORD, store.run_lock.name}
    files = [(str(LOCK), LOCK.stat())] if LOCK.exists() else []
    for root in roots:
        files += sorted(_files(root, passing)) if root.exists() else []
    for name, stat in files:
        digest.update(f"{name} {stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns}\n".encode())
    return digest.hexdigest()


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
