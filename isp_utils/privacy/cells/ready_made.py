"""Shares that a department reckoned itself and delivered without counts: they tell of few people all the same.

"33,3 %" is one of three for whoever tries the small fractions. Without its counts a share is taken for the one with the
smallest denominator that it can be; where that is too few, it is hidden until the counts come along.
"""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pandas as pd

from isp_utils.model.catalogue import Catalogue
from isp_utils.model.terms import Method, Sources
from isp_utils.privacy.cells.cells import IMPLIED
from isp_utils.privacy.solver.system import Mask

PERCENT, PER = "%", "je 1"  # units of shares and rates; minutes, euros, areas are none
MOST_DIGITS = 6
_RECKONED = [item.value for item in Method if item is Method.PUBLISHED or item.is_approximate]


def points_at_few(table: pd.DataFrame, catalogue: Catalogue) -> Mask:
    """Bool mask [row] of UNGATED_COLUMNS: ready-made shares and rates of own sources that may stand for few people."""
    minimum = table["source"].map({names: _minimum(names, catalogue) for names in table["source"].unique()})
    uncounted = (table["counted"] == "") | (table["counted"].str.startswith(IMPLIED) & table["numerator"].isna())
    ready = table["method"].isin(_RECKONED) & table["value"].notna() & uncounted
    found = np.zeros(len(table), bool)
    for place in np.flatnonzero(ready & (minimum > 0)):
        name = table["indicator"].iloc[place]
        indicator = catalogue.indicators.get(name)
        unit, terms = (indicator.unit, indicator.numerator) if indicator else (PERCENT, (name,))  # a stock is its fact
        if _divides_people(unit, terms, catalogue):
            share = simplest(float(table["value"].iloc[place]), _per(unit))
            found[place] = _is_few(share, float(minimum.iloc[place]), unit == PERCENT)
    return found


def _minimum(sources: str, catalogue: Catalogue) -> float:
    """The strictest minimum count of the own sources behind a row; 0 where an office published it."""
    own = (catalogue.sources[name] for name in Sources.parse(sources))
    return max((float(source.minimum_count) for source in own if source.owner == "eigene"), default=0.0)


def _divides_people(unit: str, terms: Sequence[str], catalogue: Catalogue) -> bool:
    share = unit == PERCENT or unit.startswith(PER)
    public = (source.protection.is_public for source in catalogue.sources.values() if source.owner == "eigene")
    return share and not any(is_public(term) for is_public in public for term in terms)


def _per(unit: str) -> float:
    """What a rate is reckoned per.

    >>> _per("je 1.000"), _per("%")
    (1000.0, 100.0)
    """
    return 100.0 if unit == PERCENT else float("".join(sign for sign in unit if sign.isdigit()))


def _is_few(share: Fraction, minimum: float, has_rest: bool) -> bool:
    events, people = share.numerator, share.denominator
    return people < minimum or events < minimum or (has_rest and 0 <= people - events < minimum)


def simplest(value: float, per: float) -> Fraction:
    """The fraction with the smallest denominator that is printed as this value per so many.

    >>> simplest(33.3, 100), simplest(47.3, 100), simplest(100.0, 100)
    (Fraction(1, 3), Fraction(26, 55), Fraction(1, 1))
    """
    digits = len(f"{value:.{MOST_DIGITS}f}".rstrip("0").partition(".")[2])
    half = Fraction(1, 2 * 10**digits)
    exact = Fraction(round(value * 10**digits), 10**digits)
    return _between((exact - half) / Fraction(per), (exact + half) / Fraction(per))


def _between(low: Fraction, high: Fraction) -> Fraction:
    """The fraction with the smallest denominator in a closed interval (Stern-Brocot tree)."""
    whole = -(-low.numerator // low.denominator)
    if whole <= high:
        return Fraction(whole)
    below = whole - 1
    return below + 1 / _between(1 / (high - below), 1 / (low - below))
