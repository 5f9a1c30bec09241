"""Who makes the counties: processes of this machine, or those of a Dask scheduler; both by an Executor.

One task is one county, never one notebook. A local task is a thread that waits for a process of its own, so that a
process that dies takes no other county with it (a broken ProcessPoolExecutor would), on Windows as well.
"""

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from isp_utils.model.errors import InputError
from isp_utils.store import Store
from isp_utils.suite.counties import node
from isp_utils.suite.counties.address import NO_ANSWER, refuse_malformed, refuse_unanswered

MOST_WAITING = 64  # counties handed to a scheduler at once: enough for an adaptive cluster to see that there is work
PATIENCE = 20  # seconds
NOBODY_IMPORTS = "isp_unterwegs"
NOT_INSTALLED = (
    "--scheduler braucht Dask, und Dask ist nicht installiert. Bitte einmal ausführen: {python} -m pip install "
    "distributed dask-jobqueue. Ohne --scheduler rechnet dieser Rechner allein."
)


@dataclass(frozen=True)
class Workers:
    """pool takes tasks, make is one, share hands out what all need; place, drawings: folders ("": the worker's own)."""

    pool: Executor
    make: Callable[..., tuple[str, bytes]]
    share: Callable[[bytes], Any]
    at_once: int
    place: str = ""
    drawings: str = ""


def workers_of(address: str, jobs: int, store: Store) -> AbstractContextManager[Workers]:
    """Workers of a scheduler, or as many processes of this machine; raises InputError where there is no scheduler."""
    return _of_scheduler(address) if address else _of_this_machine(jobs, store)


@contextmanager
def _of_this_machine(jobs: int, store: Store) -> Iterator[Workers]:
    with TemporaryDirectory(prefix="isp-kreise-", ignore_cleanup_errors=True) as place:
        pool = ThreadPoolExecutor(jobs)
        try:
            yield Workers(pool, node.make_county, node.as_it_is, 2 * jobs, str(Path(place)), str(store.drawings))
        finally:  # after an interruption nobody waits for what still works
            pool.shutdown(wait=False, cancel_futures=True)
            node.stop()
            pool.shutdown()


@contextmanager
def _of_scheduler(address: str) -> Iterator[Workers]:
    refuse_malformed(address)
    try:
        from distributed import Client
    except ImportError as problem:
        raise InputError(NOT_INSTALLED.format(python=sys.executable)) from problem
    refuse_unanswered(address)
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as problem:
        reason = f"{type(problem).__name__}, {PATIENCE} s gewartet"
        raise InputError(NO_ANSWER.format(address=address, reason=reason)) from problem
    travelling = _by_value()

    def share(content: bytes) -> Any:
        """A task that holds the content: sent once to each worker, and made again where all that held it are lost."""
        return client.submit(travelling.as_it_is, content)

    with client:
        yield Workers(client.get_executor(pure=False), travelling.make_county, share, MOST_WAITING)
        client.run(travelling.release, on_error="ignore")  # what an interrupted run leaves ends by itself


def _by_value() -> Any:
    """The module `node` under a name that nobody can import: its functions are sent whole, not by their name.

    Neither scheduler nor workers need the suite, then (cloudpickle sends what no module of its name holds by value).
    """
    spec = spec_from_file_location(NOBODY_IMPORTS, node.__file__)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
