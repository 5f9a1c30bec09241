"""What is to be kept in a released county: every count that an outsider may not narrow down, with its truth."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path

import pandas as pd

from isp_utils.privacy.gate import Gated
from tests.privacy.generated import Edition
from tests.privacy.layout import INSIDE, SPACES
from tests.privacy.reading import Key, Question

PUBLIC = frozenset({"bevoelkerung"})
KEYS = ["fact", "region", "period", "sex", "age", "group"]
Told = frozenset[tuple[str, str]]  # term in full, period
Terms = tuple[tuple[int, str], ...]
Place = tuple[str, str, str]  # region, period, sex
Counted = tuple[str, Terms, Place, bool]  # kind, signed terms, place, whether nobody is as telling as one


@dataclass(frozen=True)
class Released:
    """A release as made: what went in, the rows before the gate, what the gate let out, and the files."""

    edition: Edition
    ungated: tuple[pd.DataFrame, ...]
    gated: Gated
    folder: Path

    @cached_property
    def values(self) -> Mapping[Key, float]:
        """Every delivered count."""
        return values_of(self.edition.facts)

    @cached_property
    def least(self) -> Mapping[tuple[str, str, str], float]:
        """The smallest count that may stand, by fact, age and group; of two names of one count the stricter one."""
        terms = self.edition.facts[["fact", "age", "group", "source"]].drop_duplicates()
        found = {
            key[:3]: float(self.edition.catalogue.sources[key[3]].minimum_count)
            for key in terms.itertuples(index=False, name=None)
        }
        for names in (pair for door in self.edition.doors for pair in door.twins):
            keys = [_what(name) for name in names]
            found |= dict.fromkeys(keys, max(found[key] for key in keys))
        return found


def values_of(facts: pd.DataFrame) -> Mapping[Key, float]:
    """Counts by key."""
    return dict(zip(facts[KEYS].itertuples(index=False, name=None), facts["value"], strict=True))


def key_of(term: str, region: str, period: str, sex: str = "total") -> Key:
    """The key of a term at a place."""
    fact, age, group = _what(term)
    return fact, region, period, sex, age, group


def _what(term: str) -> tuple[str, str, str]:
    fact, age, group = (*term.split("/"), "total", "total")[:3]
    return fact, age, group


def secrets(releases: list[Released]) -> Iterator[tuple[str, Question, float]]:
    """Every count that is to be kept: small ones, rests of wholes and sums, parts of sums, small revisions."""
    seen = set()
    told: Told = frozenset()
    for number, one in enumerate(releases):
        told |= _told(one)
        for kind, terms, place, empty in _counted(one, told):
            count, least = _reckoned(one, terms, place), _strictest(one, terms)
            if (0 < count < least or (empty and count == 0)) and (terms, place, count) not in seen:
                seen.add((terms, place, count))
                yield kind, Question(terms, *place, number, width=least), count
        yield from _between_areas(one, number)
    yield from _revisions(releases)


def _reckoned(one: Released, terms: Terms, place: Place) -> float:
    return sum(sign * one.values[key_of(term, *place)] for sign, term in terms)


def _strictest(one: Released, terms: Terms) -> float:
    return max(one.least[_what(term)] for _, term in terms if term.split("/")[0] not in PUBLIC)


def _told(one: Released) -> Told:
    """The terms and periods that a release tells anything of, be it by hiding it."""
    items = one.edition.catalogue.indicators.values()
    stocks = one.ungated[1][["indicator", "age", "group"]].drop_duplicates().itertuples(index=False, name=None)
    terms = {"/".join(_what(term)) for item in items for term in item.terms} | {"/".join(key) for key in stocks}
    return frozenset(product(terms, {key[2] for key in one.values}))


def _counted(one: Released, told: Told) -> Iterator[Counted]:
    """Every count behind a figure, and what wholes have beside their parts, where all of them are told of."""
    for row in one.ungated[0].itertuples():
        item = one.edition.catalogue.indicators[row.indicator]
        place = (row.region, row.period, row.sex)
        if pd.isna(row.value):
            continue
        full = one.edition.catalogue.sources["eigen"].protection.hides_full_cells(item.numerator[0])
        yield "count", tuple((1, term) for term in item.numerator), place, full
        if len(item.numerator) > 1:
            yield from (("part", ((1, term),), place, False) for term in item.numerator)
        if item.denominator and not item.denominator[0].startswith("bevoelkerung"):
            yield "whole", tuple((1, term) for term in item.denominator), place, False
            rest = tuple((1, term) for term in item.denominator) + tuple((-1, term) for term in item.numerator)
            yield "rest", rest, place, full
        if item.method == "change":
            before = (row.region, str(int(row.period) - item.years), row.sex)
            yield "count", tuple((1, term) for term in item.numerator), before, False
    for row in one.ungated[1].itertuples():
        if row.indicator not in PUBLIC and pd.notna(row.value):
            yield "stock", ((1, f"{row.indicator}/{row.age}/{row.group}"),), (row.region, row.period, row.sex), False
    yield from _beside_parts(one, told)


def _wholes(one: Released, told: Told, period: str) -> Iterator[tuple[str, ...]]:
    """What hangs together, whole first; a part that is told nowhere is stood in for by its own parts."""
    named = _every(one)
    while named:
        whole, *parts = named.pop()
        unknown = [part for part in parts if ("/".join(_what(part)), period) not in told]
        inner = [(part, others) for part in unknown for first, *others in _every(one) if first == part]
        if not unknown:
            yield (whole, *parts)
        named += [(whole, *(other for other in parts if other != part), *others) for part, others in inner]


def _every(one: Released) -> list[tuple[str, ...]]:
    return [names for door in one.edition.doors for names in (*door.wholes, *door.sums)]


def _beside_parts(one: Released, told: Told) -> Iterator[Counted]:
    """Whole minus parts, wherever all of them are delivered."""
    for period in sorted({key[2] for key in one.values}):
        for whole, *parts in _wholes(one, told, period):
            if ("/".join(_what(whole)), period) not in told:
                continue
            terms = ((1, whole), *((-1, part) for part in parts))
            for key in [key for key in one.values if (key[0], *key[4:]) == _what(whole) and key[2] == period]:
                if all(key_of(part, *key[1:4]) in one.values for part in parts):
                    yield "rest of a whole", terms, key[1:4], False


def _between_areas(one: Released, release: int) -> Iterator[tuple[str, Question, float]]:
    """What an area across the hierarchy has beside one inside it, and the areas of the hierarchy beside those."""
    for fact in (term for door in one.edition.doors if door.spaces for term in door.facts):
        printed = {(key[1], key[2]) for key in one.values if key[0] == fact}
        for outer, period in sorted(printed):
            inside = [s for s in SPACES if set(INSIDE[s]) < set(INSIDE[outer]) and (s, period) in printed]
            for inner in inside:
                count = one.values[key_of(fact, outer, period)] - one.values[key_of(fact, inner, period)]
                least = _strictest(one, ((1, fact),))
                if 0 < count < least:
                    place = (outer, period, "total")
                    yield "between areas", Question(((1, fact),), *place, release, width=least, without=inner), count


def _revisions(releases: list[Released]) -> Iterator[tuple[str, Question, float]]:
    """What a revision changed, where the count was printed before and is one that a figure of today gives away."""
    for number in range(1, len(releases)):
        before, now = releases[number - 1], releases[number]
        then, today = (_counted(one, _told(before) | _told(now)) for one in (before, now))
        told = {(terms, place) for _, terms, place, _ in then} & {(t, p) for _, t, p, _ in today}
        cells = before.gated.cells
        printed = cells[(cells["rows"] > 0) & ~cells["hidden"]]
        names = set(zip(*(printed[key] for key in ["what", *KEYS[1:]]), strict=True))
        for terms, place in sorted(told):
            gap, least = _reckoned(now, terms, place) - _reckoned(before, terms, place), _strictest(now, terms)
            if len(terms) == 1 and 0 < abs(gap) < least and key_of(terms[0][1], *place) in names:
                yield "revision", Question(terms, *place, number, number - 1, least), gap
