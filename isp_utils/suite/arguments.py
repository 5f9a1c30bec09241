"""Parsing of command lines with German messages."""

import argparse
from collections.abc import Iterable
from typing import Any, NoReturn

from isp_utils.model.errors import InputError

GERMAN = {
    "argument ": "",
    "unrecognized arguments": "unbekannte Angabe",
    "invalid choice": "nicht erlaubt",
    "choose from": "erlaubt sind",
    "the following arguments are required": "es fehlt",
    "expected one argument": "eine Angabe fehlt",
    "expected at least one argument": "mindestens eine Angabe fehlt",
    "invalid int value": "keine ganze Zahl",
    "ambiguous option": "nicht eindeutig",
    "could match": "gemeint sein kann",
    "ignored explicit argument": "nimmt keinen Wert an, auch nicht",
}


class GermanHelp(argparse.RawDescriptionHelpFormatter):
    """The help of a command with a German word before its form."""

    def add_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        """As everywhere, behind »Aufruf«."""
        super().add_usage(usage, actions, groups, "Aufruf: ")  # type: ignore[arg-type]


class GermanParser(argparse.ArgumentParser):
    """Says in German what a command takes, and what was wrong with a call."""

    def __init__(self, prog: str, description: str) -> None:
        super().__init__(prog=prog, description=description, add_help=False, formatter_class=GermanHelp)
        self._positionals.title, self._optionals.title = "Angaben", "Optionen"
        self.add_argument("-h", "--help", action="help", help="diese Hilfe")

    def error(self, message: str) -> NoReturn:
        """Raise InputError instead of ending the process."""
        for english, german in GERMAN.items():
            message = message.replace(english, german, 1)
        raise InputError(f"Falscher Aufruf: {message}. Hilfe: python {self.prog} --help")
