"""`isp aenderungen`: what changed between two runs of a county, or which runs there are to compare."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from isp_utils.indicators.changes.between import changes_between, masked
from isp_utils.model.catalogue import Catalogue, load
from isp_utils.model.errors import InputError
from isp_utils.model.toml import did_you_mean
from isp_utils.pages.changes.page import change_tables, sources_lines, tables_text
from isp_utils.pages.changes.words import FIRST_RUN, run_words, summary_line
from isp_utils.store import Store
from isp_utils.suite.arguments import GermanParser
from isp_utils.suite.chosen import counties_of
from isp_utils.suite.site.changes_page import titles_beside
from isp_utils.suite.site.snapshots import kept_folders, read_snapshot

DONE = 0
NO_RUN = "{county}: Es gibt noch keinen aufbewahrten Lauf{kept}. Bitte zuerst »python run_all.py{year}« ausführen."
UNKNOWN = "{option}: Einen Lauf »{run}« gibt es nicht.{meant} Alle zeigt »python run_all.py aenderungen --liste«."


def tell_changes(arguments: Sequence[str]) -> int:
    """Print the changes of the chosen counties; raises InputError for a run that is not kept."""
    parser = GermanParser(prog="run_all.py aenderungen", description="Was sich zwischen zwei Läufen geändert hat")
    parser.add_argument("--kreis", action="append", help="Schlüssel oder Name des Kreises; mehrfach")
    parser.add_argument("--von", default="", help="früherer Lauf; ohne Angabe der vorletzte")
    parser.add_argument("--bis", default="", help="späterer Lauf; ohne Angabe der letzte")
    parser.add_argument("--jahr", type=int, default=0, help="Läufe, die mit --jahr erstellt wurden")
    parser.add_argument("--liste", action="store_true", help="nur die aufbewahrten Läufe zeigen")
    options = parser.parse_args(list(arguments))
    store = Store.here()
    catalogue = load(store.catalogue)
    for kreis in counties_of(options.kreis or catalogue.home, catalogue):
        folders = kept_folders(store, kreis, options.jahr)
        if not folders:
            year = f" --jahr {options.jahr}" if options.jahr else ""
            kept = f" mit{year}" if year else ""
            raise InputError(NO_RUN.format(county=catalogue.county(kreis).name, kept=kept, year=year))
        chosen = (options.von, options.bis)
        here = catalogue.seen_from(kreis)
        for line in _listed(folders) if options.liste else _told(store, here, kreis, folders, chosen):
            print(line)
    return DONE


def _listed(folders: Sequence[Path]) -> Iterator[str]:
    yield from (f"{folder.name}: Lauf vom {run_words(read_snapshot(folder).about)}" for folder in folders)


def _told(
    store: Store, catalogue: Catalogue, kreis: str, folders: Sequence[Path], chosen: tuple[str, str]
) -> Iterator[str]:
    county = catalogue.county(kreis)
    if len(folders) == 1 and not any(chosen):
        yield f"{county.name}: {FIRST_RUN}"
        return
    old = _folder(folders, chosen[0], "--von") if chosen[0] else folders[-2:][0]
    new = _folder(folders, chosen[1], "--bis") if chosen[1] else folders[-1]
    found = changes_between(read_snapshot(old), read_snapshot(new), kreis)
    found = masked(found, read_snapshot(folders[-1]), kreis)  # what is hidden by now is told of no earlier run either
    yield f"{county.name}: {run_words(found.new)}. {summary_line(found)}"
    yield from tables_text(change_tables(found, catalogue, kreis), catalogue)
    yield from sources_lines(found, titles_beside(catalogue, store.catalogue, kreis))


def _folder(folders: Sequence[Path], run: str, option: str) -> Path:
    """The newest kept run whose folder is named so, or whose id it is."""
    fitting = [folder for folder in folders if run in (folder.name, folder.name.partition("_")[2])]
    if not fitting:
        meant = did_you_mean(run, tuple(dict.fromkeys(folder.name.partition("_")[2] for folder in folders)))
        raise InputError(UNKNOWN.format(option=option, run=run, meant=meant))
    return fitting[-1]
