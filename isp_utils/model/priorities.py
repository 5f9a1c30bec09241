"""The declared rules by which the synthesis finds its Schwerpunkte: catalogue/priorities.toml."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from isp_utils.model.domain import HERE
from isp_utils.model.errors import InputError
from isp_utils.model.toml import into, read_toml

NAME = "priorities.toml"


@dataclass(frozen=True)
class Points:
    """What one piece of evidence weighs, in points."""

    worse: int
    worsening: int
    proven: int
    several_fields: int


@dataclass(frozen=True)
class PriorityRules:
    """How many Schwerpunkte there are to be, from how many points on, and what gives points.

    movement: share of the range of its years that a Kennzahl must have moved before that counts as a development.
    """

    fewest: int
    most: int
    threshold: int
    movement: float
    points: Points


def load_priority_rules(folder: Path) -> PriorityRules:
    """The rules of a catalogue, the package's where it has none; InputError for numbers that make no sense."""
    own = folder / NAME
    table: dict[str, Any] = read_toml(own if own.exists() else HERE / NAME)
    points = into(Points, table.pop("points", {}), f"{NAME}, points")
    rules = into(PriorityRules, {**table, "points": points}, NAME)
    if not 1 <= rules.fewest <= rules.most or rules.threshold < 1 or not 0 < rules.movement <= 1:
        raise InputError(
            f"{NAME}: »fewest« muss mindestens 1 und höchstens »most« sein, »threshold« mindestens 1, »movement« über "
            "0 und höchstens 1. Bitte ändern."
        )
    return rules
