"""The internal folder: for its owner only. While notebooks run it is not in its place at all (sealed.py).

File modes hold on POSIX for everybody but root; on Windows they have no effect.
"""

import os
from contextlib import suppress
from pathlib import Path

from isp_utils.model.errors import InputError

FOLDER, FILE, CLOSED = 0o700, 0o600, 0o000
HAS_MODES = os.name == "posix"


def unlocked(folder: Path) -> Path:
    """The folder, made where it is missing, readable for its owner again whatever a killed run left behind.

    Raises InputError where it belongs to another account: only one may work in a workplace.
    """
    folder.mkdir(parents=True, exist_ok=True)
    try:
        if HAS_MODES:
            folder.chmod(FOLDER)
    except PermissionError as problem:
        raise InputError(
            f"Der Ordner {folder} gehört einem anderen Benutzerkonto und ist nur für dieses lesbar. "
            "Bitte mit jenem Konto arbeiten oder den Ordner von ihm löschen lassen; er wird neu erstellt."
        ) from problem
    return folder


def make_private(folder: Path) -> None:
    """The folder and everything in it for its owner only."""
    unlocked(folder)
    if HAS_MODES:
        for path in folder.rglob("*"):
            with suppress(FileNotFoundError):  # the draft of another process that is in its place by now
                path.chmod(FOLDER if path.is_dir() else FILE)
