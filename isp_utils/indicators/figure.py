"""One value of the gated table, with all that is known about it."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from isp_utils.model.schema import Flag
from isp_utils.model.terms import Method
from isp_utils.model.wording import decimals_of


@dataclass(frozen=True)
class Figure:
    """One value of one Kennzahl in one area and period, with all that is known about it."""

    indicator: str
    region: str
    period: str
    value: float
    lower: float
    upper: float
    numerator: float
    denominator: float
    flag: str
    reliability: int
    method: str
    census_base: str
    source: str

    @property
    def published(self) -> bool:
        """Whether there is a value to print."""
        return bool(np.isfinite(self.value))

    @property
    def certain(self) -> bool:
        """Whether limits stand beside the value."""
        return bool(np.isfinite(self.lower) and np.isfinite(self.upper))

    @property
    def approximate(self) -> bool:
        """Whether the limits belong to a count that was reckoned back from a published value."""
        return Method(self.method).is_approximate

    @property
    def people(self) -> float | None:
        """Persons or things behind the value, None where unknown.

        Reckoned back from a published value they are only as exact as its last digit: 2,8 % of 13.700 are about 380.
        """
        if not self.published or not np.isfinite(self.numerator):
            return None
        if not self.approximate or not self.value:
            return self.numerator
        half = 0.5 * 10.0 ** -decimals_of(self.value) * abs(self.numerator / self.value)
        step = 10.0 ** max(0, math.ceil(math.log10(half)))
        return round(self.numerator / step) * step

    @property
    def demo(self) -> bool:
        """Whether the figure is made up."""
        return self.flag == Flag.DEMO.value


def figure_of(row: "pd.Series[Any]") -> Figure:
    """The figure of a row (INDICATOR_COLUMNS)."""
    fields = {name: row[name] for name in Figure.__dataclass_fields__}
    return Figure(**(fields | {"reliability": int(row["reliability"])}))  # a row of mixed types has made it a float
