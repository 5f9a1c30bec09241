"""How the kernels of a run start: with a guard that refuses the folders of unprotected figures, whoever asks.

`python -m isp_utils.suite.run.guard` takes the place of `python -m ipykernel_launcher`. An audit hook cannot be taken
off again (PEP 578). It stops what goes through Python, also for root and on Windows, where file modes stop nobody.
Readers of parquet open files in machine code; they are made to ask as well. Against other machine code only the modes
help.
"""

import os
import runpy
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path

VARIABLE = "ISP_VERSCHLOSSEN"  # folders, one a line
REFUSAL = (
    "Notebooks lesen nur Zahlen, die durch die Geheimhaltung gegangen sind. Dieser Ordner ist während eines Laufs "
    "gesperrt: {place}. Bitte die Verben des Berichts verwenden, z. B. report.answer(…)."
)
NO_PROGRAM = "Notebooks eines Laufs starten keine anderen Programme ({event}). Bitte die Zelle entfernen."
OF_PATHS = frozenset({
    "open", "os.chdir", "os.chmod", "os.chown", "os.link", "os.listdir", "os.mkdir", "os.remove", "os.rename",
    "os.rmdir", "os.scandir", "os.symlink", "os.truncate", "sqlite3.connect",
})  # fmt: skip
OF_PROGRAMS = frozenset({
    "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.startfile", "os.startfile/2", "os.system",
    "subprocess.Popen",
})  # fmt: skip
Hook = Callable[[str, tuple[object, ...]], None]


def refusing(folders: list[str]) -> Hook:
    """An audit hook (PEP 578) that raises PermissionError for paths at or below the folders and for new programs."""
    closed = [_plain(folder) for folder in folders]

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in OF_PROGRAMS:
            raise PermissionError(NO_PROGRAM.format(event=event))
        if event in OF_PATHS:
            for path in arguments[:1] if event == "open" else arguments:  # open tells its mode as well
                if isinstance(path, str | bytes | os.PathLike) and (found := _closed(path, closed)):
                    raise PermissionError(REFUSAL.format(place="/".join(Path(found).parts[-2:])))

    return hook


def _closed(path: "str | bytes | os.PathLike[str]", closed: list[str]) -> str:
    """The closed folder that a path leads to or into, also by `..` or a link; "" for none."""
    plain = _plain(path)
    return next((folder for folder in closed if plain == folder or plain.startswith(folder + os.sep)), "")


def _plain(path: "str | bytes | os.PathLike[str]") -> str:
    return os.path.realpath(os.fsdecode(path)).casefold()  # Windows and macOS take INTERN for intern


def let_readers_ask() -> None:
    """Parquet files are opened by pyarrow without an audit event; from now on it raises one for each path."""
    from pyarrow.parquet import core

    for reader in (core.ParquetFile, core.ParquetDataset):
        reader.__init__ = _asking(reader.__init__)


def _asking(opening: Callable[..., None]) -> Callable[..., None]:
    @wraps(opening)
    def asking(*arguments: object, **named: object) -> None:
        for value in (*arguments, *named.values()):
            for path in value if isinstance(value, list | tuple) else [value]:
                if isinstance(path, str | os.PathLike):
                    sys.audit("open", os.fspath(path).removeprefix("file://"), "rb", 0)
        opening(*arguments, **named)

    return asking


if __name__ == "__main__":
    sys.addaudithook(refusing(os.environ.get(VARIABLE, "").splitlines()))
    let_readers_ask()
    runpy.run_module("ipykernel_launcher", run_name="__main__")
