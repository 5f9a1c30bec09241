"""What a worker does with one county: unpack, let a process of its own make the pages, hand the result back as bytes.

Nothing but the standard library: this module travels by value to machines on which the suite is not installed (the code
of the suite comes in the parcel). The process ends with its worker, takes nobody with it when it dies, and makes
several counties one after another, so that it loads the libraries once.
"""

import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from platform import node, python_version_tuple
from time import monotonic
from types import ModuleType

CODE, HOME, RESULT = "code", "home", "ergebnis.zip"
WORKER = "isp_utils.suite.counties.worker"
HARMFUL = ("PYTHONDONTWRITEBYTECODE", "PYTHONHOME")
PYTHON = "python"
LAST_WORDS = 2000  # characters of what a broken process said
IDLE = 300.0  # seconds after which a process without work ends
STASH = "isp_untaetige_prozesse"
DONE = "fertig"
_running: set["subprocess.Popen[bytes]"] = set()


def make_county(shared: bytes, parcel: bytes, request: Mapping[str, str]) -> tuple[str, bytes]:
    """Why not (German, empty where all is well), and the packed pages of a county.

    `shared` is what all counties need, `parcel` what this one does, `request`: kreis, order (JSON), place (folder,
    empty: the worker's own), closed (folders, one a line), drawings (folder, may be empty), versions (name=version).
    Raises ChildProcessError with the last words of a process that broke off.
    """
    if other := _other_versions(request["versions"]):
        return f"Auf dem Rechner {node()} ist {other}. Bitte dort die Umgebung aus requirements.lock einrichten.", b""
    place = Path(request["place"] or _own_place())
    base = _unpacked_once(shared, place)
    home = Path(tempfile.mkdtemp(prefix=f"{request['kreis']}-", dir=place))
    try:
        shutil.copytree(base / HOME, home, dirs_exist_ok=True)
        unpack(parcel, home)
        return "", _made(base / CODE, home, request)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def as_it_is(content: bytes) -> bytes:
    """The content: a task that a scheduler can do again when the worker that held it is lost."""
    return content


def unpack(content: bytes, folder: Path) -> None:
    """All files of a packed parcel below a folder."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)


def stop() -> None:
    """End the processes of this machine that still work: nobody waits for them any more."""
    for child in list(_running):
        child.kill()
    release()


def release() -> None:
    """End the idle processes of this worker."""
    for kept in [*vars(sys.modules.get(STASH, ModuleType(STASH))).values()]:
        while isinstance(kept, list) and kept:
            child, _ = kept.pop()
            child.kill()
            child.wait()


def installed(name: str) -> str:
    """Version of a package, or of Python without its last number; empty where there is none."""
    if name == PYTHON:
        return ".".join(python_version_tuple()[:2])
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _other_versions(wanted: str) -> str:
    """What is installed otherwise than at home: other libraries would make other pages."""
    pairs = (line.split("=") for line in wanted.split())
    found = [(name, installed(name), told) for name, told in pairs if installed(name) != told]
    return ", ".join(f"{name} {here or 'nicht da'} statt {told}" for name, here, told in found)


def _own_place() -> str:
    """A folder of the worker: Dask empties its own when the worker ends."""
    distributed = sys.modules.get("distributed")
    try:
        return str(distributed.get_worker().local_directory) if distributed else tempfile.gettempdir()
    except ValueError:
        return tempfile.gettempdir()


def _unpacked_once(shared: bytes, place: Path) -> Path:
    """The folder of the shared parcel, by its content; two processes may unpack it at the same time."""
    place.mkdir(parents=True, exist_ok=True)
    base = place / f"isp-{sha256(shared).hexdigest()[:16]}"
    if not base.exists():
        draft = Path(tempfile.mkdtemp(prefix=f"{base.name}-", dir=place))
        unpack(shared, draft)
        try:
            draft.rename(base)
        except OSError:  # the other one was faster
            shutil.rmtree(draft, ignore_errors=True)
    return base


def _made(code: Path, home: Path, request: Mapping[str, str]) -> bytes:
    child = _idle_process(code) or _new_process(code, home.parent, request)
    _running.add(child)
    try:
        answer = _asked(child, json.dumps({"home": str(home), "order": json.loads(request["order"])}))
    finally:
        _running.discard(child)
    if answer != DONE:
        child.kill()
        code_of_end, words = child.wait(), _log(child).read_text(encoding="utf-8", errors="replace")[-LAST_WORDS:]
        raise ChildProcessError(f"Code {code_of_end}\n{words}")
    _kept(code).append((child, monotonic()))
    return (home / RESULT).read_bytes()


def _asked(child: "subprocess.Popen[bytes]", question: str) -> str:
    """The line with which a process answers; empty where it broke off."""
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        child.stdin.write(question.encode() + b"\n")
        child.stdin.flush()
    except OSError:  # it is gone
        return ""
    return child.stdout.readline().decode().strip()


def _new_process(code: Path, place: Path, request: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    """A process with the code of the parcel; its standard input closes, and it ends, when this one is gone."""
    environment = {name: text for name, text in os.environ.items() if name not in HARMFUL}
    environment |= {"PYTHONPATH": str(code), "ISP_HOME": str(place), "ISP_VERSCHLOSSEN": request["closed"]}
    environment["ISP_ZEICHNUNGEN"] = request["drawings"] or str(place / "zeichnungen")
    said, log = tempfile.mkstemp(prefix="isp-", suffix=".log", dir=place)
    pipe, command = subprocess.PIPE, [sys.executable, "-m", WORKER, log]
    try:
        return subprocess.Popen(command, cwd=code, env=environment, stdin=pipe, stdout=pipe, stderr=said)
    finally:
        os.close(said)


def _idle_process(code: Path) -> "subprocess.Popen[bytes] | None":
    """A process that has made another county and keeps its imports."""
    kept = _kept(code)
    while True:
        try:
            child, since = kept.pop()
        except IndexError:
            return None
        if child.poll() is None and monotonic() - since < IDLE / 2:
            return child
        child.kill()


def _kept(code: Path) -> "list[tuple[subprocess.Popen[bytes], float]]":
    """Idle processes of this worker and since when; beside the modules, for this code arrives anew with every task."""
    stash = sys.modules.setdefault(STASH, ModuleType(STASH)).__dict__
    kept: list[tuple[subprocess.Popen[bytes], float]] = stash.setdefault(str(code), [])
    return kept


def _log(child: "subprocess.Popen[bytes]") -> Path:
    """Where a process writes what it says."""
    return Path(list(child.args)[-1])  # type: ignore[arg-type]
