"""What the gated table knows about one Kennzahl: newest figure, unbroken series, comparison, peers, areas inside."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from isp_utils.indicators.figure import Figure as Figure
from isp_utils.indicators.figure import figure_of
from isp_utils.model.catalogue import Break, Catalogue, County, Indicator
from isp_utils.model.periods import pooled_years, year_of
from isp_utils.statistics.comparison import benjamini_hochberg, difference, two_sample_p
from isp_utils.statistics.intervals import Estimate
from isp_utils.statistics.mann_kendall import MannKendall, mann_kendall
from isp_utils.statistics.trend import Trend, cut_at, recent_trend

FEWEST_FOR_MONOTONE = 8
NO_BASE = "none"
CENSUS_WORDS = {
    "zensus_1987": "Volkszählung 1987",
    "zensus_2011": "Zensus 2011",
    "zensus_2022": "Zensus 2022",
    NO_BASE: "",
}


@dataclass(frozen=True)
class Monotone:
    """A Mann-Kendall test and the stretch of the series it looked at."""

    test: MannKendall
    first_period: str
    last_period: str


@dataclass(frozen=True)
class Peers:
    """How many areas of a group differ from one's own with certainty (Benjamini-Hochberg over the group, q = 5 %)."""

    higher: int
    similar: int
    lower: int


@dataclass(frozen=True)
class Figures:
    """The gated table as seen from one county up to one year."""

    table: pd.DataFrame
    catalogue: Catalogue
    county: County
    year: int

    @cached_property
    def _every_row(self) -> Mapping[str, pd.DataFrame]:
        table = self.table[self.table["sex"] == "total"]
        years = {period: year_of(period) for period in table["period"].unique()}
        table = table.assign(year=table["period"].map(years))
        table = table[table["year"] <= self.year].sort_values(["period", "census_base"])
        return {str(key): rows for key, rows in table.groupby("indicator")}

    @cached_property
    def _by_indicator(self) -> Mapping[str, pd.DataFrame]:
        return {name: _single_years(rows) for name, rows in self._every_row.items()}

    @cached_property
    def _pooled(self) -> Mapping[str, pd.DataFrame]:
        return {name: rows[_is_pooled(rows)] for name, rows in self._every_row.items()}

    def of(self, indicator: str) -> pd.DataFrame:
        """Every row of a Kennzahl (INDICATOR_COLUMNS and `year`; sex total), in the order of the periods."""
        return self._by_indicator.get(indicator, self.table.assign(year=0)[:0])

    def series(self, indicator: str, region: str) -> pd.DataFrame:
        """All periods of a Kennzahl in one area: rows as in `of`, one a period and census base; values in its unit."""
        rows = self.of(indicator)
        return rows[rows["region"] == region]

    def newest(self, indicator: str, region: str) -> Figure | None:
        """The newest known figure; else the newest row, which says why nothing is known; else None."""
        rows = self.series(indicator, region)
        known = rows.dropna(subset="value")
        rows = known if len(known) else rows
        return figure_of(rows.iloc[-1]) if len(rows) else None

    def older_bases(self, own: Figure) -> list[Figure]:
        """The last figure on each earlier census base that is not older than five years, newest first."""
        rows = self.series(own.indicator, own.region).dropna(subset="value")
        rows = rows[(rows["census_base"] != own.census_base) & (rows["year"] >= year_of(own.period) - 5)]
        return [figure_of(row) for _, row in rows.drop_duplicates("census_base", keep="last")[::-1].iterrows()]

    def counterpart(self, own: Figure, region: str) -> Figure | None:
        """The figure of another area for the same year, never of another census base; None where there is none."""
        rows = self.series(own.indicator, region)
        rows = on_base(rows[rows["year"] == year_of(own.period)], own.census_base)
        return figure_of(rows.iloc[-1]) if len(rows) else None

    def unbroken(self, indicator: Indicator, region: str) -> pd.DataFrame:
        """Rows of the newest stretch of a series without census change, declared break or missing value at its end."""
        rows = self.series(indicator.id, region).dropna(subset="value")
        if not len(rows):
            return rows
        rows = rows[rows["census_base"] == rows["census_base"].iloc[-1]]
        years = rows["year"].astype(str).to_list()
        unbroken: pd.DataFrame = rows.iloc[cut_at(years, [str(year_of(item.period)) for item in indicator.breaks])]
        return unbroken

    def trend(self, indicator: Indicator, region: str) -> Trend:
        """Direction over the last five years of the unbroken series, with 95 % certainty (rule of OHID Fingertips)."""
        rows = self.unbroken(indicator, region)
        value, lower, upper = (rows[column].to_numpy() for column in ("value", "lower", "upper"))
        return recent_trend(rows["period"].to_list(), value, lower, upper, indicator.better)

    def monotone(self, indicator: Indicator, region: str) -> Monotone | None:
        """Test of a series without limits (means, money) from eight points on (Mann 1945, Kendall 1975); else None."""
        rows = self.unbroken(indicator, region)
        if len(rows) < FEWEST_FOR_MONOTONE or rows["lower"].notna().any():
            return None
        return Monotone(mann_kendall(rows["value"]), str(rows["period"].iloc[0]), str(rows["period"].iloc[-1]))

    def breaks(self, indicator: Indicator, region: str) -> tuple[Break, ...]:
        """Declared breaks inside the series and every change of the census base, oldest first."""
        rows = self.series(indicator.id, region).dropna(subset="value").drop_duplicates("census_base")
        rows = rows[rows["census_base"] != NO_BASE]
        changes = [
            Break(period, f"neue Bevölkerungsbasis: {CENSUS_WORDS[base]}")
            for period, base in zip(rows["period"][1:], rows["census_base"][1:], strict=True)
        ]
        declared_years = {year_of(item.period) for item in indicator.breaks}
        changes = [item for item in changes if year_of(item.period) not in declared_years]
        return tuple(sorted((*indicator.breaks, *changes), key=lambda item: year_of(item.period)))

    def peers(self, own: Figure) -> pd.DataFrame:
        """Rows of the Kreise of the county's Land with a value, same year and census base, own one too, by value."""
        rows = self.of(own.indicator)
        kreise = {region.key for region in self.catalogue.register.below(self.county.peers, "kreis")}
        rows = rows[rows["region"].isin(kreise) & (rows["year"] == year_of(own.period))].dropna(subset="value")
        return on_base(rows, own.census_base).drop_duplicates("region", keep="last").sort_values("value")

    def standing(self, own: Figure) -> Peers | None:
        """How many Kreise differ (Benjamini & Hochberg 1995, 5 % false among them); None without limits or for demo."""
        others = self.peers(own).query("region != @own.region").dropna(subset=["lower", "upper"])
        if not own.certain or own.demo or len(others) < 5:
            return None
        value, lower, upper = (others[column].to_numpy() for column in ("value", "lower", "upper"))
        mine, theirs = _estimate(own), Estimate(value, lower, upper, 0.95, "")
        different = benjamini_hochberg(two_sample_p(theirs, mine))
        higher = different & (theirs.value > own.value)
        return Peers(int(higher.sum()), int((~different).sum()), int((different & ~higher).sum()))

    def areas_inside(self, indicator: str, period: str, level: str) -> pd.DataFrame:
        """Rows of the areas of a level inside the county in a year, on its newest base; suppressed ones included."""
        rows = self.of(indicator)
        return self._areas(rows[rows["year"] == year_of(period)], level)

    def pooled_areas(self, indicator: str, level: str) -> pd.DataFrame:
        """As areas_inside, of the newest years that are counted together; no rows where none are."""
        rows = self._pooled.get(indicator, self.table.assign(year=0)[:0])
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
        rows = self.series(last["indicator"], self.county.key).dropna(subset="value")
        rows = on_base(rows[rows["period"] == areas["period"].max()], newest_base(areas))
        return figure_of(rows.iloc[-1]) if len(rows) else None

    def area_periods(self, indicator: str, level: str) -> list[str]:
        """Periods for which areas of a level inside the county have rows, in order."""
        keys = [region.key for region in self.catalogue.register.below(self.county.key, level)]
        rows = self.of(indicator)
        return list(dict.fromkeys(rows[rows["region"].isin(keys)]["period"]))


