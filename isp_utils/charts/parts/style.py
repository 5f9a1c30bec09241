"""Colours, sizes and matplotlib settings of every chart: the one place where looks are decided.

Colours: the first four of the UK Government Analysis Function palette, measured distance also under
colour-vision deficiency (dE76 >= 11); every one comes with its own marker and a label at its end (WCAG 2.2, 1.4.1),
and no series has less than 3:1 on white (1.4.11). All lines are solid: a dashed one is a forecast.
Sizes are points of the drawing; the page scales a drawing to its column, so that no text falls below 11 px.
"""

from dataclasses import dataclass
from typing import Any

from cycler import cycler

NAVY, TEAL, PLUM, ORANGE = "#12436D", "#28A197", "#801650", "#F46A25"
INK, MUTED, FAINT, PAPER = "#1B2430", "#4A5563", "#D5DCE4", "#FFFFFF"
PEER = "#8592A0"  # the other counties; 3.2:1 on white, enough for a mark
BUND = "#4F7C80"  # grey-teal, 4.6:1 on white
DEMO_HATCH, DEMO_HATCH_COLOUR = "///", "#DDE3E9"
BAND_OPACITY = 0.16
GAP_BETWEEN_LABELS = 3.0
FORECAST_DASH = (0, (5, 2.5))  # a dashed line is a forecast and nothing else
LAND = "#333A42"  # dark grey, 11:1 on white

SETTINGS_OF_SVG: dict[Any, Any] = {
    "svg.fonttype": "none",  # text stays text: zoom, search, page font
    "svg.hashsalt": "isp",
}
SETTINGS: dict[Any, Any] = SETTINGS_OF_SVG | {
    "figure.dpi": 72,  # one pixel of a figure is one point
    "font.family": ["DejaVu Sans"],  # ships with matplotlib: the same measures on every machine, wider than page fonts
    "text.color": INK,
    "hatch.linewidth": 0.6,
    "hatch.color": DEMO_HATCH_COLOUR,
}
SETTINGS_OF_NOTEBOOKS: dict[Any, Any] = {name: value for name, value in SETTINGS.items() if name != "figure.dpi"} | {
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "axes.prop_cycle": cycler(color=[NAVY, TEAL, PLUM, ORANGE]),
    "grid.color": FAINT,
    "grid.linewidth": 0.7,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "ytick.major.size": 0,
    "xtick.major.size": 3,
    "figure.figsize": (7.0, 4.2),
    "font.size": 10.5,
    "legend.frameon": False,
}


@dataclass(frozen=True)
class Stroke:
    """How one series is drawn, sizes in points: colour never carries the difference alone (WCAG 2.2, 1.4.1)."""

    colour: str
    width: float
    marker: str
    size: float
    weight: str = "normal"


STROKES = {
    "own": Stroke(NAVY, 2.6, "o", 5.5, "bold"),
    "land": Stroke(LAND, 1.1, "s", 4.2),
    "bund": Stroke(BUND, 1.1, "^", 4.8),
    "peer": Stroke(PEER, 1.2, "o", 3.2),
    "counted": Stroke(LAND, 1.8, "s", 4.2, "bold"),
    "first": Stroke(NAVY, 2.2, "o", 5.0, "bold"),
    "second": Stroke(TEAL, 2.0, "s", 4.6),
    "third": Stroke(PLUM, 2.0, "D", 4.4),
    "fourth": Stroke(ORANGE, 2.0, "^", 5.0),
}


@dataclass(frozen=True)
class Canvas:
    """Width of a drawing and its text size, both in points."""

    width: float
    text: float
    narrow: bool

    @property
    def row(self) -> float:
        """Height of one row of text, in points."""
        return self.text + 4

    @property
    def axis(self) -> float:
        """Height of the row of tick labels below a plot, in points."""
        return self.text + 10.5

    @property
    def first_row(self) -> float:
        """Distance of the lowest row of words above a plot, in points."""
        return self.text / 2 + 6.5


WIDE = Canvas(600.0, 10.5, narrow=False)
NARROW = Canvas(350.0, 14.0, narrow=True)  # 11 px in 278 CSS px, 15.6 px in 26rem: most charts need no other
