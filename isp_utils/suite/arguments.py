"""Parsing of command lines with German messages."""

import argparse
import re
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from typing import Any, NoReturn

from isp_utils.model.errors import InputError
from isp_utils.model.periods import FIRST

UNKNOWN = "unrecognized arguments"
MOST_MEANT = 3
GERMAN = {
    "argument ": "",
    UNKNOWN: "unbekannte Angabe",
    "invalid choice": "nicht erlaubt",
    "choose from": "erlaubt sind",
    "the following arguments are required": "es fehlt",
    "expected one argument": "eine Angabe fehlt",
    "expected at least one argument": "mindestens eine Angabe fehlt",
    "invalid int value": "keine ganze Zahl",
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
    """Says in German what a command takes, and what was wrong with a call; an option has to be written out."""

    def __init__(self, prog: str, description: str) -> None:
        super().__init__(
            prog=prog, description=description, add_help=False, formatter_class=GermanHelp, allow_abbrev=False
        )
        self._positionals.title, self._optionals.title = "Angaben", "Optionen"
        self.add_argument("-h", "--help", action="help", help="diese Hilfe")

    def error(self, message: str) -> NoReturn:
        """Raise InputError instead of ending the process, with the option that was probably meant."""
        unknown = message.partition(UNKNOWN)[2].split()
        meant = self._meant(next((word for word in unknown if word.startswith("-")), ""))
        for english, german in GERMAN.items():
            message = message.replace(english, german, 1)
        raise InputError(f"Falscher Aufruf: {message}.{meant} Hilfe: python {self.prog} --help")

    def _meant(self, option: str) -> str:
        """' Meinten Sie »--…«?' where an option comes near."""
        name, known = option.partition("=")[0], list(self._option_string_actions)
        begun = [one for one in known if name.startswith("--") and one.startswith(name)]
        near = begun[:MOST_MEANT] or get_close_matches(name, known, n=1)
        return f" Meinten Sie {' oder '.join(f'»{one}«' for one in near)}?" if near else ""


def begun_year(text: str) -> int:
    """A year of four digits that has begun; raises ArgumentTypeError (in German) for any other text."""
    now = date.today().year
    if re.fullmatch(r"[0-9]{4}", text) and FIRST <= int(text) <= now:
        return int(text)
    raise argparse.ArgumentTypeError(f"»{text}« ist kein Jahr mit vier Ziffern, das schon begonnen hat (bis {now})")


def asked_year(text: str) -> int:
    """The same, or 0: the newest figures, as the notebooks have it."""
    return 0 if text == "0" else begun_year(text)
