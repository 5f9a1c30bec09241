"""An outsider with all published files of several years, public knowledge and a linear programme; nothing of the gate.

Every fact is taken apart into its finest cells. Each figure he reads is an equation over them, and so is each relation
that everybody knows. A question ("how many of these?") is answered by the least and the greatest number that all
equations allow, in whole people.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from scipy import sparse

from tests.privacy.finest import Finest, Lore
from tests.privacy.ranges import Narrow
from tests.privacy.reading import Question, Release, Sum, added
from tests.privacy.sentences import Sentences

Limit = tuple[Sum, float]


@dataclass
class Attacker:
    """All he knows: public knowledge and the files of all releases; hide_zeros as in Sentences."""

    lore: Lore
    releases: Sequence[Release]
    hide_zeros: frozenset[str] = frozenset()

    @cached_property
    def _finest(self) -> Finest:
        return Finest(self.lore, self.releases)

    @cached_property
    def _read(self) -> Sentences:
        return Sentences(self._finest, self.hide_zeros)

    def answers(self, questions: Sequence[Question]) -> np.ndarray[Any, Any]:
        """n x 2: least and greatest number for every question."""
        asked = [self._asked(question) for question in questions]
        rows, right = self._equations()
        below = [*((line, 0.0) for line in self._read.shares()), *self._read.above_zero(), *self._within_wholes()]
        equal, less, aims = (self._matrix(lines) for lines in (rows, [line for line, _ in below], asked))
        most = np.array([limit for _, limit in below])
        found = np.zeros((len(questions), 2))
        together = abs(sparse.vstack([equal, less, aims]).tocsr())
        label = sparse.csgraph.connected_components(together.T @ together, directed=False)[1]
        for group in range(label.max(initial=-1) + 1):
            cells = np.flatnonzero(label == group)
            part = [table[:, cells].tocsr() for table in (equal, less, aims)]
            near = [np.flatnonzero(np.diff(table.indptr)) for table in part]
            if len(near[2]):
                width = np.array([questions[place].width for place in near[2]])
                system = Narrow(
                    part[0][near[0]], right[near[0]], part[1][near[1]], most[near[1]], part[2][near[2]], width
                )
                found[near[2]] = system.ranges()
        return found

    def _asked(self, question: Question) -> Sum:
        parts = [(sign, self._at(question, term, question.release)) for sign, term in question.terms]
        if question.before >= 0:
            parts += [(-sign, self._at(question, term, question.before)) for sign, term in question.terms]
        return added(parts)

    def _at(self, question: Question, term: str, release: int) -> Sum:
        found = self._finest.term(term, (question.region, question.period, question.sex), release)
        if not question.without:
            return found
        return added([(1, found), (-1, self._finest.term(term, (question.without, *question.when), release))])

    def _equations(self) -> tuple[list[Sum], np.ndarray[Any, Any]]:
        """Every equation once; a ratio of two counts that are told anyway says nothing new."""
        told = (*self._read.numbers(), *self._unchanged(), *self._read.zeros(), *self._exact())
        found = {tuple(sorted(line.items())): value for line, value in told}
        for top, base, factor in self._read.changes():
            if not {tuple(sorted(top.items())), tuple(sorted(base.items()))} <= set(found):
                found[tuple(sorted(added([(1, top), (-factor, base)]).items()))] = 0.0
        return [dict(line) for line in found], np.array(list(found.values()))

    def _unchanged(self) -> Iterator[Limit]:
        """Figures that were delivered before and that no list of revisions names are what they were."""
        for release in range(1, len(self.releases)):
            before, now = self.releases[release - 1], self.releases[release]
            near = {(key[0], key[2]) for key in now.revised}
            for key in (before.delivered & now.delivered) - now.revised:
                if (key[0], key[2]) in near:
                    line = added([(1, self._finest.cells(key, release)), (-1, self._finest.cells(key, release - 1))])
                    if line:
                        yield line, 0.0

    def _within_wholes(self) -> Iterator[Limit]:
        """Disjoint parts are never more than their whole, nor are parts that should be all of it."""
        for whole, *parts in (*self.lore.wholes, *self.lore.sums):
            yield from ((line, 0.0) for _, _, line in self._lines(whole, parts))

    def _exact(self) -> Iterator[Limit]:
        """Parts that are all of their whole, but where the delivery does not add up; one count under two names."""
        uneven = {place for release in self.releases for place in release.uneven}
        for whole, *parts in self.lore.sums:
            yield from (
                (line, 0.0) for place, year, line in self._lines(whole, parts) if (whole, place, year) not in uneven
            )
        for one, other in self.lore.twins:
            yield from ((line, 0.0) for _, _, line in self._lines(one, [other]))

    def _lines(self, whole: str, parts: Sequence[str]) -> Iterator[tuple[str, str, Sum]]:
        """Place, year, and the parts minus the whole there; parts that nobody ever delivers are left out."""
        known = [term for term in parts if term.split("/")[0] in self._finest.years]
        facts = [term.split("/")[0] for term in (whole, *known)]
        if not known or facts[0] not in self._finest.years:
            return
        seen = set()
        for year in sorted(set.intersection(*(self._finest.years[fact] for fact in facts))):
            for place, sex in ((place, sex) for place in self._finest.places for sex in self._finest.sexes(facts)):
                for release in range(len(self.releases)):
                    inside = [(1, self._finest.term(term, (place, year, sex), release)) for term in known]
                    line = added([*inside, (-1, self._finest.term(whole, (place, year, sex), release))])
                    key = tuple(sorted(line.items()))
                    if key not in seen:
                        seen.add(key)
                        yield place, year, line

    def _matrix(self, lines: Sequence[Sum]) -> sparse.csr_array:
        places = [(row, cell, value) for row, line in enumerate(lines) for cell, value in line.items()]
        rows, cells, values = zip(*places, strict=True) if places else ((), (), ())
        return sparse.csr_array((values, (rows, cells)), shape=(len(lines), self._finest.size))
