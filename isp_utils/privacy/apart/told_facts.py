"""Which facts the rows of a table give away, by kinds of rows: there are many rows and few kinds."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from isp_utils.model.schema import TELLING
from isp_utils.model.terms import Method
from isp_utils.privacy.cells.cells import BESIDE, IMPLIED, SUM
from isp_utils.privacy.solver.system import Mask, Positions

Names = frozenset[str]
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Facts:
    """The name of every fact, by place: `code` numbers the names."""

    code: Positions
    name: Sequence[str]

    @classmethod
    def of(cls, facts: pd.DataFrame) -> "Facts":
        """The names of facts (FACT_COLUMNS)."""
        code, name = pd.factorize(facts["fact"])
        return cls(code, name.tolist())

    def at(self, places: Sequence[int]) -> Names:
        """The names at some places."""
        return frozenset(self.name[code] for code in self.code[list(places)])


@dataclass(frozen=True)
class _Column:
    """A column of TELLING: number of the text in each row; the place of the fact that each text names, -1 for another
    number of them, which `several` lists.

    kind: for every text a number that is the same where the same facts are named. names: those facts by that number.
    """

    text: Positions
    single: Positions
    several: Mapping[int, Sequence[int]]
    kind: Positions
    names: Mapping[int, Names]
    sums: Sequence[Names]

    @classmethod
    def of(cls, column: "pd.Series[str]", facts: Facts) -> "_Column":
        text, kinds = pd.factorize(column)
        texts = kinds.to_numpy(object)
        plain = kinds.str.removeprefix(IMPLIED)  # what is reckoned back from a share names its fact as well
        alone = plain.str.isdecimal().astype(bool)
        several = {number: _numbers_in(texts[number]) for number in np.flatnonzero(~alone).tolist()}
        single = np.full(len(texts), -1)
        single[alone] = plain[alone].astype("int64")
        kind = np.where(alone, facts.code[single], -1)
        names = {int(code): frozenset([facts.name[code]]) for code in np.unique(kind[alone])}
        first: dict[Names, int] = {}
        for number, places in several.items():
            found = facts.at(places)
            kind[number] = first.setdefault(found, len(facts.name) + len(first))
            names[int(kind[number])] = found
        sums = [
            facts.at(_numbers_in(part))
            for number in several
            if SUM in texts[number]
            for part in texts[number].split(BESIDE)
        ]
        return cls(text, single, several, kind, names, sums)

    def named_in(self, rows: Mask) -> Positions:
        """The places of the facts that some rows (mask) give away."""
        texts = np.unique(self.text[rows])
        alone = self.single[texts]
        others = [place for number in texts[alone < 0].tolist() for place in self.several[number]]
        return np.concatenate([alone[alone >= 0], np.array(others, int)])


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
    def of(cls, table: pd.DataFrame, facts: Facts) -> "ToldFacts":
        """Read the rows (UNGATED_COLUMNS)."""
        columns = [_Column.of(table[name], facts) for name in TELLING]
        method, words = pd.factorize(table["method"])
        share = np.array([Method(word).is_share for word in words], bool)[method]
        parts = pd.DataFrame({name: one.kind[one.text] for name, one in zip(TELLING, columns, strict=True)})
        parts["share"] = share
        kinds = [
            (Names().union(*(one.names[kind] for one, kind in zip(columns, each, strict=True))), bool(is_share))
            for *each, is_share in parts.drop_duplicates().itertuples(index=False, name=None)
        ]
        kind = np.asarray(parts.groupby(list(parts), sort=False).ngroup(), int)
        return cls(kind, kinds, frozenset(names for one in columns for names in one.sums), columns)

    def linked(self, public: Names) -> list[Names]:
        """Facts that hang together: those of a share, and those of another row as far as they are not public."""
        found = [names if share else names - public for names, share in self.kinds]
        return [names for names in (*found, *self.sums) if names]

    def group_of_rows(self, group_of: Mapping[str, int], public: Names) -> Positions:
        """Number of the portion of every row; -1 where it gives no count away."""
        decisive = [names - public or names for names, _ in self.kinds]
        return np.array([group_of[min(names)] if names else -1 for names in decisive], int)[self.kind]

    def named_in(self, rows: Mask) -> Positions:
        """The places of the facts that some rows (mask) give away."""
        return np.concatenate([one.named_in(rows) for one in self.columns])


def _numbers_in(text: str) -> list[int]:
    return [int(number) for number in _NUMBER.findall(text)]
