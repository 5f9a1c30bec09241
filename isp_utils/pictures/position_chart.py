"""Position of one county among its peers: one mark per county, ordered by value, with intervals."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from isp_utils.pictures.axes import frame, mark_ticks, place_text, text_width, tick_texts, value_range
from isp_utils.pictures.figure import picture
from isp_utils.pictures.grids import interval_grid
from isp_utils.pictures.inputs import Caption, Fragment, Point, Value
from isp_utils.pictures.style import INK, MUTED, NAVY, PEER, REFERENCE_DASH, Canvas
from isp_utils.pictures.symbols import legend, shown, sign, visible_value
from isp_utils.pictures.trend_chart import NOT_FROM_ZERO

ORDERED = "nach Wert geordnet"


def peers(points: Sequence[Point], caption: Caption, reference: Point | None = None) -> Fragment:
    """Strip of all points from the lowest to the highest value; the point with role "own" stands out.

    Whiskers are 95 % intervals. `reference` (the Land) is a labelled horizontal line. Points without a
    visible value are named under the picture with their sign. Raises ValueError if no point has a value.
    """
    drawn = sorted(
        (point for point in points if value_of(point) is not None),
        key=lambda point: (value_of(point), point.label),
    )
    if not drawn:
        raise ValueError(f"»{caption.title}«: kein Wert, den man zeichnen kann.")
    absent = [point for point in points if value_of(point) is None]
    ticks, cropped = value_range(extent([*drawn, *([reference] if reference else [])]), 5)
    notes = [
        f"{len(drawn)} Gebiete, {ORDERED}. Senkrechte Striche: 95-%-Bereich."
        if has_interval(drawn)
        else f"{len(drawn)} Gebiete, {ORDERED}."
    ]
    notes += [NOT_FROM_ZERO] if cropped else []
    notes += [absent_note(absent)]
    listed = [*reversed(drawn), *absent, *([reference] if reference else [])]
    grid = interval_grid(listed, "Gebiet", _value_title(caption), caption.digits)
    return picture(caption, lambda canvas: _draw(canvas, drawn, reference, caption, ticks), grid, notes)


def value_of(point: Point) -> float | None:
    """The value that may be drawn."""
    return visible_value(Value(point.value, point.flag))


def has_interval(points: Sequence[Point]) -> bool:
    """Whether any point has a 95 % interval."""
    return any(point.lower is not None for point in points)


def extent(points: Sequence[Point]) -> list[float]:
    """All numbers the axis has to hold."""
    edges = [edge for point in points if value_of(point) is not None for edge in (point.lower, point.upper)]
    return [number for number in (*edges, *map(value_of, points)) if number is not None]


def absent_note(points: Sequence[Point]) -> str:
    """Names the areas that are not drawn, with the sign that says why; "" if there are none."""
    if not points:
        return ""
    names = ", ".join(f"{point.label} {sign(Value(point.value, point.flag))}" for point in points)
    return f"Ohne Wert: {names}. {legend(sign(Value(point.value, point.flag)) for point in points)}"


def _value_title(caption: Caption) -> str:
    return f"Wert ({caption.unit})" if caption.unit else "Wert"


def _draw(
    canvas: Canvas, points: Sequence[Point], reference: Point | None, caption: Caption, ticks: list[float]
) -> Figure:
    texts = tick_texts(ticks)
    left = max(text_width(text, canvas.text) for text in texts) + 7
    top = 12 + (canvas.text + 8 if caption.unit else 0)
    figure, axes = frame(canvas, 250 if canvas.narrow else 270, (left, 8, top, 12), caption.demo)
    mark_ticks(axes, "y", ticks, texts)
    axes.set_xlim(-1.5, len(points) + 0.5)
    axes.set_xticks([])
    if caption.unit:
        place_text(
            axes,
            (0, 1),
            caption.unit,
            canvas.text,
            offset=(-left, top - canvas.text / 2 - 3),
            color=MUTED,
            xycoords=axes.transAxes,
        )
    _draw_marks(axes, points, canvas)
    if reference is not None and (value := value_of(reference)) is not None:
        axes.axhline(value, color="#000000", linewidth=1.3, linestyle=REFERENCE_DASH, zorder=2)
    _draw_names(axes, points, reference, caption, canvas)
    return figure


def _draw_marks(axes: Axes, points: Sequence[Point], canvas: Canvas) -> None:
    import seaborn

    rows = pd.DataFrame(
        {
            "rank": range(len(points)),
            "value": [value_of(point) for point in points],
            "role": ["own" if point.role == "own" else "peer" for point in points],
        }
    )
    for rank, point in enumerate(points):
        own = point.role == "own"
        if point.lower is not None and point.upper is not None:
            axes.vlines(
                rank,
                point.lower,
                point.upper,
                color=NAVY if own else PEER,
                linewidth=2.4 if own else 1.0,
                alpha=1.0 if own else 0.6,
                zorder=4 if own else 3,
            )
    scale = 0.6 if canvas.narrow else 1.0
    seaborn.scatterplot(
        rows,
        x="rank",
        y="value",
        hue="role",
        style="role",
        size="role",
        legend=False,
        ax=axes,
        hue_order=["peer", "own"],
        palette={"own": NAVY, "peer": PEER},
        zorder=5,
        style_order=["peer", "own"],
        markers={"own": "D", "peer": "o"},
        sizes={"own": 62 * scale, "peer": 24 * scale},
        edgecolor="white",
        linewidth=0.6,
    )
    axes.set(xlabel="", ylabel="")


def _draw_names(
    axes: Axes, points: Sequence[Point], reference: Point | None, caption: Caption, canvas: Canvas
) -> None:
    """Name of the own county with a pointer, of the reference at its line, of the first and last in grey."""
    low, high = axes.get_ylim()
    for rank, point in enumerate(points):
        if point.role == "own":
            _point_at(axes, rank, point, f"{point.label}\n{_figure(point, caption)}", canvas)
    if reference is not None and (value := value_of(reference)) is not None:
        place_text(
            axes,
            (-1.2, value),
            f"{reference.label} {_figure(reference, caption)}",
            canvas.text,
            offset=(0, 4),
            ha="left",
            va="bottom",
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 0.8},
        )


def _point_at(axes: Axes, rank: int, point: Point, text: str, canvas: Canvas) -> None:
    low, high = axes.get_ylim()
    share = rank / max(1, axes.get_xlim()[1])
    top = max(edge for edge in (point.upper, value_of(point)) if edge is not None)
    side = "left" if share < 0.3 else "right" if share > 0.7 else "center"
    above = (top - low) / (high - low) < 0.7
    bottom = min(edge for edge in (point.lower, value_of(point)) if edge is not None)
    axes.annotate(
        text,
        (rank, top if above else bottom),
        xytext=(0, 34 if above else -34),
        textcoords="offset points",
        fontsize=canvas.text,
        weight="bold",
        color=INK,
        ha=side,
        va="bottom" if above else "top",
        zorder=8,
        bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 1.0},
        arrowprops={"arrowstyle": "-", "color": NAVY, "linewidth": 1.0, "shrinkA": 1, "shrinkB": 2},
    )


def _figure(point: Point, caption: Caption) -> str:
    return shown(Value(point.value, point.flag), caption.digits)
