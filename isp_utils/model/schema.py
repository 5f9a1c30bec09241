"""The two tables of the suite: internal facts and gated indicators."""

from enum import StrEnum

import pandas as pd

KEY = ("region", "period", "sex", "age", "group")
DELIVERY_COLUMNS = ("fact", *KEY, "value", "flag")
FACT_COLUMNS = (*DELIVERY_COLUMNS, "raw", "census_base", "source", "file", "row")
READ_AT = ("file", "row", "raw")  # where a fact was read, and as what: no figure hangs on them
INDICATOR_COLUMNS = (
    "indicator",
    *KEY,
    "value",
    "lower",
    "upper",
    "numerator",
    "denominator",
    "flag",
    "reliability",
    "method",
    "census_base",
    "source",
)
ROW_KEY = ("indicator", *KEY, "census_base")  # one figure
TELLING = ("counted", "over", "beside")  # the counts that a figure gives away; they stay behind the gate
UNGATED_COLUMNS = (*INDICATOR_COLUMNS, *TELLING)
NUMERIC = ("value", "lower", "upper", "numerator", "denominator")
CENSUS_BASES = ("zensus_2022", "zensus_2011", "zensus_1987", "none")
SEXES = ("total", "m", "w", "d")


class Flag(StrEnum):
    """State of a figure. Zero, suppressed and missing are three things."""

    NONE = ""
    SECRET = "secret"  # by the publisher
    UNKNOWN_OR_SECRET = "unknown_or_secret"
    UNRELIABLE = "unreliable"
    LIMITED = "limited"
    NOT_APPLICABLE = "not_applicable"
    NOT_IN_TERRITORY = "not_in_territory"
    NOT_AVAILABLE = "not_available"  # nothing delivered, or a dash where no figure can be meant
    LATER = "later"
    PROVISIONAL = "provisional"
    REVISED = "revised"
    ESTIMATED = "estimated"
    PROTECTED = "protected"  # by us
    DEMO = "demo"


# Flags under which a figure may stand; under all others the value is missing.
WITH_VALUE = frozenset(
    {Flag.NONE, Flag.LIMITED, Flag.PROVISIONAL, Flag.REVISED, Flag.ESTIMATED, Flag.UNRELIABLE, Flag.DEMO}
)


def empty_facts() -> pd.DataFrame:
    """Facts without a row, with the right column types."""
    columns = {name: pd.Series(dtype="float64" if name == "value" else "str") for name in FACT_COLUMNS}
    return pd.DataFrame(columns | {"row": pd.Series(dtype="int64")})
