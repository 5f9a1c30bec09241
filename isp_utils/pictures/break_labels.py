"""Vertical lines where a series breaks, and where their labels stand so that they do not meet."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from matplotlib.axes import Axes

from isp_utils.pictures.axes import place_text, text_width
from isp_utils.pictures.style import DOTTED, MUTED, WIDE, Canvas
from isp_utils.pictures.timeline import Cut

AIR = 8.0  # points between two labels
FIRST_ROW = 10.0  # points above the plot
BEYOND = 2 * WIDE.width


@dataclass(frozen=True)
class Slot:
    """Row above the plot, counted from 0, and the side of the text that touches the line."""

    row: int
    side: str


def label_slots(labels: Sequence[tuple[str, float]], unit_end: float, width: float) -> list[Slot]:
    """One slot for each (text, place of its line): of all choices of sides the one with the fewest rows.

    Places are points from the left of the plot; unit_end is the right end of the unit, which stands in
    row 0; width is where the labels have to end.

    >>> label_slots([("Zensus 2011", 90.0), ("Bruch 2012", 110.0)], 0.0, 400.0)
    [Slot(row=0, side='right'), Slot(row=0, side='left')]
    """
    choices = [_stacked(labels, sides, unit_end, width) for sides in product(("left", "right"), repeat=len(labels))]
    return min(choices, key=lambda slots: (sum(slot.row for slot in slots), [slot.side for slot in slots]))


def draw_breaks(axes: Axes, marks: Sequence[Cut], slots: Sequence[Slot], canvas: Canvas) -> None:
    """Dotted line through the plot and up to its label."""
    base = axes.get_xaxis_transform()
    for mark, slot in zip(marks, slots, strict=True):
        height = FIRST_ROW + slot.row * canvas.row
        reach = 1 + (height + canvas.text * 0.35) / axes.bbox.height
        (line,) = axes.plot([mark.place] * 2, [0, reach], transform=base, linestyle=DOTTED, zorder=1)
        line.set(color=MUTED, linewidth=1.0, clip_on=False)
        aside = (4.0 if slot.side == "left" else -4.0, height)
        place_text(
            axes, (mark.place, 1), mark.label, canvas.text, ha=slot.side, color=MUTED, offset=aside, xycoords=base
        )


def _stacked(labels: Sequence[tuple[str, float]], sides: Sequence[str], unit_end: float, width: float) -> list[Slot]:
    outside = (width, BEYOND)
    taken: list[list[tuple[float, float]]] = [[(-BEYOND, unit_end + AIR), outside]]
    slots = []
    for (text, line), side in zip(labels, sides, strict=True):
        length = text_width(text, WIDE.text) + AIR
        reach = (line, line + length) if side == "left" else (line - length, line)
        row = next((row for row, others in enumerate(taken) if _free(reach, others)), len(taken))
        taken += [[outside]] if row == len(taken) else []
        taken[row].append(reach)
        slots.append(Slot(row, side))
    return slots


def _free(reach: tuple[float, float], others: Sequence[tuple[float, float]]) -> bool:
    return all(reach[1] <= low or reach[0] >= high for low, high in others)
