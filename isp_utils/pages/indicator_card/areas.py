"""The tables of a Steckbrief: areas inside the county, and all Kreise of its Land with the comparable ones marked."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from isp_utils.charts import Caption, Fragment, Kind, Value, cells_table
from isp_utils.charts.inputs import number
from isp_utils.indicators.figures import Figure, Figures
from isp_utils.indicators.slices import on_base
from isp_utils.model.catalogue import Indicator
from isp_utils.model.periods import year_of
from isp_utils.model.regions import LEVEL_WORDS
from isp_utils.model.terms import Sources
from isp_utils.pages.parts import sentences
from isp_utils.pages.parts.captions import Words
from isp_utils.pages.parts.links import card_data

LEVELS = ("gemeinde", "samtgemeinde")
SELF, ALIKE = "dieser Kreis", "ähnliche Struktur"
FEWEST = 2  # areas that make a table
Line = dict[str, str | Value]  # cells of a row by the title of their column, the same titles in each row


def inside_rows(figures: Figures, name: str) -> pd.DataFrame:
    """Readable rows of the areas inside the county, the smallest level with figures; no rows where there are none."""
    every = figures.of(name)
    there = set(every["region"].unique())  # most Kennzahlen end at the Kreis: seen at once
    for level in LEVELS:
        if not there.isdisjoint(region.key for region in figures.catalogue.register.below(figures.county.key, level)):
            return figures.readable_areas(name, level)
    return every[:0]


def inside_table(words: Words, indicator: Indicator, rows: pd.DataFrame, verband: str) -> Fragment | None:
    """The areas inside the county and the county itself; None where there are none."""
    if not len(rows):
        return None
    figures = words.figures
    level = figures.catalogue.register[rows["region"].iloc[0]].level
    caption = words.places(indicator, rows, LEVEL_WORDS[level] if level == "gemeinde" else verband)
    lines = _lines(figures, indicator, rows.sort_values("region"), "Gebiet")
    whole = figures.whole(rows) if indicator.comparable else None
    if whole is not None:
        lines.append(_line("Gebiet", figures.county.short, indicator, whole))
    return _table(lines, replace(caption, csv=card_data(indicator.id)))


def kreise_rows(figures: Figures, own: Figure) -> pd.DataFrame:
    """Rows of all Kreise of the Land for the year of a figure, hidden ones too, one a Kreis."""
    rows = figures.of(own.indicator)
    rows = rows[(rows["year"] == year_of(own.period)) & rows["region"].isin(figures.kreise)]
    rows = on_base(rows, own.census_base)
    order = rows["value"].notna().to_numpy().argsort(kind="stable")
    return rows.iloc[order].drop_duplicates("region", keep="last")


def kreise_table(
    words: Words, indicator: Indicator, own: Figure, rows: pd.DataFrame, comparable: Sequence[str]
) -> Fragment | None:
    """All Kreise of the Land by name, the comparable ones marked, and the Land; None where there are too few."""
    figures, register = words.figures, words.figures.catalogue.register
    if own.demo or rows["value"].notna().sum() < FEWEST:
        return None
    names = [register[key].name for key in rows["region"]]
    rows = rows.iloc[sorted(range(len(names)), key=names.__getitem__)]
    marks = [SELF if key == own.region else ALIKE if key in comparable else "" for key in rows["region"]]
    lines = _lines(figures, indicator, rows, "Kreis")
    lines = [line | {"Vergleich": mark} for line, mark in zip(lines, marks, strict=True)]
    land = figures.counterpart(own, figures.county.key[:2])
    if land is not None and land.published and indicator.comparable:
        lines.append(_line("Kreis", register[land.region].name, indicator, land) | {"Vergleich": "Land"})
    return _table(lines, _kreise_caption(words, indicator, own, rows))


def _kreise_caption(words: Words, indicator: Indicator, own: Figure, rows: pd.DataFrame) -> Caption:
    name = words.figures.catalogue.register
    land = name[words.figures.county.peers].name
    values, regions = rows["value"].to_numpy(), rows["region"].to_numpy()
    known = np.flatnonzero(~np.isnan(values))
    order = known[values[known].argsort()]
    ends = [
        f"{name[regions[place]].name} {sentences.printed(indicator, values[place])}" for place in (order[0], order[-1])
    ]
    return Caption(
        title=f"{indicator.short}: alle Kreise in {land} {sentences.when(own.period)}",
        measure=f"{indicator.title}, nach Namen geordnet",
        source=words.source(Sources.of(rows["source"].unique())),
        description=f"Tabelle der Kreise. Kleinster Wert: {ends[0]}. Größter Wert: {ends[1]}.",
        csv=card_data(indicator.id),
        kind=Kind.PEERS,
        indicator=indicator.id,
        subject=indicator.title,
        unit=indicator.unit,
        digits=indicator.digits,
    )


def _lines(figures: Figures, indicator: Indicator, rows: pd.DataFrame, heading: str) -> list[Line]:
    register = figures.catalogue.register
    columns = (rows[name].tolist() for name in ("region", "value", "lower", "upper", "flag"))
    return [_cells((heading, register[key].name), indicator, *figure) for key, *figure in zip(*columns, strict=True)]


def _line(heading: str, name: str, indicator: Indicator, figure: Figure) -> Line:
    return _cells((heading, name), indicator, figure.value, figure.lower, figure.upper, figure.flag)


def _cells(area: tuple[str, str], indicator: Indicator, *figure: Any) -> Line:
    """Cells of a row; `area` is its heading and its name, `figure` is value, lower, upper, flag."""
    value, lower, upper, flag = figure
    known = number(value) is not None
    heading, name = area
    cells: Line = {heading: name, _value_title(indicator): Value(value, flag, indicator.digits)}
    for title, edge in (("von (95 %)", lower), ("bis (95 %)", upper)):
        shown = known and number(edge) is not None
        cells[title] = Value(edge, "", indicator.digits) if shown else Value(None, "" if known else flag)
    return cells


def _value_title(indicator: Indicator) -> str:
    return f"Wert ({indicator.unit})" if indicator.unit else "Wert"


def _table(lines: Sequence[Line], caption: Caption) -> Fragment:
    """The table without its columns of limits where no figure has any."""
    limits = [title for title in lines[0] if title.endswith("(95 %)")]
    empty = {title for title in limits if not any(_known(line[title]) for line in lines)}
    titles = [title for title in lines[0] if title not in empty]
    return cells_table(titles, [[line[title] for title in titles] for line in lines], caption)


def _known(cell: str | Value) -> bool:
    return isinstance(cell, Value) and cell.value is not None
