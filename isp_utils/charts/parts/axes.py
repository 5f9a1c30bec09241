"""Shared parts of the charts: texts measured in points, German axes, labels that do not overlap."""

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from matplotlib.font_manager import FontProperties
from matplotlib.markers import TICKDOWN
from matplotlib.ticker import MaxNLocator

from isp_utils.charts.inputs import Point, number
from isp_utils.charts.parts.measured import measured
from isp_utils.charts.parts.plot import Plot
from isp_utils.charts.parts.style import FAINT, GAP_BETWEEN_LABELS, MUTED, PAPER, SETTINGS, Canvas
from isp_utils.charts.parts.symbols import value_of
from isp_utils.model.wording import german_number

PAGE_FONT_WIDTH = 0.94  # Segoe UI, Roboto, Arial run 6 to 12 % narrower than DejaVu Sans
NOT_FROM_ZERO = "Achse nicht ab 0."  # what the sign says to those who do not see it
CUT_AXIS = "//"  # stands at an axis that does not begin at 0
SHORT_UNIT = 2  # characters, such as % or €
TICK, BESIDE_AXIS, BELOW_AXIS = 3.0, 3.5, 5.5  # points: length of a tick, between it and its label
TICK_LEVEL = 0.5  # zorder: behind everything
ZERO_SHARE = 0.45  # an axis begins at 0 when the smallest value is below this share of the largest


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, weight: str = "normal") -> float:
    """Width of the longest line in points, from the font that ships with matplotlib."""
    font = FontProperties(family=SETTINGS["font.family"], size=size, weight=weight)
    return PAGE_FONT_WIDTH * max(measured(line, font)[0] for line in text.split("\n"))


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


def mark_cut(plot: Plot, which: str, ticks: Sequence[float], canvas: Canvas) -> None:
    """The sign for an axis that leaves out 0, beside it between its first two ticks."""
    if ticks[0] <= 0 <= ticks[-1]:
        return
    middle = 0.5 / (len(ticks) - 1)
    looks = {"color": MUTED, "weight": "bold", "base": plot.shares}
    if which == "y":
        plot.text((0, middle), CUT_AXIS, canvas.text, offset=(-4, 0), ha="right", **looks)
    else:
        behind = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.0}
        plot.text((middle, 0), CUT_AXIS, canvas.text, ha="center", bbox=behind, **looks)


def mark_ticks(plot: Plot, which: str, ticks: Sequence[float], texts: Sequence[str], canvas: Canvas) -> None:
    """A line and a finished text for each tick on the axis "x" or "y", and a stronger line at 0 inside it."""
    grid = {"color": FAINT, "linewidth": 0.7, "zorder": TICK_LEVEL}
    if which == "x":
        for tick, text in zip(ticks, texts, strict=True):
            grid_line(plot, which, tick, **grid)
            mark_periods(plot, {tick: text}, canvas)
    else:
        heights = [height for tick in ticks for height in (tick, tick, math.nan)]
        plot.line([0, 1, math.nan] * len(ticks), heights, plot.rows, **grid)
        looks = {"base": plot.rows, "ha": "right", "va": "center_baseline", "zorder": TICK_LEVEL}
        for tick, text in zip(ticks, texts, strict=True):
            plot.text((0, tick), text, canvas.text, offset=(-BESIDE_AXIS, 0), **looks)
    if ticks[0] < 0 < ticks[-1]:
        grid_line(plot, which, 0, color=MUTED, linewidth=0.9, zorder=1.5)


def mark_periods(plot: Plot, texts: Mapping[float, str], canvas: Canvas) -> None:
    """Short lines below the plot, each with its text below; the lowest label of the other axis stands above."""
    looks = {"linestyle": "none", "marker": TICKDOWN, "markersize": TICK, "markeredgewidth": 0.8}
    plot.line([*texts], [0] * len(texts), plot.columns, color=MUTED, zorder=TICK_LEVEL, **looks)
    looks = {"base": plot.columns, "ha": "center", "va": "top", "zorder": TICK_LEVEL}
    for place, text in texts.items():
        plot.text((place, 0), text, canvas.text, offset=(0, -TICK - BELOW_AXIS), **looks)


def grid_line(plot: Plot, which: str, value: float, **looks: Any) -> None:
    """A line at a value of x or y through the whole plot."""
    if which == "x":
        plot.line([value, value], [0, 1], plot.columns, **looks)
    else:
        plot.line([0, 1], [value, value], plot.rows, **looks)


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


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _step(ticks: Sequence[float]) -> float:
    return round(ticks[1] - ticks[0], 10) if len(ticks) > 1 else 1.0
