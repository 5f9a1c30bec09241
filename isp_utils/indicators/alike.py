"""The Kreise most alike the county in structure, by the Kennzahlen that the catalogue declares for it."""

import pandas as pd

from isp_utils.indicators.figures import Figures
from isp_utils.model.catalogue import Indicator
from isp_utils.statistics.peers import nearest


def alike(figures: Figures) -> list[str]:
    """Keys of the Kreise nearest in structure, the nearest first; none where the county lacks one of the figures."""
    rules = figures.catalogue.alike
    if rules is None:
        return []
    columns = [_values(figures, figures.catalogue.indicators[name]) for name in rules.indicators]
    table = pd.concat(columns, axis=1) if columns else pd.DataFrame()
    if figures.county.key not in table.index or table.loc[figures.county.key].isna().any():
        return []
    found, _ = nearest(table, int(table.index.get_loc(figures.county.key)), k=rules.number)  # type: ignore[arg-type]
    return [str(table.index[place]) for place in found]


def _values(figures: Figures, indicator: Indicator) -> "pd.Series[float]":
    """The Kreise's values in the newest usual year of the county's own."""
    usual = figures.usual(indicator, figures.county.key)
    own = figures.figure_in(usual)
    rows = figures.peers(own) if own else figures.of(indicator.id)[:0]
    return rows.set_index("region")["value"].rename(indicator.id)
