"""The reports of the chosen counties: the command that is meant where none is named."""

import argparse
import os
import tomllib
import webbrowser
from collections.abc import Mapping, Sequence
from pathlib import Path

from isp_utils.model.catalogue import Catalogue
from isp_utils.model.errors import InputError
from isp_utils.model.toml import did_you_mean
from isp_utils.model.wording import NOTHING_NEW
from isp_utils.store import PACKAGE, Store
from isp_utils.suite.arguments import GermanParser, asked_year
from isp_utils.suite.build.notices import open_questions
from isp_utils.suite.run.forked import prepare
from isp_utils.suite.shared_out import HAS_FORK, at_most
from isp_utils.suite.unchanged import inputs_now, note_run, unchanged

DONE, FAILED = 0, 1


def run_reports(arguments: list[str], commands: Mapping[str, str]) -> int:
    """Build, run the notebooks and make the sites of the chosen counties; `commands`: what the help says of each."""
    options = _parser(commands).parse_args(arguments)
    if options.jobs < 1:
        raise InputError(f"--jobs {options.jobs}: mindestens ein Notebook muss laufen dürfen.")
    store = Store.here()
    if not options.neu and (pages := unchanged(store, arguments)):
        return _nothing_new(pages, store, options.offen)
    inputs = inputs_now(store)
    if HAS_FORK and not options.isoliert and not options.scheduler:
        prepare()  # notebooks' packages are loaded there while this process loads its own
    with at_most(options.jobs):
        sites, failed = _made(options, store)
    if not failed:
        note_run(store, arguments, sites, inputs)
    for line in open_questions(store):
        print(line)
    if options.offen and sites:
        webbrowser.open((sites[0] / "index.html").as_uri())
    return FAILED if failed else DONE


def _made(options: argparse.Namespace, store: Store) -> tuple[list[Path], bool]:
    """Folders of the finished sites, and whether anything failed."""
    from isp_utils.suite.chosen import counties_of
    from isp_utils.suite.commands.catalogue_list import whole_catalogue
    from isp_utils.suite.counties.many import Batch, make_many
    from isp_utils.suite.job import Inputs, make_reports, say_now
    from isp_utils.suite.run.analyses import with_analyses
    from isp_utils.suite.run.order import Order

    plain = whole_catalogue(store)
    catalogue = with_analyses(plain, store) if options.analysen or options.nur else plain
    only = _notebooks(options.nur, catalogue)
    if not options.analysen and not any(page.analysis and page.notebook in only for page in catalogue.pages):
        catalogue = plain
    orders = [
        Order(kreis, options.jahr, only=only, fresh=options.neu, jobs=options.jobs, apart=options.isoliert)
        for kreis in counties_of(options.kreis or catalogue.home, catalogue)
    ]
    taken_in = Inputs(not options.ohne_demo, options.streng)
    if len(orders) > 1 or options.scheduler:
        if catalogue is not plain:
            raise InputError("Freie Analysen entstehen nur für einen einzelnen Kreis, ohne --scheduler.")
        return make_many(store, plain, Batch(orders, options.scheduler, taken_in), say_now)
    return make_reports(store, catalogue, orders, taken_in)


def _nothing_new(pages: Sequence[str], store: Store, open_it: bool) -> int:
    """Say where the pages are that stand as they are, and what is still to be asked."""
    for page in pages:
        print(f"Unverändert: {page}")
    for line in (f"Änderungen: {NOTHING_NEW}", *open_questions(store)):
        print(line)
    if open_it:
        webbrowser.open(Path(pages[0]).as_uri())
    return DONE


def _parser(commands: Mapping[str, str]) -> argparse.ArgumentParser:
    parser = GermanParser(prog="run_all.py", description="Berichte neu erstellen")
    of_kreis = "fünfstelliger Schlüssel oder Name des Kreises; mehrfach; niedersachsen; alle"
    parser.add_argument("--kreis", action="append", help=of_kreis)
    parser.add_argument("--jahr", type=asked_year, default=0, help="Zahlen nur bis zu diesem Jahr")
    parser.add_argument("--nur", default=None, help="nur diese Berichte, z. B. jugendhilfe,schule")
    parser.add_argument("--neu", action="store_true", help="frühere Ergebnisse nicht verwenden")
    parser.add_argument(
        "--analysen", action="store_true", help="auch die freien Analysen (notebooks/analysen) als Seiten"
    )
    parser.add_argument("--ohne-demo", action="store_true", help="Demodaten weglassen")
    parser.add_argument("--isoliert", action="store_true", help="jedes Notebook in einem eigenen Jupyter-Kernel")
    parser.add_argument("--streng", action="store_true", help="bei einer fehlerhaften Lieferung anhalten")
    parser.add_argument(
        "--jobs",
        type=int,
        default=os.cpu_count() or 2,
        help="so viele Prozesse zugleich; 1 braucht am wenigsten Speicher",
    )
    parser.add_argument(
        "--scheduler",
        default="",
        help="viele Kreise auf anderen Rechnern: Adresse eines Dask-Schedulers (tcp://rechner:8786)",
    )
    parser.add_argument("--offen", action="store_true", help="danach im Browser öffnen")
    parser.add_argument("--version", action="version", version=_version(), help="welcher Stand der Suite dies ist")
    told = "\n".join(f"  {name:12} {line}" for name, line in commands.items())
    parser.epilog = f"Alle Befehle (Hilfe zu einem: python run_all.py BEFEHL --help):\n{told}"
    return parser


def _version() -> str:
    """Name and number of the suite."""
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return f"Integrierte Sozialplanung {project['version']}"


def _notebooks(names: str | None, catalogue: Catalogue) -> tuple[str, ...]:
    """Notebook names for the short names of --nur (jugendhilfe for 20_jugendhilfe); all where none was asked for."""
    known = {page.word: page.notebook for page in catalogue.pages if not page.analysis}
    analyses = {page.word: page.notebook for page in catalogue.pages if page.word not in known}
    known |= analyses  # a report is never hidden by an analysis of its name
    if names is None:
        return ()
    asked = [name.strip() for name in names.split(",") if name.strip()]
    if not asked:
        raise InputError(f"--nur nennt keinen Bericht. Möglich sind: {', '.join(known)}.")
    for name in asked:
        if name not in known:
            raise InputError(f"--nur: den Bericht »{name}« gibt es nicht.{did_you_mean(name, tuple(known))}")
    return tuple(known[name] for name in asked)
