"""Many counties: what one costs among 1, 5, 20 and 45, and a Dask LocalCluster beside the local pool, in one run.

    python benchmarks/counties.py                            45 fictive counties, about 10 minutes on two cores
    python benchmarks/counties.py --echt --groessen 1 5      real ones of Niedersachsen (a minute of CPU each and more)
    options: --nur jugendhilfe    which reports;  --groessen 1 5 20 45;  --ohne-dask

Every measurement is one whole command in a workplace of its own whose figures are built, nothing else kept from earlier
runs; two processes. Costs are CPU seconds of the command and all its processes: other work on the machine does not
count. The wall clock stands beside them. The named alternative to the local pool is the same command with two Dask
workers, which share nothing with it. A fictive county is so small that what does not depend on the county weighs most.
Ends with 1 where a county of the last size costs over 15 % more than one of five, or the cluster costs over 15 % more
than the local pool.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

sys.path.pop(0)  # this folder: its statistics.py is not that of Python
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from isp_utils.model.catalogue import load
from isp_utils.store import Store
from isp_utils.suite.build.build import build
from isp_utils.suite.chosen import counties_of
from tests.musterkreis import PEERS, write_workplace

ROOT = Path(__file__).resolve().parents[1]
MOST = 0.15
KEPT = ("laeufe", "staende", "zeichnungen", "steckbriefe", "lauf.json")
CLONES = tuple(f"039{number}" for number in range(11, 11 + 45 - len(PEERS)))
CLUSTER = """
import os, sys
os.environ["DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED"] = "False"  # both as docs/Viele_Kreise.md tells to
os.environ["DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL"] = "500ms"
from distributed import LocalCluster
from isp_utils.suite.command import main
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as workers:
        sys.exit(main([*sys.argv[1:], "--scheduler", workers.scheduler_address]))
"""


@dataclass(frozen=True)
class Cost:
    """What one command took: CPU seconds of all its processes, seconds by the clock."""

    cpu: float
    wall: float


def main(arguments: list[str]) -> int:
    """Print the ratios; 1 where one of them is over its limit."""
    asked = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        base, kreise = (_real if asked.echt else _fictive)(Path(name) / "haus")
        sizes = sorted({min(size, len(kreise)) for size in asked.groessen})
        nur = ["--nur", asked.nur] if asked.nur else []
        costs: dict[int, Cost] = {}
        for size in sizes:
            costs[size] = cost = _cost(base, [*_chosen(kreise[:size]), *nur])
            each = f"{cost.cpu / size:6.1f} CPU s each"
            print(f"{size:3} counties: {each} ({cost.cpu:.0f} CPU s, {cost.wall:.0f} s by the clock)", flush=True)
        first, last = min((size for size in sizes if size >= 5), default=sizes[0]), sizes[-1]
        growth = (costs[last].cpu / last) / (costs[first].cpu / first)
        print(f"cost of one county, {last} / {first}: {growth:.2f} (at most {1 + MOST:.2f})", flush=True)
        bad = growth > 1 + MOST
        if not asked.ohne_dask:
            cluster = _cost(base, [*_chosen(kreise[:last]), *nur], cluster=True)
            local = costs[last]
            print(f"{last:3} counties on two Dask workers: {cluster.cpu:.0f} CPU s, {cluster.wall:.0f} s by the clock")
            print(f"CPU, cluster / local pool: {cluster.cpu / local.cpu:.2f} (at most {1 + MOST:.2f})")
            print(f"clock, cluster / local pool: {cluster.wall / local.wall:.2f} (lies where others share the machine)")
            bad |= cluster.cpu / local.cpu > 1 + MOST
    return int(bad)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser()
    parser.add_argument("--groessen", type=int, nargs="+", default=[1, 5, 20, 45])
    parser.add_argument("--nur", default="jugendhilfe")
    parser.add_argument("--echt", action="store_true")
    parser.add_argument("--ohne-dask", action="store_true")
    return parser


def _chosen(kreise: list[str]) -> list[str]:
    return [word for kreis in kreise for word in ("--kreis", kreis)]


def _cost(base: Path, arguments: list[str], cluster: bool = False) -> Cost:
    """One command in a fresh copy of the workplace; it must end with 0."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(shutil.copytree(base, Path(name) / "haus"))
        script = Path(name) / "cluster.py"
        script.write_text(CLUSTER, encoding="utf-8")
        command = [sys.executable, *([str(script)] if cluster else ["-m", "isp_utils"]), *arguments, "--jobs", "2"]
        environment = os.environ | {"ISP_HOME": str(home), "PYTHONPATH": str(ROOT)}
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        wall, after = perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
        return Cost(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall)


def _real(home: Path) -> tuple[Path, list[str]]:
    """The workplace at hand with its figures, without what earlier runs kept; the Kreise of Niedersachsen."""
    here = Store.here()
    shutil.copytree(here.raw, home / "data" / "raw")
    if here.processed.exists():
        shutil.copytree(here.processed, home / "data" / "processed", ignore=shutil.ignore_patterns(*KEPT))
    return _built(home), counties_of(["niedersachsen"], load(here.catalogue))


def _fictive(home: Path) -> tuple[Path, list[str]]:
    """The fictive workplace of the tests with 45 neighbours in place of six."""
    write_workplace(home)
    first, names = PEERS[0], home / "isp_utils" / "catalogue" / "regions.csv"
    line = f"{first};Nachbar 1;kreis;03;;\n"
    with names.open("a", encoding="utf-8") as stream:
        stream.writelines(line.replace(first, key).replace("Nachbar 1", f"Nachbar {key}") for key in CLONES)
    for path in (home / "data" / "raw" / "statistik").glob("*.csv"):
        lines = path.read_text(encoding="utf-8").splitlines()
        own = [row for row in lines if f";{first};" in row]
        more = [row.replace(f";{first};", f";{key};") for key in CLONES for row in own]
        path.write_text("\n".join([*lines, *more]) + "\n", encoding="utf-8")
    return _built(home), [*PEERS, *CLONES]


def _built(home: Path) -> Path:
    store = Store(home)
    build(store, load(store.catalogue), say=lambda text: None)
    return home


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
