"""Where the unprotected figures lie, and that no notebook of a run gets at them, also as root or on Windows."""

import os
import shutil
import stat

import pytest

from isp_utils.model.catalogue import load
from isp_utils.model.errors import InputError
from isp_utils.pages.parts.scraps import scraps_of
from isp_utils.store import Store
from isp_utils.suite.build.locked import unlocked
from isp_utils.suite.build.sealed import own_deliveries, sealed
from isp_utils.suite.run.guard import ClosedPackages, refusing
from isp_utils.suite.run.kernels import guarded
from isp_utils.suite.run.order import Order
from isp_utils.suite.run.run import _execute, _task
from tests.musterkreis import KREIS, write_notebook
from tests.suite.ways import WAYS

needs_modes = pytest.mark.skipif(os.name != "posix", reason="Windows has no file modes")


def mode(path) -> int:
    """The permission bits of a file or folder."""
    return stat.S_IMODE(path.stat().st_mode)


# ---- file modes ------------------------------------------------------------------------------------------------


@needs_modes
def test_everything_internal_is_for_its_owner_only(built):
    below = list(built.internal.rglob("*"))
    assert mode(built.internal) == 0o700
    assert {mode(path) for path in below if path.is_file()} == {0o600}
    assert {mode(path) for path in below if path.is_dir()} == {0o700}
    assert {"facts.parquet", "zellen.parquet", "revisionen.parquet"} <= {path.name for path in below}


@needs_modes
def test_what_a_killed_run_left_closed_opens_again(tmp_path):
    folder = unlocked(tmp_path / "intern")
    folder.chmod(0)
    assert mode(unlocked(folder)) == 0o700


@needs_modes
def test_the_folder_of_another_account_is_named(tmp_path, monkeypatch):
    def refused(path, mode):
        raise PermissionError(1, "not the owner")

    monkeypatch.setattr("pathlib.Path.chmod", refused)
    with pytest.raises(InputError, match="gehört einem anderen Benutzerkonto"):
        unlocked(tmp_path / "intern")


# ---- the guard -------------------------------------------------------------------------------------------------


@pytest.fixture
def guard(tmp_path):
    """A guard of tmp_path/data/intern as a function, not installed: it would stay until the tests end."""
    (tmp_path / "data" / "intern").mkdir(parents=True)
    return refusing([str(tmp_path / "data" / "intern")])


@pytest.mark.parametrize("event", ["open", "os.listdir", "os.scandir", "os.chdir", "os.chmod", "sqlite3.connect"])
def test_a_closed_folder_is_refused_in_german(tmp_path, guard, event):
    with pytest.raises(PermissionError, match=r"nur Zahlen, die durch die Geheimhaltung .*: data/intern\."):
        guard(event, (tmp_path / "data" / "intern", 0))


def ways_in(folder, monkeypatch) -> list:
    """Names of the same file by a detour, as bytes, from the folder above, and through a link."""
    monkeypatch.chdir(folder / "data")
    link = folder / "verweis"
    link.symlink_to(folder / "data" / "intern")
    inside = str(folder / "data" / "intern" / "facts.parquet")
    return [inside, inside.encode(), f"{folder}/data/../data/intern/x/../facts.parquet", "intern/a", link / "a"]


def test_detours_and_links_lead_nowhere(tmp_path, guard, monkeypatch):
    for way in ways_in(tmp_path, monkeypatch):
        with pytest.raises(PermissionError):
            guard("open", (way, "r", 0))
    with pytest.raises(PermissionError):
        guard("os.rename", ("a", "intern/b", -1, -1))


def test_other_files_pass(tmp_path, guard):
    neighbours = (tmp_path / "data", tmp_path / "data" / "intern.csv", tmp_path / "data" / "internes" / "a", 7, None)
    for path in neighbours:
        guard("open", (path, str(tmp_path / "data" / "intern"), 0))  # the second is a mode, never a path
    guard("import", (str(tmp_path / "data" / "intern"),))


@pytest.mark.parametrize("event", ["subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork"])
def test_no_other_program_is_started_that_could_read_in_its_place(guard, event):
    with pytest.raises(PermissionError, match="starten keine anderen Programme"):
        guard(event, ("cat",))


@pytest.mark.parametrize("name", ["duckdb", "polars.io", "python_calamine"])
def test_packages_with_readers_of_their_own_are_closed(name):
    with pytest.raises(ImportError, match="ist gesperrt"):
        ClosedPackages.find_spec(name)


def test_a_kernel_that_cannot_be_guarded_is_refused():
    with pytest.raises(InputError, match="nicht von den ungeschützten Zahlen fernhalten"):
        guarded(["R", "--slave", "-e", "IRkernel::main()"])


# ---- in a run --------------------------------------------------------------------------------------------------

