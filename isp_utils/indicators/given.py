"""The method of values that their publisher reckoned: limits around the count that a share or rate stands for."""

import numpy as np
import pandas as pd

from isp_utils.indicators.sums import AREA, TIME, ByTerm, Terms, sum_of_terms
from isp_utils.model.indicator import Indicator
from isp_utils.model.terms import Method
from isp_utils.model.wording import decimals_of
from isp_utils.statistics.intervals import proportion, rate

NEARLY = 1e-9  # what binary numbers may be off


def given(indicator: Indicator, numerator: Terms, by_term: ByTerm) -> pd.DataFrame:
    """The published value; with a base, limits around the count that the value stands for (approximate).

    A base of another year serves the limits alone: 34.39 % of this year's children are no count of last year's.
    Where the count itself is published too (`counted`) and makes the value, it stands instead of the reckoned one.
    """
    if not indicator.base:
        return numerator.assign(method=Method.PUBLISHED.value)
    table = _nearest_base(numerator, sum_of_terms(indicator.base, by_term))
    events = (table["value"] * table["denominator"] / indicator.per).round()
    limits, method, exact = rate, Method.APPROXIMATE_RATE, Method.RATE
    if indicator.base_kind == "ratio":  # the base may be of another year: a ratio of 103 % has no more than all
        events = events.clip(upper=table["denominator"])
        limits, method, exact = proportion, Method.APPROXIMATE_SHARE, Method.SHARE
    published = _published_counts(indicator, table, by_term)
    events = published["value"].fillna(events)
    estimate = limits(events, table["denominator"], indicator.per)
    known = table["denominator"].notna() & table["value"].notna()
    same = table["year_of"] == table["year"]
    return table.assign(
        lower=np.where(known, np.fmin(estimate.lower, table["value"]), np.nan),
        upper=np.where(known, np.fmax(estimate.upper, table["value"]), np.nan),
        numerator=events.where(same),
        denominator=table["denominator"].where(same),
        counted=("~" + table["counts"]).where(known, ""),
        over=table["counts_of"].where(known & same, ""),
        beside=published["counts"].fillna(""),
        method=np.where(published["value"].notna(), exact, np.where(known, method, Method.PUBLISHED)).astype(str),
    )


def _published_counts(indicator: Indicator, table: Terms, by_term: ByTerm) -> pd.DataFrame:
    """value, counts [row of `table`]: the published count that gives the row's value as it is printed, else missing."""
    if not indicator.counted:
        return pd.DataFrame({"value": np.nan, "counts": None}, index=table.index)
    counted = sum_of_terms(indicator.counted, by_term)[[*AREA, *TIME, "value", "counts"]]
    rows = table[table["year_of"] == table["year"]][[*AREA, *TIME, "value", "denominator"]].dropna().rename_axis("row")
    pairs = rows.reset_index().merge(counted, on=[*AREA, *TIME], suffixes=("_said", ""))
    made = pairs["value"] * indicator.per / pairs["denominator"]
    half = 0.5 * 10.0 ** -pairs["value_said"].map(decimals_of)
    fitting = pairs[(made - pairs["value_said"]).abs() <= half + NEARLY]
    return fitting.drop_duplicates("row").set_index("row")[["value", "counts"]].reindex(table.index)


def _nearest_base(numerator: Terms, base: Terms) -> pd.DataFrame:
    """Numerator with `denominator`: the population of the nearest year, on the same census base where one is known."""
    base = base.dropna(subset="value").sort_values("census_base")
    same = _of_nearest_year(numerator, base, [*AREA, "census_base"])
    other = _of_nearest_year(numerator, base.drop_duplicates([*AREA, "year"], keep="last"), AREA)
    return same.fillna({name: other[name] for name in ("denominator", "counts_of", "year_of")})


def _of_nearest_year(numerator: Terms, base: Terms, by: list[str]) -> pd.DataFrame:
    base = base.drop_duplicates([*by, "year"], keep="last")
    base = (
        base[[*by, "year", "value", "counts"]]
        .rename(columns={"value": "denominator", "counts": "counts_of"})
        .assign(year_of=base["year"])
    )
    left, right = (table.astype({"year": "int64"}).sort_values("year") for table in (numerator, base))
    return pd.merge_asof(left, right, on="year", by=by, direction="nearest")
