"""What the run does beside its last notebooks."""

from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

import pytest

from isp_utils.suite.run.meanwhile import Meanwhile


def ended(value: object = None) -> Future[object]:
    """A piece of work that has ended."""
    found: Future[object] = Future()
    found.set_result(value)
    return found


def test_work_begins_where_a_core_is_idle_and_something_runs_on():
    begun = Event()
    meanwhile = Meanwhile(begun.set)
    with ThreadPoolExecutor(1) as pool:
        notebook = pool.submit(begun.wait, 10)  # ends when the work has begun
        assert meanwhile.first_done([notebook], jobs=2) == {notebook}
    meanwhile.finish()
    assert notebook.result()


@pytest.mark.parametrize("jobs", [1, 2])
def test_it_does_not_begin_where_all_cores_are_busy_or_all_is_done_at_once(jobs):
    done = ended()
    meanwhile = Meanwhile(lambda: pytest.fail("begun"))
    assert meanwhile.first_done([done], jobs) == {done}
    meanwhile.finish()


def test_what_it_raises_is_not_lost():
    meanwhile = Meanwhile(lambda: 1 / 0)
    with ThreadPoolExecutor(1) as pool:
        meanwhile.first_done([pool.submit(Event().wait, 0.4)], jobs=2)
    with pytest.raises(ZeroDivisionError):
        meanwhile.finish()
