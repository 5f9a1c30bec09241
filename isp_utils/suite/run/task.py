"""One notebook to be run with its parameters, and how papermill runs it; the ways differ in the process around it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from isp_utils.model.errors import InputError
from isp_utils.store import write_json
from isp_utils.suite.run.notebooks import content_of_notebook

TOO_LONG = (
    "Das Notebook lief länger als {minutes:g} Minuten. Bitte den Lauf wiederholen; bleibt es dabei, die letzte Zelle "
    "ansehen."
)
DIED = (
    "Der Prozess dieses Notebooks wurde vom System beendet ({how}), meist weil der Arbeitsspeicher nicht reichte. "
    "Bitte andere Programme schließen und »python run_all.py --jobs 1« versuchen."
)
RAISED = (
    "Das Notebook ließ sich nicht ausführen: {what}. Bitte die Datei in JupyterLab öffnen (»python run_all.py labor«) "
    "und nachsehen, ob sie heil ist."
)
INJECTED = "injected-parameters"  # papermill's mark of the cell that it puts in
NOTHING: dict[str, Any] = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


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

    A cell that fails stays in the draft with its error, and what is said ends with its place; other exceptions pass.
    """
    import papermill
    from papermill.exceptions import PapermillExecutionError
    from papermill.execute import ERROR_MARKER_TAG

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
        _unmark(task.draft, ERROR_MARKER_TAG)
        *traceback, last = str(error).rstrip().splitlines()
        return "\n".join([*traceback, f"Zelle {_place_of_error(task.draft)}: {last.strip()}"])
    return ""


def _unmark(draft: Path, tag: str) -> None:
    """Take out what papermill writes into a notebook that failed: English words, which would stand on the page."""
    content = content_of_notebook(draft)
    cells = [cell for cell in content["cells"] if tag not in cell["metadata"].get("tags", [])]
    write_json(content | {"cells": cells}, draft)


def _place_of_error(draft: Path) -> int:
    """The place of the failed cell in the notebook as its author sees it, from 1."""
    cells = content_of_notebook(draft)["cells"]
    own = [cell for cell in cells if INJECTED not in cell["metadata"].get("tags", [])]
    failed = (number for number, cell in enumerate(own, 1) if _shows_error(cell))
    return next(failed, 1)


def _shows_error(cell: Mapping[str, Any]) -> bool:
    return any(output["output_type"] == "error" for output in cell.get("outputs", []))


def mark_as_broken(task: NotebookTask) -> None:
    """The notebook, as far as it can be read, with an error at its end: its page says that something is missing."""
    try:
        content = content_of_notebook(task.source)
    except InputError:
        content = dict(NOTHING)
    error = {"output_type": "error", "ename": "", "evalue": "", "traceback": []}
    cell: dict[str, object] = {
        "id": "abbruch",
        "cell_type": "code",
        "metadata": {},
        "execution_count": None,
        "source": "",
    }
    write_json(content | {"cells": [*content["cells"], cell | {"outputs": [error]}]}, task.draft)


def ended_badly(words: str, how: str, raised: bool) -> str:
    """What is said of a process that ended without an answer. words: its own last ones; raised: not by a signal."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    return RAISED.format(what=lines[-1]) if raised and lines else DIED.format(how=how)
