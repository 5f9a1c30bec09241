"""What the catalogue knows of wholes and their parts: areas, and facts that a source declares to be related."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from isp_utils.model.regions import Register
from isp_utils.model.terms import TOTAL, Term, names_group
from isp_utils.privacy.cells.cells import KEYS
from isp_utils.privacy.relations import divisions
from isp_utils.privacy.relations.divisions import Division
from isp_utils.privacy.relations.overlaps import spaces
from isp_utils.privacy.relations.spans import Dividing

Key = tuple[str, ...]  # of a cell, in the order of KEYS
Names = Sequence[Sequence[str]]
_WHAT, _AGE, _GROUP = (KEYS.index(name) for name in ("what", "age", "group"))


@dataclass(frozen=True)
class Wholes:
    """sums, parts, same: as declared (Protection), of all sources together."""

    register: Register
    sums: Names = ()
    parts: Names = ()
    same: Names = ()
    _known: dict[tuple[str, frozenset[str]], Sequence[Dividing]] = field(default_factory=dict)

    def divisions(self, dimension: str, labels: frozenset[str]) -> Sequence[Dividing]:
        """How labels divide a whole (one for each way), where figures need not be asked."""
        if (dimension, labels) not in self._known:
            self._known[dimension, labels] = self._made(dimension, sorted(labels))
        return self._known[dimension, labels]

    def _made(self, dimension: str, labels: Sequence[str]) -> Sequence[Dividing]:
        if dimension == "region":
            return [*divisions.areas(labels, self.register), *spaces(labels, self.register)]
        if dimension == "what":
            sums, parts = ([[term.fact for term in terms] for terms in named if _bare(terms)] for named in self._terms)
            return divisions.related(labels, sums, parts)
        return divisions.ages(labels) if dimension == "age" else divisions.times(labels)

    @cached_property
    def across(self) -> list[Division]:
        """Declared relations that name ages or groups (`fact/age/group`); labels are terms in full."""
        sums, parts = ([[term.full for term in terms] for terms in named if not _bare(terms)] for named in self._terms)
        return divisions.related({label for names in (*sums, *parts) for label in names}, sums, parts)

    @cached_property
    def _terms(self) -> tuple[list[list[Term]], list[list[Term]]]:
        """The declared sums and parts as terms, by the names under which their counts are looked for."""
        sums, parts = (
            [
                [self.term_of(_key_of(Term.parse(name))) for name in names]
                for names in named
                if not names_group(names[0])
            ]
            for named in (self.sums, self.parts)
        )
        return sums, parts

    def term_of(self, key: Key) -> Term:
        """The term under which the count of a key is looked for."""
        found = self.canonical(key)
        return Term(found[_WHAT], found[_AGE], found[_GROUP])

    @cached_property
    def nested_groups(self) -> Names:
        """Groups inside a group of the same dimension."""
        inside = [[term.group for term in terms] for terms in self._terms[1] if _are_groups(terms)]
        return [names for names in self.parts if names_group(names[0])] + inside

    def family(self, fact: str) -> str:
        """One name for all facts that are related to each other."""
        return self._families.get(fact, fact)

    @cached_property
    def related(self) -> list[set[str]]:
        """Facts that hang together by declared relations, a set for each family."""
        named = (names for names in (*self.sums, *self.parts, *self.same) if not names_group(names[0]))
        return merged({Term.parse(name).fact for name in names} for names in named)

    @cached_property
    def _families(self) -> Mapping[str, str]:
        return {fact: min(facts) for facts in self.related for fact in facts}

    def canonical(self, key: Key) -> Key:
        """The key under which a count is looked for: that of the first of several names for the same count."""
        first, own = self._first.get(key[_WHAT], (None, None))
        if first is None or own is None or not _fits(key[_AGE], own.age) or not _fits(key[_GROUP], own.group):
            return key
        found = list(key)
        found[_WHAT] = first.fact
        found[_AGE] = first.age if key[_AGE] == own.age else key[_AGE]
        found[_GROUP] = first.group if key[_GROUP] == own.group else key[_GROUP]
        return tuple(found)

    @cached_property
    def _first(self) -> Mapping[str, tuple[Term, Term]]:
        """For the facts of further names: the first name and the own one."""
        named = [(Term.parse(first), Term.parse(other)) for first, *others in self.same for other in others]
        return {own.fact: (first, own) for first, own in named}


def _fits(label: str, own: str) -> bool:
    """Whether a label is the one that a name speaks of; a name for the total speaks of whatever lies in it."""
    return own in (TOTAL, label)


def _bare(terms: Sequence[Term]) -> bool:
    """Whether none of the terms speaks of an age or a group."""
    return all(term == Term(term.fact) for term in terms)


def _are_groups(terms: Sequence[Term]) -> bool:
    """Whether all terms are groups of one fact in one dimension."""
    dimensions = {(term.fact, term.age, term.group.partition(":")[0]) for term in terms}
    return len(dimensions) == 1 and TOTAL not in {term.group for term in terms}


def _key_of(term: Term) -> Key:
    parts = {_WHAT: term.fact, _AGE: term.age, _GROUP: term.group}
    return tuple(parts.get(place, "") for place in range(len(KEYS)))


def merged(groups: Iterable[set[str]]) -> list[set[str]]:
    """Sets joined where they share a member."""
    found: list[set[str]] = []
    for group in groups:
        near = [other for other in found if other & group]
        found = [other for other in found if not other & group]
        found.append(group.union(*near))
    return found
