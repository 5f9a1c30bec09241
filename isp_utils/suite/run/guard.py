"""How the kernels of a run start: with a guard that refuses the folders of unprotected figures, whoever asks.

`python -m isp_utils.suite.run.guard` takes the place of `python -m ipykernel_launcher`. An audit hook cannot be taken
off again (PEP 578). It stops what goes through Python, also for root and on Windows, where file modes stop nobody.
pyarrow opens files in machine code: its doors are made to ask as well. Against other machine code it helps that the
files are not in their place while notebooks run (isp_utils.suite.build.sealed). All this stops accidents; it does not
stop somebody who writes a notebook in order to break it.
"""

import atexit
import os
import runpy
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any

VARIABLE = "ISP_VERSCHLOSSEN"  # folders, one a line
READS = "ISP_GELESEN"  # file for what the notebook has asked for, and for the modules of ours that it has imported
OURS = "isp_utils."
COLUMNS = (
    20  # of a table shown as it is, as in JupyterLab; pandas asks the terminal where it is imported before a kernel
)
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
DOORS = {  # functions of pyarrow that open a file by its path
    "pyarrow": ("OSFile", "input_stream", "memory_map"),
    "pyarrow.csv": ("open_csv", "read_csv"),
    "pyarrow.dataset": ("FileSystemDatasetFactory", "dataset", "parquet_dataset"),
    "pyarrow.feather": ("read_feather", "read_table"),
    "pyarrow.fs": ("copy_files",),
    "pyarrow.ipc": ("open_file", "open_stream"),
    "pyarrow.json": ("read_json",),
    "pyarrow.lib": ("OSFile", "input_stream", "memory_map"),
}
OF_FILES = ("copy_file", "delete_file", "get_file_info", "move", "open_input_file", "open_input_stream")
OWN_READERS = frozenset({  # packages that open files in machine code and that no notebook of ours needs
    "connectorx", "duckdb", "fastexcel", "fastparquet", "h5py", "polars", "pyreadstat", "python_calamine", "tables",
})  # fmt: skip
NO_READER = "Notebooks eines Laufs lesen Dateien nur über die Verben des Berichts; das Paket {package} ist gesperrt."
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


class ClosedPackages:
    """A finder (PEP 451) that refuses packages with readers of their own; it knows no others."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> None:
        """Raise ImportError for a closed package: who only tries whether it is there goes on without it."""
        package = name.partition(".")[0]
        if package in OWN_READERS:
            raise ImportError(NO_READER.format(package=package))


def let_readers_ask() -> None:
    """Files that pyarrow opens in machine code raise no audit event; from now on each of its doors raises one."""
    from pyarrow import fs
    from pyarrow.parquet import core

    for reader in (core.ParquetFile, core.ParquetDataset):
        reader.__init__ = _asking(reader.__init__)
    for module, names in DOORS.items():
        room = import_module(module)
        for name in names:
            setattr(room, name, _asking(getattr(room, name)))
    fs.LocalFileSystem = _asking_files(fs.LocalFileSystem)


def _asking_files(files: type) -> type:
    """A file system of which every method that takes paths asks first."""
    methods = {name: _asking(getattr(files, name)) for name in OF_FILES}
    return type(files.__name__, (files,), methods)


def _asking(opening: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(opening)
    def asking(*arguments: object, **named: object) -> Any:
        for value in (*arguments, *named.values()):
            for given in value if isinstance(value, list | tuple) else [value]:
                path = getattr(given, "base_dir", given)  # of pyarrow's FileSelector
                if isinstance(path, str | os.PathLike):
                    sys.audit("open", os.fspath(path).removeprefix("file://"), "rb", 0)
        return opening(*arguments, **named)

    return asking


def note_reads(path: Path) -> None:
    """Write what the gated tables were asked for, and which of our modules were imported."""
    from isp_utils.model import reads
    from isp_utils.store import PACKAGE, write_json

    ours = (module for name, module in list(sys.modules.items()) if name.startswith(OURS))
    files = {Path(file).relative_to(PACKAGE).as_posix() for module in ours if (file := module.__file__)}
    write_json({"reads": reads.asked_for(), "modules": sorted(files)}, path)


def close(folders: Sequence[str]) -> None:
    """Shut these folders, other programs and other readers off from this process; cannot be undone."""
    import pandas as pd

    pd.set_option("display.max_columns", COLUMNS)
    sys.addaudithook(refusing(list(folders)))
    let_readers_ask()
    sys.meta_path.insert(0, ClosedPackages())


if __name__ == "__main__":
    if os.environ.get(READS):
        atexit.register(note_reads, Path(os.environ[READS]))
    close(os.environ.get(VARIABLE, "").splitlines())
    runpy.run_module("ipykernel_launcher", run_name="__main__")
