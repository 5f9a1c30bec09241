"""What never meets can be protected apart: counts hang together by figures, declared relations and sums alone.

Linked tables have to be protected together (Hundepool et al. 2012, Statistical Disclosure Control, Wiley, chapter 4);
tables that share no count but published ones tell nothing about each other.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from isp_utils.model.catalogue import Catalogue
from isp_utils.model.schema import TELLING
from isp_utils.model.terms import Method
from isp_utils.privacy.cells.cells import BESIDE, SUM, facts_behind
from isp_utils.privacy.cells.releases import Releases
from isp_utils.privacy.cells.rules import is_law
from isp_utils.privacy.relations.linked import wholes_of
from isp_utils.privacy.relations.wholes import merged
from isp_utils.privacy.solver.system import Mask, Positions

Names = frozenset[str]
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Portion:
    """Counts that hang together: facts, rows of the tables (both with the index they have among all), the register.

    public: names of facts that everybody knows.
    """

    facts: pd.DataFrame
    tables: tuple[pd.DataFrame, ...]
    releases: Releases
    public: Names


def portions_of(
    facts: pd.DataFrame, tables: Sequence[pd.DataFrame], catalogue: Catalogue, releases: Releases
) -> list[Portion]:
    """The portions, the one with most facts first; rows that give no count away are in none of them.

    facts: FACT_COLUMNS with the index 0, 1, ...; tables: UNGATED_COLUMNS. Portions that the same offices deliver for
    are one, so that there are few, and a changed delivery changes few.
    """
    name_of, public = facts["fact"].tolist(), _public(facts, catalogue)
    read = [_Told.of(table, name_of) for table in tables]
    registered = {what: facts_behind(what) for what in releases.table["what"].unique()}
    linked = [set(names) for told in read for names in told.linked(public)]
    linked += [*registered.values(), *wholes_of(catalogue).related, *_carried(catalogue)]
    group_of = _delivered_together(merged([*linked, *({name} for name in set(name_of))]), facts)
    rows = [told.group_of_rows(group_of, public) for told in read]
    group_of_fact = facts["fact"].map(group_of).to_numpy(int)
    group_of_release = releases.table["what"].map({what: group_of[min(names)] for what, names in registered.items()})
    found = []
    for group in sorted(set(np.concatenate(rows).tolist()) - {-1}):
        inside = group_of_fact == group
        for told, groups in zip(read, rows, strict=True):
            inside[told.named_in(groups == group)] = True
        parts = tuple(table[groups == group] for table, groups in zip(tables, rows, strict=True))
        register = releases.table[group_of_release.to_numpy() == group].reset_index(drop=True)
        found.append(Portion(facts[inside], parts, Releases(register), public))
    return sorted(found, key=lambda portion: -len(portion.facts))


def _public(facts: pd.DataFrame, catalogue: Catalogue) -> Names:
    """Facts that everybody knows, whoever delivers them."""
    pairs = facts[["fact", "source"]].drop_duplicates().rename(columns={"fact": "what"})
    law = is_law(pairs, catalogue.sources)
    return frozenset(pairs.loc[law, "what"]) - frozenset(pairs.loc[~law, "what"])


def _carried(catalogue: Catalogue) -> Iterable[set[str]]:
    """Facts with the fact that counts the institutions behind them."""
    for source in catalogue.sources.values():
        yield from ({fact, carrier} for fact, carrier in source.protection.carriers.items())


def _delivered_together(groups: Sequence[set[str]], facts: pd.DataFrame) -> dict[str, int]:
    """Number of the portion of every fact: groups that are delivered by the same sources are one."""
    sources: dict[str, set[str]] = defaultdict(set)
    for fact, source in facts[["fact", "source"]].drop_duplicates().itertuples(index=False, name=None):
        sources[fact].add(source)
    number: dict[Names, int] = {}
    found: dict[str, int] = {}
    for group in sorted(groups, key=min):
        of_group = frozenset(source for fact in group for source in sources.get(fact, ()))
        found |= dict.fromkeys(group, number.setdefault(of_group, len(number)))
    return found


@dataclass(frozen=True)
class _Told:
    """What the rows of a table give away, by kinds of rows.

    kind: number of the kind of each row. kinds: names of facts, and whether the row is a share. sums: facts that are
    counted together in one cell. numbers: for each column of TELLING the number of its text in each row, and the facts
    (by place) that each text names.
    """

    kind: Positions
    kinds: Sequence[tuple[Names, bool]]
    sums: frozenset[Names]
    numbers: Sequence[tuple[Positions, Sequence[list[int]]]]

    @classmethod
    def of(cls, table: pd.DataFrame, name_of: Sequence[str]) -> "_Told":
        """Read the rows (UNGATED_COLUMNS); name_of: the name of every fact."""
        share = table["method"].map({word: Method(word).is_share for word in table["method"].unique()})
        kind, kinds = share.to_numpy(int), [(Names(), False), (Names(), True)]
        sums: set[Names] = set()
        numbers: list[tuple[Positions, Sequence[list[int]]]] = []
        for column in TELLING:
            place, texts = pd.factorize(table[column].astype(object))
            named = [[int(text)] if text.isdecimal() else _numbers_in(text) for text in texts]
            facts = [frozenset([name_of[number] for number in each]) for each in named]
            for text in (text for text in texts if SUM in text):
                for part in text.split(BESIDE):
                    sums.add(frozenset(name_of[number] for number in _numbers_in(part)))
            number = {names: code for code, names in enumerate(dict.fromkeys(facts))}
            code = np.array([number[names] for names in facts], int)[place]
            found, kind = np.unique(kind * len(number) + code, return_inverse=True)
            of_code = list(number)
            kinds = [
                (kinds[both // len(of_code)][0] | of_code[both % len(of_code)], kinds[both // len(of_code)][1])
                for both in found.tolist()
            ]
            numbers.append((place, named))
        return cls(kind, kinds, frozenset(sums), numbers)

    def linked(self, public: Names) -> list[Names]:
        """Facts that hang together: those of a share, and those of another row as far as they are not public."""
        found = [names if share else names - public for names, share in self.kinds]
        return [names for names in (*found, *self.sums) if names]

    def group_of_rows(self, group_of: dict[str, int], public: Names) -> Positions:
        """Number of the portion of every row; -1 where it gives no count away."""
        decisive = [names - public or names for names, _ in self.kinds]
        return np.array([group_of[min(names)] if names else -1 for names in decisive], int)[self.kind]

    def named_in(self, rows: Mask) -> list[int]:
        """The facts (by place) that some rows (mask) give away."""
        return [fact for place, named in self.numbers for text in np.unique(place[rows]) for fact in named[text]]


def _numbers_in(text: str) -> list[int]:
    return [int(number) for number in _NUMBER.findall(text)]
