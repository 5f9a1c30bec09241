"""Kernels that talk over local sockets where the system has them: no port to race for, no warning."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from jupyter_client.manager import AsyncKernelManager

LOCAL_SOCKETS = os.name == "posix"


class QuietKernels(AsyncKernelManager):
    """IPC on POSIX; on Windows TCP with Curve encryption (ipykernel warns about plain TCP)."""

    def __init__(self, **kwargs: Any) -> None:
        if LOCAL_SOCKETS:
            # the path must be short (108 characters) and absolute, else the kernel waits for ever
            kwargs |= {"transport": "ipc", "ip": str(Path(tempfile.mkdtemp(prefix="isp"), "k"))}
        else:
            kwargs |= {"transport_encryption": "auto"}
        super().__init__(**kwargs)

    async def _async_launch_kernel(self, kernel_cmd: list[str], **kw: Any) -> None:
        """The kernel's own words at its end ("KeyboardInterrupt caught") are no news; errors come in the notebook."""
        await super()._async_launch_kernel(kernel_cmd, **(kw | {"stderr": subprocess.DEVNULL}))

    async def _async_cleanup_resources(self, restart: bool = False) -> None:
        """The folder of the sockets goes with the kernel."""
        await super()._async_cleanup_resources(restart)
        if LOCAL_SOCKETS and not restart:
            shutil.rmtree(Path(self.ip).parent, ignore_errors=True)
