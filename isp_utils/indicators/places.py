"""Areas inside a county beside the county as a whole: their newest figures, and the class of each in a dimension."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from isp_utils.indicators.figure import Figure, figure_of
from isp_utils.indicators.figures import Figures
from isp_utils.indicators.statements.hindrance import OLDEST
from isp_utils.model.catalogue import Indicator
from isp_utils.model.indices import PlaceIndex, PlacePart
from isp_utils.model.periods import year_of
from isp_utils.model.regions import Region
from isp_utils.model.schema import Flag
from isp_utils.model.terms import Method
from isp_utils.statistics.composite.beside_whole import beside_the_whole
from isp_utils.statistics.composite.uncertainty import printed_classes
from isp_utils.statistics.intervals import Array, Estimate, normal_quantile, wilson

LEVELS_INSIDE = ("samtgemeinde", "gemeinde", "sozialraum")
FEWEST_PLACES = 3  # that a spread can be made of


@dataclass(frozen=True)
class PlaceClass:
    """The class of one area in a dimension, or why it has none.

    side: -1 below the county, 1 above it, 0 for not to be told apart; probability of the likelier side, 0..1;
    year: of the oldest figure in it; lacking: short names of Kennzahlen without a figure for the area.
    """

    side: int
    probability: float
    year: int
    lacking: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Whether every part of the index is known."""
        return not self.lacking


@dataclass(frozen=True)
class Places:
    """The areas inside a county, seen through its gated table."""

    figures: Figures

    @cached_property
    def levels(self) -> Mapping[str, tuple[Region, ...]]:
        """The areas by level, each level in the order of names; only levels that the county has."""
        register, county = self.figures.catalogue.register, self.figures.county.key
        found = {level: filter(self._exists, register.below(county, level)) for level in LEVELS_INSIDE}
        ordered = {level: tuple(sorted(areas, key=_by_name)) for level, areas in found.items()}
        return {level: areas for level, areas in ordered.items() if areas}

    def _exists(self, region: Region) -> bool:
        """Whether an area was still there in the year of the newest figure."""
        return not region.valid_to or int(region.valid_to[:4]) >= self.figures.newest_year

    @cached_property
    def every(self) -> tuple[Region, ...]:
        """All of them, the larger levels first."""
        return tuple(region for areas in self.levels.values() for region in areas)

    def figure(self, indicator: str, region: Region) -> Figure | None:
        """The newest figure of an area; of several years together where single ones are hidden; None for no row."""
        key = indicator, region.key
        if key not in self._figures:
            self._figures[key] = self._newest_or_pooled(indicator, region)
        return self._figures[key]

    def _newest_or_pooled(self, indicator: str, region: Region) -> Figure | None:
        if region.key not in self._regions_of(indicator):
            return None
        single = self.figures.newest(indicator, region.key)
        if single is not None and single.published:
            return single
        rows = self.figures.pooled_areas(indicator, region.level)
        rows = rows[(rows["region"] == region.key) & rows["value"].notna()]
        return figure_of(rows.iloc[-1]) if len(rows) else single

    @cached_property
    def _figures(self) -> dict[tuple[str, str], Figure | None]:
        """What `figure` has found so far."""
        return {}

    def above(self, own: Figure, region: str) -> Figure | None:
        """The published figure of the county or its Land (key) for the year and base of a figure; None for none."""
        key = own.indicator, own.period, own.census_base, region
        if key not in self._above:
            found = self.figures.counterpart(own, region)
            self._above[key] = found if found and found.published else None
        return self._above[key]

    @cached_property
    def _above(self) -> dict[tuple[str, str, str, str], Figure | None]:
        """What `above` has found so far."""
        return {}

    def figures_of(self, region: Region) -> list[tuple[Indicator, Figure]]:
        """Kennzahlen of which an area has a row, made-up ones left out, in the order of the catalogue."""
        found = ((item, self.figure(item.id, region)) for item in self.of_level(region.level))
        return [(item, own) for item, own in found if own is not None and not own.demo]

    def of_level(self, level: str) -> list[Indicator]:
        """Kennzahlen of which any area of a level has a row."""
        if level not in self._items:
            self._items[level] = self._of_level(level)
        return self._items[level]

    @cached_property
    def _items(self) -> dict[str, list[Indicator]]:
        """What `of_level` has found so far."""
        return {}

    def _of_level(self, level: str) -> list[Indicator]:
        keys = {region.key for region in self.levels.get(level, ())}
        return [
            item
            for name, item in self.figures.catalogue.indicators.items()
            if not keys.isdisjoint(self._regions_of(name))
        ]

    def _regions_of(self, name: str) -> frozenset[str]:
        if name not in self._regions:
            self._regions[name] = frozenset(self.figures.of(name)["region"].unique())
        return self._regions[name]

    @cached_property
    def _regions(self) -> dict[str, frozenset[str]]:
        """What `_regions_of` has found so far."""
        return {}

    def others(self, own: Figure, level: str) -> list[float]:
        """Published values of all areas of a level for the period and census base of a figure; no made-up ones."""
        key = own.indicator, own.period, own.census_base, level
        if key not in self._others:
            keys = [region.key for region in self.levels.get(level, ())]
            rows = self.figures.of(own.indicator)
            rows = rows[rows["region"].isin(keys) & (rows["period"] == own.period) & (rows["flag"] != Flag.DEMO.value)]
            self._others[key] = [float(v) for v in rows[rows["census_base"] == own.census_base]["value"].dropna()]
        return self._others[key]

    @cached_property
    def _others(self) -> dict[tuple[str, str, str, str], list[float]]:
        """What `others` has found so far."""
        return {}

    def too_old(self, year: int) -> bool:
        """Whether figures of a year say nothing about today."""
        return year < self.figures.newest_year - OLDEST

    def classes(self, index: PlaceIndex, areas: Sequence[Region]) -> dict[str, PlaceClass]:
        """The class of each area of one level by key; none where the county's own figures are missing."""
        compared = self._compared(index, areas)
        if len(compared) < len(index.parts):
            return {}
        found = {region.key: [self._at(own.indicator, region, own.period) for own, _ in compared] for region in areas}
        complete = {key: figures for key, figures in found.items() if all(figures)}
        year = min(year_of(own.period) for own, _ in compared)
        lacking = {key: self._lacking(index, figures, year) for key, figures in found.items() if key not in complete}
        if len(complete) < FEWEST_PLACES:
            return lacking
        limits = [[limits_of(f, part) for f, part in zip(row, index.parts, strict=True)] for row in complete.values()]
        sides = sides_of(index, np.asarray(limits, float), np.asarray([whole.value for _, whole in compared]))
        return lacking | {key: PlaceClass(int(s), float(p), year) for key, (s, p) in zip(complete, sides, strict=True)}

    def _compared(self, index: PlaceIndex, areas: Sequence[Region]) -> list[tuple[Figure, Figure]]:
        """Of each part a figure of the areas' newest period and the county's own beside it; parts that lack one not."""
        newest = [self._newest(part.indicator, areas) for part in index.parts]
        pairs = [(own, self.above(own, self.figures.county.key)) for own in newest if own]
        return [(own, whole) for own, whole in pairs if whole]

    def _newest(self, name: str, areas: Sequence[Region]) -> Figure | None:
        """The figure of the areas with the newest period."""
        found = [own for own in (self.figures.newest(name, region.key) for region in areas) if own and own.published]
        return max(found, key=lambda own: (own.period, own.census_base), default=None)

    def _at(self, name: str, region: Region, period: str) -> Figure | None:
        rows = self.figures.known(name, region.key)
        return self.figures.figure_in(rows[rows["period"] == period])

    def _lacking(self, index: PlaceIndex, figures: Sequence[Figure | None], year: int) -> PlaceClass:
        items = self.figures.catalogue.indicators
        names = (items[part.indicator].short for part, own in zip(index.parts, figures, strict=True) if own is None)
        return PlaceClass(0, 0.0, year, tuple(names))


