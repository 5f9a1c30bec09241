"""Work on many things, shared out among processes that have all that this one has loaded; without fork, in this one."""

import gc
import multiprocessing
import os
import signal
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from functools import cache
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from isp_utils.model.errors import InputError
from isp_utils.suite.child import end_with_the_run, interrupt_waits

HAS_FORK = sys.platform == "linux"  # macOS can fork too, but its own libraries do not bear it
PORTIONS = 200  # small ones, so that all processes end at about the same time
CORES = os.cpu_count() or 1
MANY = 20  # fewer things are done before a process is there
Job = Callable[[], Any]
Item = TypeVar("Item")
Result = TypeVar("Result")
KILLED = (
    "Ein Prozess dieses Laufs wurde vom System beendet, meist weil der Arbeitsspeicher nicht reichte. Bitte andere "
    "Programme schließen und »python run_all.py --jobs 1« versuchen."
)
_work: list[Callable[[object], object]] = []  # what the forks find in their copy of this module
_limits: list[int] = []  # what a run was told


@contextmanager
def at_most(jobs: int) -> Iterator[None]:
    """Within, nothing is shared out among more processes, however many cores there are."""
    _limits.append(jobs)
    try:
        yield
    finally:
        _limits.pop()


def of_many(work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    """As shared_out by as many processes as there are cores, where there are many items."""
    return shared_out(work, items, CORES if len(items) >= MANY else 1)


def shared_out(work: Callable[[Item], Result], items: Sequence[Item], jobs: int) -> list[Result]:
    """What `work` gives for every item, in their order; it may write files, and nothing else that others must see.

    Items and results are sent (pickled), `work` itself and what it refers to are there already.

    Raises what `work` raises for the first item that it fails for, and InputError where the system ended a process.
    Ctrl-C ends the processes at once, without a word.
    """
    jobs = min([jobs, *_limits])
    if jobs < 2 or not HAS_FORK or len(items) < 2:
        return [work(item) for item in items]
    _work.append(work)  # type: ignore[arg-type]
    gc.freeze()  # nobody looks for cycles in what is there already: looking would copy it into every process
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of threads; ours are at rest while this goes on
            return _by_forks(items, jobs)
    except BrokenProcessPool as problem:
        raise InputError(KILLED) from problem
    finally:
        gc.unfreeze()
        _work.pop()


def _by_forks(items: Sequence[Any], jobs: int) -> list[Any]:
    context, others = multiprocessing.get_context("fork"), multiprocessing.active_children()
    size = 1 + len(items) // PORTIONS
    with ProcessPoolExecutor(jobs, context, initializer=_begin) as pool:
        try:
            with interrupt_waits():  # the forks are made here
                futures = [pool.submit(_of_portion, items[at : at + size]) for at in range(0, len(items), size)]
            return [result for future in futures for result in _result(future, pool)]
        except KeyboardInterrupt:  # nothing is cancelled: the pool would say that what is cancelled cannot fail
            for child in multiprocessing.active_children():
                if child not in others:
                    child.kill()
            raise


def _result(future: Future[list[Any]], pool: ProcessPoolExecutor) -> list[Any]:
    """What a portion gave; where it failed no other begins."""
    if (failed := future.exception()) is not None:
        pool.shutdown(wait=False, cancel_futures=True)
        raise failed
    return future.result()


def _begin() -> None:
    """In a fork: Ctrl-C is of the run alone, and what it was born with is no garbage."""
    gc.freeze()
    end_with_the_run()
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def done_at_once(tasks: Sequence[Job], jobs: int) -> list[Any]:
    """What each of several different pieces of work gives, in their order; the longest should stand first."""
    return shared_out(lambda place: tasks[place](), range(len(tasks)), jobs)


@contextmanager
def beside(work: Callable[[], Result], much: bool = True, behind: int = 0) -> Iterator[Callable[[], Result]]:
    """Within, a piece of work goes on in a process of its own; what comes is asked for its result.

    behind: how far it stands back where all cores are busy (0 to 19, as `nice`).
    Without fork, or if it is not `much`, it is done when it is asked for; so it is where the process failed, to raise
    what it raises. Whoever leaves without asking ends it.
    """
    if not much or not HAS_FORK or min([CORES, *_limits]) < 2:
        yield cache(work)
        return
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_tell, args=(work, theirs, behind))
    with interrupt_waits():
        process.start()
    theirs.close()
    try:
        yield cache(lambda: _told(ours, work))
    finally:
        process.kill()
        process.join()
        ours.close()


def _tell(work: Callable[[], object], to: Connection, behind: int) -> None:
    _begin()
    os.nice(behind)
    with suppress(InputError, OSError):  # whoever asks does it again and says why
        to.send(work())


def _told(process: Connection, work: Callable[[], Result]) -> Result:
    try:
        result: Result = process.recv()
    except (EOFError, OSError):  # it ended before its result was here, or in the midst of it
        return work()
    return result


def _of_portion(items: Sequence[object]) -> list[object]:
    return [_work[-1](item) for item in items]
