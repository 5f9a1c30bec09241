"""`isp gremium` and `isp vorlage gremien`: talk and paper for one meeting, and the forms that a county may change."""

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

from isp_utils.model.catalogue import load
from isp_utils.model.committees import Gremium, read_committees
from isp_utils.model.errors import InputError
from isp_utils.store import TEMPLATES, Store, write_text
from isp_utils.suite.arguments import GermanParser
from isp_utils.suite.build.alone import alone
from isp_utils.suite.build.register import record_release
from isp_utils.suite.chosen import one_county
from isp_utils.suite.commands.form_folder import made_folder, new_folder
from isp_utils.suite.documents.master import our_master
from isp_utils.suite.documents.paper_template import write_paper_template
from isp_utils.suite.documents.sets import PAPER, SLIDES, DocumentSet, write_files_of
from isp_utils.suite.run.order import Order
from isp_utils.suite.scan.scanner import Scanner
from isp_utils.suite.site.committees import CONTENTS, children_expected, committee_body, documents_for, title_of
from isp_utils.suite.site.context import Site
from isp_utils.suite.site.template import page

DONE = 0
COMMITTEE_FORMS = "gremien"
FORMS_FOLDER = "vorlagen_gremien"
MEETINGS = "sitzungen"  # not in git
_LINK = re.compile(r'<a\b[^>]*? href="(?!#|daten/|gremien/)[^"]*"[^>]*>(.*?)</a>', re.DOTALL)


def write_meeting(arguments: list[str]) -> int:
    """Write talk, paper and page for one meeting; InputError for an unknown committee and a folder already there."""
    options = _parser().parse_args(arguments)
    day = _day(options.sitzung)
    store = Store.here()
    catalogue = load(store.catalogue)
    kreis = one_county(options.kreis, catalogue)
    order = read_committees(store.catalogue, kreis)
    gremium = order.gremium(options.gremium)
    gremium = replace(gremium, number=options.nummer or gremium.number)
    name = "_".join([gremium.id, *([day.isoformat()] if day else [])])
    folder = store.home / (options.ziel or Path(MEETINGS, name))
    if folder.exists():
        raise InputError(f"{folder} gibt es schon. Bitte mit --ziel einen anderen Ordner angeben.")
    with alone(store):  # while a run goes on, its internal folder is sealed
        seen = catalogue.seen_from(kreis)
        site = Site(store, seen, seen.county(kreis), Order(kreis), store.manifest(), store.indicators(), ())
        made = documents_for(site, order, gremium, children_expected(site), day)
        _write(made, site, gremium, folder)
        record_release(store)
    print(f"Unterlagen geschrieben: {folder.resolve()}. Sitzung: {made.occasion.when}. {made.occasion.stamp}")
    return DONE


def _parser() -> GermanParser:
    parser = GermanParser(prog="run_all.py gremium", description="Unterlagen für eine Sitzung")
    parser.add_argument("gremium", metavar="GREMIUM", help="Kennung aus gremien.toml, z. B. jugendhilfeausschuss")
    parser.add_argument("--sitzung", default="", help="Tag der Sitzung, JJJJ-MM-TT; sonst der nächste im Kalender")
    parser.add_argument("--nummer", default="", help="Nummer der Vorlage")
    parser.add_argument("--kreis", default="", help="Schlüssel oder Name des Kreises")
    told = f"Ordner, in den geschrieben wird (sonst ein neuer in {MEETINGS}), vom Arbeitsplatz aus gesehen"
    parser.add_argument("--ziel", default="", help=told)
    return parser


def _write(made: DocumentSet, site: Site, gremium: Gremium, folder: Path) -> None:
    """Put a folder in place, whole or not at all; raises InputError where a protected figure can be read from it."""
    draft = folder.with_name(f".{folder.name}.neu")
    shutil.rmtree(draft, ignore_errors=True)
    made_folder(draft / "daten")
    try:
        (draft / "gremien").mkdir()
        write_files_of(made, site.store, draft / "gremien", gremium.id)
        about = site.about(title_of(gremium), "") | {"nav": [], "links": [], "toc": CONTENTS}
        body = committee_body(site, made, gremium.id, draft / "daten")
        write_text(_LINK.sub(r"\1", page(body, about)), draft / f"{gremium.id}.html")
        Scanner.of(site.store, site.catalogue, site.county).refuse(draft, draft)
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise InputError(f"--sitzung {text}: Erwartet wird ein Tag als JJJJ-MM-TT, etwa 2031-05-20.") from problem


def write_office_forms(arguments: list[str]) -> int:
    """Write slide master and paper template for the county to change; InputError for a folder already there."""
    folder = new_folder(
        arguments, "run_all.py vorlage gremien", "Folienmaster und Infovorlage zum Ändern", FORMS_FOLDER
    )
    our_master().save(str(folder / SLIDES))
    write_paper_template(folder / PAPER)
    print(f"Vorlagen geschrieben: {folder}. Geändert und abgelegt in data/raw/{TEMPLATES} gelten sie statt unserer.")
    return DONE
