"""Run a notebook in a fresh fork of a process that has the large packages loaded: isolated, and without their start.

A fork server (multiprocessing) has no threads and no figures of ours; each notebook gets a fork of its own, which ends
with it. Where the system is not Linux, and on `--isoliert`, kernels do the same (isp_utils.suite.run.kernels).
"""

import multiprocessing
import os
import signal
import sys
from multiprocessing.connection import wait
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from isp_utils.store import write_text
from isp_utils.suite.child import FAILED, follow_the_run, interrupt_waits
from isp_utils.suite.run.task import NotebookTask, ended_badly, mark_as_broken, run_by_papermill

if TYPE_CHECKING:  # Windows has none
    from multiprocessing.context import ForkServerContext

LOADED = "isp_utils.suite.run.loaded"
SAID = ".gesagt"  # ending of the file with what a notebook said when it failed
DONE = 0
# A start asks all other children how they ended (multiprocessing), and an answer is given but once: where two threads
# asked at the same time, one of them took a notebook that had ended well for a killed one (Code 255).
_asking = Lock()


def prepare() -> None:
    """Start the process that notebooks are forked from; it loads while this one goes on."""
    from multiprocessing import forkserver, resource_tracker

    _context()
    resource_tracker.ensure_running()  # its start would end the waiting
    with interrupt_waits():  # for ever in that process: it ends with the run
        forkserver.ensure_running()


def in_a_fork(task: NotebookTask) -> str:
    """Run a notebook in a process of its own; what it said when it failed, else nothing."""
    told = task.draft.with_suffix(SAID)
    process = _context().Process(target=_of_one_notebook, args=(task, told), daemon=True)
    with _asking:
        process.start()
    try:
        wait([process.sentinel], task.limit)  # asks for nothing
    finally:  # the time is up, or the run ends
        with _asking:
            in_time = not process.is_alive()
            process.kill()
            process.join()
    said = told.read_text(encoding="utf-8") if told.exists() else ""
    told.unlink(missing_ok=True)
    if process.exitcode == DONE:
        return ""
    if process.exitcode != FAILED or not task.draft.exists():
        mark_as_broken(task)
        badly = ended_badly(said, _signal(process.exitcode), process.exitcode == FAILED)
        return badly if in_time else task.too_long
    return said


def _signal(code: int | None) -> str:
    names = {-number: number.name for number in signal.Signals}
    return names.get(code or 0, f"Code {code}")


def _context() -> "ForkServerContext":
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([LOADED])
    return context


def _of_one_notebook(task: NotebookTask, told: Path) -> None:
    """In the fork: the guard first, then the notebook; the exit code says whether it failed."""
    follow_the_run(str(told))
    os.environ.update(task.environment)
    from isp_utils.suite.run.engine import NAME
    from isp_utils.suite.run.guard import close, note_reads

    close(task.sealed)
    said = run_by_papermill(task, engine_name=NAME)
    note_reads(task.reads)
    if said:
        write_text(said, told)
        sys.exit(FAILED)