ATTEMPTS = """
import os, subprocess
import pandas as pd
import pyarrow as pa
import pyarrow.csv, pyarrow.dataset, pyarrow.feather, pyarrow.fs, pyarrow.ipc, pyarrow.json
import pyarrow.parquet as pq
from importlib import import_module
from pathlib import Path
from isp_utils.pages.parts.scraps import glue
from isp_utils.store import Store

def said(action):
    try:
        action()
    except (OSError, ImportError) as error:
        return str(error)
    return ""

store = Store.here()
facts, own = store.internal / "facts.parquet", store.raw / "gesundheitsamt" / "schuleingang.csv"
Files = pa.fs.LocalFileSystem
glue("versuche", {
    "pandas": said(lambda: pd.read_parquet(facts)),
    "pyarrow": said(lambda: pq.read_table(facts)),
    "address": said(lambda: pq.read_table(facts.as_uri())),
    "folder": said(lambda: pq.ParquetFile(str(facts))),
    "several": said(lambda: pq.ParquetDataset([str(facts)])),
    "open": said(lambda: open(facts, "rb")),
    "os.open": said(lambda: os.open(facts, os.O_RDONLY)),
    "path": said(lambda: (store.internal / "freigaben.parquet").read_bytes()),
    "delivery": said(lambda: own.read_text()),
    "official": said(lambda: (store.raw / "statistik" / "geburten.csv").read_text()),
    "list": said(lambda: os.listdir(store.internal)),
    "sealed": said(lambda: os.listdir(store.sealed[0])),
    "mode": said(lambda: store.internal.chmod(0o700)),
    "dataset": said(lambda: pa.dataset.dataset(str(facts))),
    "dataset of several": said(lambda: pa.dataset.dataset([facts])),
    "dataset of a folder": said(lambda: pa.dataset.dataset(store.raw, format="csv")),
    "arrow csv": said(lambda: pa.csv.read_csv(own)),
    "arrow csv in blocks": said(lambda: pa.csv.open_csv(str(own))),
    "arrow json": said(lambda: pa.json.read_json(own)),
    "feather": said(lambda: pa.feather.read_table(str(facts))),
    "memory map": said(lambda: pa.memory_map(str(facts))),
    "OSFile": said(lambda: pa.OSFile(str(facts))),
    "of lib": said(lambda: pa.lib.memory_map(str(facts))),
    "input stream": said(lambda: pa.input_stream(str(own))),
    "files": said(lambda: Files().open_input_file(str(facts))),
    "stream": said(lambda: Files().open_input_stream(str(own))),
    "listing": said(lambda: Files().get_file_info(pa.fs.FileSelector(str(store.raw), recursive=True))),
    "copy": said(lambda: pa.fs.copy_files(str(store.internal), "/tmp/kopie")),
})
packages = ("python_calamine", "pyreadstat", "duckdb", "polars")
glue("pakete", {name: said(lambda: import_module(name)) for name in packages})
# past the guard, in machine code
Bare = import_module("pyarrow._fs").LocalFileSystem
bare = pa.fs.FileSystem.from_uri(facts.as_uri())[0]
glue("gefunden", [bare.get_file_info(str(path)).type.name for path in (facts, store.internal, own, own.parent)])
glue("geholt", [said(lambda: Bare().open_input_file(str(path))) for path in (facts, own)])
glue("programm", said(lambda: subprocess.run(["cat", str(facts)], check=True)))
glue("zeilen", len(store.indicators()))
"""


@pytest.fixture
def place(built, tmp_path) -> Store:
    """A built workplace of one's own."""
    return Store(shutil.copytree(built.home, tmp_path / "kopie"))


@pytest.mark.parametrize("way", WAYS)
def test_a_notebook_of_a_run_reads_gated_figures_and_nothing_else(place, tmp_path, way):
    source, executed = tmp_path / "versuch.ipynb", tmp_path / "lauf" / "versuch.ipynb"
    write_notebook(source, "Versuch", (ATTEMPTS,))
    before = {path: path.read_bytes() for path in sorted(place.home.rglob("data/**/*")) if path.is_file()}
    with sealed(place, own_deliveries(place, load(place.catalogue))):
        assert _execute(_task(source, executed, place, Order(KREIS).parameters), executed, way)
    found = scraps_of(executed)
    assert found["zeilen"] == len(place.indicators())
    assert "starten keine anderen Programme" in found["programm"]
    assert {name for name, said in found["versuche"].items() if "durch die Geheimhaltung gegangen" not in said} == set()
    assert {name for name, said in found["pakete"].items() if "ist gesperrt" not in said} == set()
    assert found["gefunden"] == ["NotFound"] * 4
    assert [bool(said) for said in found["geholt"]] == [True, True]
    assert {path: path.read_bytes() for path in before} == before
