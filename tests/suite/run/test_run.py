"""Which notebooks run, in which order, and which are kept: without starting a kernel."""

import json
import shutil

import pytest

from isp_utils.model import reads
from isp_utils.model.catalogue import PageEntry, load
from isp_utils.store import Store, write_table, write_text
from isp_utils.suite import own_files
from isp_utils.suite.run import digests, last, order, run
from isp_utils.suite.run.notebooks import cells_of
from isp_utils.suite.run.order import Order
from isp_utils.suite.run.run import run_county
from tests.musterkreis import KREIS, PAGES

READ = {
    "20_jugendhilfe": ("kennzahl:kinderarmut_u15",),
    "40_gesundheit": ("kennzahl:geburtenrate", "manifest.json"),
}


@pytest.fixture
def place(built, tmp_path, monkeypatch):
    """A built workplace whose notebooks are only copied, and the list of those that ran."""
    store = Store(shutil.copytree(built.home, tmp_path / "kopie"))
    for name in ("ISP_HOME", "PYTHONPATH", "OPENBLAS_NUM_THREADS", "MPLBACKEND"):
        monkeypatch.setenv(name, "")
    ran: list[str] = []

    def copied(task):
        ran.append(task.source.stem)
        shutil.copy(task.source, task.draft)
        record = {"reads": [*READ.get(task.source.stem, ()), "zeitraeume"], "modules": ["store.py"]}
        write_text(json.dumps(record), task.reads)
        return "gescheitert" if "kaputt" in task.source.read_text(encoding="utf-8") else ""

    monkeypatch.setattr(run, "_way", lambda order, page: copied)
    return store, ran


def statuses(store: Store, **order) -> dict[str, str]:
    """How each notebook ended."""
    outcomes = run_county(store, load(store.catalogue), Order(KREIS, **order), lambda text: None)
    return {outcome.page.notebook: outcome.status for outcome in outcomes}


def test_all_run_first_and_none_again(place):
    store, ran = place
    assert statuses(store) == dict.fromkeys(PAGES, "ok")
    assert sorted(ran) == sorted(PAGES)
    assert statuses(store) == dict.fromkeys(PAGES, "cached")
    assert len(ran) == len(PAGES)


def test_what_reads_findings_runs_after_those_who_record_them(place):
    store, ran = place
    statuses(store, jobs=1)
    assert ran.index("90_synthese") > max(ran.index("20_jugendhilfe"), ran.index("40_gesundheit"))


def test_what_others_wait_for_runs_first(place):
    store, ran = place
    awaited = {name for page in load(store.catalogue).pages for name in page.after}
    statuses(store, jobs=1)
    assert set(ran[: len(awaited)]) == awaited


def test_neu_runs_everything_again(place):
    store, _ = place
    statuses(store)
    assert statuses(store, fresh=True) == dict.fromkeys(PAGES, "ok")


@pytest.mark.parametrize("order", [{"jahr": 2020}, {"vergleich": ("land",)}])
def test_other_parameters_run_everything_again(place, order):
    store, _ = place
    statuses(store)
    assert statuses(store, **order) == dict.fromkeys(PAGES, "ok")


def test_a_changed_notebook_runs_alone(place):
    store, _ = place
    statuses(store)
    path = store.notebooks / "40_gesundheit.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace("Was fehlt?", "Was fehlt noch?"), encoding="utf-8")
    assert statuses(store) == dict.fromkeys(PAGES, "cached") | {"40_gesundheit": "ok"}


def test_a_changed_table_runs_those_who_read_it_as_a_whole(place):
    store, _ = place
    statuses(store)
    write_text(json.dumps(store.manifest() | {"data_date": "2025-01-01"}), store.processed / "manifest.json")
    assert statuses(store) == dict.fromkeys(PAGES, "cached") | {"40_gesundheit": "ok"}


@pytest.mark.parametrize(
    ("indicator", "notebook"), [("kinderarmut_u15", "20_jugendhilfe"), ("geburtenrate", "40_gesundheit")]
)
def test_a_changed_kennzahl_runs_those_who_read_it(place, indicator, notebook):
    store, _ = place
    statuses(store)
    table = store.indicators()
    rows = table["indicator"] == indicator
    assert rows.any()
    write_table(
        table.assign(value=table["value"].mask(rows, table["value"] + 1)), store.processed / "indicators.parquet"
    )
    assert statuses(store) == dict.fromkeys(PAGES, "cached") | {notebook: "ok"}


def test_a_notebook_that_tells_of_the_day_runs_again_on_another_one(place, monkeypatch):
    """The page of the committees names the next meeting; the page of a day that lies behind is out of date."""
    store, _ = place
    monkeypatch.setitem(READ, "20_jugendhilfe", (reads.TODAY,))
    statuses(store)
    assert statuses(store) == dict.fromkeys(PAGES, "cached")
    monkeypatch.setattr(digests, "day_of_run", lambda: "2031-05-20")
    assert statuses(store) == dict.fromkeys(PAGES, "cached") | {"20_jugendhilfe": "ok"}


def test_a_notebook_of_which_nobody_noted_what_it_read_runs_again(place):
    store, _ = place
    statuses(store)
    for path in store.runs(KREIS).glob("20_jugendhilfe.zuletzt.json"):
        path.unlink()
    assert statuses(store) == dict.fromkeys(PAGES, "cached") | {"20_jugendhilfe": "ok"}


