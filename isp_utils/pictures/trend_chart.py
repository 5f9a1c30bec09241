"""Trend chart: several series over time, with interval, gaps, breaks and labels at the line ends."""

import textwrap
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from isp_utils.model.wording import german_number
from isp_utils.pictures.axes import frame, mark_ticks, place_text, spread, text_width, tick_texts, value_range
from isp_utils.pictures.figure import picture
from isp_utils.pictures.grids import Cell, Grid, bound
from isp_utils.pictures.inputs import Break, Caption, Fragment, Series, Value, number
from isp_utils.pictures.style import BAND_OPACITY, DOTTED, MUTED, PAPER, STROKES, Canvas
from isp_utils.pictures.symbols import HOLLOW, legend, sign, visible_value
from isp_utils.pictures.timeline import Cut, cuts, figures, gaps, place_of, segments, tick_text

WITH_BAND = {"own", "first"}
NARROW_LABEL = 13  # characters in a line of an end label on a phone
NOT_FROM_ZERO = "Die senkrechte Achse beginnt nicht bei 0."


def trend(lines: Sequence[Series], caption: Caption, breaks: Sequence[Break] = ()) -> Fragment:
    """Line chart over time. The first series (the own county) shows its 95 % interval as a band.

    A series is cut where a value is missing (its sign stands there), where the census base changes and at
    every declared break; both are marked by a labelled vertical line. Provisional values have open markers.
    Raises ValueError if no series has a single visible value.
    """
    marks = cuts(lines, breaks)
    if not any(segments(series, ()) for series in lines):
        raise ValueError(f"»{caption.title}«: keine Reihe hat einen Wert, den man zeichnen kann.")
    ticks, cropped = value_range(_extent(lines), 5)
    notes = [mark.sentence for mark in marks]
    notes += [NOT_FROM_ZERO] if cropped else []
    notes += [legend({gap.sign for series in lines for gap in gaps(series)})]
    return picture(
        caption, lambda canvas: _draw(canvas, lines, caption, marks, ticks), _grid(lines, caption), notes
    )


def _extent(lines: Sequence[Series]) -> list[float]:
    values = [
        value
        for series in lines
        for figure in figures(series)
        if (value := visible_value(figure)) is not None
    ]
    for series in lines:
        if series.role in WITH_BAND:
            for run in segments(series, ()):
                values += [
                    edge
                    for index in run
                    for side in (series.lower, series.upper)
                    if side
                    if (edge := number(side[index])) is not None
                ]
    return values


def _draw(
    canvas: Canvas, lines: Sequence[Series], caption: Caption, marks: Sequence[Cut], ticks: list[float]
) -> Figure:
    texts = tick_texts(ticks)
    labels = [_end_label(series, caption, canvas) for series in lines]
    left = max(text_width(text, canvas.text) for text in texts) + 7
    right = max(text_width(label, canvas.text, "bold") for label in labels) + 14
    rows = _label_rows(marks, lines, canvas, canvas.width - left - right)
    row_height = canvas.text + 4
    top = 10 + row_height * (max(rows, default=-1) + 1) + (row_height if caption.unit else 0)
    figure, axes = frame(canvas, (250 if canvas.narrow else 285) + top, (left, right, top, 26), caption.demo)
    mark_ticks(axes, "y", ticks, texts)
    _period_axis(axes, lines, canvas, canvas.width - left - right)
    if caption.unit:
        place_text(
            axes,
            (0, 1),
            caption.unit,
            canvas.text,
            offset=(-left, top - row_height / 2 - 1),
            color=MUTED,
            xycoords=axes.transAxes,
        )
    for mark, row in zip(marks, rows, strict=True):
        _draw_cut(axes, mark, row, canvas)
    for depth, series in reversed(list(enumerate(lines))):
        _draw_series(axes, series, marks, canvas, depth)
    _draw_end_labels(axes, lines, labels, canvas)
    return figure


