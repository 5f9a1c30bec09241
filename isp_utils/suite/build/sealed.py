"""What notebooks must not find: moved out of its place while they run, and back again whatever happens.

File modes stop neither root nor anybody on Windows. What is not in its place is found by no program that asks for it
there, in machine code or not. A folder is moved by one rename on its own disk, so a power cut leaves it here or there
and nothing in between; whoever works in the workplace next brings it back first. This stops accidents. It does not stop
somebody who writes a notebook in order to look for the place.
"""

import errno
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from stat import S_IMODE

from isp_utils.model.catalogue import Catalogue
from isp_utils.model.errors import InputError
from isp_utils.store import Store
from isp_utils.suite.build.alone import BusyError, alone
from isp_utils.suite.build.locked import CLOSED, FILE, FOLDER, HAS_MODES

READ_ME = "LIESMICH.txt"
EXPLANATION = (
    "Hier liegen Lieferungen und ungeschützte Zahlen, solange ein Lauf die Notebooks ausführt. Bitte nichts löschen.\n"
    "Läuft nichts mehr (Absturz, Stromausfall): »python run_all.py« legt alles an seinen Platz zurück.\n"
)
PAUSES = (0.1, 0.5)  # seconds; a virus scanner holds a file for a moment
NOT_MOVABLE = (errno.EXDEV, errno.EROFS)  # mounted for itself, or read-only: there the guard alone helps


def own_deliveries(store: Store, catalogue: Catalogue) -> list[Path]:
    """Everything in data/raw that is no folder of an official source."""
    official = {name for name, source in catalogue.sources.items() if source.owner == "amtlich"}
    found = sorted(store.raw.iterdir()) if store.raw.is_dir() else []
    return [path for path in found if path.name not in official and not path.name.startswith(".")]


def make_deliveries_private(deliveries: Sequence[Path]) -> None:
    """Own deliveries for their owner only; what belongs to another account stays as that account has it."""
    if not HAS_MODES:
        return
    for path in (below for folder in deliveries for below in (folder, *folder.rglob("*"))):
        mode = FOLDER if path.is_dir() else FILE
        if not path.is_symlink() and (stat := path.stat()).st_uid == os.geteuid() and S_IMODE(stat.st_mode) != mode:
            path.chmod(mode)  # also what changes nothing would count as a change (suite/unchanged.py)


@contextmanager
def sealed(store: Store, deliveries: Sequence[Path]) -> Iterator[None]:
    """Within, neither the internal folder nor the deliveries are in their place; afterwards they are again.

    Raises InputError where a folder cannot be moved, with what to do, and for a second run in the same workplace.
    """
    with alone(store):
        bring_back(store)
        try:
            of_raw, of_processed = store.sealed
            _seal(deliveries, of_raw)
            _seal([store.internal], of_processed)
            yield
        finally:
            bring_back(store)


def _seal(paths: Sequence[Path], place: Path) -> None:
    there = [path for path in paths if path.exists() or path.is_symlink()]
    if not there:
        return
    content = place / "inhalt"
    content.mkdir(parents=True, exist_ok=True)
    (place / READ_ME).write_text(EXPLANATION, encoding="utf-8")
    for path in there:
        try:
            _move(path, content / path.name)
        except PermissionError as problem:
            raise InputError(
                f"{path} lässt sich während des Laufs nicht verschließen: Eine Datei darin ist noch geöffnet (z. B. in "
                "Excel), oder sie gehört einem anderen Benutzerkonto. Bitte schließen oder mit jenem Konto arbeiten "
                "und den Lauf neu starten. Es wurde nichts verändert."
            ) from problem
        except OSError as problem:
            if problem.errno not in NOT_MOVABLE:
                raise
    if HAS_MODES:
        content.chmod(CLOSED)


def _move(path: Path, target: Path) -> None:
    for pause in PAUSES:
        try:
            path.rename(target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    path.rename(target)


def bring_back(store: Store) -> None:
    """Everything that a run sealed, or a broken-off one left sealed, back in its place. Nothing is ever overwritten.

    Raises InputError where something else has taken the place meanwhile, naming both.
    """
    both: list[tuple[Path, Path]] = []
    for place in store.sealed:
        content = place / "inhalt"
        if not content.is_dir():
            continue
        if HAS_MODES:
            content.chmod(FOLDER)
        for path in sorted(content.iterdir()):
            both += _returned(path, place.parent / path.name)
        if not any(content.iterdir()):
            content.rmdir()
            (place / READ_ME).unlink(missing_ok=True)
            place.rmdir()
    if both:
        names = "; ".join(f"{kept} und {new}" for kept, new in both[:3])
        raise InputError(
            f"Während eines Laufs entstand eine Datei, die es schon gab: {names}. Beide sind noch da. Bitte die "
            "gültige an den zweiten Ort legen, die andere löschen und den Lauf neu starten."
        )


def is_sealed(store: Store) -> bool:
    """Whether a run goes on that has put figures away; what a broken-off one left is back before any command."""
    return any(place.exists() for place in store.sealed)


def recover(store: Store) -> bool:
    """Bring back what a broken-off run left sealed, unless a run goes on; whether there was anything."""
    if not is_sealed(store):
        return False
    try:
        with alone(store):
            bring_back(store)
    except BusyError:
        return False
    return True


def _returned(path: Path, target: Path) -> list[tuple[Path, Path]]:
    """Move back, folder by folder where the target exists again; what is there twice stays and is told."""
    if not target.exists() and not target.is_symlink():
        _move(path, target)
        return []
    if path.is_dir() and target.is_dir() and not path.is_symlink():
        both = [pair for child in sorted(path.iterdir()) for pair in _returned(child, target / child.name)]
        if not both:
            path.rmdir()
        return both
    if path.is_file() and target.is_file() and path.read_bytes() == target.read_bytes():
        path.unlink()
        return []
    return [(path, target)]
