"""How the labels of each dimension divide a whole: areas, sex, age, groups, years, declared sums.

Areas within areas are a hierarchical table (Hundepool et al. 2012, chapter 4); ages and years may overlap besides.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from isp_utils.model.regions import Register
from isp_utils.privacy.relations.spans import Dividing, Plan, Span, Spans, plan

TOTAL = "total"
OLDEST = 999
Gaps = Callable[[str, Sequence[str]], list[float]]  # what parts lack to the whole, wherever figures show all of them
_TIME = re.compile(r"(?P<year>\d{4})(?:-Q(?P<quarter>\d)|-(?P<month>\d\d)|-(?P<last>\d{4}))?")
_AGE = re.compile(r"(\d+)(?:-(\d+)|(\+))?")


@dataclass(frozen=True)
class Division(Dividing):
    """Labels as spans."""

    spans: Spans
    open_end: bool = False
    stands_for: frozenset[str] = frozenset()

    @property
    def labels(self) -> frozenset[str]:
        """All labels that it speaks of."""
        return frozenset(self.spans)

    def _reckoned(self, present: frozenset[str]) -> Plan:
        return plan(sorted(present), self.spans)


def age_span(label: str) -> Span | None:
    """Years of age of a label, the last one not included; None for one that is no span.

    >>> age_span("0-2"), age_span("6"), age_span("65+"), age_span("total"), age_span("unbekannt")
    ((0, 3), (6, 7), (65, 999), (0, 999), None)
    """
    if label == TOTAL:
        return 0, OLDEST
    found = _AGE.fullmatch(label)
    if not found:
        return None
    return int(found[1]), OLDEST if found[3] else int(found[2] or found[1]) + 1


def ages(labels: Iterable[str]) -> list[Division]:
    """Age groups as spans of years, overlapping as they may."""
    return [Division({label: span for label in labels if (span := age_span(label))})]


def times(labels: Iterable[str]) -> list[Division]:
    """Months, quarters, years and years counted together, as spans of months."""
    return [Division({label: span for label in labels if (span := _months(label))})]


def _months(period: str) -> Span | None:
    """Months since the year 0; None for a day or a school year, which add up to nothing.

    >>> _months("0001"), _months("0001-Q2"), _months("0001-12"), _months("2019-2020"), _months("2023-12-31")
    ((12, 24), (15, 18), (23, 24), (24228, 24252), None)
    """
    found = _TIME.fullmatch(period)
    if not found:
        return None
    first = 12 * int(found["year"])
    if found["quarter"]:
        return first + 3 * int(found["quarter"]) - 3, first + 3 * int(found["quarter"])
    if found["month"]:
        return first + int(found["month"]) - 1, first + int(found["month"])
    return first, 12 * int(found["last"] or found["year"]) + 12


def whole_and_parts(whole: str, parts: Sequence[str], complete: bool = False) -> Division:
    """A whole and its parts, side by side; behind the last one there may be a rest."""
    spans = {part: (place, place + 1) for place, part in enumerate(parts)}
    return Division(spans | {whole: (0, len(parts) + (0 if complete else 1))})


def sexes(labels: Iterable[str], gaps: Gaps) -> list[Division]:
    """Women, men, diverse; a rest where the figures show that they are not all."""
    return _divided(sorted(set(labels) - {TOTAL}), gaps)


def groups(labels: Iterable[str], gaps: Gaps, nested: Iterable[Sequence[str]] = ()) -> list[Division]:
    """Each dimension (`abschluss:...`) divides the whole; `nested`: groups that lie inside a group, it first."""
    present = set(labels) - {TOTAL}
    inner = related(present, (), tuple(nested))
    inside = {part for division in inner for part in division.spans} - {names[0] for names in nested}
    dimensions: dict[str, list[str]] = defaultdict(list)
    for label in sorted(present - inside):
        dimensions[label.partition(":")[0]].append(label)
    divided = [division for codes in dimensions.values() for division in _divided(codes, gaps)]
    for codes in dimensions.values():  # where a group is not there, those inside it stand for it
        every = related({*present, TOTAL}, (), [(TOTAL, *codes), *nested])
        divided += [division for division in every if division.stands_for and TOTAL in division.spans]
    return divided + inner


def _divided(parts: Sequence[str], gaps: Gaps) -> list[Division]:
    """Parts side by side. Where they overlap each has a rest of its own, and one that may lie inside another does.

    If they make up the whole almost everywhere, too many of them in one line are a slip (or rounding) and no overlap.
    """
    missing = gaps(TOTAL, parts)
    if all(gap >= 0 for gap in missing):
        return [whole_and_parts(TOTAL, parts, complete=len(parts) > 1 and not any(missing))]
    if len(parts) > 1 and 2 * missing.count(0) >= len(missing):
        return [whole_and_parts(TOTAL, parts, complete=True)]
    return [*(whole_and_parts(TOTAL, [part]) for part in parts), *_perhaps_inside(parts, gaps)]


def _perhaps_inside(parts: Sequence[str], gaps: Gaps) -> Iterator[Division]:
    for whole, part in permutations(parts, 2):
        missing = gaps(whole, [part])
        if any(missing) and min(missing) >= 0:
            yield whole_and_parts(whole, [part])


def areas(labels: Iterable[str], register: Register) -> list[Division]:
    """The hierarchy of today, and the one before a reform where its areas are there too.

    Sozialraeume without named parts divide the area above them.
    """
    official = [key for key in labels if register.regions[key].level != "sozialraum"]
    divisions = [Division(_laid_out(frozenset(keys), register)) for keys in _territories(official, register)]
    spaces: dict[str, list[str]] = defaultdict(list)
    for key in sorted(key for key in set(labels) - set(official) if not register.regions[key].parts):
        above = next((parent for parent in register.ancestors(key) if parent in set(official)), "")
        spaces[above].append(key)
    return divisions + [whole_and_parts(whole, parts) for whole, parts in spaces.items() if whole]


def _territories(keys: Sequence[str], register: Register) -> list[list[str]]:
    """Areas that were on the map together: today, and before the first of the ended ones ended."""
    ended = [register.regions[key].valid_to for key in keys if register.regions[key].valid_to]
    today = [key for key in keys if not register.regions[key].valid_to]
    before = [key for key in keys if register.regions[key].valid_from <= min(ended)] if ended else []
    return [today, before] if before else [today]


def _laid_out(present: frozenset[str], register: Register) -> dict[str, Span]:
    """Areas side by side, each above those inside it; a free place behind the parts where one of them is missing."""
    inside: dict[str, list[str]] = defaultdict(list)
    for key in sorted(present):
        inside[next((parent for parent in register.ancestors(key) if parent in present), "")].append(key)
    spans: dict[str, Span] = {}

    def lay(key: str, start: int) -> int:
        end = start
        for part in inside[key]:
            end = lay(part, end)
        end += 0 if inside[key] and _complete(key, inside[key], register) else 1
        spans[key] = (start, end)
        return end

    place = 0
    for top in inside[""]:
        place = lay(top, place) + 1
    return spans


def _complete(whole: str, parts: Sequence[str], register: Register) -> bool:
    """Whether no area of today is missing among the parts."""
    levels = {register.regions[part].level for part in parts}
    today = {area.key for level in levels for area in register.below(whole, level) if not area.valid_to}
    inside = {area.key for part in parts for level in levels for area in register.below(part, level)}
    return today <= inside | set(parts)


def related(labels: Iterable[str], sums: Sequence[Sequence[str]], parts: Sequence[Sequence[str]]) -> list[Division]:
    """Declared relations between labels: sums of which everything is there, and wholes with those parts that are.

    Behind parts lies a rest. Where a part is not there, its own parts stand for it.
    """
    present = frozenset(labels)
    there = [tuple(names) for names in sums if present.issuperset(names)]
    whole_sums = [whole_and_parts(whole, inner, complete=len(inner) > 1) for whole, *inner in there]
    every = [tuple(names) for names in (*parts, *sums)]
    found: list[Division] = []
    waiting = [(names, frozenset[str]()) for names in every if names[0] in present]
    while waiting:
        (whole, *inner), instead = waiting.pop(0)
        known = [part for part in inner if part in present]
        if known and (whole, *inner) not in there:
            found.append(replace(whole_and_parts(whole, known), open_end=True, stands_for=instead))
        for part in set(inner) - instead:
            others = tuple(other for other in inner if other != part)
            waiting += [((whole, *others, *names[1:]), instead | {part}) for names in every if names[0] == part]
    return whole_sums + found
