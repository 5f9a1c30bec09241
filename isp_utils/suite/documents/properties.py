"""What an office file says about itself: title, author, day, language, and nothing of the libraries' templates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from html import escape
from typing import Any

LANGUAGE = "de-DE"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WRITTEN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LETTERS = tuple(f"{DRAWN}{name}" for name in ("rPr", "defRPr", "endParaRPr"))  # what has a language on a slide
RUNS = tuple(f"{DRAWN}{name}" for name in ("r", "fld", "br"))
STRANGE = ("/thumbnail", "/stylesWithEffects", "/printerSettings")  # kinds of relations to what shows another file
COUNTED = "/extended-properties"
SPACE = "http://schemas.openxmlformats.org/officeDocument/2006"


@dataclass(frozen=True)
class FileFacts:
    """What a document says about itself: title, author, and day of its data in its properties, one line at the foot."""

    title: str
    author: str
    foot: str
    day: date


def describe(made: Any, facts: FileFacts) -> None:
    """Set the properties of a presentation or document of the libraries, and the language of every word in it."""
    day = datetime.combine(facts.day, time(), UTC).replace(tzinfo=None)  # the libraries write it as UTC
    known = made.core_properties
    known.title, known.author, known.last_modified_by, known.comments = facts.title, facts.author, facts.author, ""
    known.created = known.modified = day
    known.language = LANGUAGE
    _leave_out(made.part.package, facts.author)
    speak_german(made)


def speak_german(made: Any) -> None:
    """Mark every word as German: a screen reader takes the voice of the language that it finds there."""
    for part in made.part.package.iter_parts():
        root = getattr(part, "_element", None)
        if root is not None:
            _on_slides(root)
            _in_papers(root)


def _on_slides(root: Any) -> None:
    for run in root.iter(*RUNS):
        if run.find(f"{DRAWN}rPr") is None:
            run.insert(0, run.makeelement(f"{DRAWN}rPr", {}))
    for letters in root.iter(*LETTERS):
        letters.set("lang", LANGUAGE)


def _in_papers(root: Any) -> None:
    for language in root.iter(f"{WRITTEN}lang", f"{WRITTEN}themeFontLang"):
        language.set(f"{WRITTEN}val", LANGUAGE)
    for name, sign in (("decimalSymbol", ","), ("listSeparator", ";")):
        for found in root.iter(f"{WRITTEN}{name}"):
            found.set(f"{WRITTEN}val", sign)


def _leave_out(package: Any, author: str) -> None:
    """Drop small pictures and settings of another file; its counts of pages and words give way to the author."""
    text = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="{SPACE}/extended-properties">'
        f"<Company>{escape(author)}</Company></Properties>"
    )
    for rels, key, rel in list(_relations(package)):
        if rel.reltype.endswith(STRANGE):
            rels.pop(key)
        elif rel.reltype.endswith(COUNTED):
            rel.target_part._blob = text.encode("utf-8")


def _relations(package: Any) -> Iterator[tuple[Any, str, Any]]:
    """Relations of the file and of its main part, each with the table that holds it."""
    main = next(rel.target_part for rel in _table(package).values() if rel.reltype.endswith("/officeDocument"))
    for rels in (_table(package), main.rels):
        for key, rel in rels.items():
            yield rels, key, rel


def _table(package: Any) -> Any:
    return package.rels if hasattr(package, "rels") else package._rels
