"""A rectangle in a figure in which values have their places: lines, marks and words go straight into the figure.

Matplotlib's own axes make some hundred objects for ticks, spines and titles and lay them out anew for each drawing.
Our charts know their limits, ticks and texts before they draw: they need none of that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import (
    Affine2D,
    Bbox,
    BboxTransformFrom,
    BboxTransformTo,
    TransformedBbox,
    blended_transform_factory,
)

from isp_utils.charts.parts.style import DEMO_HATCH, DEMO_HATCH_COLOUR, INK, MUTED, PAPER, Canvas

POINTS_PER_INCH = 72.0
EDGE_LEVEL = 2.5  # zorder of the line below the plot: above intervals, below marks
Limits = tuple[float, float]


@dataclass(frozen=True)
class Plot:
    """A rectangle in a figure; x, y: values at its left and right edge, and at its lower and upper edge."""

    figure: Figure
    box: tuple[float, float, float, float]  # left, lower edge, width, height as shares of the figure
    x: Limits
    y: Limits

    @cached_property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return self._area.width, self._area.height

    @cached_property
    def shares(self) -> Affine2D:
        """From shares of width and height to points of the figure."""
        return Affine2D(BboxTransformTo(self._area).get_matrix())

    @cached_property
    def values(self) -> Affine2D:
        """From values to points of the figure."""
        (left, right), (lower, upper) = self.x, self.y
        limits = Bbox([[left, lower], [right, upper]])
        return Affine2D((BboxTransformFrom(limits) + self.shares).get_matrix())

    @cached_property
    def rows(self) -> Affine2D:
        """From a share of the width and a value of y."""
        return Affine2D(blended_transform_factory(self.shares, self.values).get_matrix())

    @cached_property
    def columns(self) -> Affine2D:
        """From a value of x and a share of the height."""
        return Affine2D(blended_transform_factory(self.values, self.shares).get_matrix())

    @cached_property
    def _area(self) -> Bbox:
        return TransformedBbox(Bbox.from_bounds(*self.box), self.figure.transSubfigure).frozen()

    def add(self, shape: Artist) -> None:
        """A shape, in values unless it has a transform of its own."""
        if not shape.is_transform_set():
            shape.set_transform(self.values)
        self.figure.add_artist(shape)

    def line(self, x: Sequence[float], y: Sequence[float], base: Affine2D | None = None, **looks: Any) -> None:
        """A line through points, marks at them, or both; in values unless told otherwise."""
        self.figure.add_artist(Line2D(x, y, transform=base or self.values, **looks))

    def text(self, position: tuple[float, float], text: str, size: float, **looks: Any) -> None:
        """Text at values (or `base`) with an offset in points (`offset`), in ink unless told otherwise."""
        if not text:
            return
        base, offset = looks.pop("base", self.values), looks.pop("offset", (0.0, 0.0))
        at = Affine2D(base.get_matrix()).translate(*offset)
        looks = {"color": INK, "va": "center"} | looks
        self.figure.add_artist(Text(*position, text, fontsize=size, transform=at, **looks))


def frame(
    canvas: Canvas, height: float, margins: tuple[float, float, float, float], limits: tuple[Limits, Limits]
) -> Plot:
    """Empty plot with these limits of x and y; margins are left, right, top, bottom in points."""
    left, right, top, bottom = margins
    figure = Figure(figsize=(canvas.width / POINTS_PER_INCH, height / POINTS_PER_INCH), facecolor="none")
    figure.patch.set_visible(False)
    box = (
        left / canvas.width,
        bottom / height,
        1 - (left + right) / canvas.width,
        1 - (top + bottom) / height,
    )
    return Plot(figure, box, *limits)


def draw_ground(plot: Plot, demo: bool) -> None:
    """The line below the plot; behind demo figures a light hatch."""
    edge = PathPatch(Path([(0, 0), (1, 0)]), facecolor="none", edgecolor=MUTED, linewidth=0.8, zorder=EDGE_LEVEL)
    edge.set(capstyle="projecting", transform=plot.shares)
    plot.add(edge)
    if demo:
        looks: dict[str, Any] = {
            "facecolor": PAPER,
            "edgecolor": DEMO_HATCH_COLOUR,
            "hatch": DEMO_HATCH,
            "linewidth": 0,
        }
        plot.add(Rectangle((0, 0), 1, 1, transform=plot.shares, zorder=0, **looks))
