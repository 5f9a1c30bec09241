"""Which facts the rows of a table give away, by kinds of rows: there are many rows and few kinds."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from isp_utils.model.schema import TELLING
from isp_utils.model.terms import Method
from isp_utils.privacy.cells.cells import BESIDE, SUM
from isp_utils.privacy.solver.system import Mask, Positions

Names = frozenset[str]
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class _Column:
    """A column of TELLING: number of the text in each row, and for every text the places and names of its facts."""

    text: Positions
    texts: Sequence[str]
    places: Sequence[Sequence[int]]
    names: Sequence[Names]

    @classmethod
    def of(cls, column: "pd.Series[str]", name_of: Sequence[str]) -> "_Column":
        text, texts = pd.factorize(column.astype(object))
        places = [[int(text)] if text.isdecimal() else _numbers_in(text) for text in texts]
        return cls(text, texts.tolist(), places, [frozenset([name_of[place] for place in each]) for each in places])

    @property
    def kind(self) -> Positions:
        """For every row the number of the first text that names the same facts."""
        first: dict[Names, int] = {}
        return np.array([first.setdefault(names, place) for place, names in enumerate(self.names)], int)[self.text]

    def sums(self, name_of: Sequence[str]) -> Iterator[Names]:
        """Facts that are counted together in one cell."""
        for part in (part for text in self.texts if SUM in text for part in text.split(BESIDE)):
            yield frozenset(name_of[place] for place in _numbers_in(part))


@dataclass(frozen=True)
class ToldFacts:
    """What rows give away: number of the `kind` of each; `kinds`: names of facts, and whether the row is a share.

    sums: facts that are counted together in one cell.
    """

    kind: Positions
    kinds: Sequence[tuple[Names, bool]]
    sums: frozenset[Names]
    columns: Sequence[_Column]

    @classmethod
    def of(cls, table: pd.DataFrame, name_of: Sequence[str]) -> "ToldFacts":
        """Read the rows (UNGATED_COLUMNS); name_of: the name of every fact, by its place."""
        columns = [_Column.of(table[name], name_of) for name in TELLING]
        share = table["method"].map({word: Method(word).is_share for word in table["method"].unique()})
        parts = pd.DataFrame({name: column.kind for name, column in zip(TELLING, columns, strict=True)})
        parts["share"] = share.to_numpy(bool)
        kinds = [
            (Names().union(*(column.names[text] for column, text in zip(columns, texts, strict=True))), bool(is_share))
            for *texts, is_share in parts.drop_duplicates().itertuples(index=False, name=None)
        ]
        kind = np.asarray(parts.groupby(list(parts), sort=False).ngroup(), int)
        return cls(kind, kinds, frozenset(names for one in columns for names in one.sums(name_of)), columns)

    def linked(self, public: Names) -> list[Names]:
        """Facts that hang together: those of a share, and those of another row as far as they are not public."""
        found = [names if share else names - public for names, share in self.kinds]
        return [names for names in (*found, *self.sums) if names]

    def group_of_rows(self, group_of: Mapping[str, int], public: Names) -> Positions:
        """Number of the portion of every row; -1 where it gives no count away."""
        decisive = [names - public or names for names, _ in self.kinds]
        return np.array([group_of[min(names)] if names else -1 for names in decisive], int)[self.kind]

    def named_in(self, rows: Mask) -> list[int]:
        """The places of the facts that some rows (mask) give away."""
        return [place for one in self.columns for text in np.unique(one.text[rows]) for place in one.places[text]]


def _numbers_in(text: str) -> list[int]:
    return [int(number) for number in _NUMBER.findall(text)]
