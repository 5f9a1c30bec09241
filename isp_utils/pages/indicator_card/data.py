"""The data file of a Steckbrief: the county over the years, Land and Bund, areas inside it, Kreise of its Land."""

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from isp_utils.charts.inputs import Value, number
from isp_utils.charts.parts.data_file import DataRow, Described
from isp_utils.charts.parts.symbols import visible_value
from isp_utils.indicators.figures import Figures
from isp_utils.model.catalogue import Indicator
from isp_utils.model.schema import Flag
from isp_utils.model.terms import Sources
from isp_utils.pages.parts.captions import Words

_NAMES = ("indicator", "region", "period", "value", "flag", "lower", "upper", "census_base", "source")


def card_rows(words: Words, item: Indicator, others: Sequence[pd.DataFrame]) -> list[DataRow]:
    """Every figure of a Steckbrief as a row of its file, the county first; `others`: rows of the other areas shown."""
    figures, county = words.figures, words.figures.county.key
    series = _of(words, [figures.series(item.id, region) for region in (county, county[:2], "DG")])
    own = {row.period for row in series if row.area[0] == county}
    return [*series, *(row for row in _of(words, others) if row.area[0] != county or row.period not in own)]


def newest_rows(words: Words, items: Iterable[Indicator]) -> list[DataRow]:
    """The county's newest figure of each Kennzahl that has one."""
    figures = words.figures
    known = [figures.known(item.id, figures.county.key) for item in items]
    return _of(words, [rows.iloc[[-1]] for rows in known if len(rows)])


def every_year(words: Words) -> list[DataRow]:
    """All figures of the county, hidden ones with their sign, Kennzahl by Kennzahl."""
    figures = words.figures
    series = [figures.series(name, figures.county.key) for name in sorted(figures.catalogue.indicators)]
    return _of(words, series)


def values_of_land(figures: Figures) -> dict[tuple[str, str, str], float]:
    """Published values of the Land by Kennzahl, period and census base; none of counts, which areas do not share."""
    found: dict[tuple[str, str, str], float] = {}
    for name, item in figures.catalogue.indicators.items():
        rows = figures.series(name, figures.county.key[:2])
        if not item.comparable or not len(rows):
            continue
        columns = (rows[column].tolist() for column in ("period", "census_base", "value", "flag"))
        for period, base, value, flag in zip(*columns, strict=True):
            seen = visible_value(Value(number(value), flag))
            if seen is not None and flag != Flag.DEMO:
                found[name, period, base] = seen
    return found


def _of(words: Words, tables: Sequence[pd.DataFrame]) -> list[DataRow]:
    parts = [rows for rows in tables if len(rows)]
    texts = dict.fromkeys(str(text) for rows in parts for text in rows["source"].unique())
    sources = {text: words.source(Sources.parse(text)).removeprefix("Quelle: ") for text in texts}
    return [row for rows in parts for row in _data_rows(rows, words.figures, sources)]


def _data_rows(rows: pd.DataFrame, figures: Figures, sources: dict[str, str]) -> Iterator[DataRow]:
    register, indicators = figures.catalogue.register, figures.catalogue.indicators
    columns = (rows[name].tolist() for name in _NAMES)
    for name, region, period, value, flag, lower, upper, base, source in zip(*columns, strict=True):
        item = indicators[name]
        yield DataRow(
            Described(item.id, item.title, item.unit, item.digits),
            (region, register[region].name),
            period,
            Value(number(value), flag),
            (number(lower), number(upper)),
            sources[source],
            flag == Flag.DEMO,
            base,
        )
