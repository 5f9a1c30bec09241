"""Composite indices of the catalogue: declared parts, direction, weights, mean, base year and classes."""

from dataclasses import dataclass
from pathlib import Path

from isp_utils.model.errors import InputError
from isp_utils.model.toml import did_you_mean, into, read_toml

MEANS = ("arithmetic", "geometric", "harmonic")


@dataclass(frozen=True)
class IndexPart:
    """One Kennzahl of an index; direction 1 where a higher value is better, -1 where a lower one is."""

    indicator: str
    direction: int
    weight: float = 1.0


@dataclass(frozen=True)
class Index:
    """A composite index over the Kreise of a Land, anchored in its base year."""

    id: str
    title: str
    short: str
    definition: str
    base_year: int
    year: int
    classes: tuple[str, ...]
    fields: tuple[str, ...]
    parts: tuple[IndexPart, ...]
    mean: str = "arithmetic"
    bound: float = 0.8


def read_index(path: Path, indicators: frozenset[str]) -> Index:
    """The index in a TOML file; raises InputError naming file and key, also for a part that is no Kennzahl."""
    table = read_toml(path)
    parts = tuple(into(IndexPart, part, f"{path.name}, [[parts]]") for part in table.pop("parts", []))
    index = into(Index, {"id": path.stem, **table, "parts": parts}, path.name)
    for part in parts:
        if part.indicator not in indicators:
            raise InputError(
                f"{path.name}: »{part.indicator}« ist keine Kennzahl.{did_you_mean(part.indicator, indicators)}"
            )
        if part.direction not in (-1, 1):
            raise InputError(f"{path.name}: »direction« von »{part.indicator}« muss 1 oder -1 sein.")
    if index.mean not in MEANS:
        raise InputError(f"{path.name}: »mean« ist »{index.mean}«.{did_you_mean(index.mean, MEANS)}")
    return index
