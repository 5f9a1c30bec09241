"""Cells in lines: those that differ in one dimension only, with the divisions that their labels make."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter

from isp_utils.privacy.cells.cells import KEYS
from isp_utils.privacy.relations import divisions
from isp_utils.privacy.relations.divisions import TOTAL
from isp_utils.privacy.relations.spans import Dividing, Plan
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


def lines_of(block: Mapping[Key, float], dimension: str, wholes: Wholes) -> Iterator[tuple[Line, Dividing, Plan]]:
    """Every line of a block along a dimension, once for each division of its labels, with what follows in it."""
    label, others = (
        itemgetter(_POSITION[dimension]),
        itemgetter(*(_POSITION[name] for name in KEYS if name != dimension)),
    )
    labels = frozenset(map(label, block))
    if len(labels) == 1:
        return
    lines: dict[Key, Line] = defaultdict(dict)
    for key in block:
        lines[others(key)][label(key)] = key
    present = [frozenset(line) for line in lines.values()]
    for division in _divisions(dimension, labels, list(lines.values()), (block, wholes)):
        near = {there for there in present if not division.labels.isdisjoint(there)}
        plans = {there: division.plan(there) for there in near}  # many lines, few sets of labels
        yield from (
            (line, division, plans[there])
            for line, there in zip(lines.values(), present, strict=True)
            if there in plans
        )


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
