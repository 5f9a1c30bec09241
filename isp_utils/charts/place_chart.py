"""Places below the county: one row each, value with 95 % whiskers, sign where there is no value."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from isp_utils.charts.inputs import Caption, Fragment, Point
from isp_utils.charts.parts.axes import (
    NOT_FROM_ZERO,
    extent,
    grid_line,
    mark_cut,
    mark_ticks,
    own_row,
    text_width,
    thinned,
    tick_texts,
    value_range,
)
from isp_utils.charts.parts.figure import Drawing, picture
from isp_utils.charts.parts.kept import kept
from isp_utils.charts.parts.plot import Plot, draw_ground, frame
from isp_utils.charts.parts.printed_table import interval_table
from isp_utils.charts.parts.style import FAINT, LAND, MUTED, NAVY, PAPER, Canvas
from isp_utils.charts.parts.symbols import HOLLOW, legend, point_text, sign_of, value_of

ROW, TALL_ROW = 25.0, 42.0  # with the words beside the line, and above it
MANY, TIGHT = 12, 0.85  # more rows move together
MOST_WORDS = 0.62  # of the width: where names and figures take more, they stand above their line
BESIDE = 10.0  # points between the plot and the words beside it


@kept
def places(points: Sequence[Point], caption: Caption, reference: Point | None = None) -> Fragment:
    """Rows in the given order: dot, whisker for its limits, and the figure in words at the right.

    Values lie on one common scale, which readers judge most exactly (Cleveland & McGill 1984, JASA 79:531).
    Where a value is hidden or missing its sign stands instead of the dot. `reference` (the county) is a
    labelled vertical line. Points with role "own" (Samtgemeinden among Gemeinden) stand out in bold.
    Demo figures have no limits and no reference.
    """
    if caption.demo:
        points, reference = [replace(point, lower=None, upper=None) for point in points], None
    lines = [reference] if reference else []
    ticks, cropped = value_range(extent([*points, *lines]) or [0.0, 1.0], 5)
    printed = interval_table([*points, *lines], "Ort", caption)
    spoken = NOT_FROM_ZERO if cropped else ""
    drawing = Drawing(lambda canvas: _draw(canvas, points, reference, caption, ticks), spoken=spoken)
    return picture(caption, drawing, printed, [legend(map(sign_of, points))])


def _draw(
    canvas: Canvas, points: Sequence[Point], reference: Point | None, caption: Caption, ticks: list[float]
) -> Figure:
    names = [point.label for point in points]
    figures = [point_text(point, caption.digits) for point in points]
    unit = own_row(caption.unit)
    bottom = canvas.axis + (canvas.row if unit else 0)
    texts = tick_texts(ticks, caption.unit)
    sides = _sides(names, figures, canvas)
    above = sum(sides) > MOST_WORDS * canvas.width
    if above:
        sides = (text_width(texts[0], canvas.text) / 2 + 2, text_width(texts[-1], canvas.text) / 2 + 2)
    margins = (*sides, 6.0 + (canvas.text + 6 if reference else 0), bottom)
    pitch = (TALL_ROW if above else ROW) * (TIGHT if len(points) > MANY else 1.0)
    height = pitch * len(points) + margins[2] + bottom
    plot = frame(canvas, height, margins, ((ticks[0], ticks[-1]), (len(points) - 0.5, -0.5)))
    draw_ground(plot, caption.demo)
    mark_ticks(plot, "x", ticks, thinned(texts, canvas.width - sum(sides), canvas.text), canvas)
    mark_cut(plot, "x", ticks, canvas)
    at_end = {"ha": "right", "base": plot.shares, "offset": (0, 7 - bottom)}
    plot.text((1, 0), unit, canvas.text, color=MUTED, **at_end)
    if reference is not None and (value := value_of(reference)) is not None:
        _draw_reference(plot, value, f"{reference.label} {point_text(reference, caption.digits)}", canvas)
    for place, point in enumerate(points):
        _draw_row(plot, place + (0.2 if above else 0.0), point, canvas)
        words = (names[place], figures[place], point.role)
        (_draw_words_above if above else _draw_words)(plot, place, words, canvas)
    return plot.figure


def _sides(names: Sequence[str], figures: Sequence[str], canvas: Canvas) -> tuple[float, float]:
    """Left and right margin with room for the words beside the rows."""
    return (
        max(text_width(name, canvas.text, "bold") for name in names) + BESIDE + 2,
        max(text_width(text, canvas.text, "bold") for text in figures) + BESIDE + 4,
    )


def _draw_reference(plot: Plot, value: float, text: str, canvas: Canvas) -> None:
    grid_line(plot, "x", value, color=LAND, linewidth=1.1, zorder=2)
    low, high = plot.x
    share = (value - low) / (high - low)
    side = "left" if share < 0.35 else "right" if share > 0.65 else "center"
    plot.text((value, 1), text, canvas.text, ha=side, offset=(0, 9), base=plot.columns)


def _draw_row(plot: Plot, height: float, point: Point, canvas: Canvas) -> None:
    grid_line(plot, "y", height, color=FAINT, linewidth=0.7, zorder=1)
    value = value_of(point)
    if value is None:
        behind = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.0}
        at_start = {"offset": (4, 0), "ha": "left", "base": plot.rows}
        plot.text((0, height), sign_of(point), canvas.text, weight="bold", bbox=behind, **at_start)
        return
    if point.lower is not None and point.upper is not None:
        limits = [(point.lower, height), (point.upper, height)]
        plot.add(LineCollection([limits], colors=NAVY, linewidths=1.8, zorder=3))
    marker, size = ("D", 8) if point.role == "own" else ("o", 7)
    fill = PAPER if point.flag in HOLLOW else NAVY
    looks: dict[str, Any] = {"markerfacecolor": fill, "markeredgecolor": NAVY, "markeredgewidth": 1.5}
    plot.line([value], [height], linestyle="none", marker=marker, markersize=size, zorder=5, **looks)


def _draw_words(plot: Plot, place: int, words: tuple[str, str, str], canvas: Canvas) -> None:
    """Name at the left and figure at the right of a row."""
    name, figure, role = words
    weight, base = "bold" if role == "own" else "normal", plot.rows
    plot.text((0, place), name, canvas.text, ha="right", offset=(-BESIDE, 0), weight=weight, base=base)
    plot.text((1, place), figure, canvas.text, ha="left", offset=(BESIDE, 0), weight="bold", base=base)


def _draw_words_above(plot: Plot, place: int, words: tuple[str, str, str], canvas: Canvas) -> None:
    """Name and figure at both ends of a row, above its line."""
    name, figure, role = words
    behind = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.6}  # lines of the plot run below
    for side, end, text, look in (
        ("left", 0, name, "bold" if role == "own" else "normal"),
        ("right", 1, figure, "bold"),
    ):
        looks = {"ha": side, "weight": look, "base": plot.rows, "bbox": behind}
        plot.text((end, place - 0.22), text, canvas.text, **looks)
