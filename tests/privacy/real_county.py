"""The outsider reads a county's own build: every count of its departments, made-up ones taken for real.

`python -m tests.privacy.real_county 03354` attacks the last build of this workplace; official counts are known to him.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from isp_utils.indicators.pooled import with_pooled_years
from isp_utils.model.biography import load_biography
from isp_utils.model.catalogue import Catalogue, load
from isp_utils.store import Store
from tests.privacy.attacker import Attacker
from tests.privacy.finest import Lore
from tests.privacy.kept import KEYS, Terms, key_of, values_of
from tests.privacy.reading import Key, Question, Release, Steckbrief

RELATIONS = ("parts", "sums", "same")


@dataclass(frozen=True)
class Build:
    """What a build of a county holds: all counts (kept inside), rows as published, what the catalogue says."""

    facts: pd.DataFrame
    rows: pd.DataFrame
    catalogue: Catalogue
    steckbriefe: Mapping[str, Steckbrief]
    parents: Mapping[str, str]

    @property
    def own(self) -> list[str]:
        """Ids of the sources of the county's departments."""
        return [source.id for source in self.catalogue.sources.values() if source.owner == "eigene"]

    def declared(self, kind: str) -> list[tuple[str, ...]]:
        """What the departments' sources declare to hang together."""
        return [names for name in self.own for names in getattr(self.catalogue.sources[name].protection, kind)]


def read_build(store: Store, kreis: str) -> Build:
    """The last build of a workplace, as far as it is about a county, its parts and its departments."""
    catalogue = load(store.catalogue)
    inside = {key for key in catalogue.register.regions if kreis in (key, *catalogue.register.ancestors(key))}
    facts = with_pooled_years(pd.read_parquet(store.internal / "facts.parquet"), catalogue)
    own = {source.id for source in catalogue.sources.values() if source.owner == "eigene"}
    facts = facts[facts["region"].isin(inside) & facts["source"].isin(own) & facts["value"].notna()]
    known = set(facts["fact"])
    briefs = {
        item.id: Steckbrief(item.method, item.numerator, item.denominator, item.per, item.years)
        for item in catalogue.indicators.values()
        if known & {term.split("/")[0] for term in item.numerator}
    }
    for name, flow in load_biography(catalogue, store.catalogue).flows.items():
        if known >= {term.split("/")[0] for term in flow.terms}:
            briefs[name] = Steckbrief("ratio", tuple(term for _, term in flow.parts), (flow.origin,))
    rows = pd.concat([store.indicators(), store.stocks()], ignore_index=True)
    rows = rows[rows["region"].isin(inside) & rows["indicator"].isin({*briefs, *known})]
    parents = {key: catalogue.register[key].parent for key in inside if key != kreis}
    return Build(facts, rows, catalogue, briefs, parents)


def secrets(build: Build) -> Iterator[tuple[Question, float]]:
    """Every small count of a department that a row tells of, and every small rest, with its truth."""
    values, seen = values_of(build.facts), set()
    least = {fact: _least(build, fact) for fact in build.facts["fact"].unique()}
    told = {term for brief in build.steckbriefe.values() for term in (*brief.numerator, *brief.denominator)}
    for terms, place in _asked(build, told):
        if not all(key_of(term, *place) in values for _, term in terms) or (terms, place) in seen:
            continue
        seen.add((terms, place))
        count = sum(sign * values[key_of(term, *place)] for sign, term in terms)
        width = max(least[term.split("/")[0]] for _, term in terms)
        if 0 < count < width:
            yield Question(terms, *place, 0, width=width), count


def _asked(build: Build, told: set[str]) -> Iterator[tuple[Terms, tuple[str, str, str]]]:
    for row in build.rows.itertuples():
        place = (row.region, row.period, row.sex)
        stock = Steckbrief("count", (f"{row.indicator}/{row.age}/{row.group}",))
        brief = build.steckbriefe.get(row.indicator, stock)
        yield from ((((1, term),), place) for term in (*brief.numerator, *brief.denominator))
        yield tuple((1, term) for term in brief.numerator), place
        if brief.method == "ratio":
            yield (*((1, term) for term in brief.denominator), *((-1, term) for term in brief.numerator)), place
    for whole, *parts in (*build.declared("parts"), *build.declared("sums")):
        if told >= {whole, *parts}:
            for key in (key for key in values_of(build.facts) if key[0] == whole):
                yield ((1, whole), *((-1, part) for part in parts)), key[1:4]


def _least(build: Build, fact: str) -> float:
    sources = build.facts.loc[build.facts["fact"] == fact, "source"].unique()
    return max(float(build.catalogue.sources[name].minimum_count) for name in sources)


def attacker(build: Build) -> Attacker:
    """All published rows, the areas of the county, what the catalogue declares; official counts are public."""
    known = set(build.facts["fact"])
    terms = {term for brief in build.steckbriefe.values() for term in (*brief.numerator, *brief.denominator)}
    public = frozenset(term.split("/")[0] for term in terms if term.split("/")[0] not in known)
    delivered: frozenset[Key] = frozenset(build.facts[KEYS].itertuples(index=False, name=None))
    parts, sums, same = (build.declared(kind) for kind in RELATIONS)
    lore = Lore(build.parents, public, delivered, wholes=parts, sums=sums, twins=[(a, b) for a, b, *_ in same])
    return Attacker(lore, [Release(build.rows, build.steckbriefe)])


def findings(build: Build) -> tuple[int, list[str]]:
    """How many counts were asked for, and a line for each that the outsider knows too well."""
    asked = list(secrets(build))
    ranges: Sequence[tuple[float, float]] = attacker(build).answers([question for question, _ in asked])
    found = []
    for (question, truth), (low, high) in zip(asked, ranges, strict=True):
        if high - low < question.width:
            assert low <= truth <= high, "the attacker is wrong"
            found.append(f"{question.terms} {question.region} {question.period}: {truth:.0f} in {low:.0f}..{high:.0f}")
    return len(asked), found


if __name__ == "__main__":
    for kreis in sys.argv[1:]:
        number, lines = findings(read_build(Store.here(), kreis))
        print(f"{kreis}: {number} counts asked for, {len(lines)} findings")
        print("\n".join(lines))
