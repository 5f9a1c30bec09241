"""What the gate said of a portion, once just that has been released: all as before, but what is printed stays known."""

from dataclasses import replace

import numpy as np

from isp_utils.privacy.apart.apart import Passed
from isp_utils.privacy.apart.portions import Portion
from isp_utils.privacy.cells.cells import KEYS, facts_behind
from isp_utils.privacy.cells.releases import STATE


def once_released(passed: Passed, portion: Portion) -> Passed | None:
    """What the gate says of a portion whose register holds nothing but what it said of the same counts; else None.

    The pattern found first is safe and stands: all that it hides can be hidden still, and the rest is public now.
    Made-up counts are never registered. Public counts may stand in figures of other portions alone.
    """
    cells, table = passed.cells, portion.releases.table
    if not len(table) or table.duplicated(KEYS).any():
        return None
    said = cells[[*KEYS, "value", "told"]].assign(
        printed=~cells["hidden"] & (cells["rows"] > 0), row=cells["rows"] > 0, place=np.arange(len(cells))
    )
    both = table.merge(said, on=KEYS, how="left", suffixes=("", "_said"))
    same = np.all([both[name] == both[f"{name}_said"] for name in STATE], axis=0)
    elsewhere = both["value_said"].isna() | (both["value"] == both["value_said"])
    public = (
        both["what"].map({what: facts_behind(what) <= portion.public for what in both["what"].unique()}) & elsewhere
    )
    if not (same | public).all():
        return None
    known = both.loc[both["printed"] & both["place"].notna(), "place"].to_numpy(int)
    fixed = passed.system.fixed.copy()
    fixed[known] = True
    return replace(passed, system=replace(passed.system, fixed=fixed))
