"""Many counties in one run: the same pages as alone, none that stops another, one overview."""

import json
import re
import shutil
from pathlib import Path

import pytest

from isp_utils.store import Store
from isp_utils.suite.site.page_rules import faults
from tests.musterkreis import KREIS, NO_FIGURES, PEERS
from tests.workplace import command_in

pytestmark = pytest.mark.slow
WRONG, KILLED, REFUSED = PEERS[:3]
RUNS = ("--nur", "jugendhilfe,synthese", "--streng")
BREAKS = (
    f'import os, multiprocessing\nassert kreis != "{WRONG}"\n'
    f'if kreis == "{KILLED}":\n    os.kill(multiprocessing.parent_process().pid, 9)\n'
)
PASSING = ("created", "seconds")  # of build.json: when, and how long


def contents(site: Path) -> dict[str, bytes | str]:
    """Every file of a site by its name, what tells the time left out."""
    found = {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    record = json.loads(
        found.pop("build.json"), object_hook=lambda entry: {k: v for k, v in entry.items() if k not in PASSING}
    )
    return found | {"build.json": json.dumps(record)}


def with_breaking_cell(home: Path) -> None:
    """Let the first notebook fail in one county and kill the process that runs it in another."""
    path = home / "notebooks" / "20_jugendhilfe.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cell = {
        "id": "bruch",
        "cell_type": "code",
        "metadata": {},
        "execution_count": None,
        "outputs": [],
        "source": BREAKS,
    }
    place = next(n for n, one in enumerate(notebook["cells"]) if "parameters" in one["metadata"].get("tags", []))
    notebook["cells"].insert(place + 1, cell)
    path.write_text(json.dumps(notebook), encoding="utf-8")


@pytest.fixture(scope="module")
def prepared(built, tmp_path_factory) -> Path:
    """The fictive workplace with a notebook that breaks in two counties, and a register of a third that is none."""
    home = Path(shutil.copytree(built.home, tmp_path_factory.mktemp("viele") / "haus"))
    with_breaking_cell(home)
    folder = home / "data" / "raw" / "massnahmen" / REFUSED
    folder.mkdir(parents=True)
    (folder / "register.csv").write_text("Das ist kein Register.\n", encoding="utf-8")
    return home


@pytest.fixture(scope="module")
def together(prepared, tmp_path_factory) -> tuple[Path, int]:
    """A workplace after a run for five counties, and its exit code."""
    home = Path(shutil.copytree(prepared, tmp_path_factory.mktemp("zusammen") / "haus"))
    kreise = [word for kreis in (KILLED, WRONG, KREIS, REFUSED, NO_FIGURES) for word in ("--kreis", kreis)]
    return home, command_in(home, *kreise, *RUNS, "--jobs", "1")  # the last one in a process that made another


def test_a_county_has_the_pages_that_it_has_alone(prepared, together, tmp_path):
    alone = Path(shutil.copytree(prepared, tmp_path / "allein"))
    assert command_in(alone, "--kreis", KREIS, *RUNS) == 0
    one, many = contents(Store(alone).outputs(KREIS)), contents(Store(together[0]).outputs(KREIS))
    assert len(one) > 10
    assert sorted(one) == sorted(many)
    assert [name for name in one if one[name] != many[name]] == []


def test_a_county_that_fails_stops_no_other(together):
    home, code = together
    made = {kreis: (Store(home).outputs(kreis) / "index.html").exists() for kreis in (KREIS, WRONG, KILLED, REFUSED)}
    assert code == 1
    assert made == {KREIS: True, WRONG: True, KILLED: False, REFUSED: False}


def test_one_page_over_all_counties_says_what_failed(together):
    page = Store(together[0]).outputs("") / "index.html"
    text = page.read_text(encoding="utf-8")
    rows = dict(re.findall(r'<th scope="row">(?:<a href="\w+/index.html">)?([^<]+)(?:</a>)?</th>(.*)</tr>', text))
    assert len(rows) == 5
    assert ">2023<" in rows["Landkreis Musterkreis"]
    assert "neu erstellt<" in rows["Landkreis Musterkreis"]
    assert "es fehlt: Kinder- und Jugendhilfe" in rows["Kreis Nachbar 1"]
    assert "nicht erstellt" in rows["Kreis Nachbar 2"]
    assert "<td>keine</td>" in rows["Kreis Ohne Zahlen"]
    assert f'href="{KREIS}/index.html"' in text
    assert faults(page, page.parent) == []


def test_what_broke_off_is_named_with_its_reason(together):
    log = Store(together[0]).runs(KILLED) / "abbruch.log"
    assert "-9" in log.read_text(encoding="utf-8")


def test_a_further_run_with_something_new_makes_its_pages_and_locks_nothing(together, tmp_path):
    """Pages come home while the internal folder is sealed: nothing may come into being in its place."""
    home = Path(shutil.copytree(together[0], tmp_path / "haus"))
    path = home / "notebooks" / "90_synthese.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace("# Synthese", "# Synthese, neu"), encoding="utf-8")
    assert command_in(home, "--kreis", KREIS, "--kreis", WRONG, *RUNS, "--jobs", "1") == 1
    assert "Synthese, neu" in (Store(home).outputs(KREIS) / "synthese.html").read_text(encoding="utf-8")
    assert not any(place.exists() for place in Store(home).sealed)


def test_what_was_unprotected_is_back_in_its_place(together):
    store = Store(together[0])
    assert (store.internal / "facts.parquet").exists()
    assert (store.raw / "gesundheitsamt").is_dir()
    assert not any(place.exists() for place in store.sealed)
