"""Stocks that divide into parts (children of an age, and where they are cared for), as rows for the gate.

What the parts leave of the whole is a count as well. As a row of its own it is protected like all others, also where
whole and parts were counted on different days (a quasi-cohort).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from isp_utils.indicators.flags import heaviest
from isp_utils.indicators.reliability import NO_GRADE
from isp_utils.indicators.sums import counted_facts, joined_texts, joint_source
from isp_utils.model.biography import Flow
from isp_utils.model.periods import year_of
from isp_utils.model.schema import UNGATED_COLUMNS
from isp_utils.model.terms import Method, Term
from isp_utils.statistics.intervals import proportion

PLACE = ["region", "year"]


Flows = Mapping[str, Flow]  # by id
Made = Callable[[Flows, pd.DataFrame], pd.DataFrame]


def rows_of_flows(flows: Flows, counts: pd.DataFrame) -> pd.DataFrame:
    """The rows of all flows (UNGATED_COLUMNS) from their counts: facts with `counted`, the place of each among all."""
    rows = counts.assign(year=counts["period"].map({period: year_of(period) for period in counts["period"].unique()}))
    found = [_rows_of(name, flow, rows) for name, flow in flows.items()]
    return pd.concat(found, ignore_index=True)[list(UNGATED_COLUMNS)]


def flow_rows(facts: pd.DataFrame, flows: Flows, regions: Sequence[str], made: Made = rows_of_flows) -> pd.DataFrame:
    """Ungated rows (UNGATED_COLUMNS; `indicator` is the id of the flow) of some areas, one for every year of its parts.

    `facts` has FACT_COLUMNS. numerator: people or things in all parts; denominator: those in the whole, of the same
    year or the nearest before it; value: percent, without limits. Years without a figure for any of them have no row.
    `made` is `rows_of_flows` or something that does the same work otherwise.
    """
    names = {Term.parse(term).fact for flow in flows.values() for term in flow.terms}
    near = facts["fact"].isin(names) & facts["region"].isin(regions) & (facts["sex"] == "total")
    return made(flows, counted_facts(facts, near & facts["value"].notna()))


def _rows_of(name: str, flow: Flow, rows: pd.DataFrame) -> pd.DataFrame:
    parts = _together([_term(term, rows) for _, term in flow.parts])
    whole = _term(flow.origin, rows)[[*PLACE, "value", "counted", "source"]].astype({"year": "int64"})
    table = pd.merge_asof(
        parts.sort_values("year"), whole.sort_values("year"), on="year", by="region", suffixes=("", "_of")
    ).dropna(subset="value_of")
    share = proportion(np.minimum(table["value"], table["value_of"]), table["value_of"])
    sources = [joint_source(pair) for pair in zip(table["source"], table["source_of"], strict=True)]
    counts = {"numerator": table["value"], "denominator": table["value_of"], "over": table["counted_of"]}
    limits: dict[str, Any] = {"value": share.value, "lower": np.nan, "upper": np.nan}  # everybody is counted
    plain: dict[str, Any] = {"indicator": name, "sex": "total", "age": "total", "group": "total", "beside": ""}
    return table.assign(**plain, **counts, **limits, reliability=NO_GRADE, source=sources, method=Method.SHARE.value)


def _term(term: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The counts of a term, one an area and year: the last one, on the newest census base."""
    asked = Term.parse(term)
    found = rows[(rows["fact"] == asked.fact) & (rows["age"] == asked.age) & (rows["group"] == asked.group)]
    return found.sort_values(["period", "census_base"]).drop_duplicates(PLACE, keep="last")


def _together(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Parts of an area and year as one row, of as many parts as have figures there."""
    rows = pd.concat(parts).sort_values(PLACE, kind="stable")
    numbers = {"period": ("period", "max"), "census_base": ("census_base", "first"), "value": ("value", "sum")}
    table = rows.groupby(PLACE, as_index=False).agg(**numbers)
    starts = np.flatnonzero(~rows.duplicated(PLACE))
    texts = joined_texts(rows, starts, {"counted": "+".join, "source": joint_source, "flag": heaviest})
    return table.assign(**texts).astype({"year": "int64"})
