"""How far a figure can be relied on: the Urban Institute's grades, from number of events and width of the limits."""

import numpy as np
import pandas as pd

from isp_utils.model.terms import Method

EVENTS_USABLE, EVENTS_ENOUGH = 30, 10
WIDTH_USABLE, WIDTH_ENOUGH = 0.25, 0.5  # half width of the 95 % interval relative to the value
CAREFUL = frozenset(item.value for item in Method if item.is_approximate or item is Method.PUBLISHED)


def reliability(table: pd.DataFrame) -> pd.Series:
    """1 usable, 2 with care, 3 do not act on this: a whole number for each row (INDICATOR_COLUMNS without the grade).

    Few events, wide limits (relative to the value), a flag, and limits that are approximate or that nobody knows.
    """
    events = table["numerator"]
    width = ((table["upper"] - table["lower"]) / 2 / table["value"].abs()).where(table["value"] != 0)
    poor = (events < EVENTS_ENOUGH) | (width > WIDTH_ENOUGH) | table["value"].isna()
    careful = (events < EVENTS_USABLE) | (width > WIDTH_USABLE) | (table["flag"] != "")
    careful |= table["method"].isin(CAREFUL)
    return pd.Series(np.select([poor, careful], [3, 2], default=1), index=table.index)