def _by_name(region: Region) -> tuple[str, str]:
    return region.name, region.key


def limits_of(figure: Figure | None, part: PlacePart) -> tuple[float, float, float]:
    """Value and 95 % limits of what chance can do to a figure, in its unit.

    Its own limits where it has any; the declared blur where nobody is counted; else Wilson's of the counts behind it,
    fewer of them where people are counted together.
    """
    if figure is None:
        return np.nan, np.nan, np.nan
    value = figure.value
    if figure.certain:
        return value, figure.lower, figure.upper
    if not np.isfinite([figure.numerator, figure.denominator]).all() or part.blur:
        half = normal_quantile(0.95) * part.blur
        return value, value - half, value + half
    return value, *_of_counts(figure, part.together)


def _of_counts(figure: Figure, together: float) -> tuple[float, float]:
    """Limits of a share, or of a quotient of two groups as the share of the first in both."""
    x, n = figure.numerator / together, figure.denominator / together
    per = figure.value * n / x if x else 100.0
    if Method(figure.method).is_share:
        low, high = wilson(x, n)
        return float(low) * per, float(high) * per
    low, high = wilson(x, x + n)
    return float(low / (1 - low)) * per, float(high / (1 - high)) * per


def sides_of(index: PlaceIndex, limits: Array, whole: Array) -> list[tuple[int, float]]:
    """Side (-1, 0, 1) and probability of each area, from `[area, part, 3]` (value, limits) and the whole `[part]`."""
    estimate = Estimate(limits[..., 0], limits[..., 1], limits[..., 2], 0.95, "")
    direction, weights = ([getattr(part, name) for part in index.parts] for name in ("direction", "weight"))
    _, probabilities = beside_the_whole(estimate, whole, direction, weights)
    found = printed_classes(probabilities, index.bound)
    side = np.where(found.printed, np.where(found.likeliest > 1, 1, -1), 0)
    return [(int(s), float(p)) for s, p in zip(side, found.probability, strict=True)]
