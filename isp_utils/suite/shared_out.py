"""Work on many things, shared out among processes that have all that this one has loaded; without fork, in this one."""

import multiprocessing
import os
import sys
import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

HAS_FORK = sys.platform == "linux"  # macOS can fork too, but its own libraries do not bear it
PORTIONS = 200  # small ones, so that all processes end at about the same time
CORES = os.cpu_count() or 1
MANY = 20  # fewer things are done before a process is there
Item = TypeVar("Item")
Result = TypeVar("Result")
_work: list[Callable[[object], object]] = []  # what the forks find in their copy of this module


def of_many(work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    """As shared_out by as many processes as there are cores, where there are many items."""
    return shared_out(work, items, CORES if len(items) >= MANY else 1)


def shared_out(work: Callable[[Item], Result], items: Sequence[Item], jobs: int) -> list[Result]:
    """What `work` gives for every item, in their order; it may write files, and nothing else that others must see.

    Items and results are sent (pickled), `work` itself and what it refers to are there already.

    Raises what `work` raises for the first item that it fails for.
    """
    if jobs < 2 or not HAS_FORK or len(items) < 2:
        return [work(item) for item in items]
    _work.append(work)  # type: ignore[arg-type]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of threads; ours are at rest while this goes on
            with ProcessPoolExecutor(jobs, multiprocessing.get_context("fork")) as pool:
                return list(pool.map(_of_copy, items, chunksize=1 + len(items) // PORTIONS))  # type: ignore[arg-type]
    finally:
        _work.pop()


def done_at_once(tasks: Sequence[Callable[[], Any]], jobs: int) -> list[Any]:
    """What each of several different pieces of work gives, in their order; the longest should stand first."""
    return shared_out(lambda place: tasks[place](), range(len(tasks)), jobs)


def _of_copy(item: object) -> object:
    return _work[-1](item)
