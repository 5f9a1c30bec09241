"""Data files with figures of Kennzahlen: one row a figure, the same columns in the same order in every file."""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from isp_utils.charts.inputs import Caption, Point, Series, Value, number
from isp_utils.charts.parts.symbols import sign, visible_value
from isp_utils.charts.parts.timeline import CENSUS
from isp_utils.model.wording import as_printed

MEANINGS = {
    "herkunft": "Lieferung oder Demodaten; Demodaten sind künstlich erzeugt und beschreiben nicht den Kreis",
    "Kennzahl": "Kurzwort, unter dem das Codebuch die Kennzahl erklärt",
    "Titel": "Name der Kennzahl",
    "Einheit": "Einheit von Wert, von und bis; leer bei Anzahlen",
    "Gebietsschlüssel": "amtlicher Schlüssel; DG ist Deutschland",
    "Gebiet": "Name des Gebiets",
    "Zeitraum": "Jahr, Schuljahr (2023/24), Stichtag (2023-12-31) oder mehrere Jahre zusammen (2019-2023)",
    "Wert": "die Zahl, gerundet wie auf den Seiten; leer, wo keine steht",
    "Zeichen": "warum keine Zahl steht, oder was neben ihr gilt, zum Beispiel [g] geheim gehalten, [v] vorläufig",
    "von (95 %)": "untere Grenze des Bereichs, in dem die Zahl mit 95 % Sicherheit liegt; leer, wo alle gezählt sind",
    "bis (95 %)": "obere Grenze dieses Bereichs",
    "Bevölkerungsbasis": "Zensus, auf dem die Bevölkerungszahl beruht; leer, wo keine gebraucht wird",
    "Quelle": "Herausgeber, Lizenz und Datum",
}
COLUMNS = tuple(MEANINGS)
_MARKS = re.compile(r'[;"\r\n]')  # for which a cell needs quotation marks
_BREAKS = re.compile(r'["\r\n]')
DEMO, DELIVERED = "Demodaten", "Lieferung"


@dataclass(frozen=True)
class Described:
    """The Kennzahl of a figure: id, title, unit, decimals printed."""

    indicator: str
    title: str
    unit: str
    digits: int


@dataclass(frozen=True)
class DataRow:
    """One figure with all that a file says of it; `area` is (key, name), `limits` its 95 % interval or two None."""

    counted: Described
    area: tuple[str, str]
    period: str
    value: Value
    limits: tuple[float | None, float | None]
    source: str
    demo: bool = False
    census_base: str = ""

    @property
    def cells(self) -> tuple[str | float | None, ...]:
        """One cell a column of COLUMNS: texts, numbers as they are printed, None for no number."""
        hidden = visible_value(self.value) is None
        limits = (None, None) if hidden else tuple(self._rounded(limit) for limit in self.limits)
        return (
            DEMO if self.demo else DELIVERED,
            self.counted.indicator,
            self.counted.title,
            self.counted.unit,
            *self.area,
            self.period,
            None if hidden else self._rounded(self.value.value),
            sign(self.value),
            *limits,
            CENSUS.get(self.census_base, ""),
            self.source,
        )

    def _rounded(self, value: float | None) -> float | None:
        known = number(value)
        return None if known is None else float(as_printed(known, self.counted.digits))


def data_text(rows: Iterable[DataRow]) -> str:
    """German CSV of the rows: `;`, decimal comma, CRLF, no thousands; a cell without a number is empty."""
    return csv_lines([COLUMNS, *(tuple(_text(cell, row.counted.digits) for cell in row.cells) for row in rows)])


def series_rows(lines: Sequence[Series], caption: Caption) -> Iterator[DataRow]:
    """The figures of a picture over time, line by line."""
    for series in lines:
        flags = series.flag or ("",) * len(series.periods)
        for place, period in enumerate(series.periods):
            limits = tuple(side[place] if side else None for side in (series.lower, series.upper))
            value = Value(number(series.value[place]), flags[place])
            base = series.census_base[place] if series.census_base else ""
            yield _row(caption, (series.region, series.area or series.label), (period, base), (value, limits))


def point_rows(points: Iterable[Point], caption: Caption) -> Iterator[DataRow]:
    """The figures of a picture of areas."""
    for point in points:
        value = Value(number(point.value), point.flag)
        when = (point.period, point.census_base)
        yield _row(caption, (point.region, point.label), when, (value, (point.lower, point.upper)))


def _row(
    caption: Caption, area: tuple[str, str], when: tuple[str, str], figure: tuple[Value, tuple[float | None, ...]]
) -> DataRow:
    counted = Described(caption.indicator, caption.subject or caption.title, caption.unit, caption.digits)
    value, (lower, upper) = figure
    source = caption.source.removeprefix("Quelle: ")
    return DataRow(counted, area, when[0], value, (lower, upper), source, caption.demo, when[1])


def _text(cell: str | float | None, digits: int) -> str:
    if isinstance(cell, str):
        return cell
    return "" if cell is None else f"{cell:.{digits}f}".replace(".", ",")


def csv_lines(lines: Iterable[Sequence[str]]) -> str:
    """Finished texts as the lines of a German CSV file: `;`, CRLF."""
    return "".join(f"{_line(cells)}\r\n" for cells in lines)


def _line(cells: Sequence[str]) -> str:
    """Cells as they are, where no mark in any of them needs quotation marks."""
    plain = ";".join(cells)
    if plain.count(";") < len(cells) and not _BREAKS.search(plain):
        return plain
    return ";".join(map(csv_cell, cells))


def column_cells(column: pd.Series, written: Callable[[float], str]) -> list[str]:
    """A column of a table as cells of a CSV file, empty where nothing is known; `written`: a number as its text."""
    if column.dtype == float:
        return ["" if math.isnan(value) else written(value) for value in column.tolist()]
    places, found = pd.factorize(column)  # few texts stand in many rows
    cells = [*(csv_cell(str(text)) for text in found), ""]  # the last of them for what is missing, whose place is -1
    return [cells[place] for place in places.tolist()]


def csv_cell(text: str) -> str:
    """A finished text as a cell of a CSV file, in quotation marks where it has to be."""
    return '"' + text.replace('"', '""') + '"' if _MARKS.search(text) else text
