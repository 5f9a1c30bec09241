"""Marks in a drawing, read back from the SVG: is anything drawn where a figure is hidden?"""

import re
from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, fromstring

import numpy as np

from isp_utils.charts.parts.style import FAINT, NAVY

NEAR = 1.0  # points
_PAIR = re.compile(r"(-?[\d.]+)[ ,](-?[\d.]+)")
_ROW_LINE = re.compile(r"M(-?[\d.]+) (-?[\d.]+)L(-?[\d.]+) (-?[\d.]+)")
Point = tuple[float, float]


def marks_in_row(svg: str, row: int, rows: int) -> bool:
    """Whether a place chart draws anything but its thin line in one of its rows."""
    root = fromstring(svg)
    lines = [line for element in _with_colour(root, FAINT) for line in _horizontal(element.get("d", ""))]
    heights = sorted({y for _, y, _ in lines})
    if len(heights) < rows or row >= len(heights):
        return False  # no row lines, or the reference, which is a line across them: nothing to read by
    height, ends = heights[row], {x for x0, _, x1 in lines for x in (x0, x1)}
    drawn = [point for element in _with_colour(root, NAVY) for point in _points(element)]
    return any(abs(y - height) < NEAR and all(abs(x - end) > NEAR for end in ends) for x, y in drawn)


def fills_area(svg: str, region: str) -> bool:
    """Whether a map colours an area (by its key) as one that has a value; False where the drawing is no map."""
    return bool(re.search(rf'data-area="{re.escape(region)}" data-step="\d', svg))


def marks_at(svg: str, hidden: Sequence[float], shown: Sequence[float]) -> bool:
    """Whether a trend draws the county's line, band or marks at hidden places of time; `shown`: those with a value.

    The drawing's own scale is not known: it follows from the first and last place with a mark.
    """
    root = fromstring(svg)
    own = list(_with_colour(root, NAVY))
    bands, rest = ([element for element in own if (element.tag == "use") == is_band] for is_band in (True, False))
    marks = sorted({x for element in rest for x, _ in _uses(element)})
    if len(marks) < 2 or len(shown) < 2:
        return False
    scale = np.polyfit([min(shown), max(shown)], [marks[0], marks[-1]], 1)
    drawn = [x for element in rest for x, _ in _points(element)] + [x for band in bands for x in _across(root, band)]
    return any(abs(x - float(np.polyval(scale, place))) < NEAR for place in hidden for x in drawn)


def _with_colour(root: Element, colour: str) -> Iterable[Element]:
    """Elements drawn in a colour, groups of marks included; texts and definitions are none."""
    for element in root.iter():
        if element.tag not in ("text", "defs", "pattern") and colour.lower() in element.get("style", "").lower():
            yield element


def _uses(element: Element) -> list[Point]:
    return [(float(use.get("x", "nan")), float(use.get("y", "nan"))) for use in element.iter("use")]


def _points(element: Element) -> list[Point]:
    path = element.get("d", "") if element.get("id") is None else ""  # a path with an id is the shape of a mark
    return [*_uses(element), *((float(x), float(y)) for x, y in _PAIR.findall(path))]


def _across(root: Element, band: Element) -> list[float]:
    """Places in time of the corners of a band: a shape that is drawn where it stands."""
    shapes = {f"#{path.get('id')}": path.get("d", "") for path in root.iter("path")}
    return [float(x) + float(band.get("x", 0)) for x, _ in _PAIR.findall(shapes.get(band.get("href", ""), ""))]


def _horizontal(path: str) -> list[tuple[float, float, float]]:
    found = [tuple(map(float, line)) for line in _ROW_LINE.findall(path)]
    return [(x0, y0, x1) for x0, y0, x1, y1 in found if y0 == y1 and x0 != x1]
