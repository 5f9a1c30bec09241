"""How far a figure can be relied on: the Urban Institute's grades, for events and estimates alone."""

import numpy as np
import pandas as pd

from isp_utils.model.schema import Flag
from isp_utils.model.terms import Method

NO_GRADE = 0
EVENTS_USABLE, EVENTS_ENOUGH = 30, 10
WIDTH_USABLE, WIDTH_ENOUGH = 0.25, 0.5  # half width of the 95 % interval relative to the value
CAREFUL = frozenset(item.value for item in Method if item.is_approximate or item is Method.PUBLISHED)


def reliability(table: pd.DataFrame, nature: "pd.Series[str]") -> pd.Series:
    """1 usable, 2 with care, 3 do not act on this, 0 no grade: a whole number for each row (INDICATOR_COLUMNS).

    `nature`: of the Kennzahl, per row. Few events, wide limits (relative to the value), a flag, and limits that are
    approximate or that nobody knows. A count of everybody, a made-up figure and a missing one have no grade.
    """
    events = table["numerator"]
    half = (table["upper"] - table["lower"]) / 2
    width = (half / table["value"].abs()).where(half != 0, 0)  # beside a value of 0 any width is endless
    poor = (events < EVENTS_ENOUGH) | (width > WIDTH_ENOUGH)
    careful = (events < EVENTS_USABLE) | (width > WIDTH_USABLE) | (table["flag"] != "")
    careful |= table["method"].isin(CAREFUL)
    graded = (nature != "stock") & table["value"].notna() & (table["flag"] != Flag.DEMO.value)
    return pd.Series(np.select([~graded, poor, careful], [NO_GRADE, 3, 2], default=1), index=table.index)
