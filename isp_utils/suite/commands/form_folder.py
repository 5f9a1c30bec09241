"""The folder into which a command writes forms: a new one, so that nothing filled in is overwritten."""

from collections.abc import Sequence
from pathlib import Path

from isp_utils.model.errors import InputError
from isp_utils.model.wording import in_command
from isp_utils.suite.arguments import GermanParser

FORMS_TO_FILL = "vorlagen"


def new_form(folder: str, name: str) -> Path:
    """Path of a form to be written into a folder (made where missing), or the workbook that `folder` names itself.

    Raises InputError for a form that is already there: it may have been filled in.
    """
    path = Path(folder) if folder.endswith(".xlsx") else Path(folder) / name
    if (not folder.endswith(".xlsx") and Path(folder).is_file()) or path.exists():
        there = path if path.exists() else folder
        raise InputError(
            f"{there} gibt es schon. Bitte mit --ziel einen anderen Ort angeben oder die Datei umbenennen."
        )
    made_folder(path.parent)
    return path


def made_folder(folder: Path) -> Path:
    """The folder, made where it is missing; raises InputError where a file is in its way or its drive is not there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError, FileNotFoundError) as problem:
        text = f"Der Ordner {folder} lässt sich nicht anlegen. Bitte mit --ziel einen anderen Ort angeben."
        raise InputError(text) from problem
    return folder


def said_next(path: Path, source: str) -> str:
    """What comes after a form was written: fill in, check, put into the folder, run."""
    return (
        f"Vorlage geschrieben: {path}\n"
        f"1. Ausfüllen und speichern.\n"
        f"2. Prüfen:   python run_all.py pruefen {in_command(path)}\n"
        f"3. Ablegen:  die Datei in den Ordner data/raw/{source} kopieren (fehlt er, bitte anlegen).\n"
        f"4. Berichte: python run_all.py"
    )


def said_next_of_county(folder: Path, kind: str, home: Sequence[str]) -> str:
    """The same for forms that lie by county; `home`: keys of the counties of this workplace."""
    key = home[0] if len(home) == 1 else "<Schlüssel des Kreises>"
    return (
        f"Formulare geschrieben: {folder}. Eine Art davon ausfüllen, prüfen mit: python run_all.py pruefen DATEI, und "
        f"in den Ordner des Kreises legen: data/raw/{kind}/{key} (fehlt der Ordner, bitte anlegen)."
    )


def new_folder(arguments: Sequence[str], command: str, description: str, usual: str) -> Path:
    """The new folder that `--ziel` names, else the usual one; InputError where it is already there."""
    parser = GermanParser(prog=command, description=description)
    parser.add_argument("--ziel", default=usual, help="Ordner, in den geschrieben wird")
    folder = Path(parser.parse_args(list(arguments)).ziel)
    if folder.exists():
        raise InputError(f"{folder} gibt es schon. Bitte mit --ziel einen anderen Ordner angeben.")
    return made_folder(folder)
