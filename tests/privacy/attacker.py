"""An outsider with all published files of several years, public knowledge and a linear programme; nothing of the gate.

Every fact is taken apart into its finest cells (municipality x sex x years of age x group x edition). Each figure he
reads is an equation over them. A question ("how many of these?") is answered by the least and the greatest number that
all equations allow, in whole people.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise, product
from typing import Any

import numpy as np
from scipy import sparse

from tests.privacy.ranges import Narrow
from tests.privacy.reading import ROW, Key, Question, Release, Steckbrief, Sum, added, single_years, span


@dataclass
class Attacker:
    """All he knows: who lies in whom, which facts are public (population), which keys are delivered, all releases.

    hide_zeros: facts of which "nobody" is hidden as well, as the rules say.
    """

    parents: Mapping[str, str]
    public: frozenset[str]
    delivered: frozenset[Key]
    releases: Sequence[Release]
    hide_zeros: frozenset[str] = frozenset()
    _number: dict[tuple[Any, ...], int] = field(default_factory=dict)

    def answers(self, questions: Sequence[Question]) -> np.ndarray[Any, Any]:
        """n x 2: least and greatest number for every question."""
        asked = [self._asked(question) for question in questions]
        rows, right = self._equations()
        below = [*((line, 0.0) for line in self._parts_of_wholes()), *self._above_zero()]
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

    @cached_property
    def _leaves(self) -> dict[str, list[str]]:
        """Areas that nothing lies in, by every area above them."""
        inner = set(self.parents.values())
        found: dict[str, list[str]] = {}
        for place in self.parents:
            if place not in inner:
                above = place
                while above:
                    found.setdefault(above, []).append(place)
                    above = self.parents.get(above, "")
        return found

    @cached_property
    def _classes(self) -> dict[str, tuple[list[str], list[tuple[int, int]], list[str]]]:
        """Sexes, shortest spans of age and groups of every fact, from the labels that occur."""
        found = {}
        for fact in {key[0] for key in self.delivered}:
            keys = [key for key in self.delivered if key[0] == fact]
            sexes = [sex for sex in ("m", "w") if any(key[3] == sex for key in keys)] or ["all"]
            ends = sorted({end for key in keys for end in span(key[4])})
            groups = sorted({key[5] for key in keys} - {"total"})
            found[fact] = (sexes, list(pairwise(ends)), [*groups, "rest"] if groups else ["rest"])
        return found

    @cached_property
    def _edition(self) -> dict[tuple[str, str, str], list[int]]:
        """For every fact, period and municipality the edition that holds at each release."""
        touched = [
            {(fact, period, leaf) for fact, region, period, *_ in one.revised for leaf in self._leaves.get(region, [])}
            if release
            else set()
            for release, one in enumerate(self.releases)
        ]
        places = {place for release in touched for place in release}
        return {
            place: [sum(place in touched[before] for before in range(release + 1)) for release in range(len(touched))]
            for place in places
        }

    def _term(self, term: str, region: str, period: str, sex: str, release: int) -> Sum:
        """The finest cells that a term counts."""
        fact, age, group = (*term.split("/"), "total", "total")[:3]
        return self._cells((fact, region, period, sex, age, group), release)

    def _cells(self, key: Key, release: int) -> Sum:
        fact, region, period, sex, age, group = key
        sexes, spans, groups = self._classes[fact]
        first, last = span(age)
        chosen = [
            cell
            for cell in product(sexes, spans, groups)
            if sex in ("total", cell[0]) and first <= cell[1][0] and cell[1][1] <= last and group in ("total", cell[2])
        ]
        found = {}
        for leaf, year in product(self._leaves.get(region, []), single_years(period)):
            edition = self._edition.get((fact, year, leaf), [0] * len(self.releases))[release]
            for cell in chosen:
                found[self._number.setdefault((fact, year, leaf, edition, *cell), len(self._number))] = 1.0
        return found

    def _asked(self, question: Question) -> Sum:
        place = (question.region, question.period, question.sex)
        parts = [(sign, self._term(term, *place, question.release)) for sign, term in question.terms]
        if question.before >= 0:
            parts += [(-sign, self._term(term, *place, question.before)) for sign, term in question.terms]
        return added(parts)

    def _equations(self) -> tuple[list[Sum], np.ndarray[Any, Any]]:
        """Every equation once; a ratio of two counts that are told anyway says nothing new."""
        told = (*self._read(), *self._unchanged(), *self._zeros())
        found = {tuple(sorted(line.items())): value for line, value in told}
        for top, base, factor in self._ratios():
            if not {tuple(sorted(top.items())), tuple(sorted(base.items()))} <= set(found):
                found[tuple(sorted(added([(1, top), (-factor, base)]).items()))] = 0.0
        return [dict(line) for line in found], np.array(list(found.values()))

    def _read(self) -> Iterator[tuple[Sum, float]]:
        """Every number in the files as an equation."""
        for release, published in enumerate(self.releases):
            for row in published.rows.to_dict("records"):
                yield from self._of_row(row, published.steckbriefe.get(row["indicator"]), release)

    def _of_row(self, row: dict[str, Any], known: Steckbrief | None, release: int) -> Iterator[tuple[Sum, float]]:
        place = (row["region"], row["period"], row["sex"])
        if known is None:  # a table of stocks names the fact itself
            if row["value"] == row["value"] and row["indicator"] not in self.public:
                yield self._term(f"{row['indicator']}/{row['age']}/{row['group']}", *place, release), row["value"]
            return
        top = added([(1, self._term(term, *place, release)) for term in known.numerator])
        events = row["numerator"]
        if events != events and known.method in ("rate", "ratio"):
            events = row["value"] * row["denominator"] / known.per
        if events != events and known.method == "count":
            events = row["value"]
        if events == events:
            yield top, events
        if known.denominator and row["denominator"] == row["denominator"] and self._is_secret(known.denominator):
            yield added([(1, self._term(term, *place, release)) for term in known.denominator]), row["denominator"]

    def _ratios(self) -> Iterator[tuple[Sum, Sum, float]]:
        """What a change in percent says: a count, the same some years before, and how many times it is."""
        for release, published in enumerate(self.releases):
            names = [name for name, known in published.steckbriefe.items() if known.method == "change"]
            rows = published.rows[published.rows["indicator"].isin(names) & published.rows["value"].notna()]
            for row in rows.to_dict("records"):
                known = published.steckbriefe[row["indicator"]]
                periods = (row["period"], str(int(row["period"]) - known.years))
                place, sex = row["region"], row["sex"]
                lines = [
                    added([(1, self._term(term, place, period, sex, release)) for term in known.numerator])
                    for period in periods
                ]
                yield lines[0], lines[1], 1 + row["value"] / 100

    def _is_secret(self, terms: Iterable[str]) -> bool:
        return not any(term.split("/")[0] in self.public for term in terms)

    def _unchanged(self) -> Iterator[tuple[Sum, float]]:
        """Figures that no list of revisions names are what they were."""
        for release in range(1, len(self.releases)):
            near = {(key[0], key[2]) for key in self.releases[release].revised}
            for key in self.delivered - self.releases[release].revised:
                if (key[0], key[2]) in near:
                    line = added([(1, self._cells(key, release)), (-1, self._cells(key, release - 1))])
                    if line:
                        yield line, 0.0

    def _parts_of_wholes(self) -> Iterator[Sum]:
        """No share has more events than people, hidden or not."""
        for release, published in enumerate(self.releases):
            rows = published.rows[["indicator", "region", "period", "sex"]].drop_duplicates()
            for name, *place in rows.itertuples(index=False, name=None):
                known = published.steckbriefe.get(name)
                if known and known.method == "ratio" and self._is_secret(known.denominator):
                    top = [(1, self._term(term, *place, release)) for term in known.numerator]
                    yield added([*top, *((-1, self._term(term, *place, release)) for term in known.denominator)])

    def _above_zero(self) -> Iterator[tuple[Sum, float]]:
        """A zero is hardly ever hidden: he takes hidden counts, and what they are divided by, for one at least."""
        for row, known, release in self._without_value("protected"):
            if tuple(row[name] for name in ROW) in self.releases[release].zeros:
                continue
            terms = known.denominator if known.method == "ratio" else known.numerator
            if (
                known.method != "change"
                and self._is_secret(terms)
                and self._zeros_stand(row, known, release)
                and not self.hide_zeros & {t.split("/")[0] for t in terms}
            ):
                place = (row["region"], row["period"], row["sex"], release)
                yield added([(-1, self._term(term, *place)) for term in terms]), -1.0

    def _zeros_stand(self, row: dict[str, Any], known: Steckbrief, release: int) -> bool:
        """Whether a zero is printed beside the row: where none is, zeros may be hidden too."""
        return (known.method == "ratio", release, row["indicator"], row["period"], row["sex"]) in self._printed_zeros

    @cached_property
    def _printed_zeros(self) -> set[tuple[Any, ...]]:
        """Tables with a zero: of shares one without people, of others one without cases."""
        found = set()
        for release, published in enumerate(self.releases):
            rows = published.rows
            for share, zero in ((True, rows["flag"] == "not_applicable"), (False, rows["numerator"] == 0)):
                tables = rows.loc[zero, ["indicator", "period", "sex"]].drop_duplicates()
                found |= {(share, release, *table) for table in tables.itertuples(index=False, name=None)}
        return found

    def _zeros(self) -> Iterator[tuple[Sum, float]]:
        """What cannot be reckoned although the figures are there would be divided by zero."""
        for row, known, release in self._without_value("not_applicable"):
            terms, period = known.denominator, row["period"]
            if known.method == "change":
                terms, period = known.numerator, str(int(period) - known.years)
            if terms and self._is_secret(terms):
                place = (row["region"], period, row["sex"], release)
                yield added([(1, self._term(term, *place)) for term in terms]), 0.0

    def _without_value(self, flag: str) -> Iterator[tuple[dict[str, Any], Steckbrief, int]]:
        """Rows marked so, with their Steckbrief and release; a table of stocks names the fact itself."""
        for release, published in enumerate(self.releases):
            rows = published.rows[(published.rows["flag"] == flag) & published.rows["value"].isna()]
            for row in rows.to_dict("records"):
                stock = Steckbrief("count", (f"{row['indicator']}/{row['age']}/{row['group']}",))
                yield row, published.steckbriefe.get(row["indicator"], stock), release

    def _matrix(self, lines: Sequence[Sum]) -> sparse.csr_array:
        places = [(row, cell, value) for row, line in enumerate(lines) for cell, value in line.items()]
        rows, cells, values = zip(*places, strict=True) if places else ((), (), ())
        return sparse.csr_array((values, (rows, cells)), shape=(len(lines), len(self._number)))
