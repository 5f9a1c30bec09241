"""Trend chart: several series over time, with interval, holes, breaks and labels at the line ends."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D

from isp_utils.charts.inputs import Break, Caption, Fragment, Series, number
from isp_utils.charts.parts.axes import (
    NOT_FROM_ZERO,
    mark_cut,
    mark_periods,
    mark_ticks,
    own_row,
    text_width,
    tick_texts,
    value_range,
)
from isp_utils.charts.parts.break_labels import AIR, Room, draw_breaks, label_slots, sharing
from isp_utils.charts.parts.end_labels import ABOVE, draw_end_labels, end_labels, end_signs
from isp_utils.charts.parts.figure import BOTH, ONE, Drawing, picture
from isp_utils.charts.parts.kept import kept
from isp_utils.charts.parts.plot import Plot, draw_ground, frame
from isp_utils.charts.parts.printed_table import series_table
from isp_utils.charts.parts.style import BAND_OPACITY, FORECAST_DASH, MUTED, PAPER, STROKES, Canvas
from isp_utils.charts.parts.symbols import HOLLOW, legend, shown, visible_value
from isp_utils.charts.parts.timeline import (
    Cut,
    Hole,
    axis_position,
    cuts,
    figures,
    holes,
    how_few,
    segments,
    span_of,
    stretches,
    tick_text,
)

WITH_BAND = {"own", "first"}
BESIDE, COUNTED = {"land", "bund", "peer"}, "counted"
OPEN_MARKS = "Offene Zeichen: unsicherer Wert."
TODAY = "heute"
CROWDED = 9.0  # points between two periods below which markers get smaller
LINE = 3  # values that a line needs: two points are two points
PLOT_HEIGHT = 205.0


@kept
def trend(lines: Sequence[Series], caption: Caption, breaks: Sequence[Break] = ()) -> Fragment:
    """Line chart over time. The own county (role own or first) shows its 95 % interval as a band.

    A series is cut where a value is missing (its sign stands there), where the census base changes and at every
    declared break; both are marked by a labelled vertical line. Two comparable values are points without a line.
    Provisional values have open markers. What is reckoned ahead is dashed, from the mark `caption.base` on.
    Demo figures have no limits and nothing beside them. Without a single visible value a sentence stands instead.
    """
    lines = _made_up(lines) if caption.demo else lines
    printed = series_table(lines, caption)
    if not any(segments(series, ()) for series in lines):
        return picture(caption, None, printed)
    marks = cuts(lines, breaks)
    ticks, cropped = value_range(_extent(lines), 5)
    hollow = any(figure.flag in HOLLOW for series in lines for figure in figures(series))
    few = "" if caption.base else how_few(lines, marks)
    notes = [*(mark.sentence for mark in marks), few, OPEN_MARKS if hollow else ""]
    notes += [legend({hole.sign for series in lines for hole in holes(series)} | end_signs(lines))]
    spoken, canvases = NOT_FROM_ZERO if cropped else "", BOTH if caption.base else ONE
    drawing = Drawing(lambda canvas: _draw(canvas, lines, caption, marks, ticks), canvases, spoken)
    return picture(caption, drawing, printed, notes)


def _made_up(lines: Sequence[Series]) -> list[Series]:
    """Made-up figures prove nothing: no limits, and no area beside them."""
    return [replace(series, lower=(), upper=()) for series in lines if series.role not in BESIDE]


def _extent(lines: Sequence[Series]) -> list[float]:
    values = [value for series in lines for figure in figures(series) if (value := visible_value(figure)) is not None]
    edges = [
        number(side[index])
        for series in lines
        if series.role in WITH_BAND
        for run in segments(series, ())
        for index in run
        for side in (series.lower, series.upper)
        if side
    ]
    return values + [edge for edge in edges if edge is not None]


def _draw(
    canvas: Canvas, lines: Sequence[Series], caption: Caption, marks: Sequence[Cut], ticks: list[float]
) -> Figure:
    texts, unit = tick_texts(ticks, caption.unit), own_row(caption.unit)
    ending = [series for series in lines if series.role != COUNTED]
    labels = end_labels(ending, caption.digits, canvas)
    left = max(text_width(text, canvas.text) for text in texts) + 7
    right = max(text_width(label, canvas.text, "bold") for label in labels) + 14
    width = canvas.width - left - right
    low, high = span_of(lines)
    named = sharing(marks, width / (high - low))
    above = [(mark, 0.0) for mark in (*named, *_today(caption), *_begun(caption, (low, high)))]
    counted = [series for series in lines if series.role == COUNTED and segments(series, ())]  # all may be hidden
    above += [(_last_counted(series, caption), _height(series, ticks)) for series in counted]
    starts = [(mark.label, (mark.position - low) / (high - low) * width) for mark, _ in above]
    room = Room(-left, width + right - 1, text_width(unit, canvas.text) + AIR - left if unit else -left)
    slots = label_slots(starts, room, canvas.text)
    rows = max([slot.row + 1 for slot in slots] + [1 if unit else 0])
    top = max(canvas.first_row - 2 + rows * canvas.row, ABOVE + canvas.text * 0.3)
    limits = ((low, high), (ticks[0], ticks[-1]))
    plot = frame(canvas, PLOT_HEIGHT + top + canvas.axis, (left, right, top, canvas.axis), limits)
    draw_ground(plot, caption.demo)
    crowded = _period_axis(plot, lines, canvas)
    mark_ticks(plot, "y", ticks, texts, canvas)
    mark_cut(plot, "y", ticks, canvas)
    looks = {"color": MUTED, "base": plot.shares, "bbox": {"facecolor": PAPER, "edgecolor": "none", "pad": 0.6}}
    plot.text((0, 1), unit, canvas.text, offset=(-left, canvas.first_row), **looks)
    draw_breaks(plot, above, slots, canvas)
    for depth, series in reversed(list(enumerate(lines))):
        _draw_series(plot, series, marks, (0.7 if crowded else 1.0, depth))
        for hole in holes(series):
            _draw_hole(plot, hole, STROKES[series.role].colour, 8 + depth * canvas.row, canvas)
    draw_end_labels(plot, ending, labels, canvas)
    return plot.figure


def _today(caption: Caption) -> list[Cut]:
    """Where a forecast starts; it cuts nothing."""
    if not caption.base:
        return []
    return [Cut(axis_position(caption.base), f"{TODAY} ({tick_text(caption.base)})", "")]


def _begun(caption: Caption, ends: tuple[float, float]) -> list[Cut]:
    """Where a Maßnahme began, if the axis goes there; it cuts nothing."""
    if not caption.begin or not ends[0] < axis_position(caption.begin) < ends[1]:
        return []
    return [Cut(axis_position(caption.begin), f"Beginn {tick_text(caption.begin)}", "")]


def _last_counted(series: Series, caption: Caption) -> Cut:
    """Name and last value of what was counted, at its last period: it ends where the forecast begins, or before."""
    last = segments(series, ())[-1][-1]
    period = series.periods[last]
    text = f"{series.label} {shown(figures(series)[last], caption.digits)} ({tick_text(period)})"
    return Cut(axis_position(period), text, "")


def _height(series: Series, ticks: Sequence[float]) -> float:
    """The last value as a share of the height of the plot."""
    value = visible_value(figures(series)[segments(series, ())[-1][-1]]) or 0.0
    return (value - ticks[0]) / (ticks[-1] - ticks[0])


def _period_axis(plot: Plot, lines: Sequence[Series], canvas: Canvas) -> bool:
    """Label as many periods as fit, counted back from the last; tells whether they lie close."""
    named = {axis_position(period): tick_text(period) for series in lines for period in series.periods}
    (low, high), (width, _) = plot.x, plot.size
    widest = max(text_width(text, canvas.text) for text in named.values()) + 8
    shown_at = _apart(sorted(named), widest * (high - low) / width)
    mark_periods(plot, {position: named[position] for position in shown_at}, canvas)
    return width / len(named) < CROWDED or canvas.narrow


def _apart(positions: Sequence[float], distance: float) -> list[float]:
    """Of ascending positions as many as lie so far apart, the last among them.

    >>> _apart([2015, 2024, 2025, 2026, 2027], 2)
    [2015, 2025, 2027]
    """
    kept: list[float] = []
    for position in reversed(positions):
        if not kept or kept[-1] - position >= distance:
            kept.append(position)
    return kept[::-1]


def _draw_series(plot: Plot, series: Series, marks: Sequence[Cut], manner: tuple[float, int]) -> None:
    shrink, depth = manner
    stroke, values = STROKES[series.role], figures(series)
    level, comparable = 5 - depth * 0.1, stretches(series, marks)
    line = FORECAST_DASH if series.ahead else "-"
    for run in segments(series, marks):
        drawn = series.ahead or comparable[run[0]] >= LINE
        x = [axis_position(series.periods[index]) for index in run]
        y = [visible_value(values[index]) or 0.0 for index in run]
        if series.role in WITH_BAND:
            _draw_interval(plot, series, run, drawn)
        if drawn:
            plot.line(x, y, color=stroke.colour, linewidth=stroke.width, linestyle=line, zorder=level)
        for fill in (PAPER, stroke.colour):
            chosen = [at for at, index in enumerate(run) if (values[index].flag in HOLLOW) == (fill == PAPER)]
            looks: dict[str, Any] = {
                "markersize": stroke.size * shrink,
                "markerfacecolor": fill,
                "markeredgecolor": stroke.colour,
            }
            looks |= {"linestyle": "none", "marker": stroke.marker, "markeredgewidth": 1.4 * shrink}
            if chosen:
                plot.line([x[at] for at in chosen], [y[at] for at in chosen], zorder=level + 1, **looks)


def _draw_interval(plot: Plot, series: Series, run: Sequence[int], band: bool) -> None:
    """Limits as a band, or as a line for each value where there is no line to lay it around."""
    if not series.lower or not series.upper:
        return
    pairs = [(number(series.lower[index]), number(series.upper[index])) for index in run]
    places = [axis_position(series.periods[index]) for index in run]
    known = [
        (place, low, high)
        for place, (low, high) in zip(places, pairs, strict=True)
        if low is not None and high is not None
    ]
    colour = STROKES[series.role].colour
    if known and (len(known) == 1 or not band):
        uprights = [[(place, low), (place, high)] for place, low, high in known]
        plot.add(LineCollection(uprights, colors=colour, linewidths=1.2, zorder=3))
    elif known:
        (first, _, start), (last, _, end) = known[0], known[-1]
        lower, upper = [(place, low) for place, low, _ in known], [(place, high) for place, _, high in known]
        ring = [(first, start), *lower, (last, end), *reversed(upper)]
        plot.add(PolyCollection([ring], color=colour, alpha=BAND_OPACITY, linewidth=0, zorder=2))


def _draw_hole(plot: Plot, hole: Hole, colour: str, height: float, canvas: Canvas) -> None:
    """Sign above the time axis, with a line over all the periods it stands for.

    The line has a colour of its own: what has the colour of a series is read back as a value of it.
    """
    if hole.last > hole.first:
        raised = Affine2D(plot.columns.get_matrix()).translate(0, height)
        plot.line([hole.first, hole.last], [0, 0], raised, marker="|", color=MUTED, linewidth=1.0, markersize=6)
    middle, behind = (hole.first + hole.last) / 2, {"facecolor": PAPER, "edgecolor": "none", "pad": 0.8}
    looks = {"color": colour, "weight": "bold", "ha": "center", "bbox": behind, "base": plot.columns}
    plot.text((middle, 0), hole.sign, canvas.text, offset=(0, height), **looks)
