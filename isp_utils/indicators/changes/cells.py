"""Figure by figure: new, revised, hidden, shown again or gone from one released table to the next."""

from enum import StrEnum

import numpy as np
import pandas as pd

from isp_utils.indicators.changes.snapshot import WITHHELD
from isp_utils.model.schema import ROW_KEY, Flag

CELL_COLUMNS = (*ROW_KEY, "kind", "old", "new")


class CellKind(StrEnum):
    """What happened to one figure."""

    PERIOD = "period"  # of a period that the Kennzahl did not have anywhere
    ADDED = "added"  # of a period that was known elsewhere, or on another census base
    REVISED = "revised"
    HIDDEN = "hidden"  # by us; its old value is told nowhere
    SHOWN = "shown"  # hidden by us before
    GONE = "gone"  # its old value is told nowhere either
    RANGE = "range"  # the same value, other limits or another way to them


def changed_cells(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """One row (CELL_COLUMNS) for each figure that differs between two tables (KEPT_COLUMNS).

    `old` is NaN where there was no value, and for whatever stands nowhere any more: what is hidden or gone now.
    """
    both = old.merge(new, on=list(ROW_KEY), how="outer", suffixes=("_old", "_new"))
    was, now = both["value_old"], both["value_new"]
    kind = pd.Series("", index=both.index, dtype="str")
    kind[was.notna() & now.notna() & ~_same(was, now)] = CellKind.REVISED.value
    kind[was.notna() & now.notna() & (kind == "") & _moved(both)] = CellKind.RANGE.value
    kind[was.isna() & now.notna()] = CellKind.PERIOD.value
    kind[was.isna() & now.notna() & _known_before(both, old)] = CellKind.ADDED.value
    kind[was.isna() & now.notna() & (both["flag_old"] == Flag.PROTECTED.value)] = CellKind.SHOWN.value
    kind[was.notna() & now.isna()] = CellKind.GONE.value
    told = was.notna() | (both["flag_old"] == WITHHELD)
    kind[told & now.isna() & (both["flag_new"] == Flag.PROTECTED.value)] = CellKind.HIDDEN.value
    found = both.assign(kind=kind, old=was, new=now)[kind != ""]
    return found.assign(old=found["old"].mask(found["new"].isna()))[list(CELL_COLUMNS)]


def _known_before(rows: pd.DataFrame, old: pd.DataFrame) -> "pd.Series[bool]":
    """Whether the Kennzahl of a row had a figure of its period in any area."""
    known = old[old["value"].notna()]
    periods = set(zip(known["indicator"], known["period"], strict=True))
    found = [pair in periods for pair in zip(rows["indicator"], rows["period"], strict=True)]
    return pd.Series(found, index=rows.index, dtype=bool)


def _same(first: "pd.Series[float]", second: "pd.Series[float]") -> "pd.Series[bool]":
    close = np.isclose(first.to_numpy(float), second.to_numpy(float), rtol=1e-9, atol=1e-12, equal_nan=True)
    return pd.Series(close, index=first.index)


def _moved(both: pd.DataFrame) -> "pd.Series[bool]":
    """Whether limits or method of a figure differ."""
    same = _same(both["lower_old"], both["lower_new"]) & _same(both["upper_old"], both["upper_new"])
    return ~same | (both["method_old"] != both["method_new"])
