"""Several years counted together for small areas, where single years are mostly too few people to be shown.

The figure is an average of the years, less current and more certain. The blocks of years are fixed by the calendar, so
that no two of them overlap and none moves with a new delivery.
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from isp_utils.indicators.flags import heaviest
from isp_utils.model.catalogue import Catalogue, Indicator
from isp_utils.model.schema import FACT_COLUMNS
from isp_utils.model.terms import Sources, Term

LAST_OF_A_BLOCK = 2024  # blocks of three years end in 2021, 2024, 2027 ...
SMALL_LEVELS = ("samtgemeinde", "gemeinde", "sozialraum")
ONE = ["fact", "region", "sex", "age", "group", "census_base"]


def with_pooled_years(facts: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """FACT_COLUMNS with sums of whole blocks of years behind them, for what Kennzahlen with `pooled` rest on.

    Only below the Kreis, and only where every year of a block has a count. Years of the calendar alone: days and school
    years add up to nothing that the gate could hold against the years together.
    """
    level = facts["region"].map({key: catalogue.register[key].level for key in facts["region"].unique()})
    small = facts[level.isin(SMALL_LEVELS) & facts["value"].notna()]
    wanted = {years: set(_terms(catalogue.indicators.values(), years)) for years in _lengths(catalogue)}
    found = ((_of(small, terms), years) for years, terms in wanted.items())
    tables = [_summed(rows, years) for rows, years in found if len(rows)]
    return pd.concat([facts, *(table for table in tables if len(table))], ignore_index=True)


def _lengths(catalogue: Catalogue) -> set[int]:
    return {indicator.pooled for indicator in catalogue.indicators.values() if indicator.pooled}


def _terms(indicators: Iterable[Indicator], years: int) -> Iterable[Term]:
    return (term for item in indicators if item.pooled == years for term in Term.each(item.terms))


def _of(facts: pd.DataFrame, terms: set[Term]) -> pd.DataFrame:
    """Rows of the terms in single years of the calendar, with the year."""
    keys = {(term.fact, term.age, term.group) for term in terms}
    near = [key in keys for key in zip(facts["fact"], facts["age"], facts["group"], strict=True)]
    rows = facts[np.array(near, bool) & facts["period"].str.fullmatch("[0-9]{4}")]
    return rows.assign(year=rows["period"].astype("int64"))


def _summed(rows: pd.DataFrame, years: int) -> pd.DataFrame:
    last = rows["year"] + (LAST_OF_A_BLOCK - rows["year"]) % years
    blocks = rows.assign(last=last).groupby([*ONE, "last"], as_index=False, sort=False)
    together = blocks.agg(
        value=("value", "sum"),
        known=("value", "size"),
        flag=("flag", heaviest),
        source=("source", lambda names: str(Sources.of(names))),
        file=("file", "first"),
        row=("row", "first"),
    )
    whole = together[together["known"] == years]
    period = (whole["last"] - years + 1).astype(str) + "-" + whole["last"].astype(str)
    return whole.assign(period=period, raw="")[list(FACT_COLUMNS)]
