"""Institutions behind a count: too few of them, or one that dominates, makes it a figure about an institution.

An institution is a contributor, and the two rules are the minimum frequency and the dominance rule with n = 1, of
Hundepool et al. (2012), Statistical Disclosure Control (Wiley), chapter 4.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from isp_utils.model.catalogue import Source
from isp_utils.privacy.cells.cells import Cells
from isp_utils.privacy.solver.system import Array, Mask


def carriers_of(cells: Cells, facts: pd.DataFrame, sources: Mapping[str, Source]) -> Array:
    """Array of float [cell]: how many institutions stand behind each; NaN where no source declares `carriers`."""
    found = np.full(len(cells), np.nan)
    for source in sources.values():
        for fact, carrier in source.protection.carriers.items():
            counts = facts[(facts["fact"] == carrier) & (facts[["sex", "age", "group"]] == "total").all(axis=1)]
            number = dict(zip(zip(counts["region"], counts["period"], strict=True), counts["value"], strict=True))
            of_fact = np.flatnonzero(cells["what"] == fact)
            keys = zip(cells["region"].iloc[of_fact], cells["period"].iloc[of_fact], strict=True)
            found[of_fact] = [number.get(key, np.nan) for key in keys]
    return found


def dominated(cells: Cells, facts: pd.DataFrame, sources: Mapping[str, Source]) -> Mask:
    """Bool mask [cell]: the largest institution behind a total has more than its share (dominance rule, n = 1)."""
    found = np.zeros(len(cells), bool)
    for source in sources.values():
        for fact, dimension in source.protection.dominance.items():
            rows = facts[(facts["fact"] == fact) & facts["group"].str.startswith(f"{dimension}:")]
            largest = rows.groupby(["region", "period", "sex", "age"])["value"].max().to_dict()
            positions = np.flatnonzero((cells["what"] == fact) & (cells["group"] == "total") & (cells["value"] > 0))
            totals = cells.iloc[positions]
            keys = zip(totals["region"], totals["period"], totals["sex"], totals["age"], strict=True)
            share = np.array([largest.get(key, 0.0) for key in keys]) / totals["value"].to_numpy()
            found[positions] = share > source.protection.dominance_share
    return found
