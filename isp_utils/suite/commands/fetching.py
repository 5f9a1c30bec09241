"""`isp holen [QUELLE]`: tables and files from their publishers, raw as sent, with a note on the retrieval.

Without a table it says which ones would renew which Kennzahlen.
"""

from datetime import datetime
from hashlib import sha256
from itertools import chain, count
from pathlib import Path

import requests

from isp_utils.intake.genesis.open_download import open_table
from isp_utils.intake.genesis.service import Answer, Client
from isp_utils.intake.messages import IntakeError
from isp_utils.intake.offices.publishers import (
    Download,
    Publishers,
    Service,
    account_for,
    load_publishers,
    service,
)
from isp_utils.intake.offices.retrieval import Retrieval, write_note
from isp_utils.model.errors import InputError
from isp_utils.model.toml import did_you_mean
from isp_utils.model.wording import in_command
from isp_utils.store import Store, sha256_of
from isp_utils.suite.arguments import GermanParser
from isp_utils.suite.chosen import one_county
from isp_utils.suite.commands.catalogue_list import whole_catalogue
from isp_utils.suite.commands.renewable import renewable, renewable_lines

DONE = 0
BLOCK = 2**20


def fetch(arguments: list[str]) -> int:
    """Fetch a table or a file; raises InputError with the publisher's code and a remedy."""
    publishers = load_publishers()
    options = _parser(publishers).parse_args(arguments)
    store = Store.here()
    if options.quelle in publishers.downloads:
        path = download(publishers.downloads[options.quelle], store.raw.parent / "abruf" / options.quelle)
    elif not options.tabelle:
        return _tell_renewable(options.quelle, options.kreis, publishers, store)
    elif service(options.quelle, publishers).open and not (options.dienst or options.von or options.bis):
        path = fetch_open(service(options.quelle, publishers), options.tabelle, store)
    else:
        path = fetch_table(options.quelle, options.tabelle, (options.von, options.bis), publishers, store)
    print(f"Abgerufen: {path}. Prüfen mit: python run_all.py pruefen {in_command(path)}")
    return DONE


def _tell_renewable(name: str, asked: str, publishers: Publishers, store: Store) -> int:
    """Which tables and files would renew which Kennzahlen, of one source or of all."""
    known = (*publishers.services, *publishers.downloads)
    if name and name not in known:
        raise InputError(f"Die Quelle »{name}« ist unbekannt.{did_you_mean(name, known)}")
    catalogue = whole_catalogue(store)
    kreis = one_county(asked, catalogue)
    sources = [catalogue.sources[one] for one in ((name,) if name else known) if one in catalogue.sources]
    offers = {source.title: renewable(source, catalogue, publishers, store, kreis) for source in sources}
    if not any(offers.values()):
        raise InputError(
            "Bitte die Tabelle angeben, z. B. python run_all.py holen regionalstatistik --tabelle 12411-01-01-4."
        )
    for title, found in offers.items():
        print("\n".join(renewable_lines(found, title)))
    return DONE


def _parser(publishers: Publishers) -> GermanParser:
    parser = GermanParser(prog="run_all.py holen", description="Tabellen bei den Herausgebern abrufen")
    names = ", ".join((*publishers.services, *publishers.downloads))
    told_alone = "ohne Tabelle: sagen, welche Tabelle welche Kennzahlen erneuert"
    parser.add_argument("quelle", metavar="QUELLE", nargs="?", default="", help=f"eine von: {names}; {told_alone}")
    parser.add_argument("--tabelle", default="", help="Tabellennummer, z. B. 12411-01-01-4")
    parser.add_argument("--von", default="", help="erstes Jahr (über den Webdienst)")
    parser.add_argument("--bis", default="", help="letztes Jahr (über den Webdienst)")
    parser.add_argument("--kreis", default="", help="ohne Tabelle: von welchem Kreis das jüngste Jahr gesagt wird")
    parser.add_argument("--dienst", action="store_true", help="über den Webdienst, mit Zugang")
    return parser


def fetch_open(found: Service, table: str, store: Store) -> Path:
    """The newest edition of a table, without account, as sent; each edition is a file of its own."""
    answer = open_table(found, table)
    return _stored(answer, "", found.licence, store.raw / found.name)


def fetch_table(name: str, table: str, years: tuple[str, str], publishers: Publishers, store: Store) -> Path:
    """A table of a service into data/raw/<name>/, as sent; each answer with other content is a file of its own."""
    found = service(name, publishers)
    client = Client(found, account_for(name))
    answer = client.table(table, *years)
    updated, licence = client.metadata(table)
    return _stored(answer, _span(years), licence or found.licence, store.raw / name, updated)


def _stored(answer: Answer, span: str, licence: str, folder: Path, updated: str = "") -> Path:
    """The file of an answer, whole, with its note beside it; one that was fetched before stays the file it was."""
    digest = sha256(answer.body).hexdigest()
    for path in sorted(folder.glob(f"{answer.name}*.{answer.ending}")):
        if sha256_of(path) == digest:
            print("Seit dem letzten Abruf hat sich die Tabelle nicht geändert.")
            return path
    folder.mkdir(parents=True, exist_ok=True)
    path = _free(folder, "_".join(filter(None, (answer.name, span, _now()[:10]))), answer.ending)
    draft = path.with_name(f".{path.name}.neu")
    draft.write_bytes(answer.body)
    write_note(path, Retrieval(answer.url, _now(), licence, digest, dict(answer.parameters), updated))
    draft.replace(path)
    return path


def _span(years: tuple[str, str]) -> str:
    """The asked years, as a file name says them; nothing where none were asked for.

    >>> _span(("2015", "2020")), _span(("2015", "")), _span(("", "2020")), _span(("", ""))
    ('2015-2020', 'ab_2015', 'bis_2020', '')
    """
    start, end = years
    if start and end:
        return f"{start}-{end}"
    return f"ab_{start}" if start else f"bis_{end}" if end else ""


def _free(folder: Path, stem: str, ending: str) -> Path:
    """A name that no file has: nothing that was fetched before is overwritten."""
    names = chain([stem], (f"{stem}_{number}" for number in count(2)))
    return next(path for name in names if not (path := folder / f"{name}.{ending}").exists())


def download(offer: Download, folder: Path) -> Path:
    """A publisher's file, streamed to disk; nothing stays of a transfer that broke off."""
    path = folder / offer.url.rsplit("/", 1)[-1]
    draft = path.with_suffix(path.suffix + ".neu")
    digest = sha256()
    try:
        with requests.get(offer.url, stream=True, timeout=(10.0, 300.0)) as answer:
            answer.raise_for_status()
            folder.mkdir(parents=True, exist_ok=True)
            with draft.open("wb") as target:
                for block in answer.iter_content(BLOCK):
                    digest.update(block)
                    target.write(block)
            expected = answer.headers.get("Content-Length")
        if expected and int(expected) != draft.stat().st_size:
            raise IntakeError(f"{offer.title}: die Übertragung ist abgebrochen. Bitte erneut abrufen.")
        with draft.open("rb") as stream:
            if stream.read(2) != b"PK":
                raise IntakeError(
                    f"{offer.title}: statt des ZIP-Archivs kam etwas anderes. Bitte die Adresse prüfen ({offer.url})."
                )
        draft.replace(path)
    except requests.RequestException as problem:
        raise IntakeError(
            f"{offer.title} ist nicht erreichbar ({offer.url}). Bitte später erneut abrufen."
        ) from problem
    finally:
        draft.unlink(missing_ok=True)
    write_note(path, Retrieval(offer.url, _now(), offer.licence, digest.hexdigest(), {}))
    return path


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
