"""`isp pruefen DATEI...`: what would happen to a delivery, without keeping anything of it."""

import json
from pathlib import Path

from isp_utils.intake.inbox import read_file
from isp_utils.intake.messages import ACTIONS, Level
from isp_utils.intake.reading import Reading
from isp_utils.intake.values.keys import Keys
from isp_utils.intake.values.symbols import profiles
from isp_utils.model.catalogue import Catalogue, load
from isp_utils.model.errors import InputError
from isp_utils.model.toml import did_you_mean
from isp_utils.model.wording import german_number
from isp_utils.store import Store
from isp_utils.suite.arguments import GermanParser

DONE, REFUSED = 0, 2
WORDS = {
    "READ": "gelesen",
    "WARN": "gelesen, mit Hinweisen",
    "PROTECT": "gelesen, nur geschützt zu speichern",
    "ERROR": "nicht angenommen",
    "REJECT": "abgelehnt, nichts behalten",
}
MARKS = {
    Level.INFO: "·",
    Level.WARN: "Hinweis:",
    Level.PROTECT: "Schutz:",
    Level.ERROR: "Fehler:",
    Level.REJECT: "Abgelehnt:",
}


def inspect_files(arguments: list[str]) -> int:
    """Check the named files; prints one line or paragraph a file and returns 2 where one is refused, 0 otherwise."""
    parser = GermanParser(prog="isp pruefen", description="Lieferungen prüfen", add_help=False)
    parser.add_argument("-h", "--help", action="help", help="diese Hilfe")
    parser.add_argument("files", nargs="+", metavar="DATEI", help="Dateien, die geprüft werden")
    parser.add_argument("--json", action="store_true", help="eine JSON-Zeile je Datei")
    parser.add_argument("--quelle", default="", help="Quelle oder Zeichenerklärung, z. B. lsn")
    options = parser.parse_args(arguments)
    catalogue = load(Store.here().catalogue)
    keys = Keys.of(catalogue.register)
    refused = False
    for name in options.files:
        path = Path(name)
        reading = read_file(
            path, keys, signs_for(options.quelle or path.resolve().parent.name, catalogue, bool(options.quelle))
        )
        print(as_json(name, reading) if options.json else as_text(name, reading), flush=True)
        refused = refused or reading.action in ("ERROR", "REJECT")
    return REFUSED if refused else DONE


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


def as_json(name: str, reading: Reading) -> str:
    """One line: file, action, rows, messages with level, row, cell, text (the file's name where neither stands)."""
    messages = [
        {
            "level": m.level.value,
            "row": m.row,
            "cell": m.cell,
            "text": m.text if m.row or m.cell else f"{Path(name).name}: {m.text}",
        }
        for m in reading.messages
    ]
    return json.dumps(
        {"file": name, "action": reading.action, "rows": reading.rows, "messages": messages}, ensure_ascii=False
    )


def as_text(name: str, reading: Reading) -> str:
    """A paragraph for people: what happened, then every message with its place, the heaviest first."""
    rows = f", {german_number(reading.rows)} {'Zeile' if reading.rows == 1 else 'Zeilen'}" if reading.rows else ""
    lines = [f"{name}: {WORDS[reading.action]}{rows}"]
    heaviest_first = sorted(reading.messages, key=lambda message: -list(ACTIONS).index(message.level))
    lines += [
        f"  {MARKS[message.level]} {str(message).removeprefix(f'{MARKS[message.level]} ')}"
        for message in heaviest_first
    ]
    return "\n".join(lines)
