"""What an outsider reads: what the page on a Kennzahl says, the files of a release; and how he asks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

Key = tuple[str, str, str, str, str, str]  # fact, region, period, sex, age, group
Sum = dict[int, float]
OLDEST = 999
ROW = ("indicator", "region", "period", "sex", "age", "group")


@dataclass(frozen=True)
class Steckbrief:
    """What the page on a Kennzahl says: method, terms, and per how many."""

    method: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...] = ()
    per: float = 1.0
    years: int = 5


@dataclass(frozen=True)
class Release:
    """One year's files: rows of the data files, the keys that the office has delivered, the list of revised figures.

    The list names figures that had been delivered before; nobody can revise what he had not told.
    Lucky guesses, given to him. zeros: hidden rows (ROW) that he does not take for one at least. uneven: whole, place
    and year where parts that are said to be all are not.
    """

    rows: pd.DataFrame
    steckbriefe: Mapping[str, Steckbrief]
    revised: frozenset[Key] = frozenset()
    zeros: frozenset[Key] = frozenset()
    uneven: frozenset[tuple[str, str, str]] = frozenset()
    delivered: frozenset[Key] = frozenset()


@dataclass(frozen=True)
class Question:
    """How many: signed terms at one place, sex and period, as of a release.

    before: minus the same then. without: minus the same in an area inside.
    """

    terms: tuple[tuple[int, str], ...]
    region: str
    period: str
    sex: str
    release: int
    before: int = -1
    width: float = 3.0
    without: str = ""

    @property
    def when(self) -> tuple[str, str]:
        """Period and sex."""
        return self.period, self.sex


def added(parts: Iterable[tuple[float, Sum]]) -> Sum:
    """The sum of sums."""
    found: Sum = {}
    for sign, line in parts:
        for cell, value in line.items():
            found[cell] = found.get(cell, 0.0) + sign * value
    return {cell: value for cell, value in found.items() if value}


def span(label: str) -> tuple[int, int]:
    """Completed years of age, the second not included."""
    if label == "total":
        return 0, OLDEST
    first, _, last = label.partition("-")
    return int(first), int(last or first) + 1


def single_years(period: str) -> list[str]:
    """The years that are counted together in a period."""
    first, _, last = period.partition("-")
    return [str(year) for year in range(int(first), int(last or first) + 1)]
