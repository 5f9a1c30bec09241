"""Primary suppression: counts small enough to point at persons are taken out of the table."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from isp_utils.model.schema import INDICATOR_COLUMNS, NUMERIC, Flag


def gate(indicators: pd.DataFrame, minimum: Mapping[str, int]) -> pd.DataFrame:
    """The indicators (from UNGATED_COLUMNS to INDICATOR_COLUMNS), protected figures blanked and flagged `protected`.

    `minimum`: smallest count that may stand, by source; of several sources the strictest rules. A count between 1 and
    minimum - 1 is protected, and so is a share whose complement is that small, for both tell of the same few people.
    Zero may stand.
    Rule: Mindestfallzahl of the Bundesagentur fuer Arbeit (3); stricter for the county's own figures.
    """
    strictest = {
        sources: max(minimum[name] for name in sources.split(" + ")) for sources in indicators["source"].unique()
    }
    smallest = indicators["source"].map(strictest).astype("float64")
    rest = (indicators["denominator"] - indicators["numerator"]).where(indicators["method"].str.startswith("Wilson"))
    protected = _few(indicators["fewest"], smallest) | _few(rest, smallest)
    gated = indicators[list(INDICATOR_COLUMNS)].copy()
    gated.loc[protected, list(NUMERIC)] = np.nan
    gated.loc[protected, "flag"] = Flag.PROTECTED.value
    gated.loc[protected, "reliability"] = 3
    return gated


def _few(count: pd.Series, smallest: pd.Series) -> pd.Series:
    return (count > 0) & (count < smallest)
