"""Boundary files: GeoJSON, GeoPackage and Shapefile give the same outlines; what is no boundary file is refused."""

import json
import sqlite3
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from isp_utils.intake.boundaries import read_outlines
from isp_utils.model.catalogue import load
from isp_utils.model.errors import InputError
from isp_utils.store import Store
from tests.intake.shared import DATA, needs_data

REGISTER = load().register
RING = ((10.0, 53.0), (10.0, 53.1), (10.2, 53.1), (10.0, 53.0))
KEY, ARS = "03354001", "033545407001"


def geojson(path: Path, key: str = KEY) -> Path:
    shape = {"type": "Polygon", "coordinates": [[list(xy) for xy in RING]]}
    feature = {"type": "Feature", "properties": {"AGS": key, "name": "erfunden"}, "geometry": shape}
    found = path / "g.geojson"
    found.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    return found


def multi_wkb() -> bytes:
    flat = [number for xy in RING for number in xy]
    ring = struct.pack(f"<BIII{len(flat)}d", 1, 3, 1, len(RING), *flat)
    return struct.pack("<BII", 1, 6, 1) + ring


def geopackage(path: Path, key: str = ARS) -> Path:
    found = path / "g.gpkg"
    with sqlite3.connect(found) as base:
        base.execute("CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT)")
        base.execute("INSERT INTO gpkg_geometry_columns VALUES ('vg', 'geom')")
        base.execute("CREATE TABLE vg (ARS TEXT, geom BLOB)")
        head = b"GP\x00\x03" + struct.pack("<i4d", 4326, 10, 10.2, 53, 53.1)
        base.execute("INSERT INTO vg VALUES (?, ?)", (key, head + multi_wkb()))
    return found


def shapefile(path: Path, key: str = KEY) -> Path:
    flat = [number for xy in RING for number in xy]
    body = struct.pack(f"<i4d2ii{len(flat)}d", 5, 10, 53, 10.2, 53.1, 1, len(RING), 0, *flat)
    (path / "g.shp").write_bytes(bytes(100) + struct.pack(">2i", 1, len(body) // 2) + body)
    field = b"AGS".ljust(11, b"\0") + b"C" + bytes(4) + bytes([8, 0]) + bytes(14)
    (path / "g.dbf").write_bytes(struct.pack("<4BIHH20x", 3, 126, 1, 1, 1, 65, 9) + field + b"\r " + key.encode())
    return path / "g.shp"


MAKERS: dict[str, Callable[..., Path]] = {"GeoJSON": geojson, "GeoPackage": geopackage, "Shapefile": shapefile}


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_all_three_formats_give_the_same_outline(tmp_path, make):
    assert read_outlines([make(tmp_path)], REGISTER) == {KEY: (RING,)}


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_a_file_without_known_areas_is_refused(tmp_path, make):
    with pytest.raises(InputError, match=r"grenzen/g\.\w+: Keine Fläche gehört zu einer bekannten Gemeinde"):
        read_outlines([make(tmp_path, "99999999")], REGISTER)


@pytest.mark.parametrize("ending", [".geojson", ".gpkg", ".shp"])
def test_what_is_no_boundary_file_is_refused(tmp_path, ending):
    path = tmp_path / f"kaputt{ending}"
    path.write_text("keine Grenzen" * 40, encoding="utf-8")
    (tmp_path / "kaputt.dbf").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match="lässt sich nicht lesen"):
        read_outlines([path], REGISTER)


def test_boundary_files_are_no_deliveries(tmp_path):
    folder = tmp_path / "data" / "raw" / "grenzen"
    folder.mkdir(parents=True)
    store, path = Store(tmp_path), geojson(folder)
    assert store.boundaries() == [path]
    assert store.deliveries() == []


@needs_data
def test_real_outlines_cover_every_municipality():
    found = read_outlines([DATA / "boundaries" / "dan_gemeinden_vg250_simpl.geojson"], REGISTER)
    assert {area.key for area in REGISTER.below("03354", "gemeinde")} <= set(found)
