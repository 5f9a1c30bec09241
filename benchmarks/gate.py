"""The gate beside the run it is part of, and its growth with the number of counties, in one run.

    python benchmarks/gate.py [counties]      default: 50 counties

First a cold run for the default county in an empty copy of the workplace (deliveries, catalogue, notebooks): seconds of
the gate beside seconds of the whole run, which is the named alternative: a run without protection. Then the facts of
the county are cloned under other keys, and the gate alone, in one piece, is timed for 1 to `counties` counties.
Ends with 1 where the gate takes more than 15 % of the cold run, or where the last county costs more than one and a half
times what the first ten cost on average.
"""

import os
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

sys.path.pop(0)  # this folder: its statistics.py is not that of Python
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import pandas as pd

from isp_utils.indicators.compute import compute
from isp_utils.indicators.stocks import stocks
from isp_utils.model.biography import counted_terms
from isp_utils.model.catalogue import Catalogue, load
from isp_utils.model.regions import Register
from isp_utils.privacy.apart.apart import gate_apart
from isp_utils.privacy.gate import gate
from isp_utils.store import Store
from isp_utils.suite import job
from isp_utils.suite.build import build
from isp_utils.suite.run.order import Order

HERE = Store.here()
KREIS, LAND, BUND = "03354", "03", "DG"
MOST_SHARE, MOST_GROWTH = 0.15, 1.5
FIRST = 10


def main(counties: int) -> int:
    """Print both measurements; 1 where one of them is over its limit."""
    with tempfile.TemporaryDirectory() as folder:
        share = _share_of_a_cold_run(Path(folder))
    times = _growth(counties)
    per_county = {number: seconds / number for number, seconds in times.items()}
    growth = per_county[counties] / per_county[FIRST]
    print(f"gate / cold run: {share:.1%} (at most {MOST_SHARE:.0%})")
    print(f"seconds per county, {counties} counties / {FIRST} counties: {growth:.2f} (at most {MOST_GROWTH})")
    return int(share > MOST_SHARE or growth > MOST_GROWTH)


def _share_of_a_cold_run(home: Path) -> float:
    """Seconds of the gate within a run that starts from nothing, as share of the whole run."""
    shutil.copytree(HERE.raw, home / "data" / "raw")
    os.environ["ISP_HOME"] = str(home)
    seconds: list[float] = []

    def timed(*given: Any, **named: Any) -> Any:
        start = perf_counter()
        found = gate_apart(*given, **named)
        seconds.append(perf_counter() - start)
        return found

    build.gate_apart = timed  # type: ignore[assignment]
    store = Store(home)
    start = perf_counter()
    job.make_reports(store, load(store.catalogue), [Order(KREIS)], say=lambda text: None)
    whole = perf_counter() - start
    print(f"cold run {whole:.1f} s, of this the gate {seconds[0]:.1f} s")
    return seconds[0] / whole


def _growth(counties: int) -> dict[int, float]:
    """Seconds of the gate by number of counties."""
    catalogue = load(HERE.catalogue)
    delivered = HERE.internal / "facts.parquet"
    if not delivered.exists():
        raise SystemExit("This workplace has no figures yet: python run_all.py makes them.")
    facts = pd.read_parquet(delivered)
    terms = counted_terms(catalogue, HERE.catalogue)
    times = {}
    for number in sorted({1, FIRST, counties // 2, counties}):
        many, register = _cloned(facts, catalogue, number)
        known = replace(catalogue, register=register)
        tables = (compute(many, known), stocks(many, terms))
        start = perf_counter()
        record = gate(many, tables, known).record
        times[number] = perf_counter() - start
        shown = 1 - record["hidden"] / record["cells"]
        print(f"{number:3} counties: {times[number]:6.1f} s, {record['cells']:7} counts, {shown:.2%} of them published")
    return times


def _cloned(facts: pd.DataFrame, catalogue: Catalogue, number: int) -> tuple[pd.DataFrame, Register]:
    """The default county's facts under `number` keys, all in one Land."""
    inside = [key for key in catalogue.register.regions if KREIS in catalogue.register.ancestors(key)]
    own = facts[facts["region"].isin([KREIS, *inside])]
    regions = [catalogue.register.regions[key] for key in (BUND, LAND)]
    tables = []
    for clone in range(number):
        prefix = f"{LAND}{100 + clone}"
        tables.append(own.assign(region=prefix + own["region"].str.slice(len(KREIS)), raw=""))
        for key in (KREIS, *inside):
            region = catalogue.register.regions[key]
            parent = region.parent if key == KREIS else prefix + region.parent[len(KREIS) :]
            regions.append(replace(region, key=prefix + key[len(KREIS) :], parent=parent, aliases=()))
    return pd.concat(tables, ignore_index=True), Register.of(regions)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 50))
