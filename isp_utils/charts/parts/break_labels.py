"""Words above a plot, each with a line down into it, and where they stand so that they do not meet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from isp_utils.charts.parts.axes import text_width
from isp_utils.charts.parts.plot import Plot
from isp_utils.charts.parts.style import MUTED, PAPER, Canvas
from isp_utils.charts.parts.timeline import Cut

AIR = 8.0  # points between two labels
ASIDE = 4.0  # points between a line and the words beside it
NEAR = 16.0  # points between two lines below which they share their words


@dataclass(frozen=True)
class Slot:
    """Row above the plot, counted from 0, and the left end of the words in points from the left of the plot."""

    row: int
    start: float


@dataclass(frozen=True)
class Room:
    """Where words may stand: left and right end of the drawing, and right end of the unit, which stands in row 0."""

    low: float
    high: float
    unit_end: float


def sharing(marks: Sequence[Cut], scale: float) -> list[Cut]:
    """Marks in time order, of which those of one kind that lie close have their words at the last; "" at the others.

    scale: points a year.

    >>> [mark.label for mark in sharing([Cut(2010.5, "Bruch 2011", ""), Cut(2011.5, "Bruch 2012", "")], 5.0)]
    ['', 'Bruch 2011, 2012']
    """
    shared: list[Cut] = []
    for mark in marks:
        kind, _, when = mark.label.partition(" ")
        before = shared[-1] if shared else None
        if before and before.label.startswith(f"{kind} ") and (mark.position - before.position) * scale < NEAR:
            shared[-1:] = [replace(before, label=""), replace(mark, label=f"{before.label}, {when}")]
        else:
            shared.append(mark)
    return shared


def label_slots(labels: Sequence[tuple[str, float]], room: Room, size: float) -> list[Slot]:
    """One slot for each (text, place of its line), points from the left of the plot: words of one row never meet.

    From right to left, each to the right of its line, or as far right as the drawing goes, in the lowest row in which
    its line crosses no words; where there is none, in the lowest with room: its line then runs behind words.
    A mark without words of its own reaches as high as the one to its right.

    >>> label_slots([("Zensus 2011", 90.0), ("Bruch 2012", 110.0)], Room(-40.0, 400.0, 0.0), 10.5)
    [Slot(row=1, start=94.0), Slot(row=0, start=114.0)]
    """
    taken: list[tuple[int, float, float]] = [(0, room.low, room.unit_end)]
    found: dict[int, Slot] = {}
    latest = Slot(0, room.low)
    for number in sorted(range(len(labels)), key=lambda place: -labels[place][1]):
        text, line = labels[number]
        if not text:
            found[number] = latest
            continue
        length = text_width(text, size)
        start = max(min(line + ASIDE, room.high - length), room.low)
        open_rows = [row for row in range(len(labels) + 1) if _open(taken, row, start, start + length)]
        row = next((row for row in open_rows if not _crosses(taken, row, line)), open_rows[0])
        taken.append((row, start, start + length + AIR))
        found[number] = latest = Slot(row, start)
    return [found[number] for number in range(len(labels))]


def draw_breaks(plot: Plot, marks: Sequence[tuple[Cut, float]], slots: Sequence[Slot], canvas: Canvas) -> None:
    """Thin line from a height of the plot (a share of it) up to its label."""
    for (mark, foot), slot in zip(marks, slots, strict=True):
        draw_label(plot, (mark.position, foot, mark.label), slot, canvas)


def draw_label(plot: Plot, words: tuple[float, float, str], slot: Slot, canvas: Canvas, **looks: Any) -> None:
    """Words (position on the axis, height of the foot as a share of the plot, text) in their slot, with a thin line."""
    position, foot, text = words
    height, (left, right) = canvas.first_row + slot.row * canvas.row, plot.x
    line = (position - left) / (right - left) * plot.size[0]
    beside = slot.start >= line + ASIDE - 0.01
    reach = 1 + (height + canvas.text * (0.35 if beside else -0.6)) / plot.size[1]
    plot.line([position] * 2, [foot, reach], plot.columns, color=MUTED, linewidth=0.8, zorder=1)
    if not text:
        return
    behind = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.6}
    looks = {"color": MUTED, "bbox": behind, "ha": "left"} | looks
    plot.text((0, 1), text, canvas.text, offset=(slot.start, height), base=plot.shares, **looks)


def _open(taken: Sequence[tuple[int, float, float]], row: int, start: float, end: float) -> bool:
    """Whether words fit into a row; one of as many rows as there are words, and one more, always has room."""
    return not any(other == row and start < high and low < end + AIR for other, low, high in taken)


def _crosses(taken: Sequence[tuple[int, float, float]], row: int, line: float) -> bool:
    """Whether the line of words in a row meets words below them."""
    return any(other < row and low < line < high for other, low, high in taken)
