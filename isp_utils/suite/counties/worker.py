"""The process that makes the pages of one county in a workplace unpacked for it; `node.py` starts it and packs it up.

Told what to do by one line on its standard input (an Order as JSON). The line stays open: where it closes, the worker
is gone, and this process ends as well. What it says goes to a log.
"""

import json
import os
import sys
from pathlib import Path
from threading import Thread

from isp_utils.model.catalogue import load
from isp_utils.model.errors import InputError
from isp_utils.store import Store
from isp_utils.suite.counties.node import RESULT
from isp_utils.suite.counties.parcels import below, packed
from isp_utils.suite.counties.told import ENDED, PAGES, RUNS, SNAPSHOTS, Told, write_told
from isp_utils.suite.run.run import Order, run_county
from isp_utils.suite.site.context import Site
from isp_utils.suite.site.site import draft_of, draft_site
from isp_utils.suite.site.snapshots import keep


def order_of(line: str) -> Order:
    """An order from its line of JSON."""
    return Order(**{name: tuple(said) if isinstance(said, list) else said for name, said in json.loads(line).items()})


def make_draft(store: Store, order: Order) -> Told:
    """Run the notebooks of a county and write its pages, unscanned, beside the place where they will lie."""
    catalogue = load(store.catalogue)
    seen, county = catalogue.seen_from(order.kreis), catalogue.county(order.kreis)
    ended = run_county(store, seen, order)
    site = Site(store, seen, county, order, store.manifest(), store.indicators(), tuple(ended))
    notebooks = tuple((one.page.notebook, one.status, one.seconds) for one in ended)
    try:
        news = draft_site(site)
    except InputError as error:
        return Told(notebooks, refused=str(error))
    keep(site, news.now, news.since)
    return Told(notebooks, line=news.line)


def _main() -> None:
    order, store = order_of(sys.stdin.readline()), Store.here()
    Thread(target=_end_with_worker, daemon=True).start()
    told = make_draft(store, order)
    write_told(told, store.home / ENDED)
    folders = {PAGES: draft_of(store, order.kreis), RUNS: store.runs(order.kreis)}
    folders[SNAPSHOTS] = store.snapshots(order.kreis)
    files = {Path(ENDED): store.home / ENDED}
    for name, folder in folders.items():
        files |= dict(below(folder, Path(name)))
    (store.home / RESULT).write_bytes(packed(files))


def _end_with_worker() -> None:
    sys.stdin.read()
    os._exit(1)


if __name__ == "__main__":
    _main()
