"""Areas as sets of the smallest areas, where Sozialraeume lie inside, across or beside each other.

Spans on a line hold a hierarchy; the set algebra of overlapping unions is the inclusion problem of Hundepool et al.
(2012), Statistical Disclosure Control (Wiley), section 4.3: what one union has beyond another is a cell of the table
too.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from isp_utils.model.regions import Register
from isp_utils.privacy.relations.spans import Dividing, Formula, Plan

Area = frozenset[str]
Family = dict[Area, Formula]
MOST = 300  # sets looked at; more make no new ones of a size that anybody reads


@dataclass(frozen=True)
class Overlaps(Dividing):
    """Labels as sets of smallest areas (leaves)."""

    sets: Mapping[str, Area]

    @property
    def labels(self) -> frozenset[str]:
        """All areas that it speaks of."""
        return frozenset(self.sets)

    def _reckoned(self, present: frozenset[str]) -> Plan:
        return overlapping(sorted(present & self.sets.keys()), self.sets)


def spaces(labels: Sequence[str], register: Register) -> list[Overlaps]:
    """The areas of today with the Sozialraeume among them, as sets; none where no Sozialraum names its parts."""
    named = [key for key in labels if register.regions[key].parts]
    kreise = {above for key in named for above in register.ancestors(key) if register.regions[above].level == "kreis"}
    near = [key for key in labels if kreise & {key, *register.ancestors(key)} and not register.regions[key].valid_to]
    return [Overlaps({key: leaves for key in near if (leaves := _leaves(key, register))})] if named else []


def _leaves(key: str, register: Register) -> Area:
    """The Gemeinden of an area, or the area itself where the register knows none inside it."""
    region = register.regions[key]
    if region.level == "sozialraum":
        return frozenset(leaf for part in region.parts for leaf in _leaves(part, register))
    inside = {area.key for level in ("gemeinde", "gemeindefrei") for area in register.below(key, level)}
    return frozenset(inner for inner in inside if not register.regions[inner].valid_to) or frozenset({key})


def overlapping(present: Sequence[str], sets: Mapping[str, Area]) -> Plan:
    """The plan of labels that are sets: what one has beyond another, unless other labels make just that up.

    >>> found = overlapping(["S1", "S2"], {"S1": frozenset("abc"), "S2": frozenset("ab"), "C": frozenset("c")})
    >>> [(sorted(area), formula) for area, formula in found.stretches.items()], found.missing
    ([(['c'], {'S1': 1, 'S2': -1})], {'C': {'S1': 1, 'S2': -1}})
    """
    label_of = {sets[label]: label for label in reversed(present)}
    family: Family = {area: {label: 1} for area, label in label_of.items()}
    sums = dict.fromkeys(_closed(family))
    twins = {label: (sets[label],) for label in present if label_of[sets[label]] != label}
    missing = {}
    for label in sorted(sets.keys() - set(present)):
        if (cover := _cover(sets[label], family)) is not None:
            missing[label] = _added([family[piece] for piece in cover])
    stretches = {area: formula for area, formula in family.items() if area not in label_of}
    return Plan(missing, label_of, stretches, twins, tuple(sums))


def _closed(family: Family) -> Iterator[tuple[Area, tuple[Area, ...]]]:
    """Every set as a largest one inside it and what is left, which joins the family if it is no union of others."""
    waiting = list(family)
    while waiting:
        first = waiting.pop(0)
        for whole, part in [*_nearest(first, family), *((above, first) for above in _above(first, family))]:
            left = whole - part
            pieces = _cover(left, family)
            if pieces is None and len(family) < MOST:
                family[left] = _added([family[whole], {key: -times for key, times in family[part].items()}])
                waiting.append(left)
                pieces = (left,)
            if pieces is not None:
                yield whole, tuple(sorted((part, *pieces), key=sorted))


def _nearest(whole: Area, family: Family) -> list[tuple[Area, Area]]:
    """The set with each of the largest ones inside it."""
    inside = [area for area in family if area < whole]
    return [(whole, area) for area in inside if not any(area < other for other in inside)]


def _above(part: Area, family: Family) -> list[Area]:
    """The smallest sets around one."""
    around = [area for area in family if part < area]
    return [area for area in around if not any(other < area for other in around)]


def _cover(area: Area, family: Family) -> tuple[Area, ...] | None:
    """Sets of the family that make up an area without meeting each other, the largest first; None if there are none."""
    if area in family:
        return (area,)
    inside = sorted((piece for piece in family if piece < area), key=lambda piece: (-len(piece), sorted(piece)))
    return _filled(area, inside)


def _filled(area: Area, pieces: Sequence[Area]) -> tuple[Area, ...] | None:
    if not area:
        return ()
    place = min(area)
    for piece in pieces:
        if place in piece and piece <= area:
            rest = _filled(area - piece, pieces)
            if rest is not None:
                return (piece, *rest)
    return None


def _added(formulas: Sequence[Formula]) -> Formula:
    times: dict[str, int] = {}
    for formula in formulas:
        for label, number in formula.items():
            times[label] = times.get(label, 0) + number
    return {label: number for label, number in times.items() if number}
