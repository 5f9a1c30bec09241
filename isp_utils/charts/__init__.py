"""Charts and tables of the report: gated figures in, one accessible HTML fragment out.

Every function takes finished German words (`Caption`) and gated figures and returns a `Fragment`
(html, name, csv): show `fragment.html` as text/html, write `fragment.csv` to `daten/<name>.csv`.

    trend(lines, caption, breaks)              several `Series` over time
    peers(points, caption, reference)          own county among the others, ordered by value
    places(points, caption, reference)         places below the county, with intervals
    profile_table(rows, caption, names)   Kennzahlen in rows, each beside the Land and among the Kreise
    flow(whole, parts, caption)                one stock and the parts it divides into
    gantt(rows, caption)                       Maßnahmen in rows, a bar of their time each
    matrix(rows, columns, cells, caption)      words with symbol and colour in a real table
    share_rows_table(rows, caption)            shares of a survey, each with interval and what silence hides
    positions(rows, columns, caption)          on which side several groups stand, a dot each
    table(frame, caption, digits, footnotes)   a frame as a table
    cells_table(columns, rows, caption)        finished cells as a table
    series_from(rows, label, role), points_from(rows, labels, own)   from rows of the gated table

`caption.kind` (`Kind`) says what a picture is about and how the scanner of the finished pages reads it back.
`caption.csv` must be unique on a page: the ids of the fragment are made from it. A figure whose flag
hides it is never drawn or printed, even if its value is still in the row; its sign stands instead.

Every picture has a text alternative and its data as a table (WCAG 2.2, 1.1.1), says nothing by colour alone (1.4.1)
and fits 320 CSS pixels (1.4.10): most are one narrow drawing, what needs width has a second, wide one.
"""

from isp_utils.charts.flow_chart import Strand, flow
from isp_utils.charts.gantt import GanttRow, gantt
from isp_utils.charts.inputs import (
    Break,
    Caption,
    Fragment,
    Kind,
    Mark,
    Point,
    Series,
    Value,
    point_beside,
    points_from,
    series_from,
)
from isp_utils.charts.matrices import matrix
from isp_utils.charts.place_chart import places
from isp_utils.charts.position_chart import peers
from isp_utils.charts.position_dots import PositionRow, positions
from isp_utils.charts.profile import ProfileRow, Spread, profile_table
from isp_utils.charts.share_table import ShareRow, share_rows_table
from isp_utils.charts.tables import cells_table, table
from isp_utils.charts.trend_chart import trend

__all__ = [
    "Break",
    "Caption",
    "Fragment",
    "GanttRow",
    "Kind",
    "Mark",
    "Point",
    "PositionRow",
    "ProfileRow",
    "Series",
    "ShareRow",
    "Spread",
    "Strand",
    "Value",
    "cells_table",
    "flow",
    "gantt",
    "matrix",
    "peers",
    "places",
    "point_beside",
    "points_from",
    "positions",
    "profile_table",
    "series_from",
    "share_rows_table",
    "table",
    "trend",
]
