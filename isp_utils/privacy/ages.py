"""Age groups as spans: which counts of shorter spans follow from overlapping age groups.

"0-17" and "total" tell how many are 18 and older; "0-5" and "3-5" how many are 0 to 2.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

OLDEST = 999
Span = tuple[int, int]  # completed years of age, the second not included
_FORM = re.compile(r"(\d+)(?:-(\d+)|(\+))?")


@dataclass(frozen=True)
class Segments:
    """The shortest spans whose counts are known, and the age groups as sums of them."""

    spans: Mapping[Span, float]
    parts: Mapping[str, tuple[Span, ...]]
    label_of: Mapping[str, Span]


def span_of(label: str) -> Span | None:
    """Years of age of a label; None for one that is no span.

    >>> span_of("0-2"), span_of("6"), span_of("65+"), span_of("total"), span_of("unbekannt")
    ((0, 3), (6, 7), (65, 999), (0, 999), None)
    """
    if label == "total":
        return 0, OLDEST
    found = _FORM.fullmatch(label)
    if not found:
        return None
    first = int(found[1])
    last = OLDEST if found[3] else int(found[2] or first) + 1
    return first, last


def segments(values: Mapping[str, float]) -> Segments:
    """Segments of age groups with their counts.

    Ends of age groups that hang together by groups have known distances in people; between neighbours lies a segment.

    >>> sorted(segments({"total": 10.0, "0-5": 6.0, "3-5": 4.0}).spans.items())
    [((0, 3), 2.0), ((3, 6), 4.0), ((6, 999), 4.0)]
    """
    labels = {label: span for label in values if (span := span_of(label))}
    height = _heights({span: values[label] for label, span in labels.items()})
    spans: dict[Span, float] = {}
    parts: dict[str, tuple[Span, ...]] = {}
    for group in {component for component, _ in height.values()}:
        ends = sorted(end for end, (component, _) in height.items() if component == group)
        spans |= {(a, b): height[b][1] - height[a][1] for a, b in pairwise(ends)}
    for label, (first, last) in labels.items():
        ends = sorted(end for end, (component, _) in height.items() if component == height[first][0])
        parts[label] = tuple((a, b) for a, b in pairwise(ends) if first <= a and b <= last)
    return Segments(spans, parts, labels)


def _heights(values: Mapping[Span, float]) -> dict[int, tuple[int, float]]:
    """For every end of a span: the group it hangs together with, and the people below it, counted from one end."""
    near: dict[int, list[tuple[int, float]]] = {}
    for (first, last), value in values.items():
        near.setdefault(first, []).append((last, value))
        near.setdefault(last, []).append((first, -value))
    height: dict[int, tuple[int, float]] = {}
    for group, start in enumerate(near):
        waiting = [(start, 0.0)] if start not in height else []
        while waiting:
            end, people = waiting.pop()
            if end not in height:
                height[end] = (group, people)
                waiting += [(other, people + value) for other, value in near[end]]
    return height
