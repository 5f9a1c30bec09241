"""The data file of a Steckbrief: the county over the years, Land and Bund, areas inside it, Kreise of its Land."""

from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from isp_utils.charts.inputs import Value, number
from isp_utils.charts.parts.data_file import Counted, DataRow
from isp_utils.indicators.figures import Figures
from isp_utils.model.catalogue import Indicator
from isp_utils.model.schema import ROW_KEY, Flag
from isp_utils.model.terms import Sources
from isp_utils.pages.indicator_card.areas import LEVELS, kreise_rows
from isp_utils.pages.parts.captions import Words


def card_rows(words: Words, item: Indicator) -> list[DataRow]:
    """Every figure of a Steckbrief as a row of its file, the county first."""
    return _of(words, [_wanted(words.figures, item)])


def _wanted(figures: Figures, item: Indicator) -> pd.DataFrame:
    county = figures.county.key
    own = figures.newest(item.id, county)
    keys = [region.key for level in LEVELS for region in figures.catalogue.register.below(county, level)]
    every = figures.of(item.id)
    parts = [figures.series(item.id, region) for region in (county, county[:2], "DG")]
    parts += [every[every["region"].isin(keys)], *(figures.readable_areas(item.id, level) for level in LEVELS)]
    parts += [kreise_rows(figures, own)] if own is not None and own.published else []
    found = [part for part in parts if len(part)]
    return pd.concat(found).drop_duplicates(list(ROW_KEY)) if found else every[:0]


def newest_rows(words: Words, items: Iterable[Indicator]) -> list[DataRow]:
    """The county's newest figure of each Kennzahl that has one."""
    figures = words.figures
    known = [figures.known(item.id, figures.county.key) for item in items]
    return _of(words, [rows.iloc[[-1]] for rows in known if len(rows)])


def every_year(words: Words) -> list[DataRow]:
    """All figures of the county, hidden ones with their sign, Kennzahl by Kennzahl."""
    figures = words.figures
    series = [figures.series(name, figures.county.key) for name in sorted(figures.catalogue.indicators)]
    return _of(words, [rows for rows in series if len(rows)])


def _of(words: Words, parts: list[pd.DataFrame]) -> list[DataRow]:
    texts = dict.fromkeys(str(text) for rows in parts for text in rows["source"].unique())
    sources = {text: words.source(Sources.parse(text)).removeprefix("Quelle: ") for text in texts}
    return [row for rows in parts for row in _data_rows(rows, words.figures, sources)]


def _data_rows(rows: pd.DataFrame, figures: Figures, sources: dict[str, str]) -> Iterator[DataRow]:
    register = figures.catalogue.register
    for row in rows.itertuples():
        item, region = figures.catalogue.indicators[str(row.indicator)], str(row.region)
        limits = tuple(number(limit) for limit in (row.lower, row.upper))
        yield DataRow(
            Counted(item.id, item.title, item.unit, item.digits),
            (region, register[region].name),
            str(row.period),
            Value(number(np.float64(row.value)), str(row.flag)),  # type: ignore[arg-type]
            (limits[0], limits[1]),
            sources[str(row.source)],
            row.flag == Flag.DEMO,
            str(row.census_base),
        )
