"""The folder into which a command writes forms: a new one, so that nothing filled in is overwritten."""

from collections.abc import Sequence
from pathlib import Path

from isp_utils.model.errors import InputError
from isp_utils.suite.arguments import GermanParser


def new_folder(arguments: Sequence[str], command: str, description: str, usual: str) -> Path:
    """The new folder that `--ziel` names, else the usual one; InputError where it is already there."""
    parser = GermanParser(prog=command, description=description)
    parser.add_argument("--ziel", default=usual, help="Ordner, in den geschrieben wird")
    folder = Path(parser.parse_args(list(arguments)).ziel)
    if folder.exists():
        raise InputError(f"{folder} gibt es schon. Bitte mit --ziel einen anderen Ordner angeben.")
    folder.mkdir(parents=True)
    return folder
