"""Counted quantities of the facts, added up: what every method of `compute` begins with."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from isp_utils.indicators.flags import heaviest, weight
from isp_utils.model.periods import pooled_years, year_of
from isp_utils.model.terms import Sources, Term

AREA = ["region", "sex"]
TIME = ["year", "span"]  # the last year of a period and how many years it counts together
NOWHERE = np.zeros(0, np.int64)

Positions = np.ndarray
ByTerm = Mapping[Term, pd.DataFrame]  # the facts of each term, FACT_COLUMNS with year, span and counts
Terms = pd.DataFrame  # region, sex, period, year, span, census_base | value, flag, source, counts


@dataclass(frozen=True)
class FactsByTerm:
    """Facts (FACT_COLUMNS) term by term; the index says at which place each of them stands among all."""

    facts: pd.DataFrame
    parts: Mapping[Term, slice]
    _numbered: dict[Term, pd.DataFrame] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, facts: pd.DataFrame) -> "FactsByTerm":
        """The facts of every term in the order in which they stand."""
        places: dict[Any, Any] = {**facts.groupby(["fact", "age", "group"]).indices}
        ends = np.cumsum([0, *map(len, places.values())]).tolist()
        parts = {Term(*map(str, key)): slice(*both) for key, both in zip(places, pairwise(ends), strict=True)}
        return cls(facts.take(np.concatenate([NOWHERE, *places.values()])), parts)

    def part(self, term: Term) -> slice:
        """Which rows are of a term, none where there is no such fact."""
        return self.parts.get(term, slice(0, 0))

    def places(self, terms: Iterable[str]) -> np.ndarray:
        """Where the facts of some terms stand among all, term by term."""
        return np.concatenate([NOWHERE, *(self.facts.index[self.part(term)] for term in Term.each(terms))])

    def named(self, terms: Iterable[str]) -> ByTerm:
        """The facts of some terms, without a row where there are none."""
        return {term: self._rows(term) for term in Term.each(terms)}

    def _rows(self, term: Term) -> pd.DataFrame:
        if term not in self._numbered:
            rows = self.facts[self.part(term)]
            times = {name: column[self.part(term)] for name, column in self._times.items()}
            counts = pd.Series([str(place) for place in rows.index.tolist()], index=rows.index, dtype="str")
            self._numbered[term] = rows.assign(**times, counts=counts)
        return self._numbered[term]

    @cached_property
    def _times(self) -> dict[str, Positions]:
        """Year and span of every fact."""
        place, periods = pd.factorize(self.facts["period"])
        years, spans = ([year_of(each) for each in periods], [len(pooled_years(each)) or 1 for each in periods])
        return {"year": np.array(years, np.int64)[place], "span": np.array(spans, np.int64)[place]}


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
    joined = joined_texts(rows, starts, {"flag": heaviest, "source": joint_source, "counts": "+".join})
    value = np.add.reduceat(rows["value"].to_numpy(float), starts) if len(rows) else np.zeros(0)
    table = rows.iloc[starts][key].reset_index(drop=True).assign(value=value, **joined)
    whole: Terms = table[np.diff([*starts, len(rows)]) == number]
    return whole.reset_index(drop=True)


def counted_facts(facts: pd.DataFrame, asked: "pd.Series[bool]") -> pd.DataFrame:
    """The facts that are asked for with `counted`, the place of each among all."""
    places = [str(place) for place in np.flatnonzero(asked).tolist()]
    rows = facts[asked]
    return rows.assign(counted=pd.Series(places, index=rows.index, dtype="str"))


def joined_texts(
    rows: pd.DataFrame, starts: Positions, joins: Mapping[str, Callable[[tuple[str, ...]], str]]
) -> dict[str, "pd.Series[str]"]:
    """Texts of neighbouring rows as one, column by column; `starts`: where the first row of each stands."""
    spans = list(pairwise([*starts.tolist(), len(rows)]))
    columns = {name: tuple(rows[name].to_numpy(object)) for name in joins}
    joined = {name: [join(columns[name][start:end]) for start, end in spans] for name, join in joins.items()}
    return {name: pd.Series(texts, dtype="str") for name, texts in joined.items()}


@cache
def joint_source(names: tuple[str, ...]) -> str:
    """All sources that several texts name, as one text."""
    return str(Sources.of(names))


def _term(term: str, by_term: ByTerm) -> Terms:
    return facts_of(term, by_term)[[*AREA, "period", *TIME, "census_base", "value", "flag", "source", "counts"]]


def facts_of(term: str, by_term: ByTerm) -> pd.DataFrame:
    """The facts of one term."""
    return by_term[Term.parse(term)]


def heavier(first: pd.Series, second: pd.Series) -> pd.Series:
    """Row by row the flag that weighs more."""
    return first.where(_weights(first) >= _weights(second), second)


def _weights(flags: pd.Series) -> np.ndarray:
    place, kinds = pd.factorize(flags)
    return np.array([weight(kind) for kind in kinds], int)[place]


def joint_sources(first: pd.Series, second: pd.Series) -> pd.Series:
    """The sources of both columns, row by row."""
    pairs = list(zip(first.to_numpy(object), second.to_numpy(object), strict=True))
    named = {pair: str(Sources.of(pair)) for pair in set(pairs)}
    return pd.Series([named[pair] for pair in pairs], index=first.index, dtype="str")
