"""A notebook runs the same in a fork, a kernel, a warm process, alone and behind others; what goes wrong is said."""

import json
import re
import signal
import subprocess
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

from isp_utils.pages.page import Page
from isp_utils.suite.run import loaded
from isp_utils.suite.run.forked import in_a_fork
from isp_utils.suite.run.kernels import in_a_kernel
from isp_utils.suite.run.notebooks import notebook_source
from isp_utils.suite.run.task import NotebookTask
from isp_utils.suite.shared_out import HAS_FORK
from tests.musterkreis import write_notebook
from tests.suite.ways import WAYS
from tests.workplace import ROOT

EVERYTHING = (
    "import sys\nprint('eins')\nprint('zwei')\nprint('drei', file=sys.stderr)\n1 + 1",
    "from IPython.display import HTML, display\ndisplay(HTML('<b>fett</b>'), {'a/b': 'c'}, raw=False)\nNone",
    "import pandas as pd\npd.DataFrame({f's{n}': range(3) for n in range(30)})",
    "h = display(HTML('vorher'), display_id='h')\nh.update(HTML('nachher'))",
    "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nax.plot([1, 2])\nfig",
    "from IPython.display import Image\nfrom io import BytesIO\nb = BytesIO()",
    "fig.savefig(b, metadata={'Software': None})\nImage(b.getvalue())",
    "kreis, 'still';",
    "import scrapbook as sb\nsb.glue('befund', {'zahl': 1.5})",
    "import numpy as np\nnp.set_printoptions(precision=1)\npd.set_option('display.max_rows', 2)",
    "plt.rcParams['font.size'] = 30\nsum = None",
)
OF_PAGES = ("isp_utils.pages", "isp_utils.charts", "isp_utils.indicators", "isp_utils.statistics")
OTHER = ("import pandas as pd, numpy as np\n(np.array([1.25, 2]), sum([1, 2]), pd.Series(range(9)))",)


def task_of(folder: Path, cells: tuple[str, ...], **named) -> NotebookTask:
    """A task for a notebook with these cells."""
    source = folder / "versuch.ipynb"
    write_notebook(source, "Versuch", cells)
    environment = {"PYTHONPATH": str(ROOT), "MPLBACKEND": "Agg", "OPENBLAS_NUM_THREADS": "1"}
    plain = NotebookTask(source, folder / "versuch.neu.ipynb", folder / "versuch.gelesen.json", environment=environment)
    return replace(plain, **named)


def outputs(task: NotebookTask) -> list:
    """Outputs and counters of every code cell of a draft."""
    cells = json.loads(task.draft.read_text(encoding="utf-8"))["cells"]
    return [(cell["outputs"], cell["execution_count"]) for cell in cells if cell["cell_type"] == "code"]


@pytest.mark.parametrize("way", [way for way in WAYS if way.id != "kernel"])
def test_every_way_shows_what_a_kernel_shows(tmp_path, way):
    task = task_of(tmp_path, EVERYTHING, parameters={"kreis": "99001"})
    assert way(task) == ""
    shown, noted = outputs(task), task.reads.read_text(encoding="utf-8")
    assert in_a_kernel(task) == ""
    assert outputs(task) == shown
    assert json.loads(task.reads.read_text(encoding="utf-8"))["reads"] == json.loads(noted)["reads"]
    kinds = [output["output_type"] for found, _ in shown for output in found]
    assert {"stream", "display_data", "execute_result"} == set(kinds)


@pytest.mark.parametrize("way", WAYS)
def test_a_notebook_shows_the_same_alone_and_behind_another_one(tmp_path, way):
    task = task_of(tmp_path, OTHER)
    assert way(task) == ""
    alone = outputs(task)
    other = task_of(tmp_path / "davor", EVERYTHING)
    assert way(other) == ""
    assert way(task) == ""
    assert outputs(task) == alone


