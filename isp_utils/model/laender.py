"""What a Land decides for itself: when school begins, how large a class may be, its law in words, its notes."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from isp_utils.model.domain import HERE
from isp_utils.model.errors import InputError
from isp_utils.model.notes import Note, read_notes
from isp_utils.model.toml import into, read_toml
from isp_utils.model.words import own_words

FOLDER = "laender"
LEAP = 2024  # 29 February is a day, too


@dataclass(frozen=True)
class Land:
    """One Land, by its key of two digits.

    `school_entry`: month and day by which a child must have turned six to begin school that year, `law` says where.
    `class_size`: most pupils in a primary class, `class_size_law` the decree; 0 where nobody entered one.
    `words`: its own for the texts of the catalogue; `notes`: what its readers must know about some Kennzahlen.
    """

    key: str
    school_entry: str
    law: str = ""
    class_size: int = 0
    class_size_law: str = ""
    words: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()

    def __post_init__(self) -> None:
        month, _, day = self.school_entry.partition("-")
        if not (month.isdigit() and day.isdigit() and len(self.school_entry) == 5):
            raise InputError(f"»school_entry« ist »{self.school_entry}«, erwartet wird Monat-Tag, z. B. 09-30.")
        if not 1 <= int(month) <= 12 or not 1 <= int(day) <= monthrange(LEAP, int(month))[1]:
            raise InputError(f"»school_entry« ist »{self.school_entry}«; diesen Tag gibt es nicht. Bitte berichtigen.")
        if self.class_size and not self.class_size_law:
            raise InputError("»class_size« steht ohne »class_size_law«. Bitte den Erlass nennen.")

    @property
    def said(self) -> dict[str, str]:
        """Its words; the law of school entry is one of them."""
        return {**({"recht_schulbeginn": self.law} if self.law else {}), **self.words}

    @property
    def entry_share(self) -> float:
        """Share of the year, in months, up to the day of `school_entry`: of those who turn six in it, so many begin.

        >>> Land("03", "09-30").entry_share, Land("08", "06-30").entry_share
        (0.75, 0.5)
        """
        month, day = (int(part) for part in self.school_entry.split("-"))
        return (month - 1 + min(day / monthrange(LEAP - 1, month)[1], 1)) / 12

    @property
    def entry_rule(self) -> str:
        """The law of the day by which a child must be six, else the day itself ("30.06.")."""
        month, day = self.school_entry.split("-")
        return self.law or f"{day}.{month}."


def load_laender(root: Path, declared: Mapping[str, str]) -> dict[str, Land]:
    """The Länder of a catalogue by key; one without the folder takes the package's.

    `declared` are the words of words.toml. Raises InputError naming file, key and what was probably meant.
    """
    folder = (root if (root / FOLDER).is_dir() else HERE) / FOLDER
    found = {}
    for path in sorted(folder.glob("*.toml")):
        if not (path.stem.isdigit() and len(path.stem) == 2):
            raise InputError(f"{path.name}: der Name ist kein Schlüssel eines Landes (zwei Ziffern). Bitte umbenennen.")
        table, where = read_toml(path), f"{FOLDER}/{path.name}"
        table.pop("note", None)
        own_words(table.get("words", {}), declared, where)
        found[path.stem] = into(Land, {"key": path.stem, **table, "notes": read_notes(path)}, where)
    return found
