"""The command line, in German, for the people who run it.

Exit codes: 0 all well, 1 a notebook failed or a delivery was set aside, 2 refused.
"""

import errno
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from isp_utils.model.errors import InputError
from isp_utils.model.toml import did_you_mean
from isp_utils.model.wording import in_command
from isp_utils.store import Store

REFUSED, STOPPED = 2, 130
LONG_DASHES = "–—"  # word processors make them of two hyphens
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM)
BROUGHT_BACK = "Ein früherer Lauf brach ab. Seine verschlossenen Dateien liegen wieder an ihrem Platz."


def main(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code; messages for the user go to the terminal."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")  # Windows consoles still start in cp850
    try:
        return _dispatch(list(arguments))
    except InputError as error:
        print(f"{error}", file=sys.stderr, flush=True)
        return REFUSED
    except OSError as problem:
        if problem.errno not in NO_ROOM:
            raise
        print(_not_writable(problem), file=sys.stderr, flush=True)
        return REFUSED
    except KeyboardInterrupt:
        print("Abgebrochen. Die bisherigen Seiten stehen unverändert; der nächste Lauf macht weiter.", file=sys.stderr)
        return STOPPED


def _not_writable(problem: OSError) -> str:
    """What to do where the disk is full, or a folder belongs to somebody else."""
    place = f" ({problem.filename})" if problem.filename else ""
    if problem.errno in (errno.ENOSPC, errno.EDQUOT):
        what, remedy = "Die Platte ist voll", "Bitte Platz schaffen (etwa 1 GB)"
    else:
        what, remedy = "Eine Datei oder ein Ordner lässt sich nicht schreiben", "Bitte Schreibrechte prüfen"
    return f"{what}{place}. {remedy} und den Befehl wiederholen. Die bisherigen Seiten stehen unverändert."


def _dispatch(arguments: list[str]) -> int:
    commands = {name: run for name, (run, _) in _commands().items()}
    word = arguments[0] if arguments and not arguments[0].startswith("-") else "lauf"
    rest = arguments[1:] if arguments and word == arguments[0] else arguments
    if word.startswith(tuple(LONG_DASHES)):
        meant = f"--{word.lstrip(LONG_DASHES + '-')}"
        raise InputError(f"»{word}« beginnt mit einem Gedankenstrich, eine Option mit zwei Bindestrichen: {meant}")
    if word not in commands:
        raise InputError(f"Unbekannter Befehl »{word}«.{_meant(word, (*commands, 'test'))}")
    _recover()
    return commands[word](rest)


def _meant(word: str, commands: tuple[str, ...]) -> str:
    """What to type instead of a word that is no command: the name of a report and that of a file have one."""
    if any(path.stem.partition("_")[2] == word for path in Store.here().notebooks.glob("*_*.ipynb")):
        return f" Diesen Bericht allein erstellt: python run_all.py --nur {word}"
    if Path(word).is_file():
        return f" Diese Datei prüft: python run_all.py pruefen {in_command(word)}"
    return f"{did_you_mean(word, commands)} Alle Befehle: python run_all.py --help"


def _commands() -> dict[str, tuple[Callable[[list[str]], int], str]]:
    """Every command, and what it is for in one line."""
    return {
        "lauf": (_lauf, "Zahlen aufbereiten und alle Berichte erstellen (gilt, wenn kein Befehl genannt ist)"),
        "vorlage": (_vorlage, "Excel-Vorlage für einen Fachdienst schreiben"),
        "pruefen": (_pruefen, "eine Lieferung prüfen, ohne etwas zu speichern"),
        "holen": (_holen, "eine amtliche Tabelle beim Herausgeber abrufen"),
        "befragung": (_befragung, "Fragebogen zum Drucken und für LimeSurvey schreiben"),
        "gremium": (_gremium, "Vortrag und Infovorlage für eine Sitzung schreiben"),
        "aenderungen": (_aenderungen, "sagen, was sich zwischen zwei Läufen geändert hat"),
        "katalog": (_katalog, "Kennzahlen auflisten, einen weiteren Kreis anlegen"),
        "labor": (_labor, "JupyterLab mit den Notebooks öffnen"),
        "neu": (_neu, "ein Notebook für eine freie Analyse anlegen (neu analyse NAME)"),
        "loeschen": (_loeschen, "Lieferungen einer Quelle und alles daraus löschen (nach Rückfrage)"),
    }


def _recover() -> None:
    """A run that broke off left deliveries sealed: whatever is asked for comes after they are back in their place."""
    from isp_utils.suite.build.sealed import recover

    if recover(Store.here()):
        print(BROUGHT_BACK, file=sys.stderr, flush=True)  # pruefen prints JSON to stdout


def _lauf(arguments: list[str]) -> int:
    """Build, run the notebooks and make the sites of the chosen counties."""
    from isp_utils.suite.commands.reports import run_reports

    lines = {name: line for name, (_, line) in _commands().items()}
    return run_reports(arguments, lines | {"test": "alle Prüfungen der Suite ausführen"})


def _katalog(arguments: list[str]) -> int:
    """List the Kennzahlen, write the folder of a county, or propose exceptional years."""
    from isp_utils.suite.commands.catalogue_list import catalogue_command

    return catalogue_command(arguments)


def _pruefen(arguments: list[str]) -> int:
    """Check deliveries without storing anything."""
    from isp_utils.suite.commands.inspect_files import inspect_files

    return inspect_files(arguments)


def _holen(arguments: list[str]) -> int:
    """Fetch tables from their publishers."""
    from isp_utils.suite.commands.fetching import fetch

    return fetch(arguments)


def _vorlage(arguments: list[str]) -> int:
    """Write the Excel template of a source."""
    from isp_utils.suite.commands.templates import write

    return write(arguments)


def _befragung(arguments: list[str]) -> int:
    """Write a questionnaire for LimeSurvey and for print."""
    from isp_utils.suite.commands.survey_forms import survey_command

    return survey_command(arguments)


def _gremium(arguments: list[str]) -> int:
    """Write talk and paper for one meeting of a committee."""
    from isp_utils.suite.commands.committees import write_meeting

    return write_meeting(arguments)


def _loeschen(arguments: list[str]) -> int:
    """Delete a source and everything made from it."""
    from isp_utils.suite.commands.deletion import delete

    return delete(arguments)


def _aenderungen(arguments: list[str]) -> int:
    """Say what changed between two runs."""
    from isp_utils.suite.commands.changes import tell_changes

    return tell_changes(arguments)


def _neu(arguments: list[str]) -> int:
    """Write a notebook to begin a free analysis with."""
    from isp_utils.suite.commands.new_analysis import new_command

    return new_command(arguments)


def _labor(arguments: list[str]) -> int:
    """Open JupyterLab on START.ipynb."""
    from isp_utils.suite.commands.laboratory import open_laboratory

    return open_laboratory(arguments)
