"""The form of START.ipynb: the parameters of the notebooks, four buttons, and what the command line says meanwhile."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from threading import Thread
from typing import Any

import ipywidgets
from papermill import inspect_notebook

from isp_utils.model.catalogue import Catalogue, PageEntry
from isp_utils.store import PACKAGE, Store
from isp_utils.suite.build.sealed import own_deliveries
from isp_utils.suite.commands.catalogue_list import whole_catalogue

ASKED = ("kreis", "jahr")  # parameters that the command line knows, in this order
ENDED = {0: "Fertig.", 1: "Beendet, aber nicht alles ist gelungen: Was fehlt, steht darüber.", 2: "Nicht ausgeführt."}
NOTHING_OWN = "In data/raw liegt keine eigene Lieferung. Die amtlichen Dateien prüft jeder Lauf."
WIDE = {"width": "34rem"}
LABEL = {"description_width": "9rem"}


def start_form(kreis: str, jahr: int = 0) -> ipywidgets.Widget:
    """The form as a widget, filled in with a county and a year."""
    store = Store.here()
    return Form(store, whole_catalogue(store), {"kreis": kreis, "jahr": jahr}).widget()


def asked_parameters(store: Store, pages: Sequence[PageEntry]) -> dict[str, str]:
    """Help text by name of every parameter of the notebooks that the command line takes, in the order of ASKED."""
    found: dict[str, str] = {}
    for page in pages:
        told: Mapping[str, Any] = inspect_notebook(str(store.notebooks / f"{page.notebook}.ipynb"))
        found |= {name: told[name]["help"] for name in ASKED if name in told and name not in found}
    return {name: found[name] for name in ASKED if name in found}


@dataclass
class Form:
    """Fields, buttons and the place for what a run says; one run at a time."""

    store: Store
    catalogue: Catalogue
    given: Mapping[str, Any]
    fields: dict[str, Any] = field(default_factory=dict)
    buttons: list[Any] = field(default_factory=list)

    def widget(self) -> ipywidgets.Widget:
        """Everything below each other."""
        pages = [page for page in self.catalogue.pages if not page.analysis]
        words = asked_parameters(self.store, pages)
        self.fields = {name: _field(name, self.given.get(name)) for name in words}
        rows = [ipywidgets.HBox([self.fields[name], ipywidgets.Label(text)]) for name, text in words.items()]
        titles = [(page.title, page.word) for page in pages]
        self.reports = ipywidgets.SelectMultiple(
            options=titles, rows=8, description="Nur diese Berichte", layout=WIDE, style=LABEL
        )
        self.reports.observe(self._name_button, "value")
        self.said = ipywidgets.Output(layout={"border": "1px solid #8592A0", "min_height": "3rem", "padding": "0.5rem"})
        self.link = ipywidgets.HTML(self._link())
        if "kreis" in self.fields:
            self.fields["kreis"].observe(lambda _: self._renew_link(), "value")
        everything = self._button("Alle Berichte neu erstellen", self._everything, "primary")
        self.only = self._button("Nur …", self._only_these)
        check = self._button("Eingangsdaten prüfen", self._check)
        self._name_button({})
        row = ipywidgets.HBox([everything, self.only, check, self.link], layout={"flex_flow": "row wrap"})
        return ipywidgets.VBox([*rows, self.reports, row, self.said])

    def _button(self, words: str, pressed: Any, look: str = "") -> ipywidgets.Button:
        button = ipywidgets.Button(description=words, button_style=look, layout={"width": "auto"})
        button.on_click(lambda _: pressed())
        self.buttons.append(button)
        return button

    def _name_button(self, _: object) -> None:
        """The button names what it will make; without a choice it cannot be pressed."""
        chosen = [title for title, word in self.reports.options if word in self.reports.value]
        self.only.description = f"Nur {', '.join(chosen)}" if chosen else "Nur … (oben auswählen)"
        self.only.disabled = not chosen

    def _parameters(self) -> list[str]:
        words = {name: str(entry.value).strip() for name, entry in self.fields.items()}
        return [part for name, value in words.items() if value not in ("", "0") for part in (f"--{name}", value)]

    def _everything(self) -> None:
        self._run(self._parameters())

    def _only_these(self) -> None:
        self._run(["--nur", ",".join(self.reports.value), *self._parameters()])

    def _check(self) -> None:
        own = own_deliveries(self.store, self.catalogue)
        files = [str(path) for path in self.store.deliveries() if path.parent in own]
        if files:
            self._run(["pruefen", *files])
        else:
            self._say(f"{NOTHING_OWN}\n")

    def _run(self, arguments: list[str]) -> None:
        """Start the command beside the kernel; what it says appears line by line."""
        self.said.outputs = ()
        for button in self.buttons:
            button.disabled = True
        Thread(target=self._follow, args=(arguments,), daemon=True).start()

    def _follow(self, arguments: list[str]) -> None:
        self._say(f"python run_all.py {' '.join(arguments)}\n")
        command = [sys.executable, "-m", "isp_utils", *arguments]
        with subprocess.Popen(command, **_pipes(self.store)) as running:
            for line in running.stdout or ():
                self._say(line)
        self._say(f"{ENDED.get(running.returncode, 'Abgebrochen.')}\n")
        self._renew_link()
        for button in self.buttons:
            button.disabled = False
        self._name_button({})

    def _say(self, text: str) -> None:
        self.said.append_stdout(text)

    def _renew_link(self) -> None:
        self.link.value = self._link()

    def _link(self) -> str:
        """The finished start page, through this JupyterLab where it can serve it, else by its address on the disk."""
        kreis = str(self.fields["kreis"].value).strip() if "kreis" in self.fields else str(self.given["kreis"])
        page = self.store.outputs(kreis) / "index.html"
        if not page.exists():
            return "<span>Noch keine Berichte</span>"
        served = page.is_relative_to(self.store.notebooks.parent)
        inside = page.relative_to(self.store.notebooks.parent).as_posix() if served else ""
        address = f"/files/{inside}" if served else page.as_uri()
        return f'<a href="{escape(address, quote=True)}" target="_blank" class="jupyter-button">Berichte öffnen</a>'


def _field(name: str, value: Any) -> ipywidgets.Widget:
    """A field for one parameter of the notebooks, filled in."""
    kind = ipywidgets.IntText if isinstance(value, int) else ipywidgets.Text
    return kind(value=value, description=f"{name.capitalize()}:", style=LABEL)


def _pipes(store: Store) -> dict[str, Any]:
    """How the command is started: where the suite lies, both streams in one, each line at once, no backend of ours."""
    environment = {name: value for name, value in os.environ.items() if name != "MPLBACKEND"}
    environment |= {"PYTHONPATH": str(PACKAGE.parent), "PYTHONUNBUFFERED": "1", "ISP_HOME": str(store.home)}
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "encoding": "utf-8", "errors": "replace"}
    return {"cwd": str(store.home), "env": environment, "bufsize": 1, **streams}
