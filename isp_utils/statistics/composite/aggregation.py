"""From indicators on one scale to dimensions and the index: declared weights, declared mean."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from isp_utils.statistics.intervals import Array, StatisticsError

MEANS = ("arithmetic", "geometric", "harmonic")


@dataclass(frozen=True)
class Part:
    """A dimension (with `members`) or an indicator (a name without members) and its weight among its siblings."""

    name: str
    members: tuple[Part, ...] = ()
    weight: float = 1.0


def weighted_mean(table: ArrayLike, weights: ArrayLike, kind: str = "arithmetic") -> Array:
    """Mean over the last axis by weights; gaps are left out with their weight, all gaps give NaN.

    A geometric or harmonic mean lets a bad value weigh more than a good one can make up for; it needs values
    above 0, else StatisticsError.

    >>> weighted_mean([[10.0, 40.0]], [1, 1], "geometric").round(6).tolist()
    [20.0]
    """
    x, w = np.asarray(table, float), np.asarray(weights, float)
    if kind not in MEANS:
        raise StatisticsError(f"The mean is one of {', '.join(MEANS)}, not {kind}.")
    if np.any(w < 0) or w.shape != x.shape[-1:] or (kind != "arithmetic" and np.any(x <= 0)):
        raise StatisticsError("One weight of 0 or more an indicator; geometric and harmonic means need values above 0.")
    shares = np.where(np.isnan(x), 0, w)
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = shares / shares.sum(axis=-1, keepdims=True)
        known = np.where(np.isnan(x), 1.0, x)
        if kind == "geometric":
            return np.asarray(np.exp((shares * np.log(known)).sum(axis=-1)))
        if kind == "harmonic":
            return np.asarray(1 / (shares / known).sum(axis=-1))
        return np.asarray((shares * known).sum(axis=-1))


def aggregate(indicators: dict[str, Array], index: Part, kind: str = "arithmetic") -> dict[str, Array]:
    """Every dimension and the index by name, from indicators already on one scale (any shape, all the same).

    A name of the structure that is no indicator raises StatisticsError.

    >>> whole = Part("index", (Part("a"), Part("b", (Part("c"), Part("d")), weight=3)))
    >>> aggregate({"a": np.array([1.0]), "c": np.array([2.0]), "d": np.array([4.0])}, whole)["index"].tolist()
    [2.5]
    """
    if not index.members:
        if index.name not in indicators:
            raise StatisticsError(f"The index names an indicator that was not handed in: {index.name}.")
        return {index.name: np.asarray(indicators[index.name], float)}
    found: dict[str, Array] = {}
    for member in index.members:
        found |= aggregate(indicators, member, kind)
    stacked = np.stack([found[member.name] for member in index.members], axis=-1)
    found[index.name] = weighted_mean(stacked, [member.weight for member in index.members], kind)
    return found


def weighted_sum(table: ArrayLike, weights: ArrayLike) -> Array:
    """Sum by weights exactly as printed (the English indices' add up to 99.9 %, not rescaled); gaps stay gaps."""
    return np.asarray((np.asarray(table, float) * np.asarray(weights, float)).sum(axis=-1))
