"""Counties out to workers and home again: a bounded number at once, each that breaks off once more, none lost."""

import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from dataclasses import asdict, dataclass

from isp_utils.store import write_text
from isp_utils.suite.counties.arrival import House, Made, put_in_place
from isp_utils.suite.counties.parcels import county_parcel, shared_parcel, versions
from isp_utils.suite.counties.workers import Workers
from isp_utils.suite.run.order import Order

ATTEMPTS = 2
LOG = "abbruch.log"
BROKE_OFF = (
    "zweimal abgebrochen (Speicher voll, Rechner abgeschaltet oder ein Fehler im Programm). Der Grund steht in "
    "data/processed/laeufe/{kreis}/{log}; ein neuer Lauf macht nur diesen Kreis."
)
Answer = tuple[str, bytes]


@dataclass(frozen=True)
class Errand:
    """One county on its way: for the how manieth time it was handed out."""

    order: Order
    attempt: int = 1


def fan_out(house: House, orders: Sequence[Order], workers: Workers, closed: Sequence[str]) -> Iterator[Made]:
    """How each county ended, as they come home; `closed`: folders that nothing may read while notebooks run."""
    shared = shared_parcel(house.store)
    held = workers.share(shared)
    pages = [name for page in house.catalogue.pages for name in page.files]
    request = {"place": workers.place, "drawings": workers.drawings, "closed": "\n".join(closed)}
    request |= {"versions": versions()}

    def handed_out(errand: Errand) -> Future[Answer]:
        order = errand.order
        parcel = county_parcel(house.store, order, pages)
        own = request | {"kreis": order.kreis, "order": json.dumps(asdict(order))}
        return workers.pool.submit(workers.make, held, parcel, own)

    yield from _collected(house, [Errand(order) for order in orders], handed_out, workers.at_once)


def _collected(
    house: House, errands: list[Errand], handed_out: Callable[[Errand], Future[Answer]], at_once: int
) -> Iterator[Made]:
    waiting, out = errands[::-1], dict[Future[Answer], Errand]()
    while waiting or out:
        while waiting and len(out) < at_once:
            errand = waiting.pop()
            out[handed_out(errand)] = errand
        done, _ = wait(out, return_when=FIRST_COMPLETED)
        for future in done:
            errand = out.pop(future)
            problem = _problem(future)
            if problem is None:
                yield _home(house, errand.order, future.result())
            elif errand.attempt < ATTEMPTS:
                waiting.append(Errand(errand.order, errand.attempt + 1))
            else:
                yield _broken(house, errand.order, problem)


def _problem(future: Future[Answer]) -> BaseException | None:
    """What stopped a county, also where a scheduler gave it up."""
    try:
        return future.exception()
    except CancelledError as error:
        return error


def _home(house: House, order: Order, answer: Answer) -> Made:
    refused, content = answer
    if refused:
        return Made(order, house.name(order.kreis), refused=refused)
    return put_in_place(house, order, content)


def _broken(house: House, order: Order, problem: BaseException) -> Made:
    write_text(f"{type(problem).__name__}: {problem}\n", house.store.runs(order.kreis) / LOG)
    said = BROKE_OFF.format(kreis=order.kreis, log=LOG)
    return Made(order, house.name(order.kreis), refused=said)
