"""What `isp pruefen` says about a file: one JSON line for programs, a paragraph for people."""

import json
import re
from pathlib import Path

from isp_utils.intake.facts.unread import NOT_NEEDED
from isp_utils.intake.messages import ACTIONS, Level, Message
from isp_utils.intake.questions.asked import UNASKED
from isp_utils.intake.reading import Reading
from isp_utils.model.wording import german_number

_WORD = re.compile(r"[a-zäöü]+ ")
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
    Level.ASK: "Rückfrage:",
    Level.PROTECT: "Schutz:",
    Level.ERROR: "Fehler:",
    Level.REJECT: "Abgelehnt:",
}


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
    noun = "Zeile" if reading.rows == 1 else "Zeilen"
    rows = f", {german_number(reading.rows)} {noun}" if reading.rows else ""
    unneeded = ", wird nicht gebraucht" if any(m.text.startswith(NOT_NEEDED) for m in reading.messages) else ""
    unasked = ", nicht in allem prüfbar" if any(m.text.startswith(UNASKED) for m in reading.messages) else ""
    lines = [f"{name}: {WORDS[reading.action]}{rows}{unneeded}{unasked}"]
    heaviest_first = sorted(reading.messages, key=lambda message: -list(ACTIONS).index(message.level))
    lines += [f"  {MARKS[message.level]} {_once(message)}" for message in heaviest_first]
    return "\n".join(lines)


def _once(message: Message) -> str:
    """The message without the word that its mark has said already; a name of a file or an id stays as it is."""
    plain = message.text.removeprefix(f"{MARKS[message.level]} ")
    said = plain[:1].upper() + plain[1:] if _WORD.match(plain) else plain
    return str(Message(message.level, said, message.row, message.cell))
