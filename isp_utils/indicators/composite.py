"""A composite index over the Kreise of a Land: anchored score, rank and class with their certainty."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from isp_utils.indicators.figures import Figures
from isp_utils.indicators.slices import newest_base, on_base
from isp_utils.model.indices import Index
from isp_utils.statistics.composite.aggregation import weighted_mean
from isp_utils.statistics.composite.scales import anchored
from isp_utils.statistics.composite.uncertainty import (
    draws_of_estimates,
    group_probabilities,
    hanging_together,
    printed_classes,
    rank_interval,
    rank_shift,
    weight_draws,
)
from isp_utils.statistics.dispersion import beside_the_common_year, value_scatter
from isp_utils.statistics.intervals import Array, Estimate, normal_quantile

FEWEST_AREAS = 10
COLUMNS = ("value", "lower", "upper")


@dataclass(frozen=True)
class IndexResult:
    """The index of one Kreis: points with 95 % limits now and in the base year, rank limits (90 %), class."""

    regions: tuple[str, ...]
    scores: Array  # points of every Kreis, in the order of `regions`
    lower: Array
    upper: Array
    now: Estimate
    base: Estimate
    rank_from: int
    rank_to: int
    likeliest: str
    probability: float
    printed: bool
    weight_shift: float  # mean distance in ranks when the weights are varied
    widening: float  # of the range, because the parts move together; 1 where they do not


@dataclass(frozen=True)
class Movements:
    """How the parts of an index move among the Kreise: scatter [part] in their units, correlation [part, part]."""

    scatter: Array
    together: Array


def movements(index: Index, figures: Figures) -> Movements:
    """From all years on the newest census base of every part."""
    panels = [_panel(part.indicator, figures) for part in index.parts]
    scatter = np.array([value_scatter(panel.to_numpy(float)) for panel in panels])
    jumps = [pd.DataFrame(_jumps(panel), panel.index, panel.columns[1:-1]).stack() for panel in panels]
    rows = pd.concat(jumps, axis=1)
    return Movements(scatter, hanging_together(rows.to_numpy(float)))


def _panel(indicator: str, figures: Figures) -> pd.DataFrame:
    """Values [Kreis, year] of all years between the first and the last, on the newest census base."""
    rows = figures.of(indicator)
    rows = rows[rows["region"].isin(figures.kreise)]
    rows = on_base(rows, newest_base(rows)).drop_duplicates(["region", "year"], keep="last")
    table = rows.pivot(index="region", columns="year", values="value")
    years = range(int(table.columns.min()), int(table.columns.max()) + 1) if len(rows) else range(0)
    return table.reindex(columns=list(years)).astype("float64")


def _jumps(panel: pd.DataFrame) -> Array:
    """Second differences beside the common year [Kreis, year]."""
    if panel.shape[1] < 3:
        return np.empty((len(panel), 0))
    return np.asarray(np.diff(beside_the_common_year(panel.to_numpy(float)), n=2, axis=1))


def compute_index(index: Index, figures: Figures) -> IndexResult | None:
    """The index of the county of `figures` in points, its ranks among the Kreise [Kreis] and its class.

    None where parts, their scatter or enough Kreise are missing. Uncertainty by 1,000 draws within the parts' limits
    (stocks have none: within the scatter of the Kreise about their own lines), drawn together as the Kreise's
    deviations hang together; weights varied as in the OECD/JRC Handbook on Constructing Composite Indicators (2008),
    steps 6 and 7.
    """
    tables = [_table(index, figures, year) for year in (index.base_year, index.year)]
    regions = tuple(sorted(set(tables[0].index) & set(tables[1].index)))
    if figures.county.key not in regions or len(regions) < FEWEST_AREAS:
        return None
    moves = movements(index, figures)
    base, now = (_estimate(table.loc[list(regions)], index, moves) for table in tables)
    if np.isnan(now.lower).any() or np.isnan(base.lower).any():
        return None
    base_draws, now_draws = (_scores(index, each, base.value, moves.together) for each in (base, now))
    declared = _points(index, now.value, base.value)
    own = regions.index(figures.county.key)
    lower, upper = np.quantile(now_draws, (0.025, 0.975), axis=0)
    ranks = rank_interval(now_draws)
    classes = printed_classes(group_probabilities(now_draws, len(index.classes)), index.bound)
    return IndexResult(
        regions=regions,
        scores=declared,
        lower=lower,
        upper=upper,
        now=_summary(declared[own], now_draws[:, own]),
        base=_summary(_points(index, base.value, base.value)[own], base_draws[:, own]),
        rank_from=int(ranks[0][own]),
        rank_to=int(ranks[1][own]),
        # group 1 holds the highest scores, the catalogue lists the classes from the lowest
        likeliest=index.classes[-int(classes.likeliest[own])],
        probability=float(classes.probability[own]),
        printed=bool(classes.printed[own]),
        widening=_widening(now_draws[:, own], _scores(index, now, base.value, None)[:, own]),
        weight_shift=float(rank_shift(_with_other_weights(index, now, base), declared)[own]),
    )


def _table(index: Index, figures: Figures, year: int) -> pd.DataFrame:
    """Kreise x (part, value | lower | upper) with all parts known for a year, each on one census base."""
    parts = {}
    for part in index.parts:
        rows = figures.of(part.indicator)
        rows = rows[(rows["year"] == year) & rows["region"].isin(figures.kreise)]
        rows = on_base(rows, newest_base(rows)).drop_duplicates("region", keep="last")
        parts[part.indicator] = rows.dropna(subset="value").set_index("region")[list(COLUMNS)]
    table = pd.concat(parts, axis=1)
    return table.dropna(subset=[column for column in table.columns if column[1] == "value"])


def _estimate(table: pd.DataFrame, index: Index, moves: Movements) -> Estimate:
    """Values and limits as arrays (Kreis, part)."""
    names = [part.indicator for part in index.parts]
    value, lower, upper = (table.xs(column, axis=1, level=1)[names].to_numpy() for column in COLUMNS)
    half = normal_quantile(0.95) * moves.scatter
    lower, upper = np.where(np.isnan(lower), value - half, lower), np.where(np.isnan(upper), value + half, upper)
    return Estimate(value, lower, upper, 0.95, "")


def _points(index: Index, values: Array, base: Array) -> Array:
    scaled = anchored(values, base, [part.direction for part in index.parts])
    return weighted_mean(scaled, [part.weight for part in index.parts], index.mean)


def _scores(index: Index, estimate: Estimate, base: Array, together: Array | None) -> Array:
    """Points in draws (draw, Kreis): all parts drawn again within their intervals, the anchor stays."""
    return np.stack([_points(index, draw, base) for draw in draws_of_estimates(estimate, 1_000, together)])


def _widening(joint: Array, apart: Array) -> float:
    return float(np.std(joint) / np.std(apart)) if np.std(apart) > 0 else 1.0


def _with_other_weights(index: Index, now: Estimate, base: Estimate) -> Array:
    scaled = anchored(now.value, base.value, [part.direction for part in index.parts])
    sets = weight_draws([part.weight for part in index.parts], draws=500)
    return np.stack([weighted_mean(scaled, weights, index.mean) for weights in sets])


def _summary(score: float, draws: Array) -> Estimate:
    lower, upper = np.quantile(draws, (0.025, 0.975))
    return Estimate(np.asarray(score), np.asarray(lower), np.asarray(upper), 0.95, "Ziehungen")
