"""Shared parts of the charts: a frame measured in points, German axes, labels that do not overlap."""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath
from matplotlib.ticker import FixedLocator, MaxNLocator

from isp_utils.charts.inputs import Point, number
from isp_utils.charts.parts.style import (
    DEMO_HATCH,
    DEMO_HATCH_COLOUR,
    GAP_BETWEEN_LABELS,
    INK,
    MUTED,
    PAPER,
    SETTINGS,
    Canvas,
)
from isp_utils.charts.parts.symbols import value_of
from isp_utils.model.wording import german_number

POINTS_PER_INCH = 72.0
PAGE_FONT_WIDTH = 0.94  # Segoe UI, Roboto, Arial run 6 to 12 % narrower than DejaVu Sans
NOT_FROM_ZERO = "Achse nicht ab 0."  # what the sign says to those who do not see it
CUT_AXIS = "≈"  # stands at an axis that does not begin at 0
SHORT_UNIT = 2  # characters, such as % or €
ZERO_SHARE = 0.45  # an axis begins at 0 when the smallest value is below this share of the largest


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, weight: str = "normal") -> float:
    """Width of the longest line in points, from the font that ships with matplotlib."""
    font = FontProperties(family=SETTINGS["font.family"], size=size, weight=weight)
    return PAGE_FONT_WIDTH * max(
        TextToPath().get_text_width_height_descent(line, font, False)[0] for line in text.split("\n")
    )


def frame(canvas: Canvas, height: float, margins: tuple[float, float, float, float], demo: bool) -> tuple[Figure, Axes]:
    """Empty chart; margins are left, right, top, bottom in points. Demo figures get a light hatch."""
    left, right, top, bottom = margins
    figure = Figure(figsize=(canvas.width / POINTS_PER_INCH, height / POINTS_PER_INCH), facecolor="none")
    figure.patch.set_visible(False)
    box = (
        left / canvas.width,
        bottom / height,
        1 - (left + right) / canvas.width,
        1 - (top + bottom) / height,
    )
    axes = figure.add_axes(box)
    axes.tick_params(labelsize=canvas.text)
    axes.tick_params(axis="x", pad=5.5)  # the lowest label of the other axis stands above
    axes.patch.set_visible(demo)
    if demo:
        axes.patch.set(hatch=DEMO_HATCH, edgecolor=DEMO_HATCH_COLOUR, linewidth=0)
    return figure, axes


def extent(points: Sequence[Point]) -> list[float]:
    """All numbers of the visible points that an axis has to hold, limits included, in the unit of the points."""
    shown = [point for point in points if value_of(point) is not None]
    edges = [edge for point in shown for edge in (point.lower, value_of(point), point.upper)]
    return [edge for edge in map(number, edges) if edge is not None]


def value_range(values: Sequence[float], ticks: int) -> tuple[list[float], bool]:
    """Round tick positions (about `ticks` of them, unit of the values) that enclose them, and whether 0 is left out."""
    low, high = min(values), max(values)
    if 0 <= low < ZERO_SHARE * high or low == high >= 0:
        low = 0.0
    if high <= 0 and high > ZERO_SHARE * low:
        high = 0.0
    if low == high:
        high = low + 1.0
    positions = [float(tick) for tick in MaxNLocator(ticks, steps=[1, 2, 5, 10]).tick_values(low, high)]
    inside = [tick for tick in positions if tick >= low - _step(positions) and tick <= high + _step(positions)]
    while len(inside) > 2 and inside[1] <= low:
        inside.pop(0)
    while len(inside) > 2 and inside[-2] >= high:
        inside.pop()
    return inside, not inside[0] <= 0 <= inside[-1]


def own_row(unit: str) -> str:
    """The unit if it is too long to stand beside the outermost tick label, else ""."""
    return unit if len(unit) > SHORT_UNIT else ""


