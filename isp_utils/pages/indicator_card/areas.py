"""The tables of a Steckbrief: areas inside the county, and all Kreise of its Land with the comparable ones marked."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from isp_utils.charts import Caption, Fragment, Kind, Value, table
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
    frame = _frame(figures, indicator, rows.sort_values("region"), "Gebiet")
    whole = figures.whole(rows) if indicator.comparable else None
    if whole is not None:
        frame = _with_row(frame, _line(figures.county.short, whole, indicator))
    return table(_without_empty(frame), replace(caption, csv=card_data(indicator.id)))


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
    rows = rows.assign(name=[register[key].name for key in rows["region"]]).sort_values("name")
    frame = _frame(figures, indicator, rows, "Kreis")
    marks = [SELF if key == own.region else ALIKE if key in comparable else "" for key in rows["region"]]
    land = figures.counterpart(own, figures.county.key[:2])
    frame = frame.assign(Vergleich=marks)
    if land is not None and land.published and indicator.comparable:
        frame = _with_row(frame, _line(register[land.region].name, land, indicator) | {"Vergleich": "Land"})
    return table(_without_empty(frame), _kreise_caption(words, indicator, own, rows))


def _kreise_caption(words: Words, indicator: Indicator, own: Figure, rows: pd.DataFrame) -> Caption:
    land = words.figures.catalogue.register[words.figures.county.peers].name
    known = rows[rows["value"].notna()].sort_values("value")
    name = words.figures.catalogue.register
    ends = [
        f"{name[row['region']].name} {sentences.printed(indicator, row['value'])}"
        for row in (known.iloc[0], known.iloc[-1])
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


def _frame(figures: Figures, indicator: Indicator, rows: pd.DataFrame, heading: str) -> pd.DataFrame:
    register = figures.catalogue.register
    columns = (rows[name].tolist() for name in ("region", "value", "lower", "upper", "flag"))
    lines = [_cells(register[key].name, indicator, *figure) for key, *figure in zip(*columns, strict=True)]
    return pd.DataFrame(lines).rename(columns={"Gebiet": heading})


def _line(name: str, figure: Figure, indicator: Indicator) -> dict[str, object]:
    return _cells(name, indicator, figure.value, figure.lower, figure.upper, figure.flag)


def _cells(name: str, indicator: Indicator, *figure: Any) -> dict[str, object]:
    """Cells of a row; `figure` is value, lower, upper, flag."""
    value, lower, upper, flag = figure
    known = number(value) is not None
    cells: dict[str, object] = {"Gebiet": name, _value_title(indicator): Value(value, flag, indicator.digits)}
    for title, edge in (("von (95 %)", lower), ("bis (95 %)", upper)):
        shown = known and number(edge) is not None
        cells[title] = Value(edge, "", indicator.digits) if shown else Value(None, "" if known else flag)
    return cells


def _value_title(indicator: Indicator) -> str:
    return f"Wert ({indicator.unit})" if indicator.unit else "Wert"


def _with_row(frame: pd.DataFrame, row: dict[str, object]) -> pd.DataFrame:
    values = list(row.values())
    return pd.concat([frame, pd.DataFrame([values], columns=frame.columns)], ignore_index=True)


def _without_empty(frame: pd.DataFrame) -> pd.DataFrame:
    """The table without its columns of limits where no figure has any."""
    empty = [
        name
        for name in frame.columns
        if name.endswith("(95 %)") and not any(cell.value is not None for cell in frame[name])
    ]
    return frame.drop(columns=empty)
