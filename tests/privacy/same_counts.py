"""Counts that a published share stands for, beside counts of the same thing under another name.

The gate knows only what the catalogue declares (`counted`). Here nothing is declared: what is the same number year
after year in an area is taken for the same thing.
"""

import numpy as np
import pandas as pd

from isp_utils.model.catalogue import Catalogue
from isp_utils.privacy.cells.cells import IMPLIED, REST

YEARS, ALIKE = 10, 0.9  # from so many years on, in so many of them


def told_by_shares(cells: pd.DataFrame, table: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Hidden printed counts of a build (zellen.parquet) that a share in its gated `table` gives away; one line each."""
    cells = cells[~cells["demo"]].assign(year=cells["period"].str[:4])
    pairs = _pairs(cells)
    thing = ["what_share", "region", "what", "age", "group"]
    together = pairs.groupby(thing)["same"].agg(["size", "mean"])
    known = together[(together["size"] >= YEARS) & (together["mean"] >= ALIKE)].index
    found = pairs[pd.MultiIndex.from_frame(pairs[thing]).isin(known) & pairs["hidden"] & pairs["same"]]
    return found.merge(_shown_shares(table, catalogue), on=["what_share", "region", "year", "sex"])


def _pairs(cells: pd.DataFrame) -> pd.DataFrame:
    """Counts behind shares beside printed ones of the same area, year and sex; `same`: whether they are one number."""
    shares = cells["what"].str.startswith(IMPLIED)
    counts = cells[cells["rows"].gt(0) & ~shares & ~cells["what"].str.contains(REST)]
    pairs = cells[shares].merge(counts, on=["region", "year", "sex"], suffixes=("_share", ""))
    return pairs.assign(same=np.isclose(pairs["value_share"], pairs["value"], rtol=0, atol=0.5))


def _shown_shares(table: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """what_share, region, year, sex of every published value that its publisher reckoned, over a base that we know."""
    names = {item.id: IMPLIED + item.numerator[0] for item in catalogue.indicators.values() if item.base}
    rows = table[table["value"].notna() & table["indicator"].isin(list(names))]
    return rows.assign(what_share=rows["indicator"].map(names), year=rows["period"].str[:4])[
        ["what_share", "region", "year", "sex"]
    ]
