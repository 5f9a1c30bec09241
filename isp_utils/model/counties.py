"""Counties and their Laender: one folder a county (counties/<key>/), one file a Land (laender/<key>.toml).

What holds for one county only is said here and nowhere else: its areas, words, planning variants, notes on Kennzahlen,
breaks. Offers, gaps and evidence of its folder are read by `biography`, its own sources by `catalogue`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from isp_utils.model.errors import InputError
from isp_utils.model.notes import Note, read_notes
from isp_utils.model.planning import Variant
from isp_utils.model.regions import LEVELS, Region
from isp_utils.model.toml import did_you_mean, into, read_toml
from isp_utils.model.words import own_words


@dataclass(frozen=True)
class County:
    """A county for which reports are made; `offices` and `limits` add to the stations of the Bildungsbiografie."""

    key: str
    name: str
    short: str
    in_sentence: str
    peers: str
    guiding: str = ""
    contact: str = ""  # who answers questions about the reports
    mail: str = ""
    phone: str = ""
    address: tuple[str, ...] = ()  # lines of a letter
    imprint: tuple[
        str, ...
    ] = ()  # further lines of the Impressum: who represents the county, who answers for the pages
    home: bool = False  # reports are made for it where nobody says for which
    limits: tuple[str, ...] = ()
    offices: Mapping[str, Any] = field(default_factory=dict)
    words: Mapping[str, Any] = field(default_factory=dict)
    variants: tuple[Variant, ...] = ()
    notes: tuple[Note, ...] = ()
    tiles: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # column and row of a municipality on the map


def read_counties(folder: Path, declared: Mapping[str, str]) -> tuple[dict[str, County], list[Region]]:
    """Counties by key, and all areas that they declare; raises InputError naming file, key and remedy."""
    counties: dict[str, County] = {}
    areas: list[Region] = []
    for path in sorted(folder.glob("*/county.toml")):
        table, where = read_toml(path), _where(path)
        areas += read_areas(table.pop("areas", []), where)
        areas += read_areas(_optional(path.with_name("raeume.toml")).get("raum", []), f"{path.parent.name}/raeume.toml")
        variants = tuple(into(Variant, item, f"{where}, variant") for item in table.pop("variant", []))
        notes = read_notes(path.with_name("notes.toml"))
        own_words(table.get("words", {}), declared, where)
        full = {"key": path.parent.name, **table, "variants": variants, "notes": notes}
        full["tiles"] = _tiles(path.with_name("tiles.toml"))
        counties[path.parent.name] = into(County, full, where)
    stray = next(iter(sorted(folder.glob("*.toml"))), None)
    if stray:
        raise InputError(
            f"counties/{stray.name}: Ein Kreis ist ein Ordner. Bitte als {stray.stem}/county.toml ablegen."
        )
    return counties, areas


def read_areas(rows: list[Any], where: str) -> list[Region]:
    """Areas of a county (municipalities, Verbaende, Sozialraeume) as regions of the register."""
    areas = [into(Region, row, f"{where}, {number}. Gebiet") for number, row in enumerate(rows, start=1)]
    for number, area in enumerate(areas, start=1):
        if area.level not in LEVELS:
            raise InputError(
                f"{where}, {number}. Gebiet: »level« ist »{area.level}«.{did_you_mean(area.level, LEVELS)}"
            )
    return areas


def _tiles(path: Path) -> dict[str, tuple[int, int]]:
    """Column and row by key; raises InputError for anything but two whole numbers, and for a tile given twice."""
    found: dict[str, tuple[int, int]] = {}
    for key, at in _optional(path).items():
        if not (isinstance(at, list) and len(at) == 2 and all(isinstance(n, int) and n >= 0 for n in at)):
            raise InputError(f"{_where(path)}, {key}: Erwartet werden Spalte und Zeile als ganze Zahlen, etwa [3, 1].")
        if (at[0], at[1]) in found.values():
            raise InputError(f"{_where(path)}, {key}: Auf Spalte {at[0]}, Zeile {at[1]} liegt schon eine Gemeinde.")
        found[key] = (at[0], at[1])
    return found


def _optional(path: Path) -> dict[str, Any]:
    return read_toml(path) if path.exists() else {}


def _where(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"
