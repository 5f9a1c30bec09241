"""Whether the columns of a table fit a screen beside each other, by their characters."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from isp_utils.model.soft_hyphens import softened

COMFORT = 13  # characters of a text that a line of its column should hold, if it has so many
_PIECES = re.compile(r"[ \-\u00ad/]")


@dataclass(frozen=True)
class Screen:
    """How many characters of a table's type stand beside each other, and how many the padding of a column takes."""

    line: int
    between: int


PHONE = Screen(42, 1)  # 390 px wide, in a part that opens
TABLET = Screen(83, 3)  # 768 px wide


def fits(columns: Sequence[Sequence[str]], numeric: Sequence[bool], screen: Screen) -> bool:
    """Whether all columns (each its head, then its cells) stand beside each other; `numeric`: what is never broken.

    >>> fits([["Jahr", "2030"], ["Trend", "347 (311 bis 387)"]], [False, False], PHONE)
    True
    """
    widths = [_width(column[0], column[1:], unbroken) for column, unbroken in zip(columns, numeric, strict=True)]
    return sum(widths) + screen.between * len(widths) <= screen.line


def _width(head: str, cells: Sequence[str], unbroken: bool) -> int:
    """Characters that a column wants: figures whole, of a text its longest word or what a line should hold."""
    longest = max(map(len, cells), default=0)
    if not unbroken:
        words = max((len(word) for cell in cells for word in _PIECES.split(cell)), default=0)
        longest = max(words, min(longest, COMFORT))
    return max(longest, *(len(word) for word in _PIECES.split(softened(head))))
