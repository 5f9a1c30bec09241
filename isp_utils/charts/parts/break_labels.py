"""Vertical lines where a series breaks, and where their labels stand so that they do not meet."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations, product

from matplotlib.axes import Axes

from isp_utils.charts.parts.axes import place_text, text_width
from isp_utils.charts.parts.style import DOTTED, MUTED, WIDE, Canvas
from isp_utils.charts.parts.timeline import Cut

AIR = 8.0  # points between two labels
FIRST_ROW = 12.0  # points above the plot
MANY = 4  # labels up to which all choices are tried


@dataclass(frozen=True)
class Slot:
    """Row above the plot, counted from 0, and the side of the text that touches the line."""

    row: int
    side: str


def label_slots(labels: Sequence[tuple[str, float]], unit_end: float, ends: tuple[float, float]) -> list[Slot]:
    """One slot for each (text, place of its line): of all choices the lowest in which nothing meets.

    Places are points from the left of the plot; unit_end is the right end of the unit, which stands in
    row 0; ends are the ends of the drawing. More than MANY labels stand one above the other.

    >>> label_slots([("Zensus 2011", 90.0), ("Bruch 2012", 110.0)], 0.0, (-40.0, 400.0))
    [Slot(row=0, side='right'), Slot(row=0, side='left')]
    """
    stacked = [Slot(row, "right") for row in range(len(labels))]  # rising to the right: no line meets a label
    if len(labels) > MANY:
        return stacked
    free = [Slot(row, side) for row in range(len(labels)) for side in ("left", "right")]
    choices = (list(slots) for slots in product(free, repeat=len(labels)))
    fitting = [slots for slots in choices if _fits(labels, slots, unit_end, ends)]
    return min(fitting, key=lambda slots: [sum(s.row for s in slots), *(s.side for s in slots)], default=stacked)


def draw_breaks(axes: Axes, marks: Sequence[Cut], slots: Sequence[Slot], canvas: Canvas) -> None:
    """Dotted line through the plot and up to its label."""
    base = axes.get_xaxis_transform()
    for mark, slot in zip(marks, slots, strict=True):
        height = FIRST_ROW + slot.row * canvas.row
        reach = 1 + (height + canvas.text * 0.35) / axes.bbox.height
        (line,) = axes.plot([mark.position] * 2, [0, reach], transform=base, linestyle=DOTTED, zorder=1)
        line.set(color=MUTED, linewidth=1.0, clip_on=False)
        aside = (4.0 if slot.side == "left" else -4.0, height)
        place_text(
            axes, (mark.position, 1), mark.label, canvas.text, ha=slot.side, color=MUTED, offset=aside, xycoords=base
        )


def _fits(
    labels: Sequence[tuple[str, float]], slots: Sequence[Slot], unit_end: float, ends: tuple[float, float]
) -> bool:
    """No label meets the unit, the end of the drawing, another label, or the line of a higher label."""
    reaches = [_reach(text, line, slot.side) for (text, line), slot in zip(labels, slots, strict=True)]
    for (low, high), slot in zip(reaches, slots, strict=True):
        if low < ends[0] or high > ends[1] or (slot.row == 0 and low < unit_end):
            return False
    return not any(
        (slots[one].row == slots[other].row and _meet(reaches[one], reaches[other]))
        or (slots[one].row < slots[other].row and _meet(reaches[one], (labels[other][1], labels[other][1])))
        for one, other in permutations(range(len(labels)), 2)
    )


def _reach(text: str, line: float, side: str) -> tuple[float, float]:
    length = text_width(text, WIDE.text) + AIR
    return (line, line + length) if side == "left" else (line - length, line)


def _meet(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
