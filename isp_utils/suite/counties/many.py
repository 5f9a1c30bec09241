"""The main job for many counties: figures once, then every county by some worker, one overview over all of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from isp_utils.charts.parts.kept import forget_old
from isp_utils.model.catalogue import Catalogue
from isp_utils.model.errors import InputError
from isp_utils.model.wording import enumeration
from isp_utils.store import Store
from isp_utils.suite.build.alone import alone
from isp_utils.suite.build.register import record_release
from isp_utils.suite.build.sealed import own_deliveries, sealed
from isp_utils.suite.chosen import refuse_other_years
from isp_utils.suite.counties.arrival import House, Made, newest_year
from isp_utils.suite.counties.fan_out import fan_out
from isp_utils.suite.counties.overview import write_overview
from isp_utils.suite.counties.workers import workers_of
from isp_utils.suite.job import Inputs, not_used, take_in
from isp_utils.suite.own_files import as_it_began
from isp_utils.suite.run.digests import digests
from isp_utils.suite.run.last import is_current
from isp_utils.suite.run.order import NotebookRun, Order
from isp_utils.suite.site.standing import stands

NO_FIGURES = "in data/raw liegt noch keine einzige Zahl"
MOST_NAMED = 10
Say = Callable[[str], None]


@dataclass(frozen=True)
class Batch:
    """Which counties, by whom: address of a Dask scheduler ("": this machine) and how many processes here."""

    orders: Sequence[Order]
    scheduler: str = ""
    inputs: Inputs = field(default_factory=Inputs)


def make_many(store: Store, catalogue: Catalogue, batch: Batch, say: Say) -> tuple[list[Path], bool]:
    """Folders of the finished sites, behind that of the overview, and whether any county failed in any way.

    Raises InputError for refused deliveries, for a second run in the same workplace and where there is no scheduler.
    """
    with alone(store), as_it_began(store):
        start = perf_counter()
        with workers_of(batch.scheduler, 1, store):  # where there is no scheduler, nobody waits for the figures first
            pass
        unused, refused = take_in(store, catalogue, batch.orders, batch.inputs, say)
        house = House.of(store, catalogue)
        ended = list(_told(_every(house, batch, refused, say), len(batch.orders), say))
        forget_old(store.drawings)
        kreise = [order.kreis for order in batch.orders]
        ended.sort(key=lambda made: kreise.index(made.order.kreis))
        sites = [store.outputs(made.order.kreis) for made in ended if not made.refused]
        if len(kreise) > 1:
            sites.insert(0, write_overview(store, catalogue, ended))
            say(f"Übersicht: {sites[0] / 'index.html'}")
        for line in _failures(ended):
            say(line)
        for line in not_used(unused):
            say(line)
        say(f"Dauer: {perf_counter() - start:.0f} s")
    return sites, bool(unused) or not all(made.well for made in ended)


def _every(house: House, batch: Batch, refused: Mapping[str, str], say: Say) -> Iterator[Made]:
    """How each county ended: those that need nobody first. refused: counties whose own files stop them, and why."""
    to_make: list[Order] = []
    for order in batch.orders:
        settled = _settled(house, order, refused.get(order.kreis, ""))
        if settled:
            yield settled
        else:
            to_make.append(order)
    if not to_make:
        return
    store, jobs = house.store, batch.orders[0].jobs
    processes = min(jobs, len(to_make))
    each = [Order(**{**vars(order), "jobs": max(1, jobs // processes)}) for order in to_make]
    closed = [str(path) for path in (store.internal, store.raw, *store.sealed)]
    say(f"{len(to_make)} Kreise: Berichte ({batch.scheduler or f'{processes} zugleich auf diesem Rechner'})")
    published = False
    try:
        own = own_deliveries(store, house.catalogue)
        with sealed(store, own), workers_of(batch.scheduler, processes, store) as workers:
            for made in fan_out(house, each, workers, closed):
                published |= not made.refused
                yield made
    finally:  # what is in place is published, also where a later county was refused
        if published:
            record_release(store)


def _settled(house: House, order: Order, refused: str) -> Made | None:
    """A county of which everything stands, or that cannot be made; None where it has to be made."""
    store, catalogue = house.store, house.catalogue
    name = house.name(order.kreis)
    if order.kreis not in house.known:
        return Made(order, name, refused=NO_FIGURES)
    site = house.site(order, ())
    try:
        refuse_other_years(order.jahr, house.indicators[house.indicators["region"] == order.kreis])
    except InputError as error:
        refused = refused or str(error)
    if refused:
        return Made(order, name, refused=refused, newest=newest_year(site))
    known, runs = digests(store, order.kreis), store.runs(order.kreis)
    pages = [page for page in catalogue.pages if not order.only or page.notebook in order.only]
    if order.only or not all(is_current(page, store, order, known) for page in pages):
        return None
    site = house.site(order, tuple(NotebookRun(p, "cached", 0.0, runs / f"{p.notebook}.ipynb") for p in pages))
    return Made(order, name, newest=newest_year(site), unchanged=True) if stands(site) else None


def _told(counties: Iterator[Made], total: int, say: Say) -> Iterator[Made]:
    """The same, each told as it ends."""
    for number, made in enumerate(counties, start=1):
        if made.refused != NO_FIGURES:
            words = "unverändert" if made.unchanged else "fertig" if made.well else "FEHLGESCHLAGEN"
            news = f". {made.line}" if made.line else ""
            say(f"  [{number}/{total}] {made.name} ({made.order.kreis}): {words}{news}")
        yield made


def _failures(ended: Sequence[Made]) -> Iterator[str]:
    """A German line for every county that was not made, or not completely."""
    for made in ended:
        if made.failed:
            what, where = enumeration(made.failed), f"data/processed/laeufe/{made.order.kreis}"
            yield f"{made.name} ({made.order.kreis}): gescheitert ist {what}; der Grund steht in {where}."
        if made.refused and made.refused != NO_FIGURES:
            yield f"{made.name} ({made.order.kreis}): {made.refused}"
    bare = [made.name for made in ended if made.refused == NO_FIGURES]
    if bare:
        more = f" und {len(bare) - MOST_NAMED} weitere" if len(bare) > MOST_NAMED else ""
        yield f"Ohne Seiten, denn {NO_FIGURES}: {', '.join(bare[:MOST_NAMED])}{more}."
