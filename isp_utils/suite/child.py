"""How a process that a run starts hangs together with it."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FAILED = 1


@contextmanager
def interrupt_waits() -> Iterator[None]:
    """Within, Ctrl-C waits, for processes that are started here too: none of them is hit before it is ready (POSIX)."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def end_with_the_run() -> None:
    """Leave Ctrl-C to the run, and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_wait_for_the_end, daemon=True).start()


def follow_the_run(said: str) -> None:
    """End with the run and take nothing in; what the process says (machine code) goes to the file."""
    end_with_the_run()
    for number, path, flags in ((0, os.devnull, os.O_RDONLY), (2, said, os.O_WRONLY | os.O_CREAT)):
        os.dup2(os.open(path, flags, 0o600), number)
    sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115


def _wait_for_the_end() -> None:
    """A run that was killed leaves nobody behind who would write into its folders."""
    run = multiprocessing.parent_process()
    if run is not None:
        run.join()
        os._exit(FAILED)
