"""What the gated table knows about one Kennzahl: newest figure, unbroken series, peers, areas inside."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from isp_utils.indicators.chance import UNMEASURED, Scatter
from isp_utils.indicators.figure import Figure as Figure
from isp_utils.indicators.figure import figure_of
from isp_utils.indicators.slices import CENSUS_WORDS as CENSUS_WORDS
from isp_utils.indicators.slices import NO_BASE, newest_base, on_base, places_of, quick_to_slice
from isp_utils.model import reads
from isp_utils.model.catalogue import Break, Catalogue, County, Indicator
from isp_utils.model.periods import pooled_years, year_of
from isp_utils.model.schema import Flag
from isp_utils.statistics.trend import cut_at


@dataclass(frozen=True)
class Figures:
    """The gated table as seen from one county up to one year."""

    table: pd.DataFrame
    catalogue: Catalogue
    county: County
    year: int
    scatter: Mapping[str, Scatter] = field(default_factory=dict)  # of Kennzahlen of events

    @cached_property
    def _every_row(self) -> Mapping[str, pd.DataFrame]:
        table = self.table[self.table["sex"] == "total"]
        places, periods = pd.factorize(table["period"])
        table = table.assign(year=np.array([year_of(period) for period in periods], dtype="int64")[places])
        table = quick_to_slice(table[table["year"] <= self.year]).sort_values(["period", "census_base"])
        return {str(key): rows for key, rows in table.groupby("indicator")}

    @cached_property
    def _by_indicator(self) -> Mapping[str, pd.DataFrame]:
        every, pooled = self._every_row, self._pooled
        return {name: _single_years(rows, pooled[name]) if name in pooled else rows for name, rows in every.items()}

    @cached_property
    def _pooled(self) -> Mapping[str, pd.DataFrame]:
        """Rows of several years that are counted together, of the few Kennzahlen that have such."""
        several = [period for period in self.table["period"].unique() if pooled_years(period)]
        names = self.table["indicator"][self.table["period"].isin(several)].unique()
        every = {name: self._every_row[name] for name in names if name in self._every_row}
        return {name: found for name, rows in every.items() if len(found := rows[rows["period"].isin(several)])}

    def of(self, indicator: str) -> pd.DataFrame:
        """Every row of a Kennzahl (INDICATOR_COLUMNS and `year`; sex total), in the order of the periods."""
        reads.note(reads.KENNZAHL, indicator)
        return self._by_indicator.get(indicator, self._no_rows)

    @cached_property
    def _no_rows(self) -> pd.DataFrame:
        return quick_to_slice(self.table[:0].assign(year=0))

    def series(self, indicator: str, region: str) -> pd.DataFrame:
        """All periods of a Kennzahl in one area: rows as in `of`, one a period and census base; values in its unit."""
        key = indicator, region
        if key not in self._series:
            rows = self.of(indicator)
            if indicator not in self._places:
                self._places[indicator] = places_of(rows["region"])
            self._series[key] = rows.iloc[self._places[indicator].get(region, [])]
        return self._series[key]

    @cached_property
    def _places(self) -> dict[str, dict[str, list[int]]]:
        """Of each Kennzahl asked for so far: the places of every area's rows among its rows."""
        return {}

    @cached_property
    def _series(self) -> dict[tuple[str, str], pd.DataFrame]:
        """What `series` has found so far."""
        return {}

    def known(self, indicator: str, region: str) -> pd.DataFrame:
        """The rows of `series` that have a value."""
        key = indicator, region
        if key not in self._known:
            rows = self.series(indicator, region)
            self._known[key] = rows[rows["value"].notna()]
        return self._known[key]

    @cached_property
    def _known(self) -> dict[tuple[str, str], pd.DataFrame]:
        """What `known` has found so far."""
        return {}

    def newest(self, indicator: str, region: str) -> Figure | None:
        """The newest known figure; else the newest row, which says why nothing is known; else None."""
        key = indicator, region
        if key not in self._newest:
            known = self.known(indicator, region)
            self._newest[key] = self.figure_in(known if len(known) else self.series(indicator, region))
        return self._newest[key]

    @cached_property
    def _newest(self) -> dict[tuple[str, str], Figure | None]:
        """What `newest` has found so far."""
        return {}

    @staticmethod
    def figure_in(rows: pd.DataFrame) -> Figure | None:
        """The figure of the last of some rows, None for no rows."""
        return figure_of(rows.iloc[-1]) if len(rows) else None

    def older_bases(self, own: Figure) -> list[Figure]:
        """The last figure on each earlier census base that is not older than five years, newest first."""
        rows = self.known(own.indicator, own.region)
        rows = rows[(rows["census_base"] != own.census_base) & (rows["year"] >= year_of(own.period) - 5)]
        return [figure_of(row) for _, row in rows.drop_duplicates("census_base", keep="last")[::-1].iterrows()]

    def former_base(self, own: Figure) -> str:
        """Words of a figure's census base where the county's newest figure of the Kennzahl is on another, else ""."""
        newest = self.newest(own.indicator, self.county.key)
        return CENSUS_WORDS[own.census_base] if newest and newest.census_base != own.census_base else ""

    def counterpart(self, own: Figure, region: str) -> Figure | None:
        """The figure of another area for the same year, never of another census base; None where there is none."""
        rows = self.series(own.indicator, region)
        rows = rows[rows["year"] == year_of(own.period)]
        return self.figure_in(on_base(rows, own.census_base) if len(rows) else rows)

    def unbroken(self, indicator: Indicator, region: str) -> pd.DataFrame:
        """Rows of the newest stretch of a series without census change, declared break or missing value at its end."""
        rows = self.known(indicator.id, region)
        if not len(rows):
            return rows
        rows = rows[rows["census_base"] == rows["census_base"].iloc[-1]]
        years = rows["year"].astype(str).to_list()
        unbroken: pd.DataFrame = rows.iloc[cut_at(years, [str(year_of(item.period)) for item in indicator.breaks])]
        return unbroken

    def usual(self, indicator: Indicator, region: str) -> pd.DataFrame:
        """The unbroken rows without those of exceptional years."""
        rows = self.unbroken(indicator, region)
        odd = [item.year for item in indicator.exceptional]
        return rows[~rows["year"].isin(odd)] if odd else rows

    def breaks(self, indicator: Indicator, region: str) -> tuple[Break, ...]:
        """Declared breaks inside the series and every change of the census base, oldest first."""
        known = self.known(indicator.id, region)
        declared = [item for item in indicator.breaks if item.lies_within(known["period"].to_list())]
        rows = known.drop_duplicates("census_base")
        rows = rows[rows["census_base"] != NO_BASE]
        changes = [
            Break(period, f"neue Bevölkerungsbasis: {CENSUS_WORDS[base]}")
            for period, base in zip(rows["period"][1:], rows["census_base"][1:], strict=True)
        ]
        declared_years = {year_of(item.period) for item in declared}
        changes = [item for item in changes if year_of(item.period) not in declared_years]
        return tuple(sorted((*declared, *changes), key=lambda item: year_of(item.period)))

    @cached_property
    def kreise(self) -> set[str]:
        """Keys of the Kreise that the county is compared with, its own among them."""
        return {region.key for region in self.catalogue.register.below(self.county.peers, "kreis")}

    @cached_property
    def newest_year(self) -> int:
        """The newest year of any figure that is known and not made up; 0 for none."""
        reads.note(reads.PERIODS)
        rows = self.table[self.table["value"].notna() & (self.table["flag"] != Flag.DEMO.value)]
        return max((year for year in map(year_of, rows["period"].unique()) if year <= self.year), default=0)

    def scatter_of(self, indicator: Indicator) -> Scatter:
        """How much the events of a Kennzahl scatter."""
        reads.note(reads.KENNZAHL, indicator.id)
        return self.scatter.get(indicator.id, UNMEASURED)

    def peers(self, own: Figure) -> pd.DataFrame:
        """Rows of the Kreise of the county's Land with a value, same year and census base, own one too, by value."""
        key = own.indicator, year_of(own.period), own.census_base
        if key not in self._peers:
            rows = self._known_of_kreise(own.indicator)
            rows = on_base(rows[rows["year"].to_numpy() == key[1]], own.census_base)
            self._peers[key] = rows.drop_duplicates("region", keep="last").sort_values("value")
        return self._peers[key]

    def _known_of_kreise(self, indicator: str) -> pd.DataFrame:
        """Rows with a value of the Kreise of the county's Land."""
        if indicator not in self._of_kreise:
            rows = self.of(indicator)
            self._of_kreise[indicator] = rows[rows["value"].notna() & rows["region"].isin(self.kreise)]
        return self._of_kreise[indicator]

    @cached_property
    def _of_kreise(self) -> dict[str, pd.DataFrame]:
        """What `_known_of_kreise` has found so far."""
        return {}

    @cached_property
    def _peers(self) -> dict[tuple[str, int, str], pd.DataFrame]:
        """What `peers` has found so far."""
        return {}

    def areas_inside(self, indicator: str, period: str, level: str) -> pd.DataFrame:
        """Rows of the areas of a level inside the county in a year, on its newest base; suppressed ones included."""
        rows = self.of(indicator)
        return self._areas(rows[rows["year"] == year_of(period)], level)

    def pooled_areas(self, indicator: str, level: str) -> pd.DataFrame:
        """As areas_inside, of the newest years that are counted together; no rows where none are."""
        reads.note(reads.KENNZAHL, indicator)
        rows = self._pooled.get(indicator, self._no_rows)
        return self._areas(rows[rows["year"] == rows["year"].max()], level)

    def _areas(self, rows: pd.DataFrame, level: str) -> pd.DataFrame:
        """Those of areas of a level inside the county, on their newest base."""
        keys = [region.key for region in self.catalogue.register.below(self.county.key, level)]
        rows = rows[rows["region"].isin(keys)]
        return on_base(rows, newest_base(rows)).drop_duplicates("region", keep="last")

    def readable_areas(self, indicator: str, level: str) -> pd.DataFrame:
        """Areas of a level inside the county, newest year; several years together where these hide fewer of them."""
        periods = self.area_periods(indicator, level)
        if not periods:
            return self.of(indicator)[:0]
        single, pooled = self.areas_inside(indicator, periods[-1], level), self.pooled_areas(indicator, level)
        return pooled if pooled["value"].notna().sum() > single["value"].notna().sum() else single

    def whole(self, areas: pd.DataFrame) -> Figure | None:
        """The county's own known figure beside its areas: their last period, and never another census base."""
        last = areas.iloc[-1]
        rows = self.known(last["indicator"], self.county.key)
        return self.figure_in(on_base(rows[rows["period"] == areas["period"].max()], newest_base(areas)))

    def area_periods(self, indicator: str, level: str) -> list[str]:
        """Periods for which areas of a level inside the county have rows, in order."""
        keys = [region.key for region in self.catalogue.register.below(self.county.key, level)]
        rows = self.of(indicator)
        return list(dict.fromkeys(rows[rows["region"].isin(keys)]["period"]))


def _single_years(rows: pd.DataFrame, pooled: pd.DataFrame) -> pd.DataFrame:
    """Rows of single years; years counted together stand in the data files, and here where nothing else is known."""
    return rows if len(pooled) == len(rows) else rows[~rows["period"].isin(pooled["period"])]
