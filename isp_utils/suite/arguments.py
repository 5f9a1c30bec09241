"""Parsing of command lines with German messages."""

import argparse
from typing import NoReturn

from isp_utils.model.errors import InputError


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
