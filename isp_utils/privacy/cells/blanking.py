"""Tables without their hidden figures, and what each row of them gives away."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from isp_utils.model.schema import INDICATOR_COLUMNS, NUMERIC, ROW_KEY, TELLING, Flag
from isp_utils.privacy.cells.cells import BESIDE, Printed, tells
from isp_utils.privacy.solver.system import Mask

NOTHING_TOLD = BESIDE * (len(TELLING) - 1)  # what `told_by` says of a row without counts


def blanked(table: pd.DataFrame, printed: Printed, hidden: Mask) -> pd.DataFrame:
    """The table (INDICATOR_COLUMNS) without its hidden figures: no number of such a row is left, nor a sign of a zero.

    hidden: bool mask [cell]. Limits, numerator and denominator go with the value, for each leads back to the count.
    """
    protected = _rows_hidden(table, printed, hidden) & tells(table).to_numpy(bool)
    return without(table, protected)[list(INDICATOR_COLUMNS)]


def without(table: pd.DataFrame, rows: Mask) -> pd.DataFrame:
    """The table with some rows (bool mask [row]) marked as protected, without any number."""
    gated = table.copy()
    if not rows.any():
        return gated
    gated.loc[rows, list(NUMERIC)] = np.nan
    gated.loc[rows, "flag"] = Flag.PROTECTED.value
    return gated


def _rows_hidden(table: pd.DataFrame, printed: Printed, hidden: Mask) -> Mask:
    """Rows of which at least one count is hidden."""
    told = {name for name, place in printed.number.items() if hidden[place]}
    found = np.zeros(len(table), bool)
    for column in TELLING:
        names = table[column]
        several = names.str.contains(BESIDE, regex=False).to_numpy(bool)
        found |= names.isin(told).to_numpy(bool)
        found[several] |= np.array([bool(told & set(n.split(BESIDE))) for n in names[several]], bool)
    return found


def withheld(table: pd.DataFrame, left: pd.DataFrame) -> pd.DataFrame:
    """Rows (INDICATOR_COLUMNS) that had a number and have none now, as they were."""
    return table.loc[tells(table) & ~tells(left), list(INDICATOR_COLUMNS)]


def told_by(tables: Sequence[pd.DataFrame], printed: Printed) -> pd.DataFrame:
    """ROW_KEY, cells: which cells each row gives away if it has a number (several: "3|17", empty places included)."""
    found, number = [], {name: str(place) for name, place in printed.number.items()}
    for table in tables:
        columns = [_numbers(table[column], number) for column in TELLING]
        found.append(table[list(ROW_KEY)].assign(cells=columns[0] + BESIDE + columns[1] + BESIDE + columns[2]))
    return pd.concat(found, ignore_index=True)


def _numbers(names: "pd.Series[str]", number: Mapping[str, str]) -> "pd.Series[str]":
    codes, texts = pd.factorize(names)
    told = [
        number[name] if name in number else BESIDE.join([number.get(part, "") for part in name.split(BESIDE)])
        for name in texts.to_numpy(object)
    ]
    return pd.Series(told, dtype="str").take(codes).set_axis(names.index)


def still_told(tables: Sequence[pd.DataFrame], gated: Sequence[pd.DataFrame], printed: Printed, size: int) -> Mask:
    """Bool mask [size]: cells whose count follows from a row that still has a number."""
    told = np.zeros(size, bool)
    for table, left in zip(tables, gated, strict=True):
        rows = table[tells(left).to_numpy()]
        for column in TELLING:
            names = {part for name in _each(rows[column]) for part in name.split(BESIDE)}
            told[[printed.number[name] for name in names if name in printed.number]] = True
    return told


def _each(names: "pd.Series[str]") -> list[str]:
    """Every text of a column once; as objects first, since texts of Arrow come out one by one."""
    return names.astype(object).unique().tolist()
