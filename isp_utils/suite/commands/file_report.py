"""What `isp pruefen` says about a file: one JSON line for programs, a paragraph for people."""

import json
import re
from pathlib import Path

from isp_utils.intake.messages import ACTIONS, Level, Message, first_few
from isp_utils.intake.reading import Reading
from isp_utils.model.wording import german_number

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
SHOWN_ALIKE = 2  # so many messages that differ in their place only are printed, the others counted
_QUOTED = re.compile(r"»[^«]*«|[0-9]+")


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
    lines = [f"{name}: {WORDS[reading.action]}{rows}"]
    heaviest_first = sorted(reading.messages, key=lambda message: -list(ACTIONS).index(message.level))
    for alike in _alike(heaviest_first):
        few = SHOWN_ALIKE if len(alike) > SHOWN_ALIKE + 1 else len(alike)
        lines += [f"  {MARKS[message.level]} {_once(message)}" for message in alike[:few]]
        if rest := alike[few:]:
            lines.append(f"    und {len(rest)} weitere Stellen dieser Art: {first_few(map(_place, rest), 8)}.")
    return "\n".join(lines)


def _alike(messages: list[Message]) -> list[list[Message]]:
    """Messages that say the same of several places in one column, together."""
    groups: dict[tuple[str, str, str], list[Message]] = {}
    for message in messages:
        column = (message.cell or "").rstrip("0123456789")
        groups.setdefault((message.level.value, column, _QUOTED.sub("…", message.text)), []).append(message)
    return list(groups.values())


def _place(message: Message) -> str:
    return f"Zelle {message.cell}" if message.cell else f"Zeile {message.row}" if message.row else "ohne Ort"


def _once(message: Message) -> str:
    """The message without the word that its mark has said already."""
    plain = message.text.removeprefix(f"{MARKS[message.level]} ")
    return str(Message(message.level, plain[:1].upper() + plain[1:], message.row, message.cell))
