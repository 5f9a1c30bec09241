"""Labels at the line ends: last value and name, spread so that they do not overlap."""

import textwrap
from collections.abc import Sequence

from isp_utils.charts.inputs import Series
from isp_utils.charts.parts.axes import without_overlap
from isp_utils.charts.parts.plot import Plot
from isp_utils.charts.parts.style import MUTED, STROKES, Canvas
from isp_utils.charts.parts.symbols import shown, sign, visible_value
from isp_utils.charts.parts.timeline import axis_position, figures, segments, tick_text

WIDTH, NARROW_WIDTH = 22, 13  # characters in a line
ABOVE, BELOW = 4.0, 3.0  # points that labels may stand out of the plot
ASIDE = 11.0  # points between the plot and its labels
NEAR = 4.0  # a label moved by less needs no line back to its point


def end_labels(lines: Sequence[Series], digits: int, canvas: Canvas) -> list[str]:
    """Last value and name of each series in short lines; the period too, where a series ends before the others."""
    final = max(axis_position(period) for series in lines for period in series.periods)
    return [_end_label(series, digits, canvas, final) for series in lines]


def _end_label(series: Series, digits: int, canvas: Canvas, final: float) -> str:
    last, figure = _last(series), ""
    if last is not None:
        period = series.periods[last]
        figure = shown(figures(series)[last], digits) + (
            "" if axis_position(period) == final else f" ({tick_text(period)})"
        )
    if canvas.narrow:
        name = textwrap.wrap(series.short or series.label, NARROW_WIDTH, break_long_words=False)
        return "\n".join([figure, *name]).strip()
    words = textwrap.wrap(f"{figure} {series.label}".strip(), WIDTH, break_long_words=False, break_on_hyphens=False)
    return "\n".join(words)


def end_signs(lines: Sequence[Series]) -> set[str]:
    """Signs beside the last values, each once."""
    return {sign(figures(series)[last]) for series in lines if (last := _last(series)) is not None}


def draw_end_labels(plot: Plot, lines: Sequence[Series], labels: Sequence[str], canvas: Canvas) -> None:
    """Labels beside the plot at the height of the last value; a thin line leads back from moved ones."""
    (left, edge), (low, high), (width, scale) = plot.x, plot.y, plot.size
    target = edge + (ASIDE - 2) / width * (edge - left)
    ends = [
        (series, label, last)
        for series, label in zip(lines, labels, strict=True)
        if (last := _last(series)) is not None
    ]
    values = [visible_value(figures(series)[last]) or 0.0 for series, _, last in ends]
    wanted = [(value - low) / (high - low) * scale for value in values]
    heights = [(canvas.text * 1.18) * (label.count("\n") + 1) for _, label, _ in ends]
    centres = without_overlap(wanted, heights, -BELOW, scale + ABOVE)
    for (series, label, last), value, before, centre in zip(ends, values, wanted, centres, strict=True):
        weight, start = STROKES[series.role].weight, axis_position(series.periods[last])
        shift = (ASIDE, centre - before)
        plot.text((edge, value), label, canvas.text, offset=shift, weight=weight, linespacing=1.1)
        if abs(centre - before) > NEAR or edge - start > 0.1 * (edge - left):
            heights_of_ends = [value, low + centre / scale * (high - low)]
            plot.line([start, target], heights_of_ends, color=MUTED, linewidth=0.7, zorder=1)


def _last(series: Series) -> int | None:
    runs = segments(series, ())
    return runs[-1][-1] if runs else None
