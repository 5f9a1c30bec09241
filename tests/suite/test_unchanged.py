"""A run of which nothing has changed ends before anything is loaded; whatever is touched goes the long way."""

import os
import shutil
from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

import pytest

from isp_utils.store import Store
from isp_utils.suite import unchanged as module
from isp_utils.suite.commands.reports import run_reports
from isp_utils.suite.unchanged import inputs_now, note_run, unchanged
from tests.musterkreis import KREIS

ARGUMENTS = ["--kreis", "03999"]


@pytest.fixture
def store(tmp_path) -> Store:
    """A workplace after a run."""
    for name in ("data/raw/quelle/a.csv", "data/processed/indicators.parquet", "outputs/03999/index.html"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Inhalt", encoding="utf-8")
    store = Store(tmp_path)
    noted(store, inputs_now(store))
    return store


def noted(store: Store, inputs: str) -> None:
    """A run ends that found its inputs so."""
    note_run(store, ARGUMENTS, [store.outputs("03999")], inputs)


def test_where_all_stands_as_it_was_the_pages_are_named(store):
    assert unchanged(store, ARGUMENTS) == [str(store.outputs("03999") / "index.html")]
    assert unchanged(store, ARGUMENTS), "asking changes nothing"


def test_before_any_run_nothing_is_known(tmp_path):
    assert unchanged(Store(tmp_path), ARGUMENTS) is None


def other_content_of_the_same_size_and_time(store: Store) -> None:
    """What a program does that sets the time back."""
    path = store.raw / "quelle" / "a.csv"
    stat = path.stat()
    path.write_text("inhalT", encoding="utf-8")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


CHANGES: dict[str, Callable[[Store], object]] = {
    "a delivery": other_content_of_the_same_size_and_time,
    "a new delivery": lambda store: (store.raw / "quelle" / "b.csv").write_text("x", encoding="utf-8"),
    "a page": lambda store: (store.outputs("03999") / "index.html").write_text("Inhalt!", encoding="utf-8"),
    "a page that is gone": lambda store: (store.outputs("03999") / "index.html").unlink(),
    "a table": lambda store: (store.processed / "indicators.parquet").write_text("anders", encoding="utf-8"),
}


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps the time of creation, not that of the last change")
@pytest.mark.parametrize("change", CHANGES)
def test_whatever_is_touched_goes_the_long_way(store, change):
    CHANGES[change](store)
    assert unchanged(store, ARGUMENTS) is None


def test_other_arguments_go_the_long_way(store):
    assert unchanged(store, [*ARGUMENTS, "--jahr", "2020"]) is None


def test_another_day_goes_the_long_way(store, monkeypatch):
    """Pages say what is overdue on the day of the run."""

    class Tomorrow(module.datetime):
        @classmethod
        def now(cls, tz=None):
            return super().now(tz) + timedelta(days=1)

    monkeypatch.setattr(module, "datetime", Tomorrow)
    assert unchanged(store, ARGUMENTS) is None


@pytest.mark.parametrize("place", ["raw", "notebooks", "catalogue"])
def test_what_comes_in_while_a_run_goes_on_goes_the_long_way(store, place):
    for name in ("notebooks", "isp_utils/catalogue"):
        (store.home / name).mkdir(parents=True)
    before = inputs_now(store)
    noted(store, before)
    assert unchanged(store, ARGUMENTS)
    (getattr(store, place) / "neu.csv").write_text("x", encoding="utf-8")
    noted(store, before)
    assert unchanged(store, ARGUMENTS) is None


def test_a_delivery_that_is_dropped_during_a_run_is_taken_in_by_the_next(built, tmp_path, monkeypatch):
    store = Store(shutil.copytree(built.home, tmp_path / "haus"))
    runs: list[int] = []

    def reports(*_: object) -> tuple[list[Path], bool]:
        runs.append(1)
        if len(runs) == 1:
            (store.raw / "statistik" / "neu.csv").write_text("x", encoding="utf-8")
        return [store.outputs(KREIS)], False

    monkeypatch.setenv("ISP_HOME", str(store.home))
    monkeypatch.setattr("isp_utils.suite.job.make_reports", reports)
    for _ in range(3):
        assert run_reports(["--kreis", KREIS, "--isoliert"], {}) == 0
    assert len(runs) == 2


# ---- what lies in data/raw and is no delivery, or lies elsewhere -----------------------------------------------


@pytest.mark.parametrize("name", ["quelle/.#a.csv", "quelle/~$a.xlsx", "quelle/fort.csv", ".DS_Store", "LIESMICH.md"])
def test_what_is_no_delivery_changes_nothing(store, name):
    """Lock files of Emacs (a link to nowhere) and Excel, a link whose file is gone, what a file manager writes."""
    path = store.raw / name
    if name.endswith(".csv"):
        path.symlink_to("niemand@rechner.4711")
    else:
        path.write_text("x", encoding="utf-8")
    assert unchanged(store, ARGUMENTS)


def test_a_delivery_that_lies_in_no_folder_goes_the_long_way(store):
    (store.raw / "lose.csv").write_text("x", encoding="utf-8")
    assert unchanged(store, ARGUMENTS) is None


def test_a_delivery_behind_a_linked_folder_goes_the_long_way(store, tmp_path_factory):
    share = tmp_path_factory.mktemp("freigabe")
    (share / "b.csv").write_text("alt", encoding="utf-8")
    (store.raw / "b").symlink_to(share, target_is_directory=True)
    noted(store, inputs_now(store))
    assert "b.csv" in [path.name for path in store.deliveries()]
    assert unchanged(store, ARGUMENTS)
    (share / "b.csv").write_text("neuer", encoding="utf-8")
    assert unchanged(store, ARGUMENTS) is None


def test_a_folder_that_is_linked_into_itself_is_looked_at_once(store):
    (store.raw / "quelle" / "kreis").symlink_to(store.raw, target_is_directory=True)
    noted(store, inputs_now(store))
    assert unchanged(store, ARGUMENTS)


def test_what_vanishes_while_it_is_looked_at_goes_the_long_way(store, monkeypatch):
    scandir, gone = os.scandir, store.raw / "quelle" / "a.csv"

    def seen_before(folder):
        with scandir(folder) as entries:
            found = list(entries)
        if Path(folder) == gone.parent:
            gone.unlink()
        return nullcontext(found)

    monkeypatch.setattr(module.os, "scandir", seen_before)
    assert unchanged(store, ARGUMENTS) is None
    assert not gone.exists()
