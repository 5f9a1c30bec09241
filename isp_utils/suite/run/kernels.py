"""Kernels of a run: kept off the unprotected figures, and talking over local sockets where the system has them."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from jupyter_client.manager import AsyncKernelManager

from isp_utils.model.errors import InputError
from isp_utils.store import Store
from isp_utils.suite.run.guard import READS, VARIABLE

LAUNCHER, GUARD = "ipykernel_launcher", "isp_utils.suite.run.guard"
LOCAL_SOCKETS = os.name == "posix"


class QuietKernels(AsyncKernelManager):
    """IPC on POSIX; on Windows TCP with Curve encryption (ipykernel warns about plain TCP)."""

    reads: Path | None = None  # where a kernel notes at its end what it has asked for

    def __init__(self, **kwargs: Any) -> None:
        if LOCAL_SOCKETS:
            # the path must be short (108 characters) and absolute, else the kernel waits for ever
            kwargs |= {"transport": "ipc", "ip": str(Path(tempfile.mkdtemp(prefix="isp"), "k"))}
        else:
            kwargs |= {"transport_encryption": "auto"}
        super().__init__(**kwargs)

    async def _async_launch_kernel(self, kernel_cmd: list[str], **kw: Any) -> None:
        """Start the kernel with its guard; its own words at its end ("KeyboardInterrupt caught") are no news."""
        store = Store.here()
        above = os.environ.get(
            VARIABLE, ""
        ).splitlines()  # of the house, where this workplace was unpacked for a county
        told = {VARIABLE: "\n".join(map(str, (*above, store.internal, store.raw, *store.sealed)))}
        told |= {READS: str(self.reads)} if self.reads else {}
        changed = {"stderr": subprocess.DEVNULL, "env": {**kw.get("env", os.environ), **told}}
        await super()._async_launch_kernel(guarded(kernel_cmd), **(kw | changed))

    async def _async_cleanup_resources(self, restart: bool = False) -> None:
        """The folder of the sockets goes with the kernel."""
        await super()._async_cleanup_resources(restart)
        if LOCAL_SOCKETS and not restart:
            shutil.rmtree(Path(self.ip).parent, ignore_errors=True)


def kernels_noting(path: Path) -> type[QuietKernels]:
    """Kernels that note at their end in a file what they have asked for."""
    return type("NotingKernels", (QuietKernels,), {"reads": path})


def guarded(command: list[str]) -> list[str]:
    """The command of a kernel with the guard in the place of its launcher; raises InputError where there is none.

    >>> guarded(["python", "-m", "ipykernel_launcher", "-f", "k.json"])
    ['python', '-m', 'isp_utils.suite.run.guard', '-f', 'k.json']
    """
    if LAUNCHER not in command:
        raise InputError(
            "Der Jupyter-Kernel »python3« dieses Rechners startet nicht mit ipykernel und ließe sich nicht von den "
            "ungeschützten Zahlen fernhalten. Bitte die Umgebung neu einrichten (Ordner .venv löschen)."
        )
    return [GUARD if word == LAUNCHER else word for word in command]
