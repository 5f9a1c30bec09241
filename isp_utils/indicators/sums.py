"""Counted quantities of the facts, added up: what every method of `compute` begins with."""

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise

import numpy as np
import pandas as pd

from isp_utils.indicators.flags import heaviest, weight
from isp_utils.model.terms import Sources, Term

AREA = ["region", "sex"]
TIME = ["year", "span"]  # the last year of a period and how many years it counts together

ByTerm = Mapping[Term, pd.DataFrame]  # the facts of each term
Terms = pd.DataFrame  # region, sex, period, year, span, census_base | value, flag, source, counts


def sum_of_terms(terms: Iterable[str], by_term: ByTerm) -> Terms:
    """Sum over terms; missing where one of them is missing, with the flag that says why."""
    parts = [_term(term, by_term) for term in terms]
    if len(parts) == 1:
        return parts[0]
    return _added(pd.concat(parts), len(parts))


def _added(rows: Terms, number: int) -> Terms:
    """The rows of an area, period and census base as one, where there are as many as terms."""
    key = [*AREA, "period", *TIME, "census_base"]
    rows = rows.sort_values(key, kind="stable")
    starts = np.flatnonzero(~rows.duplicated(key))
    spans = list(pairwise([*starts, len(rows)]))
    joined = {
        name: [join(texts[start:end]) for start, end in spans]
        for name, join in (("flag", heaviest), ("source", _joint_source), ("counts", "+".join))
        for texts in [tuple(rows[name])]
    }
    value = np.add.reduceat(rows["value"].to_numpy(float), starts) if len(rows) else np.zeros(0)
    table = rows.iloc[starts][key].assign(value=value, **joined)
    whole: Terms = table[np.diff([*starts, len(rows)]) == number]
    return whole.reset_index(drop=True)


@cache
def _joint_source(names: tuple[str, ...]) -> str:
    return str(Sources.of(names))


def _term(term: str, by_term: ByTerm) -> Terms:
    return facts_of(term, by_term)[[*AREA, "period", *TIME, "census_base", "value", "flag", "source", "counts"]]


def facts_of(term: str, by_term: ByTerm) -> pd.DataFrame:
    """The facts of one term."""
    asked = Term.parse(term)
    return by_term[asked] if asked in by_term else next(iter(by_term.values()))[:0]


def heavier(first: pd.Series, second: pd.Series) -> pd.Series:
    """Row by row the flag that weighs more."""
    return first.where(first.map(weight) >= second.map(weight), second)


def joint_sources(first: pd.Series, second: pd.Series) -> pd.Series:
    """The sources of both columns, row by row."""
    pairs = list(zip(first, second, strict=True))
    named = {pair: str(Sources.of(pair)) for pair in set(pairs)}
    return pd.Series([named[pair] for pair in pairs], index=first.index, dtype="str")
