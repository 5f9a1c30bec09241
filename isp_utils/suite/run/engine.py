"""An engine for papermill that runs the cells in this process; one notebook at a time."""

import tempfile
from typing import Any

from papermill.engines import Engine, papermill_engines

from isp_utils.suite.run.shell import CellShell

NAME = "in_diesem_prozess"


class InThisProcess(Engine):  # type: ignore[misc]
    """Runs the cells in a shell of this process, and stops behind a cell that fails."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **named: Any) -> None:
        """Run every cell of papermill's notebook and keep the outputs in it."""
        with tempfile.TemporaryDirectory(prefix="isp") as folder:
            shell = CellShell.instance(ipython_dir=folder)
            shell.begin()
            for index, cell in enumerate(nb_man.nb.cells):
                nb_man.cell_start(cell, index)
                if cell.cell_type == "code" and cell.source.strip():
                    cell.outputs = shell.outputs_of(cell.source)
                    cell.execution_count = shell.execution_count - 1
                    if any(output.output_type == "error" for output in cell.outputs):
                        nb_man.cell_exception(cell, index)
                        return
                nb_man.cell_complete(cell, index)


papermill_engines.register(NAME, InThisProcess)
