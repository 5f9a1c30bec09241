"""Map of the areas inside a county: equal tiles or real outlines by the same call, coloured in five steps of one hue.

The drawing is written as SVG by hand: one path an area, named by its key, so that the scanner can read it back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from isp_utils.charts.inputs import Caption, Fragment, Point, Value
from isp_utils.charts.parts.figure import attributes, csv_link, described, figcaption, key_of, small_print
from isp_utils.charts.parts.printed_table import csv_text, interval_table, scrolling_table
from isp_utils.charts.parts.style import INK, MUTED, PAPER
from isp_utils.charts.parts.symbols import legend, shown, sign_of, value_of
from isp_utils.model.wording import as_printed, german_number

STEPS = ("#E3EDF6", "#B4CDE4", "#7AA6CC", "#3C74A6", "#12436D")  # light to dark; the last two carry white words
DARK_FROM = 3
HATCHED = "none"  # in place of a class
SMALLEST = 14.0  # 11 px where the drawing is 278 CSS px wide
FAR, NEAR = (640.0, 15.0, 10), (350.0, 14.0, 4)  # width of the drawing, size of its words, letters of a name


@dataclass(frozen=True)
class Shape:
    """One area on a map: key, outline (rings of x, y; y to the south; any unit), place of its words, short name."""

    region: str
    rings: tuple[tuple[tuple[float, float], ...], ...]
    words_at: tuple[float, float]
    name: str


@dataclass(frozen=True)
class Ground:
    """What a map is drawn on: areas, thick lines round groups of them, and whether they are tiles with names."""

    shapes: tuple[Shape, ...]
    borders: tuple[tuple[tuple[float, float], ...], ...]
    tiles: bool


def place_map(points: Sequence[Point], ground: Ground, caption: Caption) -> Fragment:
    """The points' values on a map with the borders of their classes, and the same as a table of all areas.

    Areas of the ground without a point, or with a value that its flag hides, are hatched; their sign stands on them.
    """
    borders = class_borders([value for point in points if (value := value_of(point)) is not None], caption.digits)
    printed = interval_table(points, "Ort", caption)
    key = key_of(caption)
    table = scrolling_table(printed, key, f"Zahlen zu: {caption.title}", "")
    drawings = "".join(
        f'<div class="{css}"{hidden}>{_svg(points, ground, caption, borders, look)}</div>'
        for css, hidden, look in (("isp-wide", "", FAR), ("isp-narrow", ' style="display:none"', NEAR))
    )
    html = (
        f'<figure {attributes(caption)} aria-labelledby="{key}-c">{figcaption(caption, key)}'
        f'<div class="isp-drawing">{drawings}{_key(points, borders, caption)}</div>'
        f"{small_print(caption, (legend(map(sign_of, points)), *caption.notes))}"
        f"{described(caption, 'Zahlen und Beschreibung', table + csv_link(caption))}</figure>"
    )
    return Fragment(html, caption.csv, csv_text(printed, caption.demo))


def class_borders(values: Sequence[float], digits: int) -> list[float]:
    """Lower borders of the second to the last class, as printed: fifths of the areas, fewer where values are alike.

    >>> class_borders([1.0, 2.0, 3.0, 4.0, 5.0], 0), class_borders([2.0, 2.0], 0)
    ([2.0, 3.0, 4.0, 5.0], [])
    """
    if not values:
        return []
    rounded = sorted(float(as_printed(value, digits)) for value in values)
    cuts = [
        rounded[int(np.ceil(len(rounded) * share / len(STEPS)))]
        for share in range(1, len(STEPS))
        if int(np.ceil(len(rounded) * share / len(STEPS))) < len(rounded)
    ]
    return sorted({cut for cut in cuts if cut > rounded[0]})


def _class_of(point: Point, borders: Sequence[float], digits: int) -> int | None:
    value = value_of(point)
    return None if value is None else int(np.searchsorted(borders, float(as_printed(value, digits)), side="right"))


def _shades(borders: Sequence[float]) -> list[int]:
    """Which of the five steps each class takes: spread over all of them."""
    number = len(borders) + 1
    return [round(place * (len(STEPS) - 1) / max(number - 1, 1)) for place in range(number)] if number > 1 else [1]


def _key(points: Sequence[Point], borders: Sequence[float], caption: Caption) -> str:
    """The borders of the classes in words, each beside its colour, and how many areas lie in it."""
    classes = [_class_of(point, borders, caption.digits) for point in points]
    known = [float(as_printed(value, caption.digits)) for point in points if (value := value_of(point)) is not None]
    entries = []
    for place, shade in enumerate(_shades(borders) if known else []):
        inside = [value for value, at in zip(known, (c for c in classes if c is not None), strict=True) if at == place]
        entries.append(_entry(f'fill="{STEPS[shade]}"', _span(inside, caption.digits), len(inside)))
    if hidden := sum(found is None for found in classes):
        entries.append(_entry(f'fill="{PAPER}"', "ohne Wert, schraffiert", hidden, hatched=True))
    unit = f" ({escape(caption.unit)})" if caption.unit else ""
    return f'<ul class="isp-map-key" aria-label="Klassen der Karte{unit}">{"".join(entries)}</ul>'


def _span(values: Sequence[float], digits: int) -> str:
    low, high = german_number(min(values), digits), german_number(max(values), digits)
    return low if low == high else f"{low} bis {high}"


def _entry(fill: str, words: str, number: int, hatched: bool = False) -> str:
    lines = f'<path d="M0 14L14 0M-3 5L5 -3M9 17L17 9" stroke="{MUTED}"/>' if hatched else ""
    swatch = (
        f'<svg aria-hidden="true" viewBox="0 0 14 14" width="14" height="14">'
        f'<path d="M0 0H14V14H0z" {fill} stroke="{MUTED}"/>{lines}</svg>'
    )
    areas = "ein Ort" if number == 1 else f"{number}\u00a0Orte"
    return f"<li>{swatch} {escape(words)} <span>({areas})</span></li>"


def _svg(
    points: Sequence[Point], ground: Ground, caption: Caption, borders: Sequence[float], look: tuple[float, float, int]
) -> str:
    width, text, letters = look
    key = f"{key_of(caption)}{letters}"
    place, height = _placing(ground, width)
    by_region = {point.region: point for point in points}
    parts = []
    for shape in ground.shapes:
        point = by_region.get(shape.region, Point(shape.name, None, "not_available", region=shape.region))
        step = _class_of(point, borders, caption.digits)
        shade = _shades(borders)[step] if step is not None else None
        parts.append(_area(shape, shade, place, key))
        parts.append(_words(shape, point, (shade, place, text, letters), (ground.tiles, caption.digits)))
    parts += [
        f'<path d="{_path([line], place)}" fill="none" stroke="{INK}" stroke-width="3"/>' for line in ground.borders
    ]
    hatch = (
        f'<defs><pattern id="{key}h" width="7" height="7" patternUnits="userSpaceOnUse">'
        f'<path d="M0 7L7 0" stroke="{MUTED}" stroke-width="1"/></pattern></defs>'
    )
    return (
        f'<svg class="isp-svg" role="img" aria-labelledby="{key}t {key}d" viewBox="0 0 {width:g} {height:g}" '
        f'font-size="{text:g}" text-anchor="middle"><title id="{key}t">{escape(caption.title)}</title>'
        f'<desc id="{key}d">{escape(caption.description)}</desc>{hatch}{"".join(parts)}</svg>'
    )


def _placing(ground: Ground, width: float) -> tuple[tuple[float, float, float], float]:
    """Offset and scale from the unit of the ground to that of the drawing, and the height of the drawing."""
    corners = np.array([xy for shape in ground.shapes for ring in shape.rings for xy in ring])
    low, high = corners.min(axis=0), corners.max(axis=0)
    scale = (width - 8) / float(high[0] - low[0])
    return (float(low[0]), float(low[1]), scale), float(high[1] - low[1]) * scale + 8


def _at(xy: tuple[float, float], place: tuple[float, float, float]) -> tuple[float, float]:
    return round((xy[0] - place[0]) * place[2] + 4, 1), round((xy[1] - place[1]) * place[2] + 4, 1)


def _path(lines: Sequence[Sequence[tuple[float, float]]], place: tuple[float, float, float]) -> str:
    return "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in (_at(xy, place) for xy in line)) for line in lines)


def _area(shape: Shape, shade: int | None, place: tuple[float, float, float], key: str) -> str:
    """The outline of an area; `data-step` says its class, or that it has none, to whoever checks the page."""
    fill = STEPS[shade] if shade is not None else f"url(#{key}h)"
    step = str(shade) if shade is not None else HATCHED
    return (
        f'<path data-area="{escape(shape.region, quote=True)}" data-step="{step}" d="{_path(shape.rings, place)}z" '
        f'fill="{fill}" fill-rule="evenodd" stroke="{PAPER if shade is not None else MUTED}" stroke-width="1"/>'
    )


def _words(
    shape: Shape,
    point: Point,
    look: tuple[int | None, tuple[float, float, float], float, int],
    said: tuple[bool, int],
) -> str:
    """Name (on tiles) and figure of an area."""
    (shade, place, text, letters), (tiles, digits) = look, said
    x, y = _at(shape.words_at, place)
    ink = PAPER if shade is not None and shade >= DARK_FROM else INK
    behind = f' stroke="{PAPER}" stroke-width="4" paint-order="stroke"' if shade is None else ""
    figure = escape(shown(Value(point.value, point.flag), digits))
    if not tiles:
        size = max(text * 0.85, SMALLEST)
        return f'<text x="{x:g}" y="{y + text / 3:g}" fill="{ink}" font-size="{size:g}"{behind}>{figure}</text>'
    lines = [*_name(shape.name, letters), figure]
    top = y - (len(lines) - 1) * text * 0.6 + text * 0.35
    bold = ["" for _ in lines[:-1]] + [' font-weight="700"']
    return "".join(
        f'<text x="{x:g}" y="{round(top + number * text * 1.2, 1):g}" fill="{ink}"{behind}{bold[number]}>{words}</text>'
        for number, words in enumerate(lines)
    )


def _name(name: str, letters: int) -> list[str]:
    """A name as it fits on a tile: its first letters, or up to two lines.

    >>> _name("Oberunterhausen", 10), _name("Adorf", 10), _name("Adorf an der Bach", 10), _name("Kleinort", 4)
    (['Oberunter-', 'hausen'], ['Adorf'], ['Adorf'], ['Klei'])
    """
    if letters < 6:
        return [escape(name.replace(" ", "")[:letters])]
    if len(name) <= letters + (" " not in name):
        return [escape(name)]
    first, _, rest = name.partition(" ")
    if rest and len(first) <= letters:
        return [escape(first), *([escape(rest)] if len(rest) <= letters else [])]
    return [escape(f"{name[: letters - 1]}-"), escape(name[letters - 1 : 2 * letters - 2])]


def tile_ground(tiles: Mapping[str, tuple[int, int]], names: Mapping[str, str], groups: Mapping[str, str]) -> Ground:
    """Equal tiles at column and row of each key, with thick lines between the groups (Samtgemeinden) and round all."""
    shapes = tuple(
        Shape(key, (_square(at),), (at[0] + 0.5, at[1] + 0.5), names[key]) for key, at in sorted(tiles.items())
    )
    at = {place: groups[key] for key, place in tiles.items()}
    lines = [edge for place, group in sorted(at.items()) for edge in _edges(place, group, at)]
    return Ground(shapes, tuple(dict.fromkeys(lines)), tiles=True)


def _square(at: tuple[int, int]) -> tuple[tuple[float, float], ...]:
    x, y = map(float, at)
    return ((x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1))


def _edges(
    place: tuple[int, int], group: str, at: Mapping[tuple[int, int], str]
) -> list[tuple[tuple[float, float], ...]]:
    """Sides of a tile beyond which another group, or nothing, lies; written from the left and from above."""
    x, y = place
    sides = {
        (x, y - 1): ((x, y), (x + 1, y)),
        (x + 1, y): ((x + 1, y), (x + 1, y + 1)),
        (x, y + 1): ((x, y + 1), (x + 1, y + 1)),
        (x - 1, y): ((x, y), (x, y + 1)),
    }
    return [line for beside, line in sides.items() if at.get(beside) != group]