def test_another_lock_or_python_runs_everything_again(place, tmp_path, monkeypatch):
    """docs/decisions/0003: the key of a notebook holds the lock and Python's version."""
    store, _ = place
    lock = tmp_path / "requirements.lock"
    for module in (own_files, last):
        monkeypatch.setattr(module, "LOCK", lock)
    for change in (
        lambda: None,  # copied without its lock
        lambda: lock.write_text("numpy==1\n", encoding="utf-8"),
        lambda: lock.write_text("numpy==2\n", encoding="utf-8"),
        lambda: monkeypatch.setattr("platform.python_version", lambda: "3.99.0"),
    ):
        change()
        assert statuses(store) == dict.fromkeys(PAGES, "ok")
        assert statuses(store) == dict.fromkeys(PAGES, "cached")


EDITED = {
    "notebooks/40_gesundheit.ipynb": {"40_gesundheit": "ok"},
    "isp_utils/catalogue/indicators/rahmen/kinderarmut_u15.toml": dict.fromkeys(PAGES, "ok"),
}


@pytest.mark.parametrize("name", EDITED)
def test_what_is_edited_while_a_notebook_runs_counts_for_the_next_run(place, monkeypatch, name):
    store, ran = place
    way, path = run._way(None, None), store.home / name

    def copied_and_edited(task):
        said = way(task)
        if task.source.stem == "40_gesundheit" and ran.count("40_gesundheit") == 1:
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace("Was fehlt?", "Was fehlt noch?") + "\n", encoding="utf-8")
        return said

    monkeypatch.setattr(run, "_way", lambda order, page: copied_and_edited)
    statuses(store, jobs=1)
    assert len(ran) == len(PAGES)
    assert statuses(store) == dict.fromkeys(PAGES, "cached") | EDITED[name]


def test_a_failed_notebook_stops_no_other_one_and_runs_again(place):
    store, ran = place
    path = store.notebooks / "20_jugendhilfe.ipynb"
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace("Was fehlt?", "kaputt"), encoding="utf-8")
    assert statuses(store) == dict.fromkeys(PAGES, "ok") | {"20_jugendhilfe": "failed"}
    assert statuses(store) == dict.fromkeys(PAGES, "cached") | {"20_jugendhilfe": "failed"}
    path.write_text(good, encoding="utf-8")
    assert statuses(store)["20_jugendhilfe"] == "ok"
    assert ran.count("20_jugendhilfe") == 3


@pytest.mark.parametrize(("good", "bad"), [("{", "<<<<<<< HEAD\n{"), ("kreis =", "kreis = =")])
def test_a_damaged_notebook_stops_no_other_and_its_page_says_that_something_is_missing(place, good, bad):
    store, _ = place
    statuses(store)
    path, executed = store.notebooks / "20_jugendhilfe.ipynb", store.runs(KREIS) / "20_jugendhilfe.ipynb"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(good, bad, 1), encoding="utf-8")
    assert statuses(store) == dict.fromkeys(PAGES, "cached") | {"20_jugendhilfe": "failed"}
    assert "20_jugendhilfe.ipynb" in executed.with_suffix(".log").read_text(encoding="utf-8")
    outputs = [output["output_type"] for cell in cells_of(executed) for output in cell.get("outputs", [])]
    assert outputs == ["error"]
    path.write_text(text, encoding="utf-8")
    assert statuses(store)["20_jugendhilfe"] == "ok"


def test_only_the_chosen_ones_run_and_pages_that_exist_are_kept(place):
    store, ran = place
    write_text('{"cells": []}', store.runs(KREIS) / "40_gesundheit.ipynb")
    assert statuses(store, only=("90_synthese",)) == {"90_synthese": "ok"}
    write_text("<html></html>", store.outputs(KREIS) / "gesundheit.html")
    assert statuses(store, only=("90_synthese",)) == {"40_gesundheit": "cached", "90_synthese": "cached"}
    assert ran == ["90_synthese"]


def test_a_page_whose_run_is_gone_is_not_kept_and_that_is_said(place):
    store, _ = place
    write_text("<html></html>", store.outputs(KREIS) / "gesundheit.html")
    said: list[str] = []
    order = Order(KREIS, only=("90_synthese",))
    outcomes = run_county(store, load(store.catalogue), order, said.append)
    assert [outcome.page.notebook for outcome in outcomes] == ["90_synthese"]
    assert any("Gesundheit: die frühere Seite fällt weg" in line and "run_all.py" in line for line in said)


def test_a_notebook_works_in_the_workplace_of_its_run(place, tmp_path, monkeypatch):
    """Whatever the environment of this process names by then."""
    store, _ = place
    tasks = []
    way = run._way(None, None)

    def elsewhere(task):
        tasks.append(task)
        monkeypatch.setenv("ISP_HOME", str(tmp_path / "anderswo"))
        return way(task)

    monkeypatch.setattr(run, "_way", lambda order, page: elsewhere)
    statuses(store, jobs=1)
    assert len(tasks) == len(PAGES)
    assert {task.environment["ISP_HOME"] for task in tasks} == {str(store.home)}
    assert all(str(store.internal) in task.sealed for task in tasks)


@pytest.mark.parametrize(
    ("has_fork", "apart", "notebook", "way"),
    [
        (True, False, "20_jugendhilfe", "in_a_fork"),
        (True, True, "20_jugendhilfe", "in_a_kernel"),
        (False, False, "20_jugendhilfe", "in_a_warm_process"),
        (False, False, "analysen/armut", "in_a_kernel"),
        (False, True, "20_jugendhilfe", "in_a_kernel"),
    ],
)
def test_without_fork_notebooks_share_warm_processes_but_analyses_do_not(monkeypatch, has_fork, apart, notebook, way):
    monkeypatch.setattr(order, "HAS_FORK", has_fork)
    assert run._way(Order(KREIS, apart=apart), PageEntry(notebook, "Probe", "probe.html")).__name__ == way