def tick_texts(ticks: Sequence[float], unit: str = "") -> list[str]:
    """German tick labels with just the decimals that the step needs; a short unit stands at the last one."""
    step = _step(ticks)
    digits = next(count for count in range(9) if math.isclose(round(step, count), step, rel_tol=1e-6))
    texts = [german_number(tick, digits) for tick in ticks]
    return texts if own_row(unit) else [*texts[:-1], f"{texts[-1]} {unit}".rstrip()]


def thinned(texts: Sequence[str], width: float, size: float) -> list[str]:
    """The tick labels of an axis of this width in points; every second one alone where all would meet."""
    widest = max(text_width(text, size) for text in texts) + 6
    if widest * (len(texts) - 1) <= width:
        return list(texts)
    return [text if (len(texts) - place) % 2 else "" for place, text in enumerate(texts)]


def mark_cut(axes: Axes, which: str, ticks: Sequence[float], canvas: Canvas) -> None:
    """The sign for an axis that leaves out 0, beside it between its first two ticks."""
    if ticks[0] <= 0 <= ticks[-1]:
        return
    middle = 0.5 / (len(ticks) - 1)
    looks = {"color": MUTED, "weight": "bold", "xycoords": axes.transAxes}
    if which == "y":
        place_text(axes, (0, middle), CUT_AXIS, canvas.text, offset=(-4, 0), ha="right", **looks)
    else:
        behind = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.0}
        place_text(axes, (middle, 0), CUT_AXIS, canvas.text, ha="center", bbox=behind, **looks)


def mark_ticks(axes: Axes, which: str, ticks: Sequence[float], texts: Sequence[str]) -> None:
    """Fixed ticks with finished texts on the axis "x" or "y"; its limits are the outer ticks."""
    axis = axes.xaxis if which == "x" else axes.yaxis
    axis.set_major_locator(FixedLocator(list(ticks)))
    axis.set_ticklabels(list(texts))
    limits = (ticks[0], ticks[-1])
    axes.set_xlim(limits) if which == "x" else axes.set_ylim(limits)
    axes.grid(axis=which)  # type: ignore[arg-type]
    if ticks[0] < 0 < ticks[-1]:
        line = axes.axvline if which == "x" else axes.axhline
        line(0, color=MUTED, linewidth=0.9, zorder=1.5)


def without_overlap(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Centres of labels (points) between low and high, moved as little as needed (least squares) so that none overlap.

    In the order of `wanted`; pool adjacent violators (Barlow et al. 1972, Statistical Inference under Order
    Restrictions).

    >>> without_overlap([50, 50, 90], [10, 10, 10], 0, 100)
    [43.5, 56.5, 90.0]
    """
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    offsets, total = [], 0.0
    for before, place in zip([None, *order], order, strict=False):
        total += 0.0 if before is None else (heights[before] + heights[place]) / 2 + GAP_BETWEEN_LABELS
        offsets.append(total)
    blocks: list[list[float]] = []
    for place, offset in zip(order, offsets, strict=True):
        blocks.append([wanted[place] - offset])
        while len(blocks) > 1 and _mean(blocks[-2]) > _mean(blocks[-1]):
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    levels = [_mean(block) for block in blocks for _ in block]
    centres = list(map(float, wanted))
    for place, offset, level in zip(order, offsets, levels, strict=True):
        least, most = low + heights[order[0]] / 2, high - heights[order[-1]] / 2 - total
        centres[place] = offset + min(max(level, least), max(most, least))
    return centres


def place_text(axes: Axes, position: tuple[float, float], text: str, size: float, **looks: Any) -> None:
    """Text at data coordinates with an offset in points (`offset`), in ink unless told otherwise."""
    if not text:
        return
    offset = looks.pop("offset", (0.0, 0.0))
    axes.annotate(
        text,
        position,
        xytext=offset,
        textcoords="offset points",
        fontsize=size,
        annotation_clip=False,
        **({"color": INK, "va": "center"} | looks),
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _step(ticks: Sequence[float]) -> float:
    return round(ticks[1] - ticks[0], 10) if len(ticks) > 1 else 1.0
