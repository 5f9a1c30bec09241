"""The process that makes the pages of counties, each in a workplace unpacked for it; `node.py` starts it.

One line on its standard input (JSON: home, order) is one county, one line on its standard output says that it is made.
Where its input closes, the worker is gone, and this process ends as well. What it says otherwise goes to a log.
"""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

from isp_utils.model.catalogue import load
from isp_utils.model.errors import InputError
from isp_utils.store import Store
from isp_utils.suite.counties.node import DONE, IDLE, RESULT
from isp_utils.suite.counties.parcels import below, packed
from isp_utils.suite.counties.told import ENDED, PAGES, RUNS, SNAPSHOTS, WorkerReport, write_told
from isp_utils.suite.run.order import Order
from isp_utils.suite.run.run import run_county
from isp_utils.suite.site.context import Site
from isp_utils.suite.site.site import draft_of, draft_site
from isp_utils.suite.site.snapshots import keep

MOST = 25  # counties of one process: what libraries keep in memory goes with it


def make_draft(store: Store, order: Order) -> WorkerReport:
    """Run the notebooks of a county and write its pages, unscanned, beside the place where they will lie."""
    catalogue = load(store.catalogue)
    seen, county = catalogue.seen_from(order.kreis), catalogue.county(order.kreis)
    ended = run_county(store, seen, order)
    site = Site(store, seen, county, order, store.manifest(), store.indicators(), tuple(ended))
    notebooks = tuple((one.page.notebook, one.status, one.seconds) for one in ended)
    try:
        news = draft_site(site)
    except InputError as error:
        return WorkerReport(notebooks, refused=str(error))
    keep(site, news.now, news.since)
    return WorkerReport(notebooks, line=news.line)


def _main() -> None:
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever prints, prints to the log
    lines: SimpleQueue[str] = SimpleQueue()
    Thread(target=_listen, args=(lines,), daemon=True).start()
    for _ in range(MOST):
        try:
            asked = json.loads(lines.get(timeout=IDLE))
        except Empty:
            return
        _make(Store(Path(asked["home"])), _order_of(asked["order"]))
        print(DONE, file=answers, flush=True)


def _make(store: Store, order: Order) -> None:
    told = make_draft(store, order)
    write_told(told, store.home / ENDED)
    folders = {PAGES: draft_of(store, order.kreis), RUNS: store.runs(order.kreis)}
    folders[SNAPSHOTS] = store.snapshots(order.kreis)
    files = {Path(ENDED): store.home / ENDED}
    for name, folder in folders.items():
        files |= dict(below(folder, Path(name)))
    (store.home / RESULT).write_bytes(packed(files))


def _order_of(said: Mapping[str, Any]) -> Order:
    found: dict[str, Any] = {k: tuple(value) if isinstance(value, list) else value for k, value in said.items()}
    return Order(**found)


def _listen(lines: "SimpleQueue[str]") -> None:
    """Lines of the worker; where there are no more, it is gone, and this process ends in the middle of its work."""
    for line in sys.stdin:
        lines.put(line)
    os._exit(1)


if __name__ == "__main__":
    _main()
