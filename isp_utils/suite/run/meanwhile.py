"""What the run itself does while its last notebooks keep fewer cores busy than there are."""

from collections.abc import Callable, Collection
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

PATIENCE = 0.2  # seconds in which notebooks that have not changed are through
Result = TypeVar("Result")


class Meanwhile:
    """A piece of work that begins once, when a core is idle, and goes on beside the notebooks, within a `with`.

    At its end what has begun is waited for, and what it raises is raised; where the run breaks off, nobody waits.
    """

    def __init__(self, work: Callable[[], object] | None) -> None:
        """Nothing begins yet; where no core is ever idle, whoever needs the work does it later. None: no work."""
        self._work = work
        self._begun: Future[object] | None = None
        self._pool = ThreadPoolExecutor(1)

    def first_done(self, running: Collection[Future[Result]], jobs: int) -> set[Future[Result]]:
        """Those that end next of what runs; the work begins where less runs than could, and does not end at once."""
        if self._work and self._begun is None and len(running) < jobs:
            done = wait(running, PATIENCE, FIRST_COMPLETED).done
            if done:
                return done
            self._begun = self._pool.submit(self._work)
        return wait(running, return_when=FIRST_COMPLETED).done

    def __enter__(self) -> "Meanwhile":
        return self

    def __exit__(self, broken_off: type[BaseException] | None, *_: object) -> None:
        self._pool.shutdown(wait=broken_off is None, cancel_futures=True)
        if broken_off is None and self._begun is not None:
            self._begun.result()
