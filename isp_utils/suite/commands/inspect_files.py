"""`isp pruefen DATEI...`: what would happen to a delivery, without keeping anything of it."""

import re
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from isp_utils.intake.conference.codings import is_codings
from isp_utils.intake.conference.minutes import is_minutes
from isp_utils.intake.facts.unread import UnmappedError, UnneededError
from isp_utils.intake.inbox import read_file
from isp_utils.intake.massnahmen.register import is_register
from isp_utils.intake.messages import Level, Message, error, info
from isp_utils.intake.questions.asked import UNASKED, not_asked, questions_about
from isp_utils.intake.reading import Reading
from isp_utils.intake.template.belongs import KIND, unknown_name
from isp_utils.intake.to_facts import SURVEYS, Delivered, checked_facts, sources_for
from isp_utils.intake.unforeseen import UNFORESEEN, unforeseen
from isp_utils.intake.values.keys import Keys
from isp_utils.intake.values.symbols import profiles
from isp_utils.model.catalogue import Catalogue, load
from isp_utils.model.errors import InputError
from isp_utils.model.toml import did_you_mean
from isp_utils.store import Store
from isp_utils.suite.arguments import GermanParser
from isp_utils.suite.build.asked_back import beside_of, official_counts, refuse_contradiction
from isp_utils.suite.build.conferences import heard
from isp_utils.suite.build.deliveries import source_of
from isp_utils.suite.build.massnahmen import entered
from isp_utils.suite.build.misplaced import why_misplaced
from isp_utils.suite.build.read_once import ReadBefore
from isp_utils.suite.build.sealed import is_sealed
from isp_utils.suite.build.set_aside import Taking
from isp_utils.suite.build.surveys import refuse_wave
from isp_utils.suite.commands.conferences import minutes_reading
from isp_utils.suite.commands.file_report import as_json, as_text
from isp_utils.suite.commands.massnahmen import register_reading
from isp_utils.suite.commands.named_files import files_named, why_no_file

DONE, REFUSED = 0, 2
REFUSING = ("ERROR", "REJECT")
_PLACED = re.compile(r"(?P<file>[^:]*?)(?:, Zeile (?P<row>[0-9]+)|, Zelle (?P<cell>[A-Z]+[0-9]+))?: (?P<text>.+)")


def inspect_files(arguments: list[str]) -> int:
    """Check the named files; prints one line or paragraph a file and returns 2 where one is refused, 0 otherwise."""
    parser = GermanParser(prog="run_all.py pruefen", description="Lieferungen prüfen")
    parser.add_argument("files", nargs="+", metavar="DATEI", help="Dateien oder Ordner, die geprüft werden")
    parser.add_argument("--json", action="store_true", help="eine JSON-Zeile je Datei")
    parser.add_argument("--quelle", default="", help="Quelle oder Zeichenerklärung, z. B. lsn")
    options = parser.parse_args(arguments)
    catalogue = load(Store.here().catalogue)
    keys = Keys.of(catalogue.register)
    signs_for(options.quelle, catalogue, bool(options.quelle))
    refused = False
    for name in files_named(options.files):
        reading = inspected(Path(name), options.quelle, catalogue, keys)
        print(as_json(name, reading) if options.json else as_text(name, reading), flush=True)
        refused = refused or reading.action in REFUSING
    return REFUSED if refused else DONE


def inspected(path: Path, asked: str, catalogue: Catalogue, keys: Keys) -> Reading:
    """The reading of a file with everything that the build would say against it; never raises for what is in it.

    The source is the one that was asked for, the one whose folder the file lies in, or the only one that knows the
    table; without any, the messages say how to name it.
    """
    store = Store.here()
    if nothing := why_no_file(path, store):
        return Reading(path.name, "", messages=(error(nothing),))
    if is_codings(path) or is_minutes(path):
        return _beside_others(path, minutes_reading(path, catalogue), catalogue)
    if is_register(path):
        return _beside_others(path, register_reading(path, catalogue), catalogue)
    try:
        if path.resolve().parent.parent == store.raw.resolve():
            source_of(path.resolve(), catalogue)
        reading = read_file(path, keys, signs_for(asked or path.resolve().parent.name, catalogue, bool(asked)))
    except InputError as fault:
        return Reading(path.name, "", messages=(error(str(fault)),))
    except UNFORESEEN as problem:
        return Reading(path.name, "", messages=(error(_without_name(str(unforeseen(path.name, problem)), path)),))
    return _as_delivery(path, reading, asked, catalogue, keys)


