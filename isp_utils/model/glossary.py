"""Words of the reports and what they mean to a reader (glossary.toml of a catalogue)."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from isp_utils.model.domain import HERE
from isp_utils.model.errors import InputError
from isp_utils.model.toml import into, read_toml
from isp_utils.model.words import filled

FILE = "glossary.toml"
_FOLDED = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})


@dataclass(frozen=True)
class GlossaryEntry:
    """One word, one or two plain sentences, and the law where there is one."""

    term: str
    text: str
    law: str = ""

    @property
    def place(self) -> str:
        """The word as it stands in the order of the alphabet: an umlaut counts as its vowel (DIN 5007)."""
        return self.term.casefold().translate(_FOLDED)


def read_glossary(root: Path, words: Mapping[str, str]) -> list[GlossaryEntry]:
    """The entries of a catalogue in the order of the alphabet, their {words} said; one without the file takes ours.

    Raises InputError for a word that stands twice.
    """
    path = root / FILE if (root / FILE).exists() else HERE / FILE
    found = [filled(into(GlossaryEntry, item, FILE), words) for item in read_toml(path)["entry"]]
    entries = sorted(found, key=lambda entry: entry.place)
    for before, after in pairwise(entries):
        if before.place == after.place:
            raise InputError(f"{FILE}: das Wort »{after.term}« steht zweimal. Bitte einen Eintrag streichen.")
    return entries
