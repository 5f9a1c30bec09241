"""Columns of a table whose cells are printed numbers ("374 (345 bis 405)"): taken apart for the data file."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_NUMBER = r"([\u2212-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?|[\u2212-]?\d+(?:,\d+)?)"
_UNIT = r"(?:[\s\u202f\u00a0](%|€|je [\d.]*[^(,;:]*|Prozentpunkte))?"
_CELL = re.compile(rf"{_NUMBER}{_UNIT}(?:\s?\({_NUMBER} bis {_NUMBER}{_UNIT}\))?(?:, (.+))?")
_RANGE = re.compile(rf"{_NUMBER} bis {_NUMBER}{_UNIT}")
_YEAR = re.compile(r"\d{4}")  # dates beside years: a column of periods
_FEW_TEXTS = 0.5  # share of cells without a number above which a column is one of words
DASHES = {"", "–", "-"}


@dataclass(frozen=True)
class Parts:
    """A printed number taken apart: value and limits as text without thousands, unit, and what else is said."""

    value: str = ""
    lower: str = ""
    upper: str = ""
    unit: str = ""
    words: str = ""

    @property
    def is_number(self) -> bool:
        """Whether there is any number in the cell."""
        return bool(self.value or self.lower)


def parts_of(cell: str) -> Parts:
    """The parts of one printed cell.

    >>> parts_of("1.374 (1.345 bis 1.405)")
    Parts(value='1374', lower='1345', upper='1405', unit='', words='')
    >>> parts_of("26,8 bis 32,1").upper, parts_of("76 %").unit, parts_of("nur Bereich").words
    ('32,1', '%', 'nur Bereich')
    """
    text = cell.strip()
    if found := _RANGE.fullmatch(text):
        return Parts(lower=_plain(found[1]), upper=_plain(found[2]), unit=(found[3] or "").strip())
    if found := _CELL.fullmatch(text):
        value, unit, lower, upper, _, words = (part or "" for part in found.groups())
        return Parts(_plain(value), _plain(lower), _plain(upper), unit.strip(), words)
    return Parts(words="" if text in DASHES else text)


def taken_apart(name: str, cells: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Columns (title, cells) that a column of printed numbers becomes; the column itself where it is one of words."""
    parts = [parts_of(cell) for cell in cells]
    numbers = sum(part.is_number for part in parts)
    filled = sum(part.is_number or bool(part.words) for part in parts)
    if not numbers or numbers < _FEW_TEXTS * filled or any(_YEAR.search(part.words) for part in parts):
        return [(name, list(cells))]
    units = {part.unit for part in parts if part.is_number}
    fixed = f" ({units.pop()})" if len(units) == 1 and "" not in units else ""
    columns = {
        f"{name}{fixed}": [part.value for part in parts],
        f"{name}: von": [part.lower for part in parts],
        f"{name}: bis": [part.upper for part in parts],
        f"{name}: Einheit": [] if fixed else [part.unit for part in parts],
        f"{name}: dazu": [part.words for part in parts],
    }
    return [(title, texts) for title, texts in columns.items() if any(texts)]


def _plain(text: str) -> str:
    return text.replace(".", "").replace("\u2212", "-")
