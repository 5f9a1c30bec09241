"""Outlines of areas from a boundary file: GeoJSON, GeoPackage or Shapefile, read without any geographic library.

Coordinates stay as they are (degrees, or metres of a map projection): a map needs only their proportions.
"""

import json
import sqlite3
import struct
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from isp_utils.model.errors import InputError
from isp_utils.model.regions import Register

Ring = tuple[tuple[float, float], ...]
Outlines = Mapping[str, tuple[Ring, ...]]
Feature = tuple[Mapping[str, object], tuple[Ring, ...]]
EXPECTED = (
    "Erwartet wird eine Grenzdatei mit Flächen und einer Spalte mit dem amtlichen Gemeindeschlüssel (AGS oder ARS)."
)


def read_outlines(paths: Sequence[Path], register: Register) -> Outlines:
    """Rings of every area that the files name by its official key; of several features of one area all rings.

    Raises InputError naming the file where it cannot be read or names no known municipality.
    """
    found: dict[str, tuple[Ring, ...]] = {}
    for path in paths:
        of_file: dict[str, tuple[Ring, ...]] = {}
        try:
            for facts, rings in _features(path):
                if key := _key(facts, register):
                    of_file[key] = of_file.get(key, ()) + rings
        except (ValueError, KeyError, IndexError, TypeError, struct.error, sqlite3.Error) as error:
            raise InputError(f"grenzen/{path.name}: Die Datei lässt sich nicht lesen. {EXPECTED}") from error
        if not of_file:
            raise InputError(f"grenzen/{path.name}: Keine Fläche gehört zu einer bekannten Gemeinde. {EXPECTED}")
        found |= of_file
    return found


def _key(facts: Mapping[str, object], register: Register) -> str:
    """The key of a municipality among the facts of a feature: eight digits (AGS), or twelve (ARS)."""
    for value in facts.values():
        text = str(value).strip()
        if text.isdigit() and len(text) == 12:
            text = text[:5] + text[9:]
        if len(text) == 8 and text in register.regions:
            return text
    return ""


def _features(path: Path) -> Iterator[Feature]:
    match path.suffix.lower():
        case ".geojson":
            yield from _of_geojson(path)
        case ".gpkg":
            yield from _of_geopackage(path)
        case ".shp":
            yield from zip(_of_dbf(path.with_suffix(".dbf")), _of_shapefile(path), strict=True)


def _of_geojson(path: Path) -> Iterator[Feature]:
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        shape = feature["geometry"]
        polygons = {"Polygon": [shape["coordinates"]], "MultiPolygon": shape["coordinates"]}[shape["type"]]
        rings = tuple(tuple((float(x), float(y)) for x, y, *_ in ring) for polygon in polygons for ring in polygon)
        yield feature["properties"], rings


def _of_geopackage(path: Path) -> Iterator[Feature]:
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as base:
        base.row_factory = sqlite3.Row
        for layer in base.execute("SELECT table_name, column_name FROM gpkg_geometry_columns").fetchall():
            table = str(layer["table_name"]).replace('"', '""')
            for row in base.execute(f'SELECT * FROM "{table}"'):
                facts = {name: row[name] for name in row.keys() if name != layer["column_name"]}  # noqa: SIM118
                yield facts, _of_blob(row[layer["column_name"]])


def _of_blob(blob: bytes) -> tuple[Ring, ...]:
    """A geometry of a GeoPackage: a head whose length hangs on the kind of its envelope, then WKB."""
    envelope = (0, 32, 48, 48, 64)[(blob[3] >> 1) & 7]
    return _of_wkb(blob, 8 + envelope)[0]


def _of_wkb(data: bytes, at: int) -> tuple[tuple[Ring, ...], int]:
    """Rings of a polygon or of several, and where they end."""
    order = "<" if data[at] else ">"
    kind, number = struct.unpack_from(f"{order}II", data, at + 1)
    size = 2 + (kind // 1000 % 4 in (1, 2)) + 2 * (kind // 1000 % 4 == 3)
    at += 9
    rings: list[Ring] = []
    for _ in range(number):
        if kind % 1000 == 6:
            inner, at = _of_wkb(data, at)
            rings += inner
        else:
            (points,) = struct.unpack_from(f"{order}I", data, at)
            flat = struct.unpack_from(f"{order}{points * size}d", data, at + 4)
            rings.append(tuple(zip(flat[::size], flat[1::size], strict=True)))
            at += 4 + points * size * 8
    return tuple(rings), at


def _of_shapefile(path: Path) -> Iterator[tuple[Ring, ...]]:
    """Polygons of a .shp file (kinds 5, 15 and 25), in its order."""
    data, at = path.read_bytes(), 100
    while at < len(data):
        (words,) = struct.unpack_from(">i", data, at + 4)
        kind, start = struct.unpack_from("<i", data, at + 8)[0], at + 12
        if kind not in (5, 15, 25):
            raise ValueError(f"kind {kind}")
        parts, points = struct.unpack_from("<2i", data, start + 32)
        firsts = [*struct.unpack_from(f"<{parts}i", data, start + 40), points]
        flat = struct.unpack_from(f"<{2 * points}d", data, start + 40 + 4 * parts)
        line = tuple(zip(flat[::2], flat[1::2], strict=True))
        yield tuple(line[first:last] for first, last in pairwise(firsts))
        at += 8 + 2 * words


def _of_dbf(path: Path) -> Iterator[Mapping[str, object]]:
    """Rows of the table beside a .shp file."""
    data = path.read_bytes()
    number, head, length = struct.unpack_from("<IHH", data, 4)
    fields = []
    for at in range(32, head - 1, 32):
        if data[at] == 0x0D:
            break
        fields.append((data[at : at + 11].split(b"\0")[0].decode("ascii"), data[at + 16]))
    for row in range(number):
        at, found = head + row * length + 1, {}
        for name, width in fields:
            found[name] = data[at : at + width].decode("utf-8", errors="replace").strip()
            at += width
        yield found
