"""Counted quantities of the facts, added up: what every method of `compute` begins with."""

from collections.abc import Iterable, Mapping

import pandas as pd

from isp_utils.indicators.flags import heaviest, weight
from isp_utils.model.terms import Sources, Term

AREA = ["region", "sex"]
TIME = ["year", "span"]  # the last year of a period and how many years it counts together

Terms = pd.DataFrame  # region, sex, period, year, span, census_base | value, flag, source, counts


def sum_of_terms(terms: Iterable[str], of_fact: Mapping[str, pd.DataFrame]) -> Terms:
    """Sum over terms; missing where one of them is missing, with the flag that says why."""
    parts = [_term(term, of_fact) for term in terms]
    if len(parts) == 1:
        return parts[0]
    key = [*AREA, "period", *TIME, "census_base"]
    grouped = pd.concat(parts).groupby(key, as_index=False)
    table = grouped.agg(
        value=("value", lambda v: v.sum(skipna=False)),
        flag=("flag", heaviest),
        source=("source", lambda names: str(Sources.of(names))),
        counts=("counts", "+".join),
        terms=("value", "size"),
    )
    return table[table["terms"] == len(parts)].drop(columns="terms")


def _term(term: str, of_fact: Mapping[str, pd.DataFrame]) -> Terms:
    return facts_of(term, of_fact)[[*AREA, "period", *TIME, "census_base", "value", "flag", "source", "counts"]]


def facts_of(term: str, of_fact: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The facts of one term."""
    asked = Term.parse(term)
    rows = of_fact[asked.fact] if asked.fact in of_fact else next(iter(of_fact.values()))[:0]
    return rows[(rows["age"] == asked.age) & (rows["group"] == asked.group)]


def heavier(first: pd.Series, second: pd.Series) -> pd.Series:
    """Row by row the flag that weighs more."""
    return first.where(first.map(weight) >= second.map(weight), second)


def joint_sources(first: pd.Series, second: pd.Series) -> pd.Series:
    """The sources of both columns, row by row."""
    pairs = list(zip(first, second, strict=True))
    named = {pair: str(Sources.of(pair)) for pair in set(pairs)}
    return pd.Series([named[pair] for pair in pairs], index=first.index, dtype="str")
