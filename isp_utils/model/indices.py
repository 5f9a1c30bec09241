"""Composite indices of the catalogue: declared parts, direction, weights, mean, base year and classes."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from isp_utils.model.errors import InputError
from isp_utils.model.toml import did_you_mean, into, read_toml

MEANS = ("arithmetic", "geometric", "harmonic")
OF_PLACES = "ort_*.toml"


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
    _refuse_parts(path, [(part.indicator, part.direction) for part in parts], indicators)
    if index.mean not in MEANS:
        raise InputError(f"{path.name}: »mean« ist »{index.mean}«.{did_you_mean(index.mean, MEANS)}")
    return index


@dataclass(frozen=True)
class PlacePart:
    """One Kennzahl of a place index; direction 1 where a higher value is better (or is what the index is named for).

    blur: standard error in the unit of the Kennzahl where nobody is counted (travel times of a model), an assumption;
    together: how many are counted as one because they live together (a family moves as a whole).
    """

    indicator: str
    direction: int
    weight: float = 1.0
    blur: float = 0.0
    together: float = 1.0


@dataclass(frozen=True)
class PlaceIndex:
    """A composite index of the areas inside a county in one dimension, each beside the county as a whole.

    low, high: the words of a class below and above the county; bound: how probable a class has to be to be named.
    """

    id: str
    title: str
    dimension: str
    definition: str
    low: str
    high: str
    bound: float
    parts: tuple[PlacePart, ...]
    judged: bool = True  # whether high is better than low


def read_place_indices(folder: Path, indicators: frozenset[str]) -> tuple[PlaceIndex, ...]:
    """The place indices of a catalogue folder, by file name; raises InputError as `read_index` does."""
    return tuple(_place_index(path, indicators) for path in sorted((folder / "indices").glob(OF_PLACES)))


def _place_index(path: Path, indicators: frozenset[str]) -> PlaceIndex:
    table = read_toml(path)
    parts = tuple(into(PlacePart, part, f"{path.name}, [[parts]]") for part in table.pop("parts", []))
    index = into(PlaceIndex, {"id": path.stem, **table, "parts": parts}, path.name)
    _refuse_parts(path, [(part.indicator, part.direction) for part in parts], indicators)
    if not 0.5 < index.bound < 1:
        raise InputError(f"{path.name}: »bound« ist {index.bound}; erwartet wird eine Zahl zwischen 0,5 und 1.")
    return index


def _refuse_parts(path: Path, parts: Iterable[tuple[str, int]], indicators: frozenset[str]) -> None:
    for name, direction in parts:
        if name not in indicators:
            raise InputError(f"{path.name}: »{name}« ist keine Kennzahl.{did_you_mean(name, indicators)}")
        if direction not in (-1, 1):
            raise InputError(f"{path.name}: »direction« von »{name}« muss 1 oder -1 sein.")
