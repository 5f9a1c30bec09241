"""IPython in this very process, its outputs kept as a notebook keeps them; no kernel, no sockets.

One shell a process: a second one would silently show no output (IPython keeps one instance and one `__main__`).
"""

import sys
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat import NotebookNode
from nbformat.v4 import new_output
from traitlets.config import Config


class KeptStream:
    """A text stream whose words become outputs of the running cell."""

    encoding = "utf-8"

    def __init__(self, name: str, shell: "CellShell") -> None:
        self.name, self.shell = name, shell

    def write(self, text: str) -> int:
        """Add to the last output where that is of this stream, as a kernel does."""
        last = self.shell.kept[-1] if self.shell.kept else None
        if last is not None and last.output_type == "stream" and last.name == self.name:
            last.text += text
        elif text:
            self.shell.kept.append(new_output("stream", name=self.name, text=text))
        return len(text)

    def flush(self) -> None:
        """Nothing waits."""

    def isatty(self) -> bool:
        """Nobody sits before it."""
        return False


class KeptDisplays(DisplayPublisher):
    """What `display` shows, as outputs of the running cell."""

    shell: Any

    def publish(self, *given: Any, **named: Any) -> None:
        """Keep an output (data, metadata, ... of IPython); one that updates an earlier one takes its place."""
        told = dict(zip(("data", "metadata"), given, strict=False)) | named
        shown = new_output("display_data", data=_in_text(told["data"]), metadata=told.get("metadata") or {})
        name = (told.get("transient") or {}).get("display_id")
        if told.get("update") and name in self.shell.shown:
            self.shell.shown[name].update(shown)
            return
        if name:
            self.shell.shown[name] = shown
        self.shell.kept.append(shown)

    def clear_output(self, wait: bool = False) -> None:
        """Drop what the cell has shown."""
        self.shell.kept.clear()


class KeptResults(DisplayHook):
    """The value of the last line of a cell, as its output."""

    shell: Any

    def write_output_prompt(self) -> None:
        """There is no terminal to write a prompt to."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        """Keep the value in all its forms."""
        found = {"data": _in_text(format_dict), "metadata": md_dict or {}}
        self.shell.kept.append(new_output("execute_result", execution_count=self.prompt_count, **found))

    def finish_displayhook(self) -> None:
        """Nothing is open."""


class CellShell(InteractiveShell):
    """Runs the cells of one notebook; `kept`: outputs of the running cell."""

    kernel = "in this process"  # libraries (scrapbook, pandas) ask whether there is one
    kept: list[NotebookNode]
    shown: dict[str, NotebookNode]
    printers: dict[str, tuple[dict[Any, Any], dict[Any, Any]]]  # by kind of output, as they are at first

    def __init__(self, **named: Any) -> None:
        self.kept, self.shown, self.printers = [], {}, {}
        quiet = Config({"HistoryManager": {"enabled": False}, "InteractiveShell": {"colors": "nocolor"}})
        classes = {"display_pub_class": KeptDisplays, "displayhook_class": KeptResults}
        super().__init__(config=quiet, **classes, **named)

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        self.kept.append(new_output("error", ename=etype.__name__, evalue=str(evalue), traceback=list(stb)))

    def enable_gui(self, gui: Any = None) -> None:
        """There is no event loop."""

    def begin(self) -> None:
        """Begin another notebook: no name and no way of showing things is left of an earlier one."""
        self.reset(new_session=True)
        self.shown.clear()
        formatters = self.display_formatter.formatters if self.display_formatter else {}
        for kind, formatter in formatters.items():
            first = self.printers.setdefault(kind, (dict(formatter.type_printers), dict(formatter.deferred_printers)))
            formatter.type_printers, formatter.deferred_printers = (dict(printers) for printers in first)

    def outputs_of(self, source: str) -> list[NotebookNode]:
        """Run a cell; its outputs in order, an error last."""
        self.kept = []
        with _streams(self):
            self.run_cell(source, store_history=True)
        return self.kept


@contextmanager
def _streams(shell: CellShell) -> Iterator[None]:
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = KeptStream("stdout", shell), KeptStream("stderr", shell)  # type: ignore[assignment]
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def _in_text(data: Mapping[str, Any]) -> dict[str, Any]:
    """Pictures as base64, as notebooks hold them."""
    return {kind: b64encode(value).decode() if isinstance(value, bytes) else value for kind, value in data.items()}
