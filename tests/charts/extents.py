"""Where the texts of a drawing lie, from its SVG and the measures of the font: what is cut, and what overlaps."""

import re
from itertools import combinations

from bs4 import BeautifulSoup, Tag

from isp_utils.charts.parts.axes import text_width

Box = tuple[str, float, float, float, float]  # text, left, top, right, bottom in units of the drawing
ABOVE, BELOW = 0.72, 0.16  # share of the text size above and below its base line
AIR = 1.0


def colliding(html: str) -> list[str]:
    """Texts that leave their drawing, and pairs of texts that meet; nothing is a good answer."""
    found = []
    for svg in BeautifulSoup(html, "html.parser").select("svg"):
        width, height = map(float, str(svg["viewbox"]).split()[2:])
        boxes = [_box(text, float(str(svg["font-size"]))) for text in svg.select("text")]
        found += [
            f"cut: {text}"
            for text, left, top, right, bottom in boxes
            if left < -AIR or top < -AIR or right > width + AIR or bottom > height + AIR
        ]
        found += [f"meet: {one[0]} | {other[0]}" for one, other in combinations(boxes, 2) if _meet(one, other)]
    return found


def _box(text: Tag, usual: float) -> Box:
    style = f"{text.get('style', '')};{text.parent.get('style', '') if text.parent else ''}"
    given = re.search(r"font-size:([\d.]+)px", style)
    size = float(given[1]) if given else usual
    weight = "bold" if re.search(r"font-weight:(bold|700)", style) else "normal"
    anchor = re.search(r"text-anchor: ?(\w+)", style)
    length = text_width(text.get_text(), size, weight)
    x, y = float(str(text["x"])), float(str(text["y"]))
    left = x - length * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor[1] if anchor else "start"]
    return text.get_text(), left, y - size * ABOVE, left + length, y + size * BELOW


def _meet(one: Box, other: Box) -> bool:
    return one[1] < other[3] and other[1] < one[3] and one[2] < other[4] and other[2] < one[4]
