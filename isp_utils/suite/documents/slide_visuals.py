"""Native charts and tables of a slide: editable in the office program, each with an alternative text."""

from collections.abc import Sequence
from typing import Any

from isp_utils.charts.parts.style import FAINT, INK, LAND, MUTED, NAVY, PEER
from isp_utils.pages.committees.visuals import SlideChart, SlideLine, SlideTable, value_label
from isp_utils.suite.documents.fit import EMU_PER_POINT, height_needed

BODY, SMALL = 16, 14  # points
ROOM_FOR_LABEL = 1.4  # left of bars below 0
COLOURS = {"own": NAVY, "land": LAND, "other": PEER}
PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # "No Style, No Grid": only our own lines
WORSE, BETTER = "A33B00", "12436D"
CUSHION, SIDES = 17, 14  # points above and below the words of a row, and beside those of a cell
BOLD = 0.92  # share of the letters that have room in bold type
SIZES = (18, 16, 14, 12, 11, 10, 9)  # of a table: the largest that fits
Place = tuple[int, int, int, int]  # left, top, width, height in EMU


def add_chart(slide: Any, chart: SlideChart, place: Place) -> Any:
    """Put a native chart on a slide; its workbook holds the printed values and nothing else."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    data = CategoryChartData(number_format="#,##0." + "0" * chart.digits if chart.digits else "#,##0")
    # a bar chart is filled from below
    data.categories = chart.categories[::-1] if chart.bars else chart.categories
    for line in chart.lines:
        data.add_series(line.name, line.values[::-1] if chart.bars else line.values)
    kind = XL_CHART_TYPE.BAR_CLUSTERED if chart.bars else XL_CHART_TYPE.LINE_MARKERS
    frame = slide.shapes.add_chart(kind, *place, data)
    made = frame.chart
    made.has_legend, made.has_title = len(chart.lines) > 1, False
    made.font.size, made.font.name = _points(SMALL), "Arial"
    made.font.color.rgb = rgb(INK)
    (_bars if chart.bars else _lines)(made, chart)
    with_alt_text(frame, chart.alt, f"Diagramm {chart.indicator}")  # the scanner reads which Kennzahl it is
    return frame


def with_alt_text(frame: Any, alt: str, name: str) -> None:
    """Name and alternative text of a shape."""
    properties = frame._element.xpath(".//p:cNvPr")[0]
    properties.set("descr", alt)
    properties.set("name", name)


def _bars(made: Any, chart: SlideChart) -> None:
    from pptx.enum.chart import XL_TICK_LABEL_POSITION

    plot = made.plots[0]
    plot.gap_width, plot.vary_by_categories = 45, False
    made.value_axis.visible, made.value_axis.has_major_gridlines = False, False
    lowest = min(0.0, *(value for value in chart.lines[0].values if value is not None))
    made.value_axis.minimum_scale = lowest * ROOM_FOR_LABEL
    axis = made.category_axis
    axis.format.line.color.rgb, axis.has_major_gridlines = rgb(FAINT), False
    axis.major_tick_mark = _none()
    axis.tick_labels.font.size = _points(BODY)
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW  # names stand left of bars below 0 too
    series = plot.series[0]
    values, roles = chart.lines[0].values[::-1], chart.roles[::-1]
    for number, (value, role) in enumerate(zip(values, roles, strict=True)):
        point = series.points[number]
        point.format.fill.solid()
        point.format.fill.fore_color.rgb = rgb(COLOURS[role])
        if value is not None:
            _label(point, value_label(chart, value), role, "outside")


def _lines(made: Any, chart: SlideChart) -> None:
    from pptx.enum.chart import XL_LEGEND_POSITION, XL_MARKER_STYLE

    axis = made.value_axis
    axis.has_major_gridlines, axis.major_gridlines.format.line.color.rgb = True, rgb(FAINT)
    axis.format.line.fill.background()
    axis.minimum_scale, axis.maximum_scale = _scale(chart)
    axis.major_tick_mark = made.category_axis.major_tick_mark = _none()
    axis.tick_labels.font.color.rgb = made.category_axis.tick_labels.font.color.rgb = rgb(MUTED)
    made.category_axis.format.line.color.rgb = rgb(PEER)
    for line, series in zip(chart.lines, made.plots[0].series, strict=True):
        colour, own = rgb(COLOURS[line.role]), line.role == "own"
        series.smooth = False
        series.format.line.color.rgb, series.format.line.width = colour, _points(3.5 if own else 1.75)
        series.marker.style = XL_MARKER_STYLE.CIRCLE if own else XL_MARKER_STYLE.SQUARE
        series.marker.size = 9 if own else 7
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = series.marker.format.line.color.rgb = colour
        for place in _ends(line):
            value = line.values[place] or 0.0
            others = [other.values[place] for other in chart.lines if other is not line]
            lowest = any(other is not None and other > value for other in others)
            _label(series.points[place], value_label(chart, value), line.role, "below" if lowest else "above")
    if made.has_legend:
        made.legend.position, made.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        made.legend.font.size = _points(BODY)


def _ends(line: SlideLine) -> tuple[int, ...]:
    """The places of the first and last known value: these are printed."""
    known = [place for place, value in enumerate(line.values) if value is not None]
    return tuple(dict.fromkeys((known[0], known[-1]))) if known else ()


def _scale(chart: SlideChart) -> tuple[float, float]:
    """From 0 (or the lowest value below it) to a fifth above the highest: a change must not look larger than it is."""
    known = [value for line in chart.lines for value in line.values if value is not None]
    return min(0.0, *known), max(known) * 1.2 if max(known) > 0 else 1.0


def _label(point: Any, text: str, role: str, side: str) -> None:
    from pptx.enum.chart import XL_LABEL_POSITION as AT

    label = point.data_label
    run = label.text_frame.paragraphs[0].add_run()
    run.text = text
    run.font.size, run.font.bold = _points(BODY), role == "own"
    run.font.color.rgb = rgb(COLOURS[role] if role != "other" else INK)
    label.position = {"outside": AT.OUTSIDE_END, "above": AT.ABOVE, "below": AT.BELOW}[side]


def add_table(slide: Any, table: SlideTable, place: Place) -> Any:
    """Put a native table on a slide, as large as its place allows: a heavy line below the head, fine ones elsewhere."""
    left, top, width, room = place
    rows = [table.head, *table.rows]
    tried = ((size, [_row_height(row, table.widths, width, size) for row in rows]) for size in SIZES)
    size, heights = next(found for found in tried if sum(found[1]) <= room or found[0] == SIZES[-1])
    frame = slide.shapes.add_table(len(rows), len(table.head), left, top, width, sum(heights))
    made = frame.table
    made.first_row, made.horz_banding = True, False
    made._tbl.tblPr.find(_name("a:tableStyleId")).text = PLAIN_TABLE
    for column, share in zip(made.columns, table.widths, strict=True):
        column.width = int(width * share)
    for number, (words, height) in enumerate(zip(rows, heights, strict=True)):
        made.rows[number].height = height
        for column, word in enumerate(words):
            _cell(made.cell(number, column), word, number == 0, column, size)
    with_alt_text(frame, table.alt, "Tabelle")
    return frame


def _row_height(words: Sequence[str], widths: Sequence[float], width: int, size: int) -> int:
    """Height in EMU that the longest cell of a row needs."""
    room = [max(share * width / EMU_PER_POINT - SIDES, size) for share in widths]
    room[0] *= BOLD
    needed = [height_needed(word, points, size) for word, points in zip(words, room, strict=True)]
    return int((max(needed) + CUSHION) * EMU_PER_POINT)


def _cell(cell: Any, word: str, head: bool, column: int, size: int) -> None:
    from pptx.enum.text import MSO_ANCHOR
    from pptx.util import Inches

    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_left, cell.margin_right = Inches(0.08 if column else 0.02), Inches(0.08)
    cell.margin_top = cell.margin_bottom = Inches(0.06)
    run = cell.text_frame.paragraphs[0].add_run()
    run.text = word
    run.font.size, run.font.bold = _points(size - 2 if head else size), head or column == 0
    run.font.color.rgb = rgb(MUTED if head else {"▼": WORSE, "▲": BETTER}.get(word[:1], INK))
    _underline(cell, NAVY if head else FAINT, 1.5 if head else 0.75)


def _underline(cell: Any, colour: str, width: float) -> None:
    from pptx.oxml import parse_xml

    space = "http://schemas.openxmlformats.org/drawingml/2006/main"
    properties = cell._tc.get_or_add_tcPr()
    line = f'<a:lnB xmlns:a="{space}" w="{int(width * 12700)}"><a:solidFill><a:srgbClr val="{colour.lstrip("#")}"/>'
    properties.insert(0, parse_xml(f"{line}</a:solidFill></a:lnB>"))


def _none() -> Any:
    from pptx.enum.chart import XL_TICK_MARK

    return XL_TICK_MARK.NONE


def _points(size: float) -> Any:
    from pptx.util import Pt

    return Pt(size)


def rgb(colour: str) -> Any:
    """A colour (#RRGGBB) as the library takes it."""
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(colour.lstrip("#"))


def _name(tag: str) -> Any:
    from pptx.oxml.ns import qn

    return qn(tag)
