"""One run at a time in a workplace: a lock of the operating system, which goes with the process however it ends."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from isp_utils.model.errors import InputError
from isp_utils.model.wording import german_date
from isp_utils.store import Store

BUSY = (
    "An diesem Arbeitsplatz läuft schon ein Lauf, seit {since} ({home}). Bitte warten, bis er fertig ist. Läuft sicher "
    "keiner mehr, bitte das andere Fenster schließen oder den Rechner neu starten."
)


class BusyError(InputError):
    """Another process works in the workplace."""


_held: set[Path] = set()  # by this process, which the operating system would refuse as well


@contextmanager
def alone(store: Store) -> Iterator[None]:
    """Within, no other process works in the workplace; raises BusyError where one does. May be entered again."""
    path = store.run_lock.resolve()
    if path in _held:
        yield
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        if not _taken(file):
            raise BusyError(BUSY.format(home=store.home, since=_since(path)))
        os.utime(path)  # says to others since when
        _held.add(path)
        try:
            yield
        finally:
            _held.discard(path)


def _since(path: Path) -> str:
    begun = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    today = begun.date() == datetime.now().astimezone().date()
    return f"{begun:%H:%M} Uhr" if today else f"dem {german_date(begun.date())}, {begun:%H:%M} Uhr"


if sys.platform == "win32":
    import msvcrt

    def _taken(file: IO[bytes]) -> bool:
        """Lock the first byte, which need not exist."""
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _taken(file: IO[bytes]) -> bool:
        """Lock the file; where the file system has no locks, nobody can be told from nobody."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True
