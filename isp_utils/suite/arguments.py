"""Parsing of command lines with German messages."""

import argparse
import re
from datetime import date
from typing import NoReturn

from isp_utils.model.errors import InputError
from isp_utils.model.periods import FIRST


class GermanParser(argparse.ArgumentParser):
    """Says in German what was wrong with a call."""

    def error(self, message: str) -> NoReturn:
        """Raise InputError instead of ending the process."""
        words = (
            message.removeprefix("argument ")
            .replace("unrecognized arguments", "unbekannte Angabe")
            .replace("invalid choice", "nicht erlaubt")
            .replace("the following arguments are required", "es fehlt")
        )
        words = words.replace("expected one argument", "eine Angabe fehlt").replace(
            "invalid int value", "keine ganze Zahl"
        )
        raise InputError(f"Falscher Aufruf: {words}. Hilfe: python run_all.py --help")


def begun_year(text: str) -> int:
    """A year of four digits that has begun; raises ArgumentTypeError (in German) for any other text."""
    now = date.today().year
    if re.fullmatch(r"[0-9]{4}", text) and FIRST <= int(text) <= now:
        return int(text)
    raise argparse.ArgumentTypeError(f"»{text}« ist kein Jahr mit vier Ziffern, das schon begonnen hat (bis {now})")
