"""Cells in lines: those that differ in one dimension only, with the divisions that their labels make."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from isp_utils.model.regions import Register
from isp_utils.privacy.cells.cells import KEYS
from isp_utils.privacy.relations import divisions
from isp_utils.privacy.relations.divisions import TOTAL, Division

DIMENSIONS = ("region", "sex", "group", "age", "period", "what")
Key = tuple[str, ...]  # of a cell, in the order of KEYS
Line = dict[str, Key]  # keys by label
_POSITION = {key: position for position, key in enumerate(KEYS)}
_PEOPLE = ("sex", "group")


@dataclass(frozen=True)
class Wholes:
    """What the catalogue knows of wholes and their parts: areas, and facts that a source declares to add up."""

    register: Register
    sums: Sequence[Sequence[str]] = ()
    _known: dict[tuple[str, frozenset[str]], list[Division]] = field(default_factory=dict)

    def divisions(self, dimension: str, labels: frozenset[str]) -> list[Division]:
        """How labels divide a whole (one Division for each way), where figures need not be asked."""
        if (dimension, labels) not in self._known:
            self._known[dimension, labels] = self._made(dimension, sorted(labels))
        return self._known[dimension, labels]

    def _made(self, dimension: str, labels: Sequence[str]) -> list[Division]:
        if dimension == "region":
            return divisions.areas(labels, self.register)
        if dimension == "what":
            return divisions.declared(labels, self.sums)
        return divisions.ages(labels) if dimension == "age" else divisions.times(labels)


def related_counts(counts: Mapping[Key, float], sums: Sequence[Sequence[str]]) -> list[dict[Key, float]]:
    """Counts that labels can lead from one to another: of one fact, or of facts declared to add up, on one base."""
    head = {name: min(names) for names in sums for name in names}
    blocks: dict[tuple[str, str], dict[Key, float]] = {}
    what, base = _POSITION["what"], _POSITION["census_base"]
    for key, value in counts.items():
        blocks.setdefault((head.get(key[what], key[what]), key[base]), {})[key] = value
    return [block for block in blocks.values() if len(block) > 1]


def lines_of(block: Mapping[Key, float], dimension: str, wholes: Wholes) -> Iterator[tuple[Line, Division]]:
    """Every line of a block along a dimension, once for each division of its labels."""
    position = _POSITION[dimension]
    labels = frozenset(key[position] for key in block)
    if len(labels) == 1:
        return
    lines: dict[Key, Line] = {}
    for key in block:
        lines.setdefault((*key[:position], "", *key[position + 1 :]), {})[key[position]] = key
    for division in _divisions(dimension, labels, list(lines.values()), (block, wholes)):
        yield from ((line, division) for line in lines.values())


def _divisions(
    dimension: str, labels: frozenset[str], lines: Sequence[Line], known: tuple[Mapping[Key, float], Wholes]
) -> list[Division]:
    counts, wholes = known
    if dimension not in _PEOPLE:
        return wholes.divisions(dimension, labels)

    def gaps(whole: str, parts: Sequence[str]) -> list[float]:
        known = [line for line in lines if whole in line and all(part in line for part in parts)]
        return [counts[line[whole]] - sum(counts[line[part]] for part in parts) for line in known]

    return (divisions.sexes if dimension == "sex" else divisions.groups)(labels - {TOTAL}, gaps)
