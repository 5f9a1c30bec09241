"""Counts that are delivered but not printed: nobody knows them, but a revision beside them must not tell them."""

from collections.abc import Callable

import pandas as pd

from isp_utils.model.catalogue import Catalogue
from isp_utils.privacy.cells.cells import KEYS, Cells, Printed, facts_behind
from isp_utils.privacy.cells.rules import PUBLIC_LEVELS, is_law

Family = Callable[[str], str]


def unprinted_counts(facts: pd.DataFrame, printed: Printed, catalogue: Catalogue, family: Family) -> Cells:
    """Counts of the facts behind the cells that are no cells but could be hidden (KEYS, value, source, rows, kern).

    Facts of the same family (one name for all that hang together) are among them: one that is printed only later tells
    then that it was not revised now.
    """
    families = {family(fact) for what in printed.cells["what"].unique() for fact in facts_behind(what)}
    names = [fact for fact in facts["fact"].unique() if family(fact) in families]
    regions = catalogue.register.regions
    below = [key for key in facts["region"].unique() if regions[key].level not in PUBLIC_LEVELS]
    rows = facts[facts["fact"].isin(names) & facts["region"].isin(below) & facts["value"].notna()]
    table = rows.rename(columns={"fact": "what"})[[*KEYS, "value", "source"]]
    table = table[~is_law(table, catalogue.sources)]
    known = pd.concat([printed.cells[KEYS], table[KEYS]]).duplicated().to_numpy()[len(printed.cells) :]
    return table[~known].assign(rows=0, kern=False).reset_index(drop=True)
