"""Position of one county among its peers: one mark per county, ordered by value, with intervals."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from isp_utils.charts.inputs import Caption, Fragment, Point
from isp_utils.charts.parts.axes import (
    NOT_FROM_ZERO,
    extent,
    frame,
    mark_ticks,
    own_row,
    place_text,
    text_width,
    tick_texts,
    value_range,
)
from isp_utils.charts.parts.figure import picture
from isp_utils.charts.parts.printed_table import interval_table
from isp_utils.charts.parts.style import MUTED, NAVY, PAPER, PEER, REFERENCE_DASH, Canvas
from isp_utils.charts.parts.symbols import legend, point_text, sign_of, value_of

HEIGHT, NARROW_HEIGHT = 220.0, 190.0
RIGHT_MARGIN = 6.0
OWN_AT_LEFT = 0.4  # share of the width where the line to the own mark would cross a name at the left
WHISKERS = " Senkrechte Striche: 95\u2011%\u2011Bereich."


def peers(points: Sequence[Point], caption: Caption, reference: Point | None = None) -> Fragment:
    """Strip of all points from the lowest to the highest value; the point with role "own" stands out.

    One common scale, which readers judge most exactly (Cleveland & McGill 1984, JASA 79:531). Whiskers are 95 %
    intervals. `reference` (the Land) is a labelled horizontal line. Points without a visible value are named under the
    picture with their sign. Without any value there is no drawing.
    """
    valued = [(value, point) for point in points if (value := value_of(point)) is not None]
    drawn = [point for _, point in sorted(valued, key=lambda pair: (pair[0], pair[1].label))]
    absent = [point for point in points if value_of(point) is None]
    lines = [reference] if reference else []
    printed = interval_table([*reversed(drawn), *absent, *lines], "Gebiet", caption)
    if not drawn:
        return picture(caption, None, printed)
    ticks, cropped = value_range(extent([*drawn, *lines]), 5)
    whiskers = WHISKERS if any(point.lower is not None for point in drawn) else ""
    ordered = f"{len(drawn)} Gebiete, nach Wert geordnet.{whiskers}"
    named = [point for point in drawn if point.role == "own"] + lines
    signs = legend(map(sign_of, [*absent, *named]))
    notes = [ordered, NOT_FROM_ZERO["y"] if cropped else "", _absent_note(absent), signs]
    shown = drawn + [point for point in absent if point.role == "own"]
    return picture(caption, lambda canvas: _draw(canvas, shown, reference, caption, ticks), printed, notes)


def _absent_note(points: Sequence[Point]) -> str:
    """Names the areas that are not drawn, with the sign that says why; "" if there are none."""
    if not points:
        return ""
    names = ", ".join(f"{point.label} {sign_of(point)}" for point in points)
    return f"Ohne Wert: {names}."


def _draw(
    canvas: Canvas, points: Sequence[Point], reference: Point | None, caption: Caption, ticks: list[float]
) -> Figure:
    texts, unit = tick_texts(ticks, caption.unit), own_row(caption.unit)
    left = max(text_width(text, canvas.text) for text in texts) + 7
    top = 8 + canvas.row * (2 if unit else 1)
    height = (NARROW_HEIGHT if canvas.narrow else HEIGHT) + top + 8
    figure, axes = frame(canvas, height, (left, RIGHT_MARGIN, top, 8), caption.demo)
    mark_ticks(axes, "y", ticks, texts)
    axes.set_xlim(-1.5, len(points) + 0.5)
    axes.set_xticks([])
    above = 13 + canvas.text
    place_text(axes, (0, 1), unit, canvas.text, offset=(-left, above), color=MUTED, xycoords=axes.transAxes)
    _draw_whiskers(axes, points)
    _draw_marks(axes, points, canvas)
    own = next((place for place, point in enumerate(points) if point.role == "own"), None)
    if own is not None:
        _name_own(axes, own, points[own], caption, canvas)
    if reference is not None and (value := value_of(reference)) is not None:
        at_left = own is None or own > len(points) * OWN_AT_LEFT
        _draw_reference(axes, value, f"{reference.label} {point_text(reference, caption.digits)}", canvas, at_left)
    return figure


def _draw_whiskers(axes: Axes, points: Sequence[Point]) -> None:
    for own, colour, width in ((False, PEER, 1.1), (True, NAVY, 2.6)):
        chosen = [
            (rank, point.lower, point.upper)
            for rank, point in enumerate(points)
            if (point.role == "own") == own
            and value_of(point) is not None
            and point.lower is not None
            and point.upper is not None
        ]
        if chosen:
            axes.vlines(*zip(*chosen, strict=True), color=colour, linewidth=width, zorder=4 if own else 3)


def _draw_marks(axes: Axes, points: Sequence[Point], canvas: Canvas) -> None:
    import seaborn

    rows = pd.DataFrame({"rank": range(len(points)), "value": [value_of(point) for point in points]}, dtype=float)
    own = pd.Series([point.role == "own" for point in points])
    shrink = 0.55 if canvas.narrow else 1.0
    for chosen, colour, marker, size in ((rows[~own], PEER, "o", 30), (rows[own], NAVY, "D", 70)):
        looks = {"color": colour, "marker": marker, "s": size * shrink, "linewidth": 0, "legend": False}
        seaborn.scatterplot(chosen, x="rank", y="value", ax=axes, zorder=5, **looks)
    axes.set(xlabel="", ylabel="")


def _name_own(axes: Axes, rank: int, point: Point, caption: Caption, canvas: Canvas) -> None:
    """Name and value of the own county above the plot, with a thin line down to its mark."""
    top, last = axes.get_ylim()[1], axes.get_xlim()[1]
    text, value = f"{point.label} {point_text(point, caption.digits)}", value_of(point)
    length = text_width(text, canvas.text, "bold") / axes.bbox.width * (last + 1.5)
    start = max(min(rank - length / 2, last - length), -0.5)
    place_text(axes, (start, top), text, canvas.text, offset=(0, 9), weight="bold")
    if value is not None:
        axes.plot([rank, rank], [max(value, point.upper or value), top], color=NAVY, linewidth=0.9, zorder=3)


def _draw_reference(axes: Axes, value: float, text: str, canvas: Canvas, at_left: bool) -> None:
    """Reference line with its name in the corner that the rising marks leave free."""
    axes.axhline(value, color="#000000", linewidth=1.3, linestyle=REFERENCE_DASH, zorder=2)
    looks: dict[str, Any] = {
        "bbox": {"facecolor": PAPER, "edgecolor": "none", "alpha": 0.85, "pad": 0.8},
        "zorder": 2.5,
    }
    if at_left:
        place_text(axes, (-1.2, value), text, canvas.text, offset=(0, 4), ha="left", va="bottom", **looks)
    else:
        place_text(axes, (axes.get_xlim()[1], value), text, canvas.text, offset=(0, -4), ha="right", va="top", **looks)
