"""A pandas frame as a table of the report."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from isp_utils.charts.inputs import Caption, Fragment, Value
from isp_utils.charts.parts.data_file import DataRow
from isp_utils.charts.parts.figure import attributes, csv_link, key_of, small_print
from isp_utils.charts.parts.printed_table import Cell, PrintedTable, csv_text, scrolling_table


def table(
    frame: pd.DataFrame,
    caption: Caption,
    digits: Mapping[str, int] | None = None,
    footnotes: Sequence[str] = (),
    data: Sequence[DataRow] = (),
) -> Fragment:
    """Table of a frame as it stands: column names are the titles, the first column heads the rows.

    Cells: text, whole numbers (no decimals), floats (caption.digits, or `digits` by column title), or
    Value(value, flag) where a figure can be absent. Interval columns are named by the caller ("von", "bis").
    data: the rows of the data file where the table shows figures of Kennzahlen.
    Raises ValueError for a missing cell without flag: a gap has a reason or it is a mistake.
    """
    printed = replace(_printed(frame, caption, digits or {}), data=tuple(data))
    return _fragment(printed, caption, footnotes)


def cells_table(columns: Sequence[str], rows: Sequence[Sequence[Cell]], caption: Caption) -> Fragment:
    """As `table`, of finished cells: text, or Value with its own decimals or those of the caption."""
    places = (caption.digits,) * len(columns)
    return _fragment(PrintedTable(tuple(columns), places, tuple(map(tuple, rows))), caption, ())


def _fragment(printed: PrintedTable, caption: Caption, footnotes: Sequence[str]) -> Fragment:
    key = key_of(caption)
    html = (
        f"<div {attributes(caption, 'isp-figure isp-tabular')}>"
        f"{scrolling_table(printed, key, caption.title, caption.measure)}"
        f"{small_print(caption, (*footnotes, *caption.notes))}{csv_link(caption)}</div>"
    )
    return Fragment(html, caption.csv, csv_text(printed, caption.demo))


def _printed(frame: pd.DataFrame, caption: Caption, digits: Mapping[str, int]) -> PrintedTable:
    columns = tuple(str(name) for name in frame.columns)
    places = tuple(digits.get(name, _usual_digits(frame[name], caption)) for name in frame.columns)
    rows = tuple(
        (str(row[0]), *(_cell(item, columns[place + 1], row[0]) for place, item in enumerate(row[1:])))
        for row in frame.itertuples(index=False, name=None)
    )
    return PrintedTable(columns, places, rows)


def _usual_digits(column: pd.Series, caption: Caption) -> int:
    """0 where a column holds whole numbers (beside Values and text), else the decimals of the caption."""
    plain = [item for item in column if isinstance(item, int | float | np.number) and not isinstance(item, bool)]
    return 0 if plain and all(isinstance(item, int | np.integer) for item in plain) else caption.digits


def _cell(item: object, column: str, row: object) -> Cell:
    match item:
        case Value() | str():
            return item
        case bool() | np.bool_():
            return "ja" if item else "nein"
        case int() | np.integer():
            return Value(float(item), digits=0)
        case float() if np.isfinite(item):
            return Value(float(item))
    raise ValueError(f"Zeile »{row}«, Spalte »{column}«: Wert fehlt ohne Kennzeichen; Value(None, flag) verwenden.")
