"""What the run does beside its last notebooks."""

from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from time import monotonic

import pytest

from isp_utils.suite.run.meanwhile import Meanwhile


def ended(value: object = None) -> Future[object]:
    """A piece of work that has ended."""
    found: Future[object] = Future()
    found.set_result(value)
    return found


def test_work_begins_where_a_core_is_idle_and_something_runs_on():
    begun = Event()
    with Meanwhile(begun.set) as meanwhile, ThreadPoolExecutor(1) as pool:
        notebook = pool.submit(begun.wait, 10)  # ends when the work has begun
        assert meanwhile.first_done([notebook], jobs=2) == {notebook}
    assert notebook.result()


@pytest.mark.parametrize("jobs", [1, 2])
def test_it_does_not_begin_where_all_cores_are_busy_or_all_is_done_at_once(jobs):
    done = ended()
    with Meanwhile(lambda: pytest.fail("begun")) as meanwhile:
        assert meanwhile.first_done([done], jobs) == {done}


def test_what_it_raises_is_not_lost():
    def fails_beside(pool: ThreadPoolExecutor) -> None:
        with Meanwhile(lambda: 1 / 0) as meanwhile:
            meanwhile.first_done([pool.submit(Event().wait, 0.4)], jobs=2)

    with ThreadPoolExecutor(1) as pool, pytest.raises(ZeroDivisionError):
        fails_beside(pool)


def test_nobody_waits_for_it_where_the_run_breaks_off():
    begun, awaited = Event(), Event()

    def works_on() -> None:
        begun.set()
        awaited.wait(20)

    def breaks_off(pool: ThreadPoolExecutor) -> None:
        with Meanwhile(works_on) as meanwhile:
            meanwhile.first_done([pool.submit(begun.wait, 10)], jobs=2)
            raise KeyboardInterrupt

    since = monotonic()
    with ThreadPoolExecutor(1) as pool, pytest.raises(KeyboardInterrupt):
        breaks_off(pool)
    assert monotonic() - since < 10
    awaited.set()
