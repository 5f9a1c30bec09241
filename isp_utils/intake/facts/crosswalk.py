"""Figures of dissolved Kreise on today's territory, with the BBSR's shares of area or population; flagged estimated.

A reform that only merged whole Kreise gives sums; where a Kreis was divided its figure is divided by the share.
Rates and
means cannot be converted and are not to be given to these functions.
"""

import csv
from functools import cache

import pandas as pd

from isp_utils.model.catalogue import HERE
from isp_utils.model.errors import InputError
from isp_utils.model.periods import year_of
from isp_utils.model.schema import Flag

WEIGHTS = ("population", "area")


@cache
def crosswalk_shares() -> pd.DataFrame:
    """old, new, last_year (the last in which the old key was in use), area_share, population_share."""
    path = HERE / "territory" / "kreise_crosswalk.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    table = pd.DataFrame(rows)
    numbers = {"last_year": int, "area_share": float, "population_share": float}
    return table.astype(numbers)


def converted(facts: pd.DataFrame, weight: str = "population") -> pd.DataFrame:
    """Rows for today's Kreise made from former ones (same columns, flag estimated), where all parts have a value.

    `facts` holds counts with region, period and value; the rows that are there stay out of the result.
    Raises InputError for a weight that does not exist.
    """
    if weight not in WEIGHTS:
        raise InputError(f"Gewicht »{weight}« gibt es nicht. Erlaubt sind: {', '.join(WEIGHTS)}.")
    same = [name for name in ("fact", "period", "sex", "age", "group", "census_base") if name in facts.columns]
    table = crosswalk_shares().rename(columns={f"{weight}_share": "share"})[["old", "new", "last_year", "share"]]
    table = table[(table["share"] > 0) & (table["old"] != table["new"])]
    years = facts["period"].map({period: year_of(period) for period in facts["period"].unique()})
    joined = facts.assign(year=years).merge(table, left_on="region", right_on="old")
    joined = joined[joined["year"] <= joined["last_year"]]
    if joined.empty:
        return facts[:0]
    joined["value"] = joined["value"] * joined["share"]
    groups = joined.groupby([*same, "new"], sort=False)
    sums = groups.agg(
        value=("value", "sum"),
        known=("value", "count"),
        parts=("old", frozenset),
        row=("row", "first"),
    )
    sums = sums.reset_index().rename(columns={"new": "region"})
    needed = table.groupby("new")["old"].agg(frozenset)
    whole = [_complete(parts, needed[region]) for parts, region in zip(sums["parts"], sums["region"], strict=True)]
    sums = sums[pd.Series(whole, index=sums.index) & (sums["known"] == sums["parts"].map(len))]
    made = sums.assign(flag=Flag.ESTIMATED.value, raw=sums["value"].map(lambda v: f"umgerechnet {v:.1f}"))
    delivered = pd.MultiIndex.from_frame(facts.loc[facts["value"].notna(), [*same, "region"]])
    new = ~pd.MultiIndex.from_frame(made[[*same, "region"]]).isin(delivered)
    return made[new].reindex(columns=facts.columns)


def _complete(parts: frozenset[str], needed: frozenset[str]) -> bool:
    """Whether the parts of a reform are all there; keys of other reforms of the same Kreis do not count."""
    last = crosswalk_shares().drop_duplicates("old").set_index("old")["last_year"]
    reform = max(int(last[old]) for old in parts)
    return all(old in parts for old in needed if int(last[old]) == reform)
