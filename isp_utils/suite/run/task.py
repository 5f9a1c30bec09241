"""One notebook to be run with its parameters, and how papermill runs it; the ways differ in the process around it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from isp_utils.store import read_json, write_json

TOO_LONG = (
    "Das Notebook lief länger als {minutes:g} Minuten. Bitte den Lauf wiederholen; bleibt es dabei, die letzte Zelle "
    "ansehen."
)
DIED = (
    "Der Prozess dieses Notebooks wurde vom System beendet ({how}), meist weil der Arbeitsspeicher nicht reichte. "
    "Bitte andere Programme schließen und »python run_all.py --jobs 1« versuchen."
)


@dataclass(frozen=True)
class NotebookTask:
    """What to run, where to write it, and what its process must know; can be sent to another process."""

    source: Path
    draft: Path
    reads: Path  # where it is noted what the notebook has asked for
    parameters: Mapping[str, object] = field(default_factory=dict)
    sealed: tuple[str, ...] = ()  # folders that are closed to the notebook
    environment: Mapping[str, str] = field(default_factory=dict)
    limit: float = 1800.0  # seconds

    @property
    def too_long(self) -> str:
        """Said where the time was up."""
        return TOO_LONG.format(minutes=self.limit / 60)


Way = Callable[[NotebookTask], str]  # runs a notebook in a process; what it said when it failed, else nothing


def run_by_papermill(task: NotebookTask, **how: Any) -> str:
    """Execute a notebook into its draft; what it said when it failed, else nothing. `how`: engine, kernels.

    A cell that fails stays in the draft with its error; other exceptions pass.
    """
    import papermill
    from papermill.exceptions import PapermillExecutionError

    try:
        papermill.execute_notebook(
            str(task.source),
            str(task.draft),
            dict(task.parameters),
            kernel_name="python3",
            progress_bar=False,
            request_save_on_cell_execute=False,
            **how,
        )
    except PapermillExecutionError as error:
        return str(error)
    return ""


def mark_as_broken(task: NotebookTask) -> None:
    """The notebook with an error at its end, so that its page says that something is missing."""
    content = read_json(task.source)
    error = {"output_type": "error", "ename": "", "evalue": "", "traceback": []}
    cell: dict[str, object] = {
        "id": "abbruch",
        "cell_type": "code",
        "metadata": {},
        "execution_count": None,
        "source": "",
    }
    content["cells"].append(cell | {"outputs": [error]})
    write_json(content, task.draft)
