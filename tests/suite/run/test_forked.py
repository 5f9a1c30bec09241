"""Notebooks in forks, several threads at a time: no two of them ask after the children at once."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from time import sleep
from typing import ClassVar

from isp_utils.suite.run import forked
from isp_utils.suite.run.task import NotebookTask


class Child:
    """A process that ends at once; `multiprocessing` gives its exit code to the first who asks, and 255 to another."""

    asking = threading.Lock()
    at_once: ClassVar[list[str]] = []

    def __init__(self, **_: object) -> None:
        self.sentinel, end = os.pipe()
        os.close(end)
        self.exitcode = forked.DONE

    def _ask(self, who: str = "") -> bool:
        if not self.asking.acquire(blocking=False):
            self.at_once.append(who)
            return False
        sleep(0.005)
        self.asking.release()
        return False

    start = is_alive = _ask

    def kill(self) -> None:
        """It has ended."""

    def join(self) -> None:
        """It has ended."""


def test_no_exit_code_is_lost_between_threads(monkeypatch, tmp_path):
    monkeypatch.setattr(forked, "_context", lambda: type("Context", (), {"Process": Child}))
    tasks = [NotebookTask(tmp_path / "n.ipynb", tmp_path / f"{n}.neu.ipynb", tmp_path / "r") for n in range(20)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(forked.in_a_fork, tasks)) == [""] * len(tasks)
    assert Child.at_once == []
