"""The one picture or table of a slide: plain words, values rounded as printed, nothing that is not shown."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from isp_utils.indicators.figures import Figures
from isp_utils.indicators.slices import on_base
from isp_utils.indicators.statements.statement import Statement
from isp_utils.model.catalogue import Indicator
from isp_utils.model.periods import in_german, year_of
from isp_utils.model.wording import as_printed, enumeration, german_number
from isp_utils.pages.committees.phrases import short_period
from isp_utils.pages.parts.captions import exceptional_notes
from isp_utils.pages.parts.sentences import bare, printed, when

FEWEST_POINTS, MOST_POINTS = 4, 10  # of a line: fewer are no development, more are no slide
MOST_BARS = 8
OWN, LAND, OTHER = "own", "land", "other"


@dataclass(frozen=True)
class SlideLine:
    """One line or, in a bar chart, the only row of bars: values by category in the chart's unit, None no figure."""

    name: str
    role: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class SlideChart:
    """A chart: lines over periods, or bars of areas of one period with the role of each. `alt` tells what is to see.

    sources: of every figure that is drawn; remarks: years that are missing or exceptional, in words.
    """

    bars: bool
    categories: tuple[str, ...]
    lines: tuple[SlideLine, ...]
    unit: str
    digits: int
    alt: str
    caption: str
    roles: tuple[str, ...] = ()  # of the bars
    indicator: str = ""
    sources: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class SlideTable:
    """A table: titles of the columns, rows of words, shares of the width by column."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    alt: str
    caption: str = ""


def chart_of(figures: Figures, said: Statement, beside: Sequence[str], land: str) -> SlideChart:
    """The figure over the unbroken years, or among comparable Kreise where there are too few of them.

    beside: keys of the comparable Kreise; land: name of the Land.
    """
    rows = figures.unbroken(said.indicator, said.own.region)[-MOST_POINTS:].drop_duplicates("period", keep="last")
    if len(rows) >= FEWEST_POINTS and said.indicator.comparable:
        return _lines(figures, said, rows, land)
    return _bars(figures, said, beside, land)


def _lines(figures: Figures, said: Statement, rows: pd.DataFrame, land: str) -> SlideChart:
    item, county = said.indicator, figures.county
    periods = _without_gaps(rows["period"].tolist())
    mine = _by_period(rows)
    beside = on_base(figures.known(item.id, county.key[:2]), said.own.census_base)
    beside = beside[beside["period"].astype(str).isin(periods)]
    theirs = _by_period(beside)
    own = SlideLine(county.short, OWN, _rounded(item, [mine.get(period) for period in periods]))
    other = SlideLine(land, LAND, _rounded(item, [theirs.get(period) for period in periods]))
    lines = (own, other) if any(value is not None for value in other.values) else (own,)
    span = f"{in_german(periods[0])} bis {in_german(periods[-1])}"
    told = enumeration([_from_to(item, line) for line in lines], "und")
    remarks = (*exceptional_notes(item, map(year_of, mine)), *_missing(own, periods))
    return SlideChart(
        bars=False,
        categories=tuple(short_period(period) for period in periods),
        lines=lines,
        unit=item.unit,
        digits=item.digits,
        alt=" ".join([f"Linienbild „{item.title}“, {span}. {told}.", *remarks]),
        caption=f"{item.title}, {span}",
        indicator=item.id,
        sources=tuple(dict.fromkeys([*rows["source"], *beside["source"]])),
        remarks=remarks,
    )


def _missing(own: SlideLine, periods: Sequence[str]) -> tuple[str, ...]:
    """What a gap in the county's line means."""
    lacking = [in_german(period) for period, value in zip(periods, own.values, strict=True) if value is None]
    return (f"Keine Zahl für {enumeration(lacking)}.",) if lacking else ()


def _by_period(rows: pd.DataFrame) -> dict[str, float]:
    return dict(zip(rows["period"].astype(str), rows["value"].astype(float), strict=True))


def _from_to(item: Indicator, line: SlideLine) -> str:
    known = [value for value in line.values if value is not None]
    return f"{line.name} von {bare(item, known[0])} auf {bare(item, known[-1])}"


def _bars(figures: Figures, said: Statement, beside: Sequence[str], land: str) -> SlideChart:
    item, own, register = said.indicator, said.own, figures.catalogue.register
    rows = figures.peers(own) if item.comparable else figures.known(item.id, own.region)[-1:]
    chosen = {own.region: OWN} | dict.fromkeys([key for key in beside if key != own.region][: MOST_BARS - 2], OTHER)
    rows = rows[rows["region"].isin(list(chosen))]
    found = [
        (register[key].name if key != own.region else figures.county.short, chosen[key], value)
        for key, value in zip(rows["region"], rows["value"], strict=True)
    ]
    if said.land:
        found.append((land, LAND, said.land.other.value))
    found.sort(key=lambda bar: -bar[2])
    values = _rounded(item, [bar[2] for bar in found])
    told = enumeration([f"{bar[0]} {printed(item, bar[2])}" for bar in found])
    return SlideChart(
        bars=True,
        categories=tuple(bar[0] for bar in found),
        lines=(SlideLine(item.short, OTHER, values),),
        unit=item.unit,
        digits=item.digits,
        alt=f"Balkenbild „{item.title}“ {when(own.period)}: {told}.",
        caption=f"{item.title} {when(own.period)}; Land und vergleichbare Kreise",
        roles=tuple(bar[1] for bar in found),
        indicator=item.id,
        sources=tuple(dict.fromkeys([*rows["source"], *([said.land.other.source] if said.land else [])])),
    )


def _rounded(item: Indicator, values: Sequence[float | None]) -> tuple[float | None, ...]:
    """A chart's workbook holds what is printed and no digit more."""
    known = (None if value is None or pd.isna(value) else value for value in values)
    return tuple(None if value is None else float(as_printed(value, item.digits)) for value in known)


def _without_gaps(periods: Sequence[str]) -> list[str]:
    """Years that are missing in between stand as an empty place, for a step of two years must not look like one.

    >>> _without_gaps(["2022", "2024"]), _without_gaps(["2021/22", "2023/24"])
    (['2022', '2023', '2024'], ['2021/22', '2023/24'])
    """
    if not all(period.isdecimal() for period in periods):
        return list(periods)
    return [str(year) for year in range(int(periods[0]), int(periods[-1]) + 1)]


def value_label(chart: SlideChart, value: float) -> str:
    """A value at its mark: with the percent sign, other units stand in the caption."""
    return german_number(value, chart.digits) + ("\u202f%" if chart.unit == "%" else "")
