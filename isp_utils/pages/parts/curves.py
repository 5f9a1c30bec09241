"""Which lines a trend chart shows: the county, Land and Bund; one line a census base where these overlap."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

import pandas as pd

from isp_utils.charts import Series, series_from
from isp_utils.indicators.figures import CENSUS_WORDS, Figures
from isp_utils.model.catalogue import Indicator
from isp_utils.model.schema import Flag

OLDER = ("second", "third", "fourth")


def curves(figures: Figures, indicator: Indicator, references: Mapping[str, str]) -> list[Series]:
    """The lines of a Kennzahl, own county first; `references` gives the region of the roles land and bund.

    Stocks and other counts stand alone: beside the Land's eight million a county is a flat line.
    """
    own = figures.series(indicator.id, figures.county.key)
    if own["value"].notna().sum() < 2:
        return []
    lines = _own_lines(own, figures.county.short)
    if not indicator.comparable or (own["flag"] == Flag.DEMO.value).any():
        return lines  # made-up figures are not compared
    for role, region in references.items():
        rows = _one_base(figures.series(indicator.id, region))
        if rows["value"].notna().any():
            lines.append(series_from(rows, figures.catalogue.register[region].name, role))
    return lines


def _own_lines(rows: pd.DataFrame, name: str) -> list[Series]:
    """One line; or one a census base, the newest as the county's own, where a period is stated on two bases."""
    by_base = [(str(base), group) for base, group in rows.groupby("census_base")]
    spans = [(group["period"].min(), group["period"].max()) for _, group in by_base]
    overlapping = any(first <= earlier[1] for earlier, (first, _) in pairwise(spans))
    if not overlapping:
        return [series_from(_one_base(rows), name, "own")]
    roles = ("own", *OLDER)
    newest_first = reversed(by_base)
    return [
        replace(series_from(group, CENSUS_WORDS[base] or name, role), area=name)
        for role, (base, group) in zip(roles, newest_first, strict=False)
    ]


def _one_base(rows: pd.DataFrame) -> pd.DataFrame:
    """Where a period is stated on two census bases, the newer one."""
    return rows.sort_values("census_base").drop_duplicates("period", keep="last")
