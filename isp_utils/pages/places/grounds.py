"""What the maps of a county are drawn on: real outlines where there is a file of them, else equal tiles."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from isp_utils.charts.place_map import Ground, Shape, tile_ground
from isp_utils.intake.boundaries import Outlines
from isp_utils.model.regions import Region
from isp_utils.statistics.grid import on_a_grid


def ground_of(areas: Sequence[Region], tiles: Mapping[str, tuple[int, int]], outlines: Outlines) -> Ground | None:
    """Outlines where every area has one, else tiles, declared or made from coordinates; None where neither can be."""
    if areas and all(area.key in outlines for area in areas):
        return outline_ground(areas, outlines)
    if not all(area.key in tiles for area in areas):
        if any(area.lon is None or area.lat is None for area in areas):
            return None
        tiles = _tiles(areas)
    if len(areas) < 2:
        return None
    chosen = {area.key: tiles[area.key] for area in areas}
    return tile_ground(chosen, {area.key: area.name_alone for area in areas}, {area.key: area.parent for area in areas})


def _tiles(areas: Sequence[Region]) -> dict[str, tuple[int, int]]:
    lat = np.array([area.lat for area in areas], float)
    lon = np.array([area.lon for area in areas], float) * np.cos(np.radians(lat.mean()))
    found = on_a_grid(lon, lat).astype(int)
    return {area.key: (int(x), int(y)) for area, (x, y) in zip(areas, found, strict=True)}


def outline_ground(areas: Sequence[Region], outlines: Outlines) -> Ground:
    """Areas by their outlines, thick lines where two groups meet or the county ends."""
    heights = [y for area in areas for ring in outlines[area.key] for _, y in ring]
    scale = float(np.cos(np.radians((min(heights) + max(heights)) / 2))) if max(map(abs, heights)) <= 90 else 1.0
    flat = {area.key: _flat(outlines[area.key], scale) for area in areas}
    shapes = tuple(Shape(area.key, flat[area.key], _middle(flat[area.key][0]), area.name_alone) for area in areas)
    return Ground(shapes, _between(areas, flat), tiles=False)


Rings = tuple[tuple[tuple[float, float], ...], ...]


def _flat(rings: Rings, scale: float) -> Rings:
    """Degrees to a plane (`scale`: how much shorter a degree to the east is; metres stay as they are), y to the south.

    The largest ring comes first.
    """
    flat = [tuple((x * scale, -y) for x, y in ring) for ring in rings]
    return tuple(sorted(flat, key=lambda ring: -abs(_area(ring))))


def _area(ring: Sequence[tuple[float, float]]) -> float:
    xy = np.asarray(ring)
    return float(np.sum(xy[:-1, 0] * xy[1:, 1] - xy[1:, 0] * xy[:-1, 1]) / 2)


def _middle(ring: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The centre of gravity of an outline."""
    xy, area = np.asarray(ring), _area(ring)
    cross = xy[:-1, 0] * xy[1:, 1] - xy[1:, 0] * xy[:-1, 1]
    x, y = ((xy[:-1, i] + xy[1:, i]) @ cross / (6 * area) for i in (0, 1))
    return float(x), float(y)


def _between(areas: Sequence[Region], flat: Mapping[str, Rings]) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Pieces of outlines that no second area of the same group shares."""
    sides: dict[frozenset[tuple[float, float]], list[str]] = {}
    for area in areas:
        for ring in flat[area.key]:
            for first, second in pairwise(ring):
                sides.setdefault(frozenset((_near(first), _near(second))), []).append(area.parent)
    found = [side for side, groups in sides.items() if len(side) == 2 and groups.count(groups[0]) != 2]
    return tuple(tuple(sorted(side)) for side in found)


def _near(xy: tuple[float, float]) -> tuple[float, float]:
    return round(xy[0], 5), round(xy[1], 5)
