"""The note beside a retrieved answer (<file>.abruf.json): from where, when, under which licence. No credentials."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

ENDING = ".abruf.json"


@dataclass(frozen=True)
class Retrieval:
    """Address, asked parameters without credentials, time and licence text of one retrieved file."""

    url: str
    retrieved: str  # ISO date and time with zone
    licence: str
    sha256: str
    parameters: dict[str, str]
    updated: str = ""  # date of the publisher's last change, where the service says so


def note_of(path: Path) -> Path:
    """The note that belongs to a file."""
    return path.with_name(path.name + ENDING)


def write_note(path: Path, retrieval: Retrieval) -> None:
    """Write the note beside a retrieved file."""
    note_of(path).write_text(json.dumps(asdict(retrieval), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def retrieved_on(path: Path) -> str:
    """ISO date on which a file was retrieved, "" where it has no note."""
    note = note_of(path)
    if not note.exists():
        return ""
    return str(json.loads(note.read_text(encoding="utf-8")).get("retrieved", ""))[:10]
