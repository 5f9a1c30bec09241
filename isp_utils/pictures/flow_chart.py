"""Flow figure: one stock on the left, the parts it divides into on the right, bands between them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from isp_utils.model.wording import german_number
from isp_utils.pictures.axes import frame, place_text, spread, text_width
from isp_utils.pictures.figure import picture
from isp_utils.pictures.grids import Cell, Grid, bound
from isp_utils.pictures.inputs import Caption, Fragment, Value, number
from isp_utils.pictures.style import MUTED, NAVY, ORANGE, PEER, PLUM, TEAL, Canvas
from isp_utils.pictures.symbols import legend, shown, sign, visible_value

COLOURS = (NAVY, TEAL, PLUM, ORANGE, "#4F7C80", "#85592A")
LEAST_BAND = 0.02  # of the whole: a protected part is drawn with one fixed width, whatever its size
ROW = 1.9  # rows of text that a label and its gap need
BAR = 13.0
COLUMNS = ("Weg", "Anzahl", "Anteil in %", "von (95 %)", "bis (95 %)")


@dataclass(frozen=True)
class Strand:
    """One part of a flow: its count, its share of the whole in percent with 95 % limits; `rest`: what no part holds."""

    label: str
    count: Value
    share: Value
    lower: float | None = None
    upper: float | None = None
    rest: bool = False


def flow(whole: Strand, parts: Sequence[Strand], caption: Caption) -> Fragment:
    """One stock and its parts. A part whose figure is hidden is drawn with a fixed width and its sign.

    The rest must be hidden by the caller where a single part is, for their difference would give it away; this
    raises ValueError where it is not. Without a visible whole a sentence stands in the place of the drawing.
    """
    hidden = [part for part in parts if visible_value(part.count) is None]
    if len(hidden) == 1:
        raise ValueError(f"»{caption.title}«: »{hidden[0].label}« ließe sich aus den übrigen Teilen errechnen.")
    rows = tuple(_row(strand) for strand in (whole, *parts))
    grid = Grid(COLUMNS, (0, 0, 1, 1, 1), rows)
    if visible_value(whole.count) is None:
        return picture(caption, None, grid)
    notes = [legend({sign(strand.count) for strand in parts})]
    return picture(caption, lambda canvas: _draw(canvas, whole, parts, caption), grid, notes)


def _row(strand: Strand) -> tuple[Cell, ...]:
    limits = (
        bound(limit, strand.share) if number(limit) is not None else "–" for limit in (strand.lower, strand.upper)
    )
    return (strand.label.replace("\n", ", "), strand.count, strand.share, *limits)


def _draw(canvas: Canvas, whole: Strand, parts: Sequence[Strand], caption: Caption) -> Figure:
    lines = [_label(part, canvas) for part in parts]
    right = max(text_width(line, canvas.text) for line in lines) + 8
    start = [*_wrapped(whole.label, canvas), shown(whole.count, 0)]
    left = 0.0 if canvas.narrow else max(text_width(line, canvas.text, "bold") for line in start) + 14
    top = canvas.row * len(start) + 4 if canvas.narrow else 4.0
    tall = [canvas.row * (line.count("\n") + 1) for line in lines]
    height = top + max(sum(tall) + ROW * canvas.text * len(parts) * 0.5, 120.0) + 6
    figure, axes = frame(canvas, height, (left, right, top, 6.0), caption.demo)
    axes.set_axis_off()
    inner = (canvas.width - left - right, height - top - 6.0)
    axes.set_xlim(0, inner[0])
    axes.set_ylim(0, inner[1])
    _draw_parts(axes, parts, lines, canvas)
    axes.add_patch(Rectangle((0, 0), BAR, inner[1], facecolor=MUTED, linewidth=0))
    where = (
        ((0.0, inner[1]), (0.0, 4 + canvas.row * len(start) / 2))
        if canvas.narrow
        else ((0.0, inner[1] / 2), (-6.0, 0.0))
    )
    looks = {"weight": "bold", "ha": "left" if canvas.narrow else "right", "linespacing": 1.25}
    looks["multialignment"] = looks["ha"]
    place_text(axes, where[0], "\n".join(start), canvas.text, offset=where[1], **looks)
    return figure


def _draw_parts(axes: Axes, parts: Sequence[Strand], lines: Sequence[str], canvas: Canvas) -> None:
    """Bands from the bar on the left to the blocks on the right, and a label beside each block."""
    width, height = axes.get_xlim()[1], axes.get_ylim()[1]
    known = [visible_value(part.count) for part in parts]
    total = sum(value for value in known if value is not None) or 1.0
    bands = [max(value / total, LEAST_BAND / 2) if value is not None else LEAST_BAND for value in known]
    gap = 5.0
    left = np.array(bands) / sum(bands) * height
    right = np.array(bands) / sum(bands) * (height - gap * (len(parts) - 1))
    tops = [height - left[:place].sum() for place in range(len(parts))]
    ends = [height - right[:place].sum() - gap * place for place in range(len(parts))]
    middles = [end - size / 2 for end, size in zip(ends, right, strict=True)]
    tall = [canvas.row * (line.count("\n") + 1) for line in lines]
    centres = spread(middles, tall, 0, height)
    for place, part in enumerate(parts):
        colour = PEER if part.rest else COLOURS[place % len(COLOURS)]
        corners = _band((tops[place], left[place]), (ends[place], right[place]), (BAR, width - BAR))
        axes.add_patch(Polygon(corners, closed=True, facecolor=colour, alpha=0.28, linewidth=0))
        block = Rectangle((width - BAR, ends[place] - right[place]), BAR, right[place], facecolor=colour, linewidth=0)
        axes.add_patch(block)
        place_text(axes, (width, centres[place]), lines[place], canvas.text, offset=(6.0, 0.0), linespacing=1.25)


def _band(
    start: tuple[float, float], end: tuple[float, float], across: tuple[float, float]
) -> list[tuple[float, float]]:
    """Corners of a band that leaves and arrives level (smoothstep)."""
    t = np.linspace(0, 1, 13)
    ease = t * t * (3 - 2 * t)
    x = across[0] + (across[1] - across[0]) * t
    upper = start[0] + (end[0] - start[0]) * ease
    lower = (start[0] - start[1]) + ((end[0] - end[1]) - (start[0] - start[1])) * ease
    return [*zip(x, upper, strict=True), *zip(x[::-1], lower[::-1], strict=True)]


def _label(part: Strand, canvas: Canvas) -> str:
    share = visible_value(part.share)
    percent = f" ({german_number(share, 1)} %)" if share is not None else ""
    return "\n".join([*_wrapped(part.label, canvas), f"{shown(part.count, 0)}{percent}"])


def _wrapped(text: str, canvas: Canvas) -> list[str]:
    """The words in lines that leave room for the bands."""
    widest = 108.0 if canvas.narrow else 190.0
    lines = [""]
    first, _, more = text.partition("\n")
    for word in first.split():
        longer = f"{lines[-1]} {word}".strip()
        lines = [*lines[:-1], longer] if text_width(longer, canvas.text) <= widest or not lines[-1] else [*lines, word]
    return [*lines, *_wrapped(more, canvas)] if more else lines
