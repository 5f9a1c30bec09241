"""How the sample came about, and the variance that follows from it (Taylor linearisation).

Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling; Lumley (2010), Complex Surveys.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from isp_utils.statistics.intervals import Array, StatisticsError

Codes = NDArray[np.int_]

CENSUS = 1e-7  # a stratum of which less than this share was left out has no sampling error
ROUNDS = 10  # alternating projections on raked margins; ten leave nothing visible


@dataclass(frozen=True)
class Adjustment:
    """Weights made to fit known totals: what of a value the fit explains no longer varies.

    `groups`: one code an answer for every margin, fitted in turn; `base`: the weights of the regression on them
    that takes out the explained part.
    """

    groups: tuple[Codes, ...]
    base: Array


@dataclass(frozen=True)
class _Stratum:
    """Rows, the clusters that were drawn, which of these each row is in, and their share of all."""

    rows: Codes
    units: Codes
    place: Codes
    taken: float


@dataclass(frozen=True)
class Design:
    """One row an answered questionnaire (or child): weight, stratum, clusters, and how many clusters there are.

    `clusters[row, stage]`: families first, then children within them; one column for one stage. `population` has
    the same shape: how many units the stratum (then the cluster) has in all, infinite without correction, as for
    statements about coming years. Use `sample_design` to build one.
    """

    weights: Array
    strata: Codes
    clusters: Codes
    population: Array
    adjustments: tuple[Adjustment, ...] = field(default=())

    @cached_property
    def degrees(self) -> int:
        """Degrees of freedom: clusters less strata of the first stage."""
        return int(np.unique(self.clusters[:, 0]).size - np.unique(self.strata).size)

    @cached_property
    def drawn(self) -> tuple[_Stratum, ...]:
        """The strata of the first stage."""
        return _drawn(self.strata, self.clusters, self.population)


def sample_design(
    weights: ArrayLike,
    strata: ArrayLike | None = None,
    clusters: ArrayLike | None = None,
    population: ArrayLike | None = None,
) -> Design:
    """A design from plain columns: no strata = one, no clusters = every row by itself, no population = infinite.

    `population` are sizes, not sampling fractions. Weights of 0 or less, a cluster in two strata, a population
    smaller than the sample or a stratum with a single cluster (unless it is complete) raise StatisticsError.

    >>> sample_design([2.0, 2.0, 2.0], population=[6, 6, 6]).degrees
    2
    """
    w = np.asarray(weights, float)
    if w.ndim != 1:
        raise StatisticsError("One weight a row.")
    rows = w.size
    groups: Codes = np.zeros(rows, int) if strata is None else np.unique(strata, return_inverse=True)[1]
    units: Codes = np.arange(rows).reshape(-1, 1) if clusters is None else _nested(np.asarray(clusters))
    sizes: Array = (
        np.full(units.shape, np.inf) if population is None else np.asarray(population, float).reshape(rows, -1)
    )
    if np.any(~(w > 0)) or groups.shape != w.shape or units.shape[0] != rows:
        raise StatisticsError("Every row needs a weight above 0, a stratum and its clusters.")
    if sizes.shape[1] < units.shape[1]:
        sizes = np.column_stack([sizes, np.full((rows, units.shape[1] - sizes.shape[1]), np.inf)])
    _check_strata(groups, units[:, 0], sizes[:, 0])
    return Design(w, groups, units, sizes)


def covariance(design: Design, influence: ArrayLike) -> Array:
    """Covariance of weighted totals: `influence[row, k]` is what the row adds to estimate k, divided by its weight.

    `[k, k]`. Taylor linearisation, stage by stage: Särndal, Swensson & Wretman (1992), chapters 4 and 5; fitted
    weights by the residuals of the fit: Deville & Särndal (1992), J Am Stat Assoc 87:376.

    Rows outside a domain stay in with 0, or the sampling error of the domain's size is lost.
    """
    z = np.asarray(influence, float)
    z = z.reshape(z.shape[0], -1)
    for adjustment in design.adjustments:
        z = _unexplained(z, adjustment)
    return _stage(z * design.weights[:, np.newaxis], design.drawn, design.clusters, design.population)


def _drawn(strata: Codes, clusters: Codes, population: Array) -> tuple[_Stratum, ...]:
    found = []
    for stratum in np.unique(strata):
        rows = np.flatnonzero(strata == stratum)
        units, place = np.unique(clusters[rows, 0], return_inverse=True)
        found.append(_Stratum(rows, units, place, float(units.size / population[rows[0], 0])))
    return tuple(found)


def _stage(z: Array, drawn: tuple[_Stratum, ...], clusters: Codes, population: Array) -> Array:
    total = np.zeros((z.shape[1], z.shape[1]))
    for stratum in drawn:
        number, taken = stratum.units.size, stratum.taken
        sums = np.zeros((number, z.shape[1]))
        np.add.at(sums, stratum.place, z[stratum.rows])
        if number > 1 and 1 - taken > CENSUS:
            centred = sums - sums.mean(axis=0)
            total += (1 - taken) * number / (number - 1) * centred.T @ centred
        if clusters.shape[1] > 1 and taken > 0:
            for unit in range(number):
                inside = stratum.rows[stratum.place == unit]
                later, left = clusters[inside, 1:], population[inside, 1:]
                total += taken * _stage(z[inside], _drawn(np.zeros(len(inside), int), later, left), later, left)
    return total


def _unexplained(z: Array, adjustment: Adjustment) -> Array:
    for _ in range(1 if len(adjustment.groups) == 1 else ROUNDS):
        for groups in adjustment.groups:
            sums = np.zeros((int(groups.max()) + 1, z.shape[1]))
            np.add.at(sums, groups, z * adjustment.base[:, np.newaxis])
            z = z - (sums / np.bincount(groups, adjustment.base)[:, np.newaxis])[groups]
    return z


def _nested(clusters: NDArray[Any]) -> Codes:
    """Codes of clusters, those of a later stage made unique within the earlier ones."""
    table = clusters.reshape(clusters.shape[0], -1)
    return np.stack(
        [np.unique(table[:, : k + 1], axis=0, return_inverse=True)[1].ravel() for k in range(table.shape[1])], axis=1
    )


def _check_strata(strata: Codes, clusters: Codes, population: Array) -> None:
    pairs = np.unique(np.stack([clusters, strata]), axis=1)
    if np.unique(pairs[0]).size < pairs.shape[1]:
        raise StatisticsError("A cluster lies in one stratum only: number clusters across strata.")
    for stratum in np.unique(strata):
        units = np.unique(clusters[strata == stratum]).size
        size = population[strata == stratum]
        if np.any(size != size[0]) or not size[0] >= units:
            raise StatisticsError("The population of a stratum is one number, not below the clusters in the sample.")
        if units == 1 and 1 - 1 / size[0] > CENSUS:
            raise StatisticsError("A stratum with a single cluster has no estimable variance: join it to another.")
