"""What can go wrong around a run: disk, rights, Ctrl-C, a kill, a second run; nothing is lost or half-written."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from isp_utils.store import Store
from isp_utils.suite import job
from isp_utils.suite.build.alone import alone
from isp_utils.suite.command import REFUSED
from isp_utils.suite.shared_out import HAS_FORK
from tests.musterkreis import KREIS, write_notebook
from tests.workplace import ROOT, command_in

POSIX = pytest.mark.skipif(os.name == "nt", reason="signals and modes of POSIX")
SLOW = "20_jugendhilfe"


@pytest.fixture
def place(built, tmp_path) -> Store:
    """A built workplace of one's own with a finished site and a notebook that never ends."""
    store = Store(Path(shutil.copytree(built.home, tmp_path / "Prüfung")))
    site = store.outputs(KREIS)
    site.mkdir(parents=True)
    (site / "index.html").write_text("die Seite von gestern", encoding="utf-8")
    return store


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "Die Platte ist voll"),
        (errno.EROFS, "lässt sich nicht schreiben"),
        (errno.EACCES, "lässt sich nicht schreiben"),
    ],
)
def test_a_disk_that_takes_nothing_is_said_with_its_remedy(place, monkeypatch, capsys, number, said):
    def full(*_: object) -> None:
        raise OSError(number, os.strerror(number), str(place.processed / "indicators.parquet"))

    monkeypatch.setattr(job, "run_county", full)
    assert command_in(place.home, "--kreis", KREIS) == REFUSED
    err = capsys.readouterr().err
    assert said in err
    assert "indicators.parquet" in err
    assert "Traceback" not in err
    assert stands_as_before(place)


def test_any_other_error_of_the_system_is_not_explained_away(place, monkeypatch):
    def broken(*_: object) -> None:
        raise OSError(errno.EIO, "defekt")

    monkeypatch.setattr(job, "run_county", broken)
    with pytest.raises(OSError, match="defekt"):
        command_in(place.home, "--kreis", KREIS)


def stands_as_before(store: Store) -> bool:
    """Whether site and sealed folders are as they were, and no half file lies about."""
    halves = [*store.home.rglob("*.neu"), *store.home.rglob("*.neu.ipynb"), *store.home.rglob("*.gesagt")]
    page = (store.outputs(KREIS) / "index.html").read_text(encoding="utf-8")
    return not halves and page == "die Seite von gestern" and not any(path.exists() for path in store.sealed)


def begun(store: Store) -> subprocess.Popen[str]:
    """A run in a process of its own, under the C locale, whose first notebook never ends."""
    write_notebook(store.notebooks / f"{SLOW}.ipynb", "Endlos", ("while True:\n    pass",))
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "PYTHONUTF8"))}
    arguments = [sys.executable, str(ROOT / "run_all.py"), "--kreis", KREIS, "--nur", "jugendhilfe"]
    process = subprocess.Popen(
        arguments,
        env=environment | {"ISP_HOME": str(store.home), "LC_ALL": "C"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    until(lambda: all(path.exists() for path in store.sealed[1:]) and running(store))
    return process


def running(store: Store) -> bool:
    """Whether the notebook has a process: what it says goes to a file beside its draft."""
    return any(store.runs(KREIS).glob("*.gesagt"))


def until(true) -> None:
    """Wait for something, a minute at most."""
    for _ in range(600):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError("it did not happen within a minute")


def notebooks_of(home: Path) -> list[int]:
    """Processes of notebooks that work in a workplace."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            files = [str(link.readlink()) for link in (folder / "fd").iterdir()]
        except OSError:
            continue
        if any(str(home) in name and name.endswith(".gesagt") for name in files):
            found.append(int(folder.name))
    return found


@POSIX
def test_ctrl_c_ends_the_run_and_its_notebooks(place):
    process = begun(place)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, "Traceback" in said) == (130, False)
    assert "Abgebrochen" in said
    until(lambda: not notebooks_of(place.home))
    assert not any(path.exists() for path in place.sealed)


LOADING = """
import os, time
from isp_utils.suite.run.forked import prepare

prepare()
print("begun", flush=True)
try:
    time.sleep(60)
except KeyboardInterrupt:
    print("ended")
"""


@pytest.mark.skipif(not HAS_FORK, reason="this system has no fork")
@pytest.mark.parametrize("after", [0.0, 0.5])
def test_ctrl_c_while_packages_are_loaded_for_the_notebooks_says_nothing_else(after):
    run = subprocess.Popen(
        [sys.executable, "-c", LOADING],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    assert run.stdout.readline() == "begun\n"
    time.sleep(after)
    os.killpg(run.pid, signal.SIGINT)
    assert run.communicate(timeout=60) == ("ended\n", "")


@POSIX
@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="looks at the processes of Linux")
def test_a_killed_run_leaves_nobody_behind_and_the_next_one_goes_on(place, capsys):
    process = begun(place)
    assert notebooks_of(place.home)
    process.kill()
    process.wait()
    until(lambda: not notebooks_of(place.home))
    process.stdout.close()
    process.stderr.close()
    write_notebook(place.notebooks / f"{SLOW}.ipynb", "Kurz", ('kreis = "99001"',))
    assert command_in(place.home, "katalog") == 0
    assert "Ein früherer Lauf brach ab" in capsys.readouterr().err
    assert not any(path.exists() for path in place.sealed)


def test_a_second_run_says_since_when_the_first_one_goes_on(place, monkeypatch, capsys):
    with alone(place):
        monkeypatch.setattr("isp_utils.suite.build.alone._held", set())
        assert command_in(place.home, "--kreis", KREIS) == REFUSED
    assert "läuft schon ein Lauf, seit " in capsys.readouterr().err
