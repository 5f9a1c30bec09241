"""Run notebooks one after the other in processes that stay: for systems that cannot fork.

Loading the large packages takes longer than most notebooks. A process that has loaded them is used again; before each
notebook all that an earlier one can have changed in it is set back. What a notebook changes inside a package stays, so
free analyses, which may do that, get a kernel of their own (isp_utils.suite.run.kernels).
"""

import multiprocessing
import os
import tempfile
from multiprocessing.connection import Connection
from pathlib import Path

from isp_utils.suite.child import FAILED, follow_the_run
from isp_utils.suite.run.task import NotebookTask, ended_badly, mark_as_broken, run_by_papermill

WITHOUT_WORD = "ohne Meldung"
_idle: list["Worker"] = []


class Worker:
    """A process that runs notebooks, and the line to it."""

    def __init__(self) -> None:
        """Start it; it loads its packages before it takes its first notebook."""
        context = multiprocessing.get_context("spawn")
        self.line, other = context.Pipe()
        number, name = tempfile.mkstemp(prefix="isp-", suffix=".gesagt")
        os.close(number)
        self.words = Path(name)
        self.process = context.Process(target=_serve, args=(other, name), daemon=True)
        self.process.start()
        other.close()

    def said(self, task: NotebookTask) -> str:
        """What a notebook said when it failed, else nothing; TimeoutError when its time is up, EOFError if it died."""
        self.line.send(task)
        if not self.line.poll(task.limit):
            raise TimeoutError
        return str(self.line.recv())

    def last_words(self) -> str:
        """Why it ended by itself."""
        self.process.join()
        words = self.words.read_text(encoding="utf-8", errors="replace")
        return ended_badly(words, WITHOUT_WORD, self.process.exitcode == FAILED)

    def end(self) -> None:
        """End it, whatever it does."""
        self.process.kill()
        self.process.join()
        self.line.close()
        self.words.unlink(missing_ok=True)


def in_a_warm_process(task: NotebookTask) -> str:
    """Run a notebook in a process that may have run others; what it said when it failed, else nothing."""
    worker = _idle.pop() if _idle else Worker()
    try:
        said = worker.said(task)
    except TimeoutError:
        said = task.too_long
    except (EOFError, OSError):
        said = worker.last_words()
    else:
        _idle.append(worker)
        return said
    worker.end()
    mark_as_broken(task)
    return said


def end_workers() -> None:
    """End the processes that wait for another notebook: the run is over."""
    while _idle:
        _idle.pop().end()


def _serve(line: Connection, words: str) -> None:
    """In the process: load, then one notebook after the other, until the line is closed."""
    follow_the_run(words)
    from isp_utils.suite.run import loaded  # noqa: F401  its packages, loaded before anything is noted
    from isp_utils.suite.run.reset import ProcessState

    own_state = ProcessState.now()
    closed: set[tuple[str, ...]] = set()
    while True:
        try:
            task: NotebookTask = line.recv()
        except EOFError:
            return
        own_state.restore()
        line.send(_of_one_notebook(task, closed))


def _of_one_notebook(task: NotebookTask, closed: set[tuple[str, ...]]) -> str:
    from isp_utils.suite.run.engine import NAME
    from isp_utils.suite.run.guard import close, note_reads

    os.environ.update(task.environment)
    if task.sealed not in closed:
        close(task.sealed)
        closed.add(task.sealed)
    said = run_by_papermill(task, engine_name=NAME)
    note_reads(task.reads)
    return said
