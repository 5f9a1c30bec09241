"""How a run that is broken off (Ctrl-C) ends its notebooks, and that what they leave behind counts for nothing."""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

from isp_utils.suite.run.task import NotebookTask, Way


class BrokenOffError(Exception):
    """The run ended while a notebook was under way."""


@contextmanager
def stopped_at_once(pool: ThreadPoolExecutor) -> Iterator[Event]:
    """Within, whatever breaks the run off ends its notebooks too; nobody waits for them, and no further one begins.

    The event is set from then on.
    """
    stopped, ended = Event(), False
    try:
        yield stopped
        ended = True
    finally:
        if not ended:
            stopped.set()
            pool.shutdown(wait=False, cancel_futures=True)
        for child in [] if ended else multiprocessing.active_children():
            child.kill()


def unless(stopped: Event, way: Way) -> Way:
    """The way of running a notebook whose result counts only as long as the run goes on; else BrokenOffError.

    What an earlier run made of the notebook stays in its place.
    """

    def while_it_goes_on(task: NotebookTask) -> str:
        said = "" if stopped.is_set() else way(task)
        if stopped.is_set():
            task.draft.unlink(missing_ok=True)
            raise BrokenOffError
        return said

    return while_it_goes_on