def _as_delivery(path: Path, reading: Reading, asked: str, catalogue: Catalogue, keys: Keys) -> Reading:
    """The reading of a table with what its place, its source and the run have against it."""
    said = [name for name in (asked, path.resolve().parent.name) if name in catalogue.sources][:1]
    known = said or sources_for(reading, catalogue)
    if lost := why_misplaced(path, Store.here(), known[0] if len(known) == 1 else ""):
        return reading.saying([error(lost)])
    if reading.action in REFUSING:
        return reading.saying(_hint(reading) if not known and not asked else [])
    if len(known) != 1:
        return reading.saying(_only_the_file(reading, known, catalogue))
    try:
        return reading.saying(_of_the_run(path, known[0], catalogue, keys))
    except UnneededError as reason:
        return reading.saying([replace(m, level=Level.INFO) for m in _placed(reason, path)])
    except UnmappedError as fault:
        return reading.saying([replace(m, level=Level.ERROR if said else Level.INFO) for m in _placed(fault, path)])
    except InputError as fault:
        return reading.saying(_placed(fault, path))


def _beside_others(path: Path, reading: Reading, catalogue: Catalogue) -> Reading:
    """The reading of a minute or register with what its county's other files have against it."""
    store, place = Store.here(), path.resolve()
    if reading.action in REFUSING:
        return reading
    if len(place.parents) < 3 or place.parents[2] != store.raw.resolve() or place.parent.name not in catalogue.counties:
        text = f"{UNASKED}ob die Datei zu den übrigen passt. Das geht erst in ihrem Ordner in data/raw."
        return reading.saying([info(text)])
    taking, kreis = Taking(aside=[]), place.parent.name
    voices = heard(store, catalogue, kreis, taking)
    entered(store, catalogue, kreis, voices, taking)
    mine = [one for one in taking.aside or [] if one.file == place.relative_to(store.raw.resolve()).as_posix()]
    named = f"{place.parents[1].name}/{path.name}"
    lines = [line.removeprefix(named).lstrip(":, ") for one in mine for line in one.reason.splitlines()]
    return reading.saying([error(line) for line in lines])


def _of_the_run(path: Path, name: str, catalogue: Catalogue, keys: Keys) -> list[Message]:
    """Questions and what could not be asked, by all checks of the run; raises InputError where it would refuse."""
    store, source = Store.here(), catalogue.sources[name]
    with TemporaryDirectory() as workspace:

        def read(one: Path) -> Delivered:
            return checked_facts(one, source, keys, Path(workspace), catalogue.sources.values())

        found = read(path)
        own = source.owner == "eigene"  # an office has many files, and large ones
        others = ReadBefore(store).others(store.raw / name / path.name, read if own else None)
    refuse_wave(path, source, store, keys)
    refuse_contradiction(found, others, catalogue.fact_names)
    beside = beside_of(source, catalogue, found, others, official_counts(store, source))
    beside = replace(beside, put_away=is_sealed(store))
    return [*found.mapping, *questions_about(found.facts, beside), *not_asked(found.facts, beside)]


def signs_for(name: str, catalogue: Catalogue, asked: bool) -> str:
    """Publisher's signs of a source or a name of signs; "" for a folder that is no source.

    Raises InputError for a name that the user gave and nobody knows.
    """
    if name in catalogue.sources:
        return catalogue.sources[name].signs
    if name in profiles():
        return name if asked else ""
    if asked:
        raise InputError(f"--quelle: »{name}« ist unbekannt.{did_you_mean(name, (*catalogue.sources, *profiles()))}")
    return ""


def _hint(reading: Reading) -> list[Message]:
    """How to name the source, where a sign was not understood."""
    said = [message.text for message in reading.messages if message.level == "error" and "Zeichen" in message.text]
    if all("Zeichenerklärung »" in text for text in said):  # the office is known already
        return []
    text = "Kommt die Datei von einem Amt, bitte mit --quelle sagen, von welchem (z. B. --quelle lsn): "
    return [info(f"{text}dann gelten dessen Zeichen.")]


def _only_the_file(reading: Reading, known: list[str], catalogue: Catalogue) -> list[Message]:
    if reading.kind == KIND:
        return [error(unknown_name(reading.origin.table, (s.id for s in catalogue.sources.values() if s.demo)))]
    names = f" Infrage kommen: {', '.join(known)}." if known else ""
    text = f"{UNASKED}ob die Suite die Zahlen zuordnen kann und ob sie stimmen können. Die Quelle ist nicht bekannt."
    example = "befragung_familien" if reading.kind in SURVEYS else "regionalstatistik"
    return [info(f"{text}{names} Bitte mit --quelle nennen, z. B. --quelle {example}.")]


def _placed(fault: InputError, path: Path) -> list[Message]:
    """The lines of a fault as error messages with their rows."""
    found = []
    for line in str(fault).splitlines():
        match = _PLACED.fullmatch(line)
        if match is None or not match["file"].endswith(path.name):
            found.append(error(line))
        else:
            found.append(error(match["text"], int(match["row"]) if match["row"] else None, match["cell"]))
    return found


def _without_name(text: str, path: Path) -> str:
    return text.removeprefix(f"{path.name}: ")
