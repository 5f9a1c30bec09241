"""Labels as spans on a line: which counts follow from others that share their ends.

Ages are spans of years; so are areas of a county laid side by side, boys and girls, the groups of a division, years
counted together: wherever labels divide a whole, a label is a stretch of it. Ends that hang together by printed counts
have a known distance in people, so every stretch between two of them is known as well.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

Span = tuple[int, int]
Spans = Mapping[str, Span]
Stretch = Any  # a span, or a set of smallest areas where areas overlap
Formula = Mapping[str, int]  # label -> how often its count is added (1) or taken away (-1)


@dataclass(frozen=True)
class Plan:
    """What follows from the counts of some labels, whatever they are.

    missing: formulas of the labels without a count. label_of: the label of a span. stretches: formulas of the shortest
    stretches that are no label. parts: every label as a sum of the longest labels and stretches inside it.
    inside: stretches with others that lie within them without a common end: together they are at most as many.
    """

    missing: Mapping[str, Formula]
    label_of: Mapping[Stretch, str]
    stretches: Mapping[Stretch, Formula]
    parts: Mapping[str, tuple[Stretch, ...]]
    inside: tuple[tuple[Stretch, tuple[Stretch, ...]], ...]

    @cached_property
    def relates(self) -> bool:
        """Whether the labels have anything to do with each other; two years apart have not."""
        return bool(self.stretches or self.inside or any(self.parts.values()))


class Dividing(ABC):
    """A way in which labels divide a whole.

    open_end: nobody knows whether anything lies beside the labels, not even if nothing does. stands_for: labels in
    whose place others stand; where one of them is there itself, nothing new follows.
    """

    open_end: bool = False
    stands_for: frozenset[str] = frozenset()

    @property
    @abstractmethod
    def labels(self) -> frozenset[str]:
        """All labels that it speaks of."""

    @abstractmethod
    def _reckoned(self, present: frozenset[str]) -> Plan: ...

    @cached_property
    def _plans(self) -> dict[frozenset[str], Plan]:
        return {}

    def plan(self, present: frozenset[str]) -> Plan:
        """What follows where these labels have a count; reckoned once, for it is the same in every line."""
        if present not in self._plans:
            self._plans[present] = self._reckoned(present)
        return self._plans[present]


def plan(present: Iterable[str], spans: Spans) -> Plan:
    """What follows where these labels have a count.

    >>> found = plan(["total", "0-5", "3-5"], {"total": (0, 99), "0-5": (0, 6), "3-5": (3, 6), "0-2": (0, 3)})
    >>> found.missing
    {'0-2': {'0-5': 1, '3-5': -1}}
    >>> list(found.stretches), found.parts["total"], found.parts["0-5"]
    ([(0, 3), (6, 99)], ((0, 6), (6, 99)), ((0, 3), (3, 6)))
    """
    labels = [label for label in present if label in spans]
    height = _heights(labels, spans)
    ends: dict[int, list[int]] = {}
    for end in sorted(height):
        ends.setdefault(height[end][0], []).append(end)
    label_of = {spans[label]: label for label in reversed(labels)}
    groups = [list(pairwise(group)) for group in ends.values()]
    shortest = [stretch for group in groups for stretch in group]
    stretches = {(a, b): _difference(height[a][1], height[b][1]) for a, b in shortest if (a, b) not in label_of}
    parts = {}
    for label in labels:
        own = spans[label]
        parts[label] = _cover(own, {*label_of, *shortest} - {own}) if label_of[own] == label else (own,)
    missing = {}
    for label, (first, last) in spans.items():
        if label not in parts and first in height and last in height and height[first][0] == height[last][0]:
            missing[label] = _difference(height[first][1], height[last][1])
    return Plan(missing, label_of, stretches, parts, tuple(_inside(groups)))


def _inside(groups: list[list[Span]]) -> Iterator[tuple[Span, tuple[Span, ...]]]:
    """The shortest stretch around each group that hangs together, with the groups that fit into it side by side."""
    within: dict[Span, list[list[Span]]] = {}
    for group in groups:
        first, last = group[0][0], group[-1][1]
        around = [(a, b) for other in groups if other is not group for a, b in other if a <= first and last <= b]
        if around:
            within.setdefault(min(around, key=lambda span: span[1] - span[0]), []).append(group)
    for whole, found in within.items():
        row: list[Span] = []
        for group in sorted(found):
            if row and group[0][0] < row[-1][1]:
                yield whole, tuple(group)
            else:
                row += group
        yield whole, tuple(row)


def _cover(span: Span, pieces: set[Span]) -> tuple[Span, ...]:
    """The span as a row of pieces, each the longest that begins where the one before ends; nothing if there is none."""
    place, last = span
    found: list[Span] = []
    while place < last:
        ends = [end for start, end in pieces if start == place and end <= last]
        if not ends:
            return ()
        found.append((place, max(ends)))
        place = max(ends)
    return tuple(found)


def evaluated(formula: Formula, values: Mapping[str, float]) -> float:
    """The count of a formula, in the unit of the values (people)."""
    return sum([times * values[label] for label, times in formula.items()])


def _difference(below: Formula, above: Formula) -> Formula:
    times = {label: above.get(label, 0) - below.get(label, 0) for label in {**above, **below}}
    return {label: number for label, number in times.items() if number}


def _heights(labels: Iterable[str], spans: Spans) -> dict[int, tuple[int, Formula]]:
    """For every end of a span: the group it hangs together with, and the people below it, counted from one end."""
    near: dict[int, list[tuple[int, str, int]]] = {}
    for label in labels:
        first, last = spans[label]
        near.setdefault(first, []).append((last, label, 1))
        near.setdefault(last, []).append((first, label, -1))
    height: dict[int, tuple[int, Formula]] = {}
    for group, start in enumerate(near):
        waiting: list[tuple[int, Formula]] = [(start, {})] if start not in height else []
        while waiting:
            end, people = waiting.pop(0)
            if end not in height:
                height[end] = (group, people)
                waiting += [(other, {**people, label: people.get(label, 0) + s}) for other, label, s in near[end]]
    return height
