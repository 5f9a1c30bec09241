"""A run beside the naive commands, the floor and itself, in one run on one machine.

    python benchmarks/suite.py [ohne]      "ohne": without the naive commands, which take minutes

In a fresh copy of the deliveries: a cold run; nothing changed; one delivery changed; notebooks and site again, as if
the figures had just been made for the first time (no page, notebook, picture or Steckbrief kept). Beside them the naive
commands, `papermill` and `jupyter nbconvert` for each of the same notebooks, and the floor: the cells of all notebooks
in one warm process, by the number of cores.
Ends with 1 where a ratio misses what was agreed: notebooks and site 5 times faster than the naive commands, an
unchanged run under 2 s, one changed delivery at most a quarter of cold, cold within 1.3 times of floor by cores.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

sys.path.pop(0)  # this folder: its statistics.py is not that of Python
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from isp_utils.model.catalogue import load
from isp_utils.store import Store
from isp_utils.suite.site.context import EXAMINED

ROOT = Path(__file__).resolve().parents[1]
CORES = os.cpu_count() or 1
CHANGED = "deutschlandatlas/kreise.csv"
BEFORE, AFTER = (f"schuldnerquote;03354;2023;total;total;total;{value};" for value in ("9,45", "9,95"))
FLOOR = """
import sys, time
from isp_utils.suite.run import loaded
from isp_utils.suite.run.notebooks import cells_of
from isp_utils.suite.run.shell import CellShell
from pathlib import Path
import tempfile
shell = CellShell.instance(ipython_dir=tempfile.mkdtemp())
seconds = 0.0
for warm in (True, False):
    for path in map(Path, sys.argv[1:2] if warm else sys.argv[1:]):
        shell.reset(new_session=True)
        start = time.perf_counter()
        for cell in cells_of(path):
            if cell["cell_type"] == "code":
                shell.outputs_of("".join(cell["source"]))
        seconds += 0.0 if warm else time.perf_counter() - start
print(seconds)
"""


def main(with_naive: bool) -> int:
    """Print seconds and ratios; 1 where one of them misses what was agreed."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        shutil.copytree(Store.here().raw, home / "data" / "raw")
        store = Store(home)
        cold = _seconds(home, "run_all.py")
        unchanged = _seconds(home, "run_all.py")
        _change(store)
        changed = _seconds(home, "run_all.py")
        _forget_pages(store)
        pages = _seconds(home, "run_all.py")
        shutil.rmtree(store.drawings)
        floor = _floor(home) / CORES
        naive = _naive(home) if with_naive else 0.0
    print(f"cold run {cold:.0f} s, notebooks and site alone {pages:.0f} s, floor by {CORES} cores {floor:.0f} s")
    found = [
        (
            f"naive commands / notebooks and site: {naive / pages:.2f} (at least 5)",
            naive / pages >= 5 or not with_naive,
        ),
        (f"unchanged run: {unchanged:.2f} s (under 2)", unchanged < 2),
        (f"one changed delivery / cold: {changed / cold:.2f} (at most 0.25)", changed / cold <= 0.25),
        (f"notebooks and site / floor: {pages / floor:.2f} (at most 1.3)", pages / floor <= 1.3),
    ]
    for line, _ in found:
        print(line)
    return int(not all(good for _, good in found))


def _forget_pages(store: Store) -> None:
    """All that is behind the figures."""
    made = (store.home / "outputs", store.processed / "laeufe", store.drawings, store.cards, store.internal / EXAMINED)
    for folder in made:
        shutil.rmtree(folder)


def _seconds(home: Path, *command: str) -> float:
    """Wall time of a command of the suite, whole process."""
    start = perf_counter()
    subprocess.run([sys.executable, str(ROOT / command[0]), *command[1:]], check=True, env=_environment(home))
    return perf_counter() - start


def _environment(home: Path) -> dict[str, str]:
    return os.environ | {"ISP_HOME": str(home), "PYTHONPATH": str(ROOT), "MPLBACKEND": "Agg"}


def _notebooks() -> Sequence[Path]:
    store = Store.here()
    return [store.notebooks / f"{page.notebook}.ipynb" for page in load(store.catalogue).pages]


def _naive(home: Path) -> float:
    """Both commands for each notebook, one after the other, as their manuals show them."""
    out = home / "einfach"
    out.mkdir()
    start = perf_counter()
    for path in _notebooks():
        for command in (
            ["papermill", str(path), str(out / path.name), "--no-progress-bar"],
            ["jupyter", "nbconvert", "--to", "html", str(out / path.name)],
        ):
            said = subprocess.run(
                [sys.executable, "-m", *command], check=False, env=_environment(home), capture_output=True
            )
            if said.returncode:
                print(f"{path.name}: {command[0]} failed: {said.stderr[-300:].decode()}")
    return perf_counter() - start


def _floor(home: Path) -> float:
    """Seconds of all cells in one process that has loaded everything and run a notebook."""
    command = [sys.executable, "-c", FLOOR, *map(str, _notebooks())]
    done = subprocess.run(command, check=True, env=_environment(home), capture_output=True, cwd=home)
    return float(done.stdout)


def _change(store: Store) -> None:
    """One figure of one delivery, as an office revises it."""
    path = store.raw / CHANGED
    text = path.read_text(encoding="utf-8")
    if BEFORE not in text:
        raise SystemExit(f"{path} no longer has the row {BEFORE}")
    path.write_text(text.replace(BEFORE, AFTER), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main("ohne" not in sys.argv[1:]))
