"""What never meets can be protected apart: counts hang together by figures, declared relations and sums alone.

Linked tables have to be protected together (Hundepool et al. 2012, Statistical Disclosure Control, Wiley, chapter 4);
tables that share no count but published ones tell nothing about each other.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from isp_utils.model.catalogue import Catalogue
from isp_utils.model.schema import READ_AT
from isp_utils.privacy.apart.told_facts import Facts, Names, ToldFacts
from isp_utils.privacy.cells.cells import facts_behind
from isp_utils.privacy.cells.releases import Releases
from isp_utils.privacy.cells.rules import is_law
from isp_utils.privacy.relations.linked import wholes_of
from isp_utils.privacy.relations.wholes import merged


@dataclass(frozen=True)
class Portion:
    """Counts that hang together: facts, rows of the tables (both with the index they have among all), the register.

    facts: FACT_COLUMNS without READ_AT, for where a fact was read protects nobody.
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
    named, public = Facts.of(facts), _public(facts, catalogue)
    read = [ToldFacts.of(table, named) for table in tables]
    registered = {what: facts_behind(what) for what in releases.table["what"].unique()}
    linked = [set(names) for told in read for names in told.linked(public)]
    linked += [*registered.values(), *wholes_of(catalogue).related, *_carried(catalogue)]
    group_of = _delivered_together(merged([*linked, *({name} for name in named.name)]), facts)
    rows = [told.group_of_rows(group_of, public) for told in read]
    group_of_fact = np.array([group_of[name] for name in named.name], int)[named.code]
    group_of_release = releases.table["what"].map({what: group_of[min(names)] for what, names in registered.items()})
    counts, found = facts.drop(columns=list(READ_AT)), []
    for group in sorted(set(np.concatenate(rows).tolist()) - {-1}):
        inside = group_of_fact == group
        for told, groups in zip(read, rows, strict=True):
            inside[told.named_in(groups == group)] = True
        parts = tuple(table[groups == group] for table, groups in zip(tables, rows, strict=True))
        register = releases.table[group_of_release.to_numpy() == group].reset_index(drop=True)
        found.append(Portion(counts[inside], parts, Releases(register), public))
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
