"""A composite index over the Kreise of a Land: anchored score, rank and class with their certainty."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from isp_utils.indicators.figures import Figures, newest_base, on_base
from isp_utils.model.indices import Index
from isp_utils.statistics.composite.aggregation import weighted_mean
from isp_utils.statistics.composite.scales import anchored
from isp_utils.statistics.composite.uncertainty import (
    draws_of_estimates,
    group_probabilities,
    printed_classes,
    rank_interval,
    rank_shift,
    weight_draws,
)
from isp_utils.statistics.intervals import Array, Estimate

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


def compute_index(index: Index, figures: Figures) -> IndexResult | None:
    """The index of the county of `figures` in points, its ranks among the Kreise [Kreis] and its class.

    None where parts, limits or enough Kreise are missing. Uncertainty by 1,000 draws within the parts' limits, weights
    varied as in the OECD/JRC Handbook on Constructing Composite Indicators (2008), steps 6 and 7.
    """
    tables = [_table(index, figures, year) for year in (index.base_year, index.year)]
    regions = tuple(sorted(set(tables[0].index) & set(tables[1].index)))
    if figures.county.key not in regions or len(regions) < FEWEST_AREAS:
        return None
    base, now = (_estimate(table.loc[list(regions)], index) for table in tables)
    base_draws, now_draws = _scores(index, base, base.value), _scores(index, now, base.value)
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
        weight_shift=float(rank_shift(_with_other_weights(index, now, base), declared)[own]),
    )


def _table(index: Index, figures: Figures, year: int) -> pd.DataFrame:
    """Kreise x (part, value | lower | upper) with all parts known for a year, each on one census base."""
    kreise = [region.key for region in figures.catalogue.register.below(figures.county.peers, "kreis")]
    parts = {}
    for part in index.parts:
        rows = figures.of(part.indicator)
        rows = rows[(rows["year"] == year) & rows["region"].isin(kreise)]
        rows = on_base(rows, newest_base(rows)).drop_duplicates("region", keep="last")
        parts[part.indicator] = rows.set_index("region")[list(COLUMNS)]
    return pd.concat(parts, axis=1).dropna()


def _estimate(table: pd.DataFrame, index: Index) -> Estimate:
    """Values and limits as arrays (Kreis, part)."""
    names = [part.indicator for part in index.parts]
    value, lower, upper = (table.xs(column, axis=1, level=1)[names].to_numpy() for column in COLUMNS)
    return Estimate(value, lower, upper, 0.95, "")


def _points(index: Index, values: Array, base: Array) -> Array:
    scaled = anchored(values, base, [part.direction for part in index.parts])
    return weighted_mean(scaled, [part.weight for part in index.parts], index.mean)


def _scores(index: Index, estimate: Estimate, base: Array) -> Array:
    """Points in draws (draw, Kreis): every part drawn again within its interval, the anchor stays."""
    return np.stack([_points(index, draw, base) for draw in draws_of_estimates(estimate, 1_000)])


def _with_other_weights(index: Index, now: Estimate, base: Estimate) -> Array:
    scaled = anchored(now.value, base.value, [part.direction for part in index.parts])
    sets = weight_draws([part.weight for part in index.parts], draws=500)
    return np.stack([weighted_mean(scaled, weights, index.mean) for weights in sets])


def _summary(score: float, draws: Array) -> Estimate:
    lower, upper = np.quantile(draws, (0.025, 0.975))
    return Estimate(np.asarray(score), np.asarray(lower), np.asarray(upper), 0.95, "Ziehungen")
