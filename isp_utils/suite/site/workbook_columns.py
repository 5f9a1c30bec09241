"""The columns of the workbook: what a reader looks for first, technical words last; made-up rows behind real ones."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

import pandas as pd

from isp_utils.charts.inputs import number
from isp_utils.charts.parts.data_file import COLUMNS, DEMO, DataRow
from isp_utils.intake.massnahmen.form import COST, END, ID, SIZE, START
from isp_utils.intake.massnahmen.form import DEMO as MADE_UP
from isp_utils.model.wording import as_printed
from isp_utils.suite.site import codebook

LandValues = Mapping[tuple[str, str, str], float]  # Kennzahl, period, census base -> value of the Land
NO_BASE = "none"
UNITS = {"%": "Prozent", "€": "Euro"}
FIRST, PRINTED = ("Titel", "Wert", "Einheit", "Zeitraum"), "Quelle"
THEN = ("von (95 %)", "bis (95 %)", "Zeichen", "herkunft", PRINTED, "Bevölkerungsbasis", "Gebiet")
BEHIND_NUMBERS = ("Einheit", "Zeichen")  # texts that would touch the number before them
TECHNICAL = ("Kennzahl", "Gebietsschlüssel")
PRINTED_OF_CODEBOOK = "Hinweis"
OF_CODEBOOK = ("Titel", "Kurzname", "Einheit", "Definition", "Wertung", "Planungsfelder", "Zeitraum", "Hinweis")
_YEAR, _DAY = re.compile(r"\d{4}"), re.compile(r"\d{4}-\d\d-\d\d")


def figures_frame(rows: Sequence[DataRow], land: str, of_land: LandValues) -> pd.DataFrame:
    """One row a figure, made-up ones last; `land`: title of the column with the value of the Land."""
    frame = pd.DataFrame([row.cells for row in rows], columns=list(COLUMNS), dtype=object)
    frame = frame.assign(Einheit=frame["Einheit"].replace(UNITS), Zeitraum=frame["Zeitraum"].map(period_cell))
    frame[land] = [_beside(row, of_land) for row in rows]
    frame = frame.sort_values("herkunft", key=lambda column: column == DEMO, kind="stable")
    return frame[[*FIRST, land, *THEN, *TECHNICAL]].reset_index(drop=True)


def period_cell(period: str) -> int | date | str:
    """A period as a spreadsheet sorts it: a year as a number, a day as a day, others as they are.

    >>> period_cell("2023"), period_cell("2023-12-31"), period_cell("2023/24")
    (2023, datetime.date(2023, 12, 31), '2023/24')
    """
    if _YEAR.fullmatch(period):
        return int(period)
    return date.fromisoformat(period) if _DAY.fullmatch(period) else period


def _beside(row: DataRow, of_land: LandValues) -> float | None:
    """The value of the Land of the same time, on the same census base or on none; None beside a made-up figure."""
    name, bases = row.counted.indicator, (row.census_base or NO_BASE, NO_BASE)
    found = (number(of_land.get((name, row.period, base))) for base in bases)
    value = None if row.demo else next((value for value in found if value is not None), None)
    return None if value is None else float(as_printed(value, row.counted.digits))


def codebook_frame(rows: Iterable[Sequence[str]]) -> pd.DataFrame:
    """The codebook with what explains a Kennzahl first, and its id behind it."""
    frame = pd.DataFrame(list(rows), columns=list(codebook.COLUMNS))
    rest = [name for name in codebook.COLUMNS if name not in (*OF_CODEBOOK, *TECHNICAL)]
    return frame.assign(Einheit=frame["Einheit"].replace(UNITS))[[*OF_CODEBOOK, *rest, "Kennzahl"]]


def register_frame(rows: Sequence[Mapping[str, str]]) -> pd.DataFrame:
    """Entries of a register, made-up ones last, its own id at the end; days are days, amounts are numbers."""
    frame = pd.DataFrame(list(rows), dtype=object)
    frame = frame.sort_values(MADE_UP, key=lambda column: column != "", kind="stable")
    for name in {START, END} & set(frame.columns):
        frame[name] = frame[name].map(_day_cell)
    for name in {COST, SIZE} & set(frame.columns):
        frame[name] = frame[name].map(_number_cell)
    return frame[[*(name for name in frame.columns if name != ID), ID]].reset_index(drop=True)


def _day_cell(text: str) -> date | None:
    return datetime.strptime(text, "%d.%m.%Y").date() if text else None


def _number_cell(text: str) -> float | None:
    return float(text.replace(".", "").replace(",", ".")) if text else None