FAULTS = {
    "a cell that fails": ("1 / 0", "ZeroDivisionError"),
    "a wrong word": ("für immer", "SyntaxError"),
    "memory that is not there": ("[bytes(1 << 62)]", "MemoryError"),
    "a question that nobody answers": ("input('Weiter?')", ""),
    "an end by its own": ("import sys\nsys.exit(3)", ""),
    "a killed process": (f"import os\nos.kill(os.getpid(), {int(signal.SIGTERM)})", "vom System beendet"),
    "machine code that breaks": ("import os\nos.abort()", "vom System beendet"),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("fault", FAULTS)
def test_what_goes_wrong_is_said_and_the_draft_shows_that_something_is_missing(tmp_path, way, fault, capfd):
    cell, said = FAULTS[fault]
    task = task_of(tmp_path, ("print('davor')", cell, "print('danach')"))
    told = way(task)
    assert told
    assert said in told
    assert "error" in [output["output_type"] for found, _ in outputs(task) for output in found]
    assert "danach" not in str(outputs(task))
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize("way", WAYS)
def test_a_cell_that_fails_is_named_by_its_place_and_papermill_writes_nothing_into_the_page(tmp_path, way):
    task = task_of(tmp_path, ("## Frage", "1 / 0"), parameters={"kreis": "99001"})
    assert way(task).splitlines()[-1] == "Zelle 4: ZeroDivisionError: division by zero"
    content = json.loads(task.draft.read_text(encoding="utf-8"))
    prose = ["".join(cell["source"]) for cell in content["cells"] if cell["cell_type"] == "markdown"]
    assert prose == ["# Versuch", "## Frage"]


@pytest.mark.parametrize("way", [way for way in WAYS if way.id != "kernel"])
def test_what_is_raised_around_the_cells_is_not_told_as_a_lack_of_memory(tmp_path, way):
    task = task_of(tmp_path, ("1 + 1",))
    task.source.write_text('{"cells": 1}', encoding="utf-8")
    told = way(task)
    assert "Error: " in told
    assert "vom System beendet" not in told
    assert "error" in [output["output_type"] for found, _ in outputs(task) for output in found]


@pytest.mark.parametrize("way", WAYS)
def test_an_endless_loop_ends_when_its_time_is_up(tmp_path, way):
    task = task_of(tmp_path, ("while True:\n    pass",), limit=3.0)
    assert "Das Notebook lief länger als 0.05 Minuten" in way(task).replace(",", ".")
    assert "error" in [output["output_type"] for found, _ in outputs(task) for output in found]


@pytest.mark.parametrize("way", WAYS)
def test_a_closed_folder_stays_closed_and_no_program_starts(tmp_path, way):
    (tmp_path / "intern").mkdir()
    (tmp_path / "intern" / "a.txt").write_text("geheim", encoding="utf-8")
    reading = f"open({str(tmp_path / 'intern' / 'a.txt')!r}).read()"
    assert "durch die Geheimhaltung" in way(task_of(tmp_path, (reading,), sealed=(str(tmp_path / "intern"),)))
    assert "starten keine anderen Programme" in way(task_of(tmp_path, ("import os\nos.system('true')",)))


@pytest.mark.skipif(not HAS_FORK, reason="this system has no fork")
def test_a_fork_has_the_large_packages_loaded_and_of_ours_only_what_every_page_needs(tmp_path):
    cell = "import sys\nprint(*sorted(name for name in sys.modules))"
    task = task_of(tmp_path, (cell,))
    assert in_a_fork(task) == ""
    there = {name for found, _ in outputs(task) for output in found for line in output["text"] for name in line.split()}
    assert set(loaded.NAMES) <= there
    program = f"import sys, {Page.__module__}\nprint(*sys.modules)"
    needed = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=ROOT)
    assert {name for name in there if name.startswith(OF_PAGES)} <= set(needed.stdout.split())


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("[0-9]*.ipynb")), ids=lambda path: path.stem)
def test_every_notebook_imports_what_is_loaded_for_all(path):
    rooms = re.findall(r"from (isp_utils\.pages\S*) import", notebook_source(path))
    made = [kind for room in rooms for kind in vars(import_module(room)).values() if isinstance(kind, type)]
    assert any(issubclass(kind, Page) for kind in made)
