"""Shared parts of the charts: a frame measured in points, German axes, labels that do not overlap."""

import math
from collections.abc import Sequence
from functools import lru_cache

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath
from matplotlib.ticker import FixedLocator, MaxNLocator

from isp_utils.model.wording import german_number
from isp_utils.pictures.style import (
    DEMO_HATCH,
    DEMO_HATCH_COLOUR,
    GAP_BETWEEN_LABELS,
    INK,
    PAPER,
    SETTINGS,
    Canvas,
)

POINTS_PER_INCH = 72.0
ZERO_SHARE = 0.45  # an axis begins at 0 when the smallest value is below this share of the largest


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, weight: str = "normal") -> float:
    """Width of the longest line in points, measured with the font that ships with matplotlib."""
    font = FontProperties(family=SETTINGS["font.family"], size=size, weight=weight)
    return max(TextToPath().get_text_width_height_descent(line, font, False)[0] for line in text.split("\n"))


def frame(
    canvas: Canvas, height: float, margins: tuple[float, float, float, float], demo: bool
) -> tuple[Figure, Axes]:
    """Empty chart of the given height; margins left, right, top, bottom in points. Demo figures get a light hatch."""
    left, right, top, bottom = margins
    figure = Figure(figsize=(canvas.width / POINTS_PER_INCH, height / POINTS_PER_INCH), facecolor=PAPER)
    box = (
        left / canvas.width,
        bottom / height,
        1 - (left + right) / canvas.width,
        1 - (top + bottom) / height,
    )
    axes = figure.add_axes(box)
    axes.tick_params(labelsize=canvas.text)
    if demo:
        axes.patch.set(hatch=DEMO_HATCH, edgecolor=DEMO_HATCH_COLOUR, linewidth=0)
    return figure, axes


def value_range(values: Sequence[float], ticks: int) -> tuple[list[float], bool]:
    """Round tick positions that enclose the values, and whether the axis leaves out 0."""
    low, high = min(values), max(values)
    if 0 <= low < ZERO_SHARE * high or low == high >= 0:
        low = 0.0
    if high <= 0 and high > ZERO_SHARE * low:
        high = 0.0
    if low == high:
        high = low + 1.0
    positions = [float(tick) for tick in MaxNLocator(ticks, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)]
    inside = [
        tick for tick in positions if tick >= low - _step(positions) and tick <= high + _step(positions)
    ]
    while len(inside) > 2 and inside[1] <= low:
        inside.pop(0)
    while len(inside) > 2 and inside[-2] >= high:
        inside.pop()
    return inside, not inside[0] <= 0 <= inside[-1]


def tick_texts(ticks: Sequence[float]) -> list[str]:
    """German tick labels with just the decimals that the step needs."""
    step = _step(ticks)
    digits = next(count for count in range(9) if math.isclose(round(step, count), step, rel_tol=1e-6))
    return [german_number(tick, digits) for tick in ticks]


def mark_ticks(axes: Axes, which: str, ticks: Sequence[float], texts: Sequence[str]) -> None:
    """Fixed ticks with finished texts on the axis "x" or "y"; its limits are the outer ticks."""
    axis = axes.xaxis if which == "x" else axes.yaxis
    axis.set_major_locator(FixedLocator(list(ticks)))
    axis.set_ticklabels(list(texts))
    limits = (ticks[0], ticks[-1])
    axes.set_xlim(limits) if which == "x" else axes.set_ylim(limits)
    axes.grid(axis=which)  # type: ignore[arg-type]


def spread(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Centres of labels, moved as little as needed so that none overlap and all stay between low and high."""
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    centres = list(wanted)
    floor = low
    for place in order:
        half = heights[place] / 2
        centres[place] = max(centres[place], floor + half)
        floor = centres[place] + half + GAP_BETWEEN_LABELS
    ceiling = high
    for place in reversed(order):
        half = heights[place] / 2
        centres[place] = min(centres[place], ceiling - half)
        ceiling = centres[place] - half - GAP_BETWEEN_LABELS
    return centres


def place_text(axes: Axes, position: tuple[float, float], text: str, size: float, **looks: object) -> None:
    """Text at data coordinates with an offset in points (`offset`), in ink unless told otherwise."""
    offset = looks.pop("offset", (0.0, 0.0))
    axes.annotate(
        text,
        position,
        xytext=offset,  # type: ignore[arg-type]
        textcoords="offset points",
        fontsize=size,
        annotation_clip=False,
        **({"color": INK, "va": "center"} | looks),
    )


def _step(ticks: Sequence[float]) -> float:
    return round(ticks[1] - ticks[0], 10) if len(ticks) > 1 else 1.0