def _period_axis(axes: Axes, lines: Sequence[Series], canvas: Canvas, width: float) -> None:
    named = {place_of(period): tick_text(period) for series in lines for period in series.periods}
    places = sorted(named)
    span = (places[-1] - places[0]) or 1.0
    axes.set_xlim(places[0] - 0.03 * span, places[-1] + 0.02 * span)
    widest = max(text_width(text, canvas.text) for text in named.values()) + 10
    room = max(1, int(width // widest))
    every = max(1, -(-len(places) // room))
    chosen = places[::-1][::every][::-1]
    axes.set_xticks(chosen, [named[place] for place in chosen])


def _draw_cut(axes: Axes, mark: Cut, row: int, canvas: Canvas) -> None:
    axes.axvline(mark.place, color=MUTED, linewidth=1.0, linestyle=DOTTED, zorder=1)
    middle = sum(axes.get_xlim()) / 2
    side, shift = ("left", -2.0) if mark.place < middle else ("right", 2.0)
    place_text(
        axes,
        (mark.place, 1),
        mark.label,
        canvas.text,
        ha=side,
        color=MUTED,
        offset=(shift, 8 + row * (canvas.text + 4)),
        xycoords=axes.get_xaxis_transform(),
    )


def _label_rows(marks: Sequence[Cut], lines: Sequence[Series], canvas: Canvas, width: float) -> list[int]:
    """Row above the plot for each break label, so that neighbours do not overlap."""
    places = [place_of(period) for series in lines for period in series.periods]
    first, span = min(places), (max(places) - min(places)) or 1.0
    taken: list[list[tuple[float, float]]] = []
    rows = []
    for mark in marks:
        start = (mark.place - first) / span * width
        length = text_width(mark.label, canvas.text) + 6
        reach = (start, start + length) if start < width / 2 else (start - length, start)
        row = next(
            (
                number
                for number, others in enumerate(taken)
                if all(reach[1] < low or reach[0] > high for low, high in others)
            ),
            len(taken),
        )
        taken += [[]] if row == len(taken) else []
        taken[row].append(reach)
        rows.append(row)
    return rows


def _draw_series(axes: Axes, series: Series, marks: Sequence[Cut], canvas: Canvas, depth: int) -> None:
    stroke = STROKES[series.role]
    values = figures(series)
    size = stroke.size * (0.85 if canvas.narrow else 1.0)
    for run in segments(series, marks):
        x = [place_of(series.periods[index]) for index in run]
        y = [visible_value(values[index]) or 0.0 for index in run]
        _draw_interval(axes, series, run, x)
        axes.plot(
            x, y, color=stroke.colour, linewidth=stroke.width, linestyle=stroke.line, zorder=5 - depth * 0.1
        )
        fills = [PAPER if values[index].flag in HOLLOW else stroke.colour for index in run]
        for fill in sorted(set(fills)):
            chosen = [place for place, colour in enumerate(fills) if colour == fill]
            axes.plot(
                [x[place] for place in chosen],
                [y[place] for place in chosen],
                linestyle="none",
                marker=stroke.marker,
                markersize=size,
                markerfacecolor=fill,
                markeredgecolor=stroke.colour,
                markeredgewidth=1.3,
                zorder=6 - depth * 0.1,
            )
    for gap in gaps(series):
        _draw_gap(axes, gap.first, gap.last, gap.sign, (depth, stroke.colour, canvas.text))


def _draw_interval(axes: Axes, series: Series, run: Sequence[int], x: Sequence[float]) -> None:
    if series.role not in WITH_BAND or not series.lower or not series.upper:
        return
    edges = [
        (place, number(series.lower[index]), number(series.upper[index]))
        for place, index in zip(x, run, strict=True)
    ]
    known = [(place, low, high) for place, low, high in edges if low is not None and high is not None]
    colour = STROKES[series.role].colour
    if len(known) == 1:
        place, low, high = known[0]
        axes.vlines(place, low, high, color=colour, linewidth=1.2, zorder=3)
    elif known:
        axes.fill_between(*zip(*known, strict=True), color=colour, alpha=BAND_OPACITY, linewidth=0, zorder=2)


def _draw_gap(axes: Axes, first: float, last: float, text: str, looks: tuple[int, str, float]) -> None:
    depth, colour, size = looks
    height = 8 + depth * (size + 3)
    bottom = axes.get_ylim()[0]
    if last > first:
        axes.annotate("", (first, bottom), xytext=(last, bottom), annotation_clip=False)
    place_text(
        axes,
        ((first + last) / 2, bottom),
        text,
        size,
        ha="center",
        offset=(0, height),
        color=colour,
        weight="bold",
        bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1.0},
    )


def _end_label(series: Series, caption: Caption, canvas: Canvas) -> str:
    last = _last(series)
    name = series.label
    if canvas.narrow:
        name = "\n".join(textwrap.wrap(series.short or series.label, NARROW_LABEL, break_long_words=False))
    if last is None:
        return name
    value = figures(series)[last]
    text = german_number(visible_value(value) or 0.0, caption.digits)
    mark = sign(value)
    figure = f"{text} {mark}".rstrip()
    return f"{figure}\n{name}" if canvas.narrow else f"{figure}  {name}"


def _last(series: Series) -> int | None:
    runs = segments(series, ())
    return runs[-1][-1] if runs else None


def _draw_end_labels(axes: Axes, lines: Sequence[Series], labels: Sequence[str], canvas: Canvas) -> None:
    """Labels beside the plot at the height of the last value, spread apart; a thin line leads back to it."""
    low, high = axes.get_ylim()
    bottom, top = (axes.get_window_extent().y0, axes.get_window_extent().y1)
    scale = (top - bottom) / axes.figure.dpi * 72
    edge = axes.get_xlim()[1]
    ends = [
        (series, label, last)
        for series, label in zip(lines, labels, strict=True)
        if (last := _last(series)) is not None
    ]
    values = [visible_value(figures(series)[last]) or 0.0 for series, _, last in ends]
    wanted = [(value - low) / (high - low) * scale for value in values]
    heights = [(canvas.text + 2) * (label.count("\n") + 1) for _, label, _ in ends]
    centres = spread(wanted, heights, -20.0, scale + 20.0)
    for (series, label, last), value, before, centre in zip(ends, values, wanted, centres, strict=True):
        place_text(
            axes,
            (edge, value),
            label,
            canvas.text,
            offset=(10, centre - before),
            weight=STROKES[series.role].weight,
            linespacing=1.1,
        )
        start = place_of(series.periods[last])
        axes.annotate(
            "",
            (start, value),
            xytext=(edge, value + (centre - before) / scale * (high - low)),
            annotation_clip=False,
            zorder=1,
            arrowprops={"arrowstyle": "-", "color": MUTED, "linewidth": 0.7, "shrinkA": 0, "shrinkB": 4},
        )


def _grid(lines: Sequence[Series], caption: Caption) -> Grid:
    """One row per period; bounds only for series that have them."""
    periods = sorted(
        {period for series in lines for period in series.periods}, key=lambda name: (place_of(name), name)
    )
    columns, cells = ["Zeitraum"], [[period] for period in periods]
    filled: list[list[Cell]] = [list(row) for row in cells]
    for series in lines:
        banded = any(number(edge) is not None for edge in series.lower)
        columns += [series.label, *(("von (95 %)", "bis (95 %)") if banded else ())]
        values = dict(zip(series.periods, range(len(series.periods)), strict=True))
        for row, period in zip(filled, periods, strict=True):
            row += _cells(series, values.get(period), banded)
    return Grid(tuple(columns), (caption.digits,) * len(columns), tuple(tuple(row) for row in filled))


def _cells(series: Series, index: int | None, banded: bool) -> list[Cell]:
    if index is None:
        return [Value(None, "missing")] * (3 if banded else 1)
    figure = figures(series)[index]
    edges = [bound(side[index], figure) for side in (series.lower, series.upper)] if banded else []
    return [figure, *edges]
