"""How much is hidden, by source and level: for the house only, for it divides what is secret from what covers it."""

import pandas as pd

from isp_utils.model.regions import LEVELS, Register
from isp_utils.privacy.cells.cells import Cells

SHARES = ("source", "level", "counts", "small", "covering", "needed")


def hidden_shares(cells: Cells, register: Register) -> pd.DataFrame:
    """One row a source and level (SHARES): printed counts, small ones, others hidden with them, of these proven needed.

    `cells` as of Gated, with source, rows, secret, hidden, cheapest. Numbers of counts, not of people.
    """
    printed = cells[(cells["rows"] > 0) & cells["told"].astype(bool)]
    covering = printed["hidden"].astype(bool) & ~printed["secret"].astype(bool)
    level = printed["region"].map({key: register.regions[key].level for key in printed["region"].unique()})
    table = printed[["source"]].assign(
        level=pd.Categorical(level, LEVELS, ordered=True),
        counts=1,
        small=printed["secret"].astype(int),
        covering=covering.astype(int),
        needed=(covering & printed["cheapest"].eq(True)).astype(int),
    )
    return table.groupby(["source", "level"], observed=True, as_index=False).sum()[list(SHARES)]
