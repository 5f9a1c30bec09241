"""The command line, in German, for the people who run it. Exit codes: 0 all well, 1 a notebook failed, 2 refused."""

import argparse
import os
import subprocess
import sys
import tomllib
import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path

from isp_utils.model.catalogue import Catalogue
from isp_utils.model.errors import InputError
from isp_utils.model.toml import did_you_mean
from isp_utils.model.wording import NOTHING_NEW
from isp_utils.store import PACKAGE, Store
from isp_utils.suite.arguments import GermanParser
from isp_utils.suite.unchanged import note_run, unchanged

DONE, FAILED, REFUSED = 0, 1, 2
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


def _dispatch(arguments: list[str]) -> int:
    commands: dict[str, Callable[[list[str]], int]] = {
        "lauf": _lauf,
        "katalog": _katalog,
        "labor": _labor,
        "pruefen": _pruefen,
        "holen": _holen,
        "vorlage": _vorlage,
        "befragung": _befragung,
        "loeschen": _loeschen,
        "gremium": _gremium,
        "aenderungen": _aenderungen,
    }
    word = arguments[0] if arguments and not arguments[0].startswith("-") else "lauf"
    rest = arguments[1:] if arguments and word == arguments[0] else arguments
    if word not in commands:
        raise InputError(f"Unbekannter Befehl »{word}«.{did_you_mean(word, (*commands, 'test'))}")
    _recover()
    return commands[word](rest)


def _recover() -> None:
    """A run that broke off left deliveries sealed: whatever is asked for comes after they are back in their place."""
    from isp_utils.suite.build.sealed import recover

    if recover(Store.here()):
        print(BROUGHT_BACK, file=sys.stderr, flush=True)  # pruefen prints JSON to stdout


def _lauf(arguments: list[str]) -> int:
    """Build, run the notebooks and make the sites of the chosen counties."""
    options = _lauf_parser().parse_args(arguments)
    if options.jobs < 1:
        raise InputError(f"--jobs {options.jobs}: mindestens ein Notebook muss laufen dürfen.")
    store = Store.here()
    if not options.neu and (pages := unchanged(store, arguments)):
        return _nothing_new(pages, options.offen)
    from isp_utils.suite.commands.catalogue_list import whole_catalogue
    from isp_utils.suite.counties.many import Batch, make_many
    from isp_utils.suite.job import counties_of, make_reports, say_now
    from isp_utils.suite.run.run import Order

    catalogue = whole_catalogue(store)
    only = _notebooks(options.nur, catalogue)
    orders = [
        Order(kreis, options.jahr, only=only, fresh=options.neu, jobs=options.jobs)
        for kreis in counties_of(options.kreis or catalogue.home, catalogue)
    ]
    if len(orders) > 1 or options.scheduler:
        batch = Batch(orders, options.scheduler, with_demo=not options.ohne_demo)
        sites, failed = make_many(store, catalogue, batch, say_now)
    else:
        sites, failed = make_reports(store, catalogue, orders, with_demo=not options.ohne_demo)
    if not failed:
        note_run(store, arguments, sites)
    if options.offen and sites:
        webbrowser.open((sites[0] / "index.html").as_uri())
    return FAILED if failed else DONE


def _nothing_new(pages: Sequence[str], open_it: bool) -> int:
    """Say where the pages are that stand as they are."""
    for page in pages:
        print(f"Unverändert: {page}")
    print(f"Änderungen: {NOTHING_NEW}")
    if open_it:
        webbrowser.open(Path(pages[0]).as_uri())
    return DONE


def _lauf_parser() -> argparse.ArgumentParser:
    parser = GermanParser(prog="run_all.py", description="Berichte neu erstellen", add_help=False)
    parser.add_argument("-h", "--help", action="help", help="diese Hilfe")
    parser.add_argument(
        "--kreis", action="append", help="fünfstelliger Schlüssel des Kreises; mehrfach; niedersachsen; alle"
    )
    parser.add_argument("--jahr", type=int, default=0, help="Zahlen nur bis zu diesem Jahr")
    parser.add_argument("--nur", default=None, help="nur diese Berichte, z. B. jugendhilfe,schule")
    parser.add_argument("--neu", action="store_true", help="frühere Ergebnisse nicht verwenden")
    parser.add_argument("--ohne-demo", action="store_true", help="Demodaten weglassen")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 2, help="so viele Notebooks zugleich")
    parser.add_argument(
        "--scheduler",
        default="",
        help="viele Kreise auf anderen Rechnern: Adresse eines Dask-Schedulers (tcp://rechner:8786)",
    )
    parser.add_argument("--offen", action="store_true", help="danach im Browser öffnen")
    parser.add_argument("--version", action="version", version=_version(), help="welcher Stand der Suite dies ist")
    parser.epilog = (
        "Weitere Befehle: test, katalog, labor, pruefen, holen, vorlage, befragung, gremium, loeschen, aenderungen."
    )
    return parser


def _version() -> str:
    """Name and number of the suite."""
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return f"Integrierte Sozialplanung {project['version']}"


def _notebooks(names: str | None, catalogue: Catalogue) -> tuple[str, ...]:
    """Notebook names for the short names of --nur (jugendhilfe for 20_jugendhilfe); all where none was asked for."""
    known = {page.notebook.split("_", 1)[1]: page.notebook for page in catalogue.pages}
    if names is None:
        return ()
    asked = [name.strip() for name in names.split(",") if name.strip()]
    if not asked:
        raise InputError(f"--nur nennt keinen Bericht. Möglich sind: {', '.join(known)}.")
    for name in asked:
        if name not in known:
            raise InputError(f"--nur: den Bericht »{name}« gibt es nicht.{did_you_mean(name, tuple(known))}")
    return tuple(known[name] for name in asked)


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


def _labor(arguments: list[str]) -> int:
    """Open JupyterLab on the notebooks, with the suite importable."""
    environment = os.environ | {"PYTHONPATH": str(PACKAGE.parent)}
    command = [sys.executable, "-m", "jupyter", "lab", "--notebook-dir", str(PACKAGE.parent), *arguments]
    return subprocess.call(command, env=environment)
