"""A run that is broken off: its notebooks end, further ones do not begin, and half a result is none."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from isp_utils.suite.run.stopped import BrokenOffError, stopped_at_once, unless
from isp_utils.suite.run.task import NotebookTask


@pytest.fixture
def task(tmp_path) -> NotebookTask:
    return NotebookTask(tmp_path / "a.ipynb", tmp_path / "a.neu.ipynb", tmp_path / "a.gelesen.json")


def test_what_a_notebook_leaves_when_the_run_is_broken_off_is_no_result(task):
    stopped = threading.Event()

    def killed(given: NotebookTask) -> str:
        given.draft.write_text("halb", encoding="utf-8")
        stopped.set()
        return "beendet"

    with pytest.raises(BrokenOffError):
        unless(stopped, killed)(task)
    assert not task.draft.exists()


def test_what_a_notebook_says_counts_as_long_as_the_run_goes_on(task):
    assert unless(threading.Event(), lambda given: "kaputt")(task) == "kaputt"


def test_no_notebook_begins_after_the_end_of_the_run(task):
    began: list[int] = []

    def work(stopped: threading.Event, number: int) -> str:
        started.set()
        return unless(stopped, lambda given: began.append(number) or str(stopped.wait(10)))(task)

    def broken_off() -> None:
        with ThreadPoolExecutor(1) as pool, stopped_at_once(pool) as stopped:
            waiting.extend(pool.submit(work, stopped, number) for number in range(5))
            started.wait(10)
            raise KeyboardInterrupt

    started, waiting = threading.Event(), []
    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert began == [0]  # the first was under way
    assert [future.cancelled() for future in waiting] == [False, True, True, True, True]
