"""Flow figure: one stock on the left, the parts it divides into on the right, bands between them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from isp_utils.charts.inputs import Caption, Fragment, Value
from isp_utils.charts.parts.axes import text_width
from isp_utils.charts.parts.figure import Drawing, picture
from isp_utils.charts.parts.kept import kept
from isp_utils.charts.parts.plot import Plot, frame
from isp_utils.charts.parts.printed_table import Cell, PrintedTable
from isp_utils.charts.parts.style import MUTED, NAVY, ORANGE, PEER, PLUM, TEAL, Canvas
from isp_utils.charts.parts.symbols import legend, shown, sign, visible_value
from isp_utils.model.wording import german_number

COLOURS = (NAVY, TEAL, PLUM, ORANGE, "#4F7C80", "#85592A")
LEAST_BAND = 0.01  # of the whole: what is drawn of the smallest part
UNDIVIDED: dict[str, Any] = {"facecolor": "none", "edgecolor": MUTED, "linewidth": 0.8, "linestyle": (0, (3, 2))}
TOGETHER = "Gestrichelt umrandet: alle Teile ohne Zahl zusammen; wie groß jeder von ihnen ist, zeigt das Bild nicht."
TALL = 150.0  # points: height of the whole
GAP = 6.0  # points between two parts
BAR = 13.0
COLUMNS = ("Weg", "Anzahl", "Anteil in %")


@dataclass(frozen=True)
class Strand:
    """One part of a flow: its count, its share of the whole in percent; `rest`: what no part holds.

    Everybody is counted, so a share has no limits.
    """

    label: str
    count: Value
    share: Value
    rest: bool = False


@dataclass(frozen=True)
class _Block:
    """A field on the right: lines beside it, height (share of the whole, then points), colour ("" for hidden parts)."""

    label: str
    height: float
    colour: str


@kept
def flow(whole: Strand, parts: Sequence[Strand], caption: Caption) -> Fragment:
    """One stock and its parts. Parts whose figures are hidden share one field, each with its sign.

    Counts in people or things, heights in proportion to them. The rest must be hidden by the caller where a single
    part is, for their difference would give it away; this raises ValueError where it is not. Without a visible whole,
    or a visible part, a sentence stands in the place of the drawing.
    """
    hidden = [part for part in parts if visible_value(part.count) is None]
    if len(hidden) == 1:
        raise ValueError(f"»{caption.title}«: »{hidden[0].label}« ließe sich aus den übrigen Teilen errechnen.")
    rows = tuple(_row(strand) for strand in (whole, *parts))
    printed = PrintedTable(COLUMNS, (0, 0, 1), rows)
    if visible_value(whole.count) is None or len(hidden) == len(parts):
        return picture(caption, None, printed)
    notes = [legend({sign(strand.count) for strand in parts}), TOGETHER if hidden else ""]
    return picture(caption, Drawing(lambda canvas: _draw(canvas, whole, parts)), printed, notes)


def _row(strand: Strand) -> tuple[Cell, ...]:
    return strand.label.replace("\n", ", "), strand.count, strand.share


def _draw(canvas: Canvas, whole: Strand, parts: Sequence[Strand]) -> Figure:
    blocks = _blocks(whole, parts, canvas)
    right = max(text_width(block.label, canvas.text) for block in blocks) + 8
    start = [*_wrapped(whole.label, canvas), shown(whole.count, 0)]
    left = 0.0 if canvas.narrow else max(text_width(line, canvas.text, "bold") for line in start) + 14
    top = canvas.row * len(start) + 4 if canvas.narrow else 4.0
    slots = _slots(blocks, canvas)
    height = top + sum(slots) + GAP * (len(slots) - 1) + 6
    inner = (canvas.width - left - right, height - top - 6.0)
    plot = frame(canvas, height, (left, right, top, 6.0), ((0, inner[0]), (0, inner[1])))
    _draw_blocks(plot, blocks, canvas, slots)
    _name_the_whole(plot, start, canvas)
    return plot.figure


def _name_the_whole(plot: Plot, lines: Sequence[str], canvas: Canvas) -> None:
    """Lines beside the bar, or above it on a phone; each by itself, so that the page's own font keeps them aligned."""
    height = plot.y[1]
    for place, line in enumerate(lines):
        below = (len(lines) - 1) / 2 - place
        if canvas.narrow:
            where, offset, side = (0.0, height), (0.0, 4 + canvas.row * (below + len(lines) / 2)), "left"
        else:
            where, offset, side = (0.0, height / 2), (-6.0, canvas.row * below), "right"
        plot.text(where, line, canvas.text, offset=offset, weight="bold", ha=side)


