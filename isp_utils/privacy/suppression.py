"""Primary suppression: counts small enough to point at persons are taken out of the table."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from isp_utils.model.schema import NUMERIC, Flag


def gate(indicators: pd.DataFrame, minimum: Mapping[str, int]) -> pd.DataFrame:
    """The indicators (INDICATOR_COLUMNS) with every protected figure blanked and flagged `protected`.

    `minimum`: smallest count that may stand, by source. A count between 1 and minimum - 1 is protected, and so
    is a share whose complement is that small, for both tell of the same few people. Zero may stand.
    Rule: Mindestfallzahl of the Bundesagentur fuer Arbeit (3); stricter for the county's own figures.
    """
    smallest = indicators["source"].map(lambda source: minimum[source.split(" + ")[0]])
    events = indicators["numerator"]
    rest = (indicators["denominator"] - events).where(indicators["method"].str.startswith("Wilson"))
    protected = _few(events, smallest) | _few(rest, smallest)
    gated = indicators.copy()
    gated.loc[protected, list(NUMERIC)] = np.nan
    gated.loc[protected, "flag"] = Flag.PROTECTED.value
    gated.loc[protected, "reliability"] = 3
    return gated


def _few(count: pd.Series, smallest: pd.Series) -> pd.Series:
    return (count > 0) & (count < smallest)