def compare(own: Figure, other: Figure) -> str:
    """'higher' | 'similar' | 'lower' with 95 % certainty, '' where no statement is possible.

    A reference without limits of its own (Land, Bund) counts as fixed. Never for demo figures or an area with itself.
    """
    if own.region == other.region or own.demo or other.demo or not (own.certain and other.published):
        return ""
    gap = difference(_estimate(own), _estimate(other))
    return "higher" if gap.lower > 0 else "lower" if gap.upper < 0 else "similar"


def _estimate(figure: Figure) -> Estimate:
    lower, upper = (figure.lower, figure.upper) if figure.certain else (figure.value, figure.value)
    return Estimate(np.asarray(figure.value), np.asarray(lower), np.asarray(upper), 0.95, figure.method)


def on_base(rows: pd.DataFrame, base: str) -> pd.DataFrame:
    """Rows that may stand beside figures of a census base: of the same one, these last, or of none ("none")."""
    if base == NO_BASE:
        return rows
    of_rows = rows["census_base"]
    return pd.concat([rows[of_rows == NO_BASE], rows[of_rows == base]])


def newest_base(rows: pd.DataFrame) -> str:
    """The newest census base among rows; "none" where no row has one."""
    return max(set(rows["census_base"]) - {NO_BASE}, default=NO_BASE)


def _single_years(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of single years; years counted together stand in the data files, and here where nothing else is known."""
    pooled = _is_pooled(rows)
    return rows if pooled.all() else rows[~pooled]


def _is_pooled(rows: pd.DataFrame) -> "pd.Series[bool]":
    return rows["period"].map({period: bool(pooled_years(period)) for period in rows["period"].unique()}).astype(bool)
