"""`isp katalog`: what the catalogue holds, the folder of a further county, proposals for exceptional years."""

from isp_utils.model.biography import counted_terms
from isp_utils.model.catalogue import Catalogue, load
from isp_utils.model.errors import InputError
from isp_utils.model.toml import did_you_mean
from isp_utils.store import Store
from isp_utils.suite.arguments import GermanParser
from isp_utils.suite.chosen import one_county
from isp_utils.suite.commands.county import write_county

DONE = 0
ABOUT = (
    "Ohne Angabe: alle Kennzahlen nach Stationen auflisten.\n"
    "katalog kreis 03360: den Ordner eines weiteren Kreises anlegen.\n"
    "katalog ausnahmen 03360: Jahre nennen, in denen eine Zahl springt wie in keinem Nachbarkreis."
)
UNRELATED = (
    "{title}: Angaben ohne erklärte Beziehung zu einer anderen: {facts}. Ist eine von ihnen Teil einer anderen, gehört "
    "das in {file}, [protection] parts."
)


def whole_catalogue(store: Store) -> Catalogue:
    """The catalogue, refused before anything is reckoned where one of its files names what does not exist."""
    catalogue = load(store.catalogue)
    counted_terms(catalogue, store.catalogue)  # reads the Bildungsbiografie and the folder of every county
    return catalogue


def catalogue_command(arguments: list[str]) -> int:
    """List the Kennzahlen by station and topic; `kreis <key>` and `ausnahmen <key>` are commands of their own."""
    parser = GermanParser(prog="run_all.py katalog", description=ABOUT)
    parser.add_argument("was", nargs="?", default="", metavar="WAS", help="kreis oder ausnahmen")
    parser.add_argument("schluessel", nargs="*", metavar="SCHLÜSSEL", help="Schlüssel oder Name des Kreises")
    options = parser.parse_args(arguments)
    if options.was:
        parts = {"kreis": _write_counties, "ausnahmen": _propose_exceptions}
        if options.was not in parts:
            raise InputError(f"katalog: »{options.was}« ist unbekannt.{did_you_mean(options.was, tuple(parts))}")
        return parts[options.was](options.schluessel)
    catalogue = whole_catalogue(Store.here())
    topics = ["", *catalogue.topics]
    for item in sorted(
        catalogue.indicators.values(), key=lambda item: (item.station, topics.index(item.topic), item.id)
    ):
        place = f"{item.station}/{item.topic}" if item.topic else item.station
        print(f"{place:26} {item.id:44} {item.title}")
    for source in catalogue.sources.values():
        if source.unrelated:
            print(UNRELATED.format(title=source.title, file=f"{source.id}.toml", facts=", ".join(source.unrelated)))
    print(f"{len(catalogue.indicators)} Kennzahlen, {len(catalogue.sources)} Quellen")
    return DONE


def _write_counties(keys: list[str]) -> int:
    if not keys:
        raise InputError("Bitte den Schlüssel des Kreises angeben, z. B. katalog kreis 03360.")
    catalogue = load(Store.here().catalogue)
    for key in [one_county(key, catalogue) for key in keys]:
        folder = write_county(key)
        print(f"Kreis angelegt: {folder}. Was der Kreis von Hand ergänzt, steht dort in den Dateien.")
        print(f"Berichte erstellen: python run_all.py --kreis {key}")
    return DONE


def _propose_exceptions(keys: list[str]) -> int:
    """From the figures of the last run."""
    from isp_utils.suite.commands.exceptions import propose

    store = Store.here()
    catalogue = load(store.catalogue)
    for key in [one_county(key, catalogue) for key in keys] or catalogue.home:
        for line in propose(store, key):
            print(line)
    return DONE
