"""Cells in lines: those that differ in one dimension only, with the divisions that their labels make."""

from collections.abc import Iterator, Mapping, Sequence

from isp_utils.privacy.cells.cells import KEYS
from isp_utils.privacy.relations import divisions
from isp_utils.privacy.relations.divisions import TOTAL
from isp_utils.privacy.relations.spans import Dividing
from isp_utils.privacy.relations.wholes import Key, Wholes

DIMENSIONS = ("region", "sex", "group", "age", "period", "what")
Line = dict[str, Key]  # keys by label
_POSITION = {key: position for position, key in enumerate(KEYS)}
_PEOPLE = ("sex", "group")


def related_counts(counts: Mapping[Key, float], wholes: Wholes) -> list[dict[Key, float]]:
    """Counts that labels can lead from one to another: of one fact, or of facts declared to be related, on one base."""
    blocks: dict[tuple[str, str], dict[Key, float]] = {}
    what, base = _POSITION["what"], _POSITION["census_base"]
    for key, value in counts.items():
        blocks.setdefault((wholes.family(key[what]), key[base]), {})[key] = value
    return [block for block in blocks.values() if len(block) > 1]


def lines_of(block: Mapping[Key, float], dimension: str, wholes: Wholes) -> Iterator[tuple[Line, Dividing]]:
    """Every line of a block along a dimension, once for each division of its labels."""
    position = _POSITION[dimension]
    labels = frozenset(key[position] for key in block)
    if len(labels) == 1:
        return
    lines: dict[Key, Line] = {}
    for key in block:
        lines.setdefault(key[:position] + key[position + 1 :], {})[key[position]] = key
    for division in _divisions(dimension, labels, list(lines.values()), (block, wholes)):
        named = division.labels & labels
        near = lines.values() if len(named) == len(labels) else [line for line in lines.values() if named & line.keys()]
        yield from ((line, division) for line in near)


def _divisions(
    dimension: str, labels: frozenset[str], lines: Sequence[Line], known: tuple[Mapping[Key, float], Wholes]
) -> Sequence[Dividing]:
    counts, wholes = known
    if dimension not in _PEOPLE:
        return wholes.divisions(dimension, labels)

    def gaps(whole: str, parts: Sequence[str]) -> list[float]:
        known = [line for line in lines if whole in line and all(part in line for part in parts)]
        return [counts[line[whole]] - sum(counts[line[part]] for part in parts) for line in known]

    if dimension == "sex":
        return divisions.sexes(labels - {TOTAL}, gaps)
    return divisions.groups(labels - {TOTAL}, gaps, wholes.nested_groups)
