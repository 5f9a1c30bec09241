"""Facts taken apart into their finest cells: municipality x sex x years of age x group x edition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise, product
from typing import Any

from tests.privacy.reading import Key, Release, Sum, added, single_years, span

REST = " sonst"  # who is in a group but in none inside it


@dataclass(frozen=True)
class Lore:
    """What everybody knows: who lies in whom, which facts are public, which keys are delivered, what hangs together.

    spaces: areas across the hierarchy with what makes them up. inner: group -> group around it. wholes: a term and
    disjoint parts of it. sums: the same where the parts are said to be all. twins: one count under two names.
    """

    parents: Mapping[str, str]
    public: frozenset[str]
    delivered: frozenset[Key]
    spaces: Mapping[str, Sequence[str]] = field(default_factory=dict)
    inner: Mapping[str, str] = field(default_factory=dict)
    wholes: Sequence[Sequence[str]] = ()
    sums: Sequence[Sequence[str]] = ()
    twins: Sequence[tuple[str, str]] = ()


@dataclass
class Finest:
    """Numbers of the finest cells, given out as they are asked for."""

    lore: Lore
    releases: Sequence[Release]
    _number: dict[tuple[Any, ...], int] = field(default_factory=dict)
    _found: dict[tuple[Any, ...], Sum] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many there are so far."""
        return len(self._number)

    def term(self, term: str, place: tuple[str, str, str], release: int) -> Sum:
        """The finest cells that a term counts at a place (region, period, sex)."""
        fact, age, group = (*term.split("/"), "total", "total")[:3]
        return self.cells((fact, *place, age, group), release)

    def terms(self, terms: Sequence[str], place: tuple[str, str, str], release: int) -> Sum:
        """The finest cells of a sum of terms."""
        return added([(1, self.term(term, place, release)) for term in terms])

    def cells(self, key: Key, release: int) -> Sum:
        """The finest cells of a count as of a release."""
        if (key, release) not in self._found:
            self._found[key, release] = self._looked_up(key, release)
        return self._found[key, release]

    def _looked_up(self, key: Key, release: int) -> Sum:
        fact, region, period, sex, age, group = key
        sexes, spans, groups = self._classes[fact]
        first, last = span(age)
        chosen = [
            cell
            for cell in product(sexes, spans, groups)
            if sex in ("total", cell[0])
            and first <= cell[1][0]
            and cell[1][1] <= last
            and group in ("total", *self._around(cell[2]))
        ]
        found = {}
        for leaf, year in product(self.leaves.get(region, []), single_years(period)):
            edition = self._edition.get((fact, year, leaf), [0] * len(self.releases))[release]
            for cell in chosen:
                found[self._number.setdefault((fact, year, leaf, edition, *cell), len(self._number))] = 1.0
        return found

    def sexes(self, facts: Sequence[str]) -> tuple[str, ...]:
        """The sexes by which all of these facts are known, else their total."""
        return ("m", "w") if all(self._classes[fact][0] == ["m", "w"] for fact in facts) else ("total",)

    @cached_property
    def years(self) -> Mapping[str, set[str]]:
        """The single years for which each fact is delivered."""
        found: dict[str, set[str]] = {}
        for fact, _, period, *_ in self.lore.delivered:
            found.setdefault(fact, set()).update(single_years(period))
        return found

    @cached_property
    def places(self) -> list[str]:
        """Areas that nothing lies in."""
        return [place for place in self.lore.parents if place not in set(self.lore.parents.values())]

    @cached_property
    def leaves(self) -> dict[str, list[str]]:
        """Areas that nothing lies in, by every area above them and every area across the hierarchy."""
        found: dict[str, list[str]] = {}
        for place in self.places:
            above = place
            while above:
                found.setdefault(above, []).append(place)
                above = self.lore.parents.get(above, "")
        return found | {
            space: [leaf for part in parts for leaf in found[part]] for space, parts in self.lore.spaces.items()
        }

    def _around(self, group: str) -> list[str]:
        """A group and all groups around it."""
        found = [group.removesuffix(REST)]
        while found[-1] in self.lore.inner:
            found.append(self.lore.inner[found[-1]])
        return found

    @cached_property
    def _classes(self) -> dict[str, tuple[list[str], list[tuple[int, int]], list[str]]]:
        """Sexes, shortest spans of age and groups of every fact, from the labels that occur."""
        found = {}
        for fact in {key[0] for key in self.lore.delivered}:
            keys = [key for key in self.lore.delivered if key[0] == fact]
            sexes = [sex for sex in ("m", "w") if any(key[3] == sex for key in keys)] or ["all"]
            ends = sorted({end for key in keys for end in span(key[4])})
            labels = {key[5] for key in keys} - {"total"}
            wider = {self.lore.inner[label] for label in labels if label in self.lore.inner}
            groups = sorted((labels - wider) | {f"{label}{REST}" for label in wider})
            found[fact] = (sexes, list(pairwise(ends)), [*groups, "rest"])
        return found

    @cached_property
    def _edition(self) -> dict[tuple[str, str, str], list[int]]:
        """For every fact, period and municipality the edition that holds at each release."""
        touched = [self._touched(release) for release in range(len(self.releases))]
        places = {place for release in touched for place in release}
        return {
            place: [sum(place in touched[before] for before in range(release + 1)) for release in range(len(touched))]
            for place in places
        }

    def _touched(self, release: int) -> set[tuple[str, str, str]]:
        """What a release may have changed: all that lies in a revised figure, and what is new beside one."""
        if not release:
            return set()
        before, now = self.releases[release - 1], self.releases[release]
        near = {(fact, period) for fact, _, period, *_ in now.revised}
        fresh = {key for key in now.delivered - before.delivered if (key[0], key[2]) in near}
        revised = {
            (fact, period, leaf) for fact, region, period, *_ in now.revised for leaf in self.leaves.get(region, [])
        }
        return revised | {(fact, period, place) for fact, place, period, *_ in fresh if place in self.places}
