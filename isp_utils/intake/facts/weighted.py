"""Figures of larger areas that a publisher does not state, as means of their parts' figures, weighted; estimated.

The weights (catalogue/territory/weights_*.csv) are people, women and area of the municipalities and people by age of
the Kreise on one day: a share or a time of a Kreis hardly depends on the year of its weights.
"""

from functools import cache

import pandas as pd

from isp_utils.intake.facts.table_rules import FactRule, TableRule
from isp_utils.model.catalogue import HERE
from isp_utils.model.errors import InputError
from isp_utils.model.schema import Flag

COVERED, DIGITS = 0.97, 2  # share of the weight with a figure below which there is no mean; decimals of a mean
_SAME = ["fact", "period", "sex", "age", "group", "census_base"]
_LEVELS = ("gemeinde", "samtgemeinde", "kreis", "land", "bund")


def with_means(facts: pd.DataFrame, rule: TableRule, fact: FactRule) -> pd.DataFrame:
    """Facts of one measure, and the means of the areas above that have no figure of their own (same columns).

    A mean is the sum of figure times weight over the sum of weights, of parts with at least 97 % of the area's weight.
    Raises InputError for a weight that does not exist.
    """
    if not fact.means:
        return facts
    weights = area_weights(fact.means)
    whole = weights.groupby("area")["weight"].sum()
    units = facts[facts["value"].notna() & facts["region"].isin(whole.index)]
    units = units.assign(weight=units["region"].map(whole))
    pairs = units.merge(_above(weights, rule.means_for), left_on="region", right_on="unit")
    pairs = pairs.assign(product=pairs["value"] * pairs["weight"])
    sums = pairs.groupby([*_SAME, "area"], sort=False, as_index=False).agg(
        product=("product", "sum"), weight=("weight", "sum"), row=("row", "first")
    )
    sums = sums[(sums["weight"] > 0) & (sums["weight"] >= COVERED * sums["area"].map(whole))]
    made = sums.assign(region=sums["area"], value=(sums["product"] / sums["weight"]).round(DIGITS))
    made = made.assign(flag=Flag.ESTIMATED.value, raw=made["value"].map(lambda value: f"Mittel {value:g}"))
    key = [*_SAME, "region"]
    stated = pd.MultiIndex.from_frame(units[key])
    made = made[~pd.MultiIndex.from_frame(made[key]).isin(stated)]
    return pd.concat([facts, made.reindex(columns=facts.columns)], ignore_index=True)


@cache
def area_weights(name: str) -> pd.DataFrame:
    """area, level, leaf, weight: every smallest area with this weight beside every area that it lies in, and itself.

    People and women in persons, area in km2; raises InputError naming the weights that there are.
    """
    tables = [_leaves(kind) for kind in ("gemeinden", "kreise")]
    table = next((table for table in tables if name in table.columns[2:]), None)
    if table is None:
        names = ", ".join(str(column) for table in tables for column in table.columns[2:])
        raise InputError(f"Gewicht »{name}« gibt es nicht. Erlaubt sind: {names}.")
    leaf, parent, whole = table["key"], table["parent"], "DG"
    verband = parent.where(parent.str.len() == 9)
    areas = {"gemeinde": leaf.where(leaf.str.len() == 8), "samtgemeinde": verband, "kreis": leaf.str[:5]}
    areas |= {"land": leaf.str[:2], "bund": pd.Series(whole, index=table.index)}
    parts = [
        pd.DataFrame({"area": areas[level], "level": level, "leaf": leaf, "weight": table[name]}) for level in areas
    ]
    return pd.concat(parts, ignore_index=True).dropna(subset=["area"])


def _leaves(kind: str) -> pd.DataFrame:
    path = HERE / "territory" / f"weights_{kind}.csv"
    return pd.read_csv(path, sep=";", dtype={"key": str, "parent": str}, encoding="utf-8")


def _above(weights: pd.DataFrame, levels: tuple[str, ...]) -> pd.DataFrame:
    """unit, area: every area of the levels beside every smaller one in it."""
    rank = {level: place for place, level in enumerate(_LEVELS)}
    ranked = weights.assign(rank=weights["level"].map(rank))[["area", "rank", "leaf"]]
    first = ranked.drop_duplicates("area").rename(columns={"area": "unit", "rank": "of_unit"})
    pairs = first.merge(ranked, on="leaf")
    wanted = [rank[level] for level in levels]
    return pairs.loc[(pairs["rank"] > pairs["of_unit"]) & pairs["rank"].isin(wanted), ["unit", "area"]]