def _blocks(whole: Strand, parts: Sequence[Strand], canvas: Canvas) -> list[_Block]:
    """What stands on the right: the visible parts in proportion to the whole, and one field for all hidden ones."""
    known = [visible_value(part.count) for part in parts]
    seen = sum(value for value in known if value is not None)
    total = max(visible_value(whole.count) or 0.0, seen) or 1.0
    found = [
        _Block(_label(part, canvas), max(value / total, LEAST_BAND), PEER if part.rest else COLOURS[n % len(COLOURS)])
        for n, (part, value) in enumerate(zip(parts, known, strict=True))
        if value is not None
    ]
    hidden = [_label(part, canvas) for part, value in zip(parts, known, strict=True) if value is None]
    if hidden:
        found.append(_Block("\n".join(hidden), max(1 - seen / total, LEAST_BAND), ""))
    scale = TALL / sum(block.height for block in found)
    return [replace(block, height=block.height * scale) for block in found]


def _slots(blocks: Sequence[_Block], canvas: Canvas) -> list[float]:
    """Height of the place of each block: its band or its label, so that every label stands beside its own block."""
    texts = [canvas.row * (block.label.count("\n") + 1) for block in blocks]
    return [max(block.height, text) for block, text in zip(blocks, texts, strict=True)]


def _draw_blocks(plot: Plot, blocks: Sequence[_Block], canvas: Canvas, slots: Sequence[float]) -> None:
    """The bar on the left, bands to the blocks on the right, and a label beside each block."""
    width, height = plot.x[1], plot.y[1]
    bands = [block.height for block in blocks]
    upper = (height + sum(bands)) / 2
    plot.add(Rectangle((0, upper - sum(bands)), BAR, sum(bands), facecolor=MUTED, linewidth=0))
    for place, block in enumerate(blocks):
        middle = height - sum(slots[:place]) - GAP * place - slots[place] / 2
        start = (upper - sum(bands[:place]), block.height)
        corners = _band(start, (middle + block.height / 2, block.height), (BAR, width - BAR))
        field = ((width - BAR, middle - block.height / 2), BAR, block.height)
        if block.colour:
            plot.add(Polygon(corners, closed=True, facecolor=block.colour, alpha=0.28, linewidth=0))
            plot.add(Rectangle(*field, facecolor=block.colour, linewidth=0))
        else:
            plot.add(Polygon(corners, closed=True, **UNDIVIDED))
            plot.add(Rectangle(*field, **UNDIVIDED))
        plot.text((width, middle), block.label, canvas.text, offset=(6.0, 0.0), linespacing=1.25)


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
    percent = f" ({german_number(share, 1)}\u202f%)" if share is not None else ""
    return "\n".join([*_wrapped(part.label, canvas), f"{shown(part.count, 0)}{percent}"])


def _wrapped(text: str, canvas: Canvas) -> list[str]:
    """The words in lines that leave room for the bands."""
    widest = 150.0
    lines = [""]
    first, _, more = text.partition("\n")
    for word in first.split():
        longer = f"{lines[-1]} {word}".strip()
        lines = [*lines[:-1], longer] if text_width(longer, canvas.text) <= widest or not lines[-1] else [*lines, word]
    return [*lines, *_wrapped(more, canvas)] if more else lines
