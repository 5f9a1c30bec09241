"""Position of one county among its peers: one mark per county, ordered by value, with intervals."""

from collections.abc import Sequence
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
    tick_texts,
    value_range,
)
from isp_utils.charts.parts.break_labels import AIR, Room, draw_label, label_slots
from isp_utils.charts.parts.figure import BOTH, Drawing, picture
from isp_utils.charts.parts.kept import kept
from isp_utils.charts.parts.plot import Plot, draw_ground, frame
from isp_utils.charts.parts.printed_table import interval_table
from isp_utils.charts.parts.style import INK, LAND, MUTED, NAVY, PAPER, PEER, TEAL, Canvas
from isp_utils.charts.parts.symbols import legend, point_text, sign_of, value_of

HEIGHT = 200.0
RIGHT_MARGIN = 6.0
NAMED = {"own": NAVY, "alike": TEAL}  # points with their name above the plot
BOLD = 1.12  # bold words are wider
OWN_AT_LEFT = 0.4  # share of the width where the line to the own mark would cross a name at the left


@kept
def peers(points: Sequence[Point], caption: Caption, reference: Point | None = None) -> Fragment:
    """Strip of all points from the lowest to the highest value; the point with role "own" stands out.

    Those with role "alike" (comparable areas) have their names, too; the names of all stand in the table. One common
    scale, which readers judge most exactly (Cleveland & McGill 1984, JASA 79:531). `reference` (the Land) is a labelled
    horizontal line. Points without a visible value are named under the
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
    named = [point for point in drawn if point.role in NAMED] + lines
    notes = [_absent_note(absent), legend(map(sign_of, [*absent, *named]))]
    shown = drawn + [point for point in absent if point.role == "own"]
    drawing = Drawing(
        lambda canvas: _draw(canvas, shown, reference, caption, ticks), BOTH, NOT_FROM_ZERO if cropped else ""
    )
    return picture(caption, drawing, printed, notes)


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
    width = canvas.width - left - RIGHT_MARGIN
    named = [rank for rank, point in enumerate(points) if point.role in NAMED]
    words = [f"{points[rank].label} {point_text(points[rank], caption.digits)}" for rank in named]
    places = [(text, (rank + 1.5) / (len(points) + 2) * width) for text, rank in zip(words, named, strict=True)]
    room = Room(-left, width + RIGHT_MARGIN - 2, text_width(unit, canvas.text) + AIR - left if unit else -left)
    slots = label_slots(places, room, canvas.text * BOLD)
    top = canvas.first_row - 2 + max([slot.row + 1 for slot in slots] + [1]) * canvas.row
    limits = ((-1.5, len(points) + 0.5), (ticks[0], ticks[-1]))
    plot = frame(canvas, HEIGHT + top + 8, (left, RIGHT_MARGIN, top, 8), limits)
    draw_ground(plot, caption.demo)
    mark_ticks(plot, "y", ticks, texts, canvas)
    mark_cut(plot, "y", ticks, canvas)
    looks: dict[str, Any] = {"color": MUTED, "base": plot.shares}
    plot.text((0, 1), unit, canvas.text, offset=(-left, canvas.first_row), **looks)
    _draw_whiskers(plot, points)
    _draw_marks(plot, points, canvas)
    for rank, text, slot in zip(named, words, slots, strict=True):
        own = points[rank].role == "own"
        looks = {"color": INK, "weight": "bold" if own else "normal"}
        draw_label(plot, (rank, _top_of(plot, points[rank]), text), slot, canvas, **looks)
    if reference is not None and (value := value_of(reference)) is not None:
        rank_of_own = next((rank for rank in named if points[rank].role == "own"), len(points))
        at_left = rank_of_own > len(points) * OWN_AT_LEFT
        _draw_reference(plot, value, f"{reference.label} {point_text(reference, caption.digits)}", canvas, at_left)
    return plot.figure


def _top_of(plot: Plot, point: Point) -> float:
    """Upper end of a mark as a share of the height of the plot; 1 where nothing is drawn."""
    value, (low, high) = value_of(point), plot.y
    return 1.0 if value is None else (max(value, point.upper or value) - low) / (high - low)


def _draw_whiskers(plot: Plot, points: Sequence[Point]) -> None:
    for role, colour, width in (("peer", PEER, 1.1), ("alike", TEAL, 1.4), ("own", NAVY, 2.6)):
        chosen = [
            (rank, point.lower, point.upper)
            for rank, point in enumerate(points)
            if point.role == role
            and value_of(point) is not None
            and point.lower is not None
            and point.upper is not None
        ]
        if chosen:
            uprights = [[(rank, low), (rank, high)] for rank, low, high in chosen]
            plot.add(LineCollection(uprights, colors=colour, linewidths=width, zorder=4 if role == "own" else 3))


def _draw_marks(plot: Plot, points: Sequence[Point], canvas: Canvas) -> None:
    looks = {"peer": (PEER, "o", 5.5), "alike": (TEAL, "s", 6.5), "own": (NAVY, "D", 8.5)}
    for role, (colour, marker, size) in looks.items():
        chosen = [
            (rank, value)
            for rank, point in enumerate(points)
            if point.role == role and (value := value_of(point)) is not None
        ]
        if chosen:
            ranks, values = [rank for rank, _ in chosen], [value for _, value in chosen]
            mark: dict[str, Any] = {
                "marker": marker,
                "markersize": size * (0.8 if canvas.narrow else 1.0),
                "markeredgewidth": 0,
            }
            plot.line(ranks, values, color=colour, linestyle="none", zorder=5, **mark)


def _draw_reference(plot: Plot, value: float, text: str, canvas: Canvas, at_left: bool) -> None:
    """Thin line with its name in the corner that the rising marks leave free."""
    grid_line(plot, "y", value, color=LAND, linewidth=1.1, zorder=2)
    looks: dict[str, Any] = {
        "bbox": {"facecolor": PAPER, "edgecolor": "none", "alpha": 0.85, "pad": 0.8},
        "zorder": 2.4,
    }
    if at_left:
        plot.text((-1.2, value), text, canvas.text, offset=(0, 4), ha="left", va="bottom", **looks)
    else:
        plot.text((plot.x[1], value), text, canvas.text, offset=(0, -4), ha="right", va="top", **looks)
