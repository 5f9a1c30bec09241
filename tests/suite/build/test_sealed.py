"""While notebooks run, nobody finds unprotected figures in their place, and nothing is lost whatever happens."""

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from isp_utils.model.catalogue import load
from isp_utils.model.errors import InputError
from isp_utils.store import HOME_VARIABLE, PACKAGE, Store
from isp_utils.suite.build.alone import BusyError, alone
from isp_utils.suite.build.build import build
from isp_utils.suite.build.sealed import bring_back, own_deliveries, recover, sealed
from isp_utils.suite.command import main
from tests.musterkreis import write_workplace

needs_modes = pytest.mark.skipif(os.name != "posix", reason="Windows has no file modes")


@pytest.fixture
def store(tmp_path) -> Store:
    """A workplace with an internal folder and deliveries of two sources."""
    made = Store(tmp_path / "platz")
    for path in (made.internal / "freigaben.parquet", made.raw / "jugendamt" / "a.csv", made.raw / "inkar" / "b.csv"):
        path.parent.mkdir(parents=True)
        path.write_text(path.name, "utf-8")
    return made


def files(store: Store) -> dict[str, str]:
    """Content of every file of the workplace by its path, but the lock."""
    paths = (path for path in store.home.rglob("*") if path.is_file() and path != store.run_lock)
    return {path.relative_to(store.home).as_posix(): path.read_text("utf-8") for path in paths}


def own(store: Store) -> list[Path]:
    return [store.raw / "jugendamt"]


def test_within_nothing_is_in_its_place_and_afterwards_all_is(store):
    before = files(store)
    with sealed(store, own(store)):
        assert not store.internal.exists()
        assert not (store.raw / "jugendamt").exists()
        assert (store.raw / "inkar" / "b.csv").exists()
    assert files(store) == before


@pytest.mark.parametrize("end", [KeyboardInterrupt, SystemExit, ValueError])
def test_an_interrupted_run_brings_everything_back(store, end):
    before = files(store)

    def interrupted() -> None:
        with sealed(store, own(store)):
            raise end

    with pytest.raises(end):
        interrupted()
    assert files(store) == before


KILLED = """
import sys, time
from pathlib import Path
from isp_utils.store import Store
from isp_utils.suite.build.sealed import sealed
store = Store(Path(sys.argv[1]))
with sealed(store, [store.raw / "jugendamt"]):
    print("zu", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def run(store):
    """A run of another process that has sealed everything."""
    environment = os.environ | {"PYTHONPATH": str(PACKAGE.parent)}
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(store.home)], stdout=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"zu"
        yield process
        process.kill()


def test_a_second_run_is_refused_while_one_goes_on_and_changes_nothing(store, run, monkeypatch):
    during = sorted(path for path in store.home.rglob("*"))
    with pytest.raises(InputError, match="läuft schon ein Lauf"), sealed(store, own(store)):
        pass
    assert not recover(store)
    monkeypatch.setenv(HOME_VARIABLE, str(write_workplace(store.home)))
    monkeypatch.setattr("builtins.print", lambda *words, **options: None)
    assert main(["lauf"]) == 2
    assert main(["loeschen", "jugendamt", "--ja"]) == 2
    assert set(during) <= set(store.home.rglob("*"))
    assert not store.internal.exists()


def test_what_a_killed_run_left_sealed_is_back_at_the_next_start(store, run):
    run.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    run.wait()
    time.sleep(0.1)
    assert not store.internal.exists()
    assert recover(store)
    assert files(store) == {
        "data/processed/intern/freigaben.parquet": "freigaben.parquet",
        "data/raw/inkar/b.csv": "b.csv",
        "data/raw/jugendamt/a.csv": "a.csv",
    }
    assert not recover(store)


def test_any_command_brings_back_what_a_broken_off_run_left(store, monkeypatch, capsys):
    left = store.sealed[0] / "inhalt"
    left.mkdir(parents=True)
    (store.raw / "jugendamt").rename(left / "jugendamt")
    monkeypatch.setenv(HOME_VARIABLE, str(store.home))
    main(["katalog"])
    assert "Ein früherer Lauf brach ab" in capsys.readouterr().err
    assert (store.raw / "jugendamt" / "a.csv").read_text("utf-8") == "a.csv"


def test_a_delivery_that_came_meanwhile_is_kept_beside_the_old_ones(store):
    with sealed(store, own(store)):
        (store.raw / "jugendamt").mkdir()
        (store.raw / "jugendamt" / "neu.csv").write_text("neu", "utf-8")
    assert {path.name for path in (store.raw / "jugendamt").iterdir()} == {"a.csv", "neu.csv"}


def test_a_file_that_is_there_twice_is_named_and_neither_is_lost(store):
    def delivered_meanwhile() -> None:
        with sealed(store, own(store)):
            (store.raw / "jugendamt").mkdir()
            (store.raw / "jugendamt" / "a.csv").write_text("andere", "utf-8")

    with pytest.raises(InputError, match=r"a\.csv und .*a\.csv\. Beide sind noch da"):
        delivered_meanwhile()
    assert sorted(text for path, text in files(store).items() if path.endswith("a.csv")) == ["a.csv", "andere"]
    assert (store.internal / "freigaben.parquet").exists()


def test_a_file_that_another_program_holds_is_named_and_all_is_back(store, monkeypatch):
    before = files(store)
    rename = Path.rename

    def held(path: Path, target: Path) -> Path:
        if path.name == "jugendamt":
            raise PermissionError(13, "in use")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", held)
    with (
        pytest.raises(InputError, match=r"jugendamt lässt sich .* noch geöffnet .*Bitte schließen"),
        sealed(store, own(store)),
    ):
        pass
    assert files(store) == before


def test_the_same_process_may_enter_again_and_another_follows(store):
    with alone(store), alone(store):
        pass
    with alone(store):
        pass
    assert issubclass(BusyError, InputError)


def test_a_workplace_without_deliveries_is_no_fault(tmp_path):
    with sealed(Store(tmp_path), []):
        pass
    bring_back(Store(tmp_path))
    assert not Store(tmp_path).internal.exists()


@needs_modes
def test_files_of_own_sources_are_for_their_owner_only(tmp_path):
    store = Store(write_workplace(tmp_path))
    catalogue = load(store.catalogue)
    (delivery,) = own_deliveries(store, catalogue)
    build(store, catalogue, say=lambda text: None)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in delivery.rglob("*")}
    assert (delivery.name, stat.S_IMODE(delivery.stat().st_mode), modes) == ("gesundheitsamt", 0o700, {0o600})
    assert any(stat.S_IMODE(path.stat().st_mode) & 0o044 for path in (store.raw / "statistik").iterdir())
