"""Places below the county: one row each, value with 95 % whiskers, sign where there is no value."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from isp_utils.pictures.axes import frame, mark_ticks, place_text, text_width, tick_texts, value_range
from isp_utils.pictures.figure import picture
from isp_utils.pictures.grids import interval_grid
from isp_utils.pictures.inputs import Caption, Fragment, Point, Value
from isp_utils.pictures.position_chart import extent, has_interval, value_of
from isp_utils.pictures.style import FAINT, INK, MUTED, NAVY, PAPER, REFERENCE_DASH, Canvas
from isp_utils.pictures.symbols import HOLLOW, legend, shown, sign

ROW, NARROW_ROW = 24.0, 36.0
NOT_FROM_ZERO = "Die waagerechte Achse beginnt nicht bei 0."


def places(points: Sequence[Point], caption: Caption, reference: Point | None = None) -> Fragment:
    """Rows in the given order: dot at the value, whisker for the 95 % interval, the figure in words at the right.

    Where a value is hidden or missing its sign stands instead of the dot. `reference` (the county) is a labelled
    vertical line. With no visible value at all the table is given without a drawing.
    """
    rows = list(points)
    grid = interval_grid(
        [*rows, *([reference] if reference else [])],
        "Ort",
        f"Wert ({caption.unit})" if caption.unit else "Wert",
        caption.digits,
    )
    numbers = extent([*rows, *([reference] if reference else [])]) or [0.0, 1.0]
    ticks, cropped = value_range(numbers, 5)
    notes = ["Waagerechte Striche: 95-%-Bereich."] if has_interval(rows) else []
    notes += [NOT_FROM_ZERO] if cropped else []
    notes += [legend(sign(Value(point.value, point.flag)) for point in rows)]
    return picture(caption, lambda canvas: _draw(canvas, rows, reference, caption, ticks), grid, notes)


def _draw(
    canvas: Canvas, rows: Sequence[Point], reference: Point | None, caption: Caption, ticks: list[float]
) -> Figure:
    names = [_name(point, canvas) for point in rows]
    figures = [shown(Value(point.value, point.flag), caption.digits) for point in rows]
    left = 10.0 if canvas.narrow else max(text_width(name, canvas.text, "bold") for name in names) + 14
    right = 10.0 if canvas.narrow else max(text_width(text, canvas.text, "bold") for text in figures) + 16
    pitch = NARROW_ROW if canvas.narrow else ROW
    top = 12.0 + (canvas.text + 6 if reference else 0)
    bottom = 22.0 + (canvas.text + 4 if caption.unit else 0)
    figure, axes = frame(canvas, pitch * len(rows) + top + bottom, (left, right, top, bottom), caption.demo)
    mark_ticks(axes, "x", ticks, tick_texts(ticks))
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_yticks([])
    if reference is not None and (value := value_of(reference)) is not None:
        _draw_reference(
            axes,
            value,
            f"{reference.label} {shown(Value(reference.value, reference.flag), caption.digits)}",
            canvas,
        )
    if caption.unit:
        place_text(
            axes,
            (1, 0),
            caption.unit,
            canvas.text,
            offset=(0, -bottom + 7),
            ha="right",
            color=MUTED,
            xycoords=axes.transAxes,
        )
    for place, point in enumerate(rows):
        _draw_row(axes, place, point, canvas)
        _draw_words(axes, place, (names[place], figures[place], point.role), canvas)
    return figure


def _name(point: Point, canvas: Canvas) -> str:
    return point.label


def _draw_reference(axes: Axes, value: float, text: str, canvas: Canvas) -> None:
    axes.axvline(value, color="#000000", linewidth=1.3, linestyle=REFERENCE_DASH, zorder=2)
    low, high = axes.get_xlim()
    share = (value - low) / (high - low)
    side = "left" if share < 0.35 else "right" if share > 0.65 else "center"
    place_text(
        axes, (value, 1), text, canvas.text, ha=side, offset=(0, 9), xycoords=axes.get_xaxis_transform()
    )


def _draw_row(axes: Axes, place: int, point: Point, canvas: Canvas) -> None:
    height = place + (0.18 if canvas.narrow else 0.0)
    axes.axhline(height, color=FAINT, linewidth=0.7, zorder=1)
    value = value_of(point)
    if value is None:
        place_text(
            axes,
            (0, height),
            sign(Value(point.value, point.flag)),
            canvas.text,
            offset=(4, 0),
            ha="left",
            xycoords=axes.get_yaxis_transform(),
            weight="bold",
            bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1.0},
        )
        return
    if point.lower is not None and point.upper is not None:
        axes.hlines(height, point.lower, point.upper, color=NAVY, linewidth=1.8, zorder=3)
    own = point.role == "own"
    axes.plot(
        [value],
        [height],
        linestyle="none",
        marker="D" if own else "o",
        markersize=8 if own else 7,
        zorder=5,
        markerfacecolor=PAPER if point.flag in HOLLOW else NAVY,
        markeredgecolor=NAVY,
        markeredgewidth=1.5,
    )


def _draw_words(axes: Axes, place: int, words: tuple[str, str, str], canvas: Canvas) -> None:
    name, figure, role = words
    weight = "bold" if role == "own" else "normal"
    sides = axes.get_yaxis_transform()
    if canvas.narrow:
        height = place - 0.24
        place_text(axes, (0, height), name, canvas.text, ha="left", weight=weight, xycoords=sides)
        place_text(
            axes, (1, height), figure, canvas.text, ha="right", weight="bold", xycoords=sides, color=INK
        )
        return
    place_text(
        axes, (0, place), name, canvas.text, ha="right", offset=(-10, 0), weight=weight, xycoords=sides
    )
    place_text(
        axes,
        (1, place),
        figure,
        canvas.text,
        ha="left",
        offset=(10, 0),
        weight="bold",
        xycoords=sides,
        color=INK,
    )
