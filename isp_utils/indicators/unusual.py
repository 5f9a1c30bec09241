"""Candidates for exceptional years: a jump of the county that no other Kreis shares, for people to judge."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from isp_utils.indicators.figures import Figures
from isp_utils.indicators.slices import newest_base, on_base
from isp_utils.model.catalogue import Indicator
from isp_utils.model.periods import year_of

FEWEST_KREISE = 10
TIMES = 5.0  # of the Kreise's usual spread of changes
NORMAL = 1.4826  # median absolute deviation -> standard deviation of a normal curve


@dataclass(frozen=True)
class Unusual:
    """A change from one year to the next (unit of the Kennzahl, percent for counts), and the Kreise's median one."""

    indicator: Indicator
    before: int
    year: int
    change: float
    usual: float


def unusual_years(figures: Figures) -> list[Unusual]:
    """Jumps into a year that stand far outside those of all other Kreise; declared exceptional years are left out."""
    return [found for item in figures.catalogue.indicators.values() for found in _jumps(figures, item)]


def _jumps(figures: Figures, indicator: Indicator) -> Iterator[Unusual]:
    rows = figures.of(indicator.id)
    rows = rows[rows["region"].isin(figures.kreise) & rows["value"].notna() & (rows["flag"] != "demo")]
    if figures.county.key not in set(rows["region"]):
        return
    table = on_base(rows, newest_base(rows)).pivot_table(index="region", columns="year", values="value", aggfunc="last")
    declared = {item.year for item in indicator.exceptional}
    broken = {year_of(item.period) for item in indicator.breaks}
    for before, year in pairwise(int(str(column)) for column in table.columns):
        if not declared & {before, year} and year not in broken:
            yield from _jump(figures, indicator, table[[before, year]].dropna())


def _jump(figures: Figures, indicator: Indicator, pair: pd.DataFrame) -> Iterator[Unusual]:
    then, now = (pair[year] for year in pair.columns)
    changes = now - then if indicator.comparable else 100 * (now / then.where(then > 0) - 1)
    changes = changes.dropna()
    others = changes.drop(figures.county.key, errors="ignore").to_numpy(float)
    if figures.county.key not in changes.index or len(others) < FEWEST_KREISE:
        return
    usual = float(np.median(others))
    apart, own = np.abs(others - usual), float(changes[figures.county.key])
    if abs(own - usual) > max(TIMES * NORMAL * float(np.median(apart)), float(apart.max())):
        yield Unusual(indicator, int(pair.columns[0]), int(pair.columns[1]), own, usual)
