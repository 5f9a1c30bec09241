"""What an office is known to have published itself though it cannot be; any other such figure stops the run."""

from collections.abc import Sequence
from fnmatch import fnmatchcase

import pandas as pd

from isp_utils.intake.facts.table_rules import TableRule
from isp_utils.model.schema import Flag

_SAME = ["fact", "region", "period", "age", "group"]


def without_slips(facts: pd.DataFrame, rules: Sequence[TableRule]) -> pd.DataFrame:
    """Facts without negative counts, and without men and women who do not make up the total, where rules say so.

    The raw text stays.
    """
    patterns = frozenset(pattern for rule in rules for pattern in rule.slips)
    if not patterns:
        return facts
    places = facts["region"] + "/" + facts["period"]
    known = {place for place in places.unique() if any(fnmatchcase(place, pattern) for pattern in patterns)}
    slip = places.isin(known) & ((facts["value"] < 0) | _of_unequal_sexes(facts))
    flag = facts["flag"].mask(slip, Flag.NOT_AVAILABLE.value)
    return facts.assign(value=facts["value"].mask(slip), flag=flag)


def _of_unequal_sexes(facts: pd.DataFrame) -> pd.Series:
    """Men and women beside a total that they do not add up to."""
    totals = facts[facts["sex"] == "total"].drop_duplicates(_SAME).set_index(_SAME)["value"]
    parts = facts[facts["sex"].isin(["m", "w"])].groupby(_SAME)["value"].agg(["sum", "count"])
    both = parts[parts["count"] == 2].join(totals.rename("total"), how="inner")
    unequal = both.index[both["sum"] != both["total"]]
    return facts["sex"].isin(["m", "w"]) & pd.MultiIndex.from_frame(facts[_SAME]).isin(unequal)
