"""Events beside those that the Land's rates at every age would have brought: 100 is as in the Land."""

import numpy as np
import pandas as pd

from isp_utils.indicators.flags import weight
from isp_utils.indicators.sums import AREA, TIME, ByTerm, Terms, heavier, joint_sources, sum_of_terms
from isp_utils.model.catalogue import Indicator
from isp_utils.model.indicator import Band
from isp_utils.model.terms import Method
from isp_utils.statistics.standardised import expected_events, indirect_ratio

LAND = 2  # digits of the key of a Land
EXPECTED = ["people", "events_of_land", "people_of_land"]


def standardised(indicator: Indicator, numerator: Terms, by_term: ByTerm) -> pd.DataFrame:
    """The numerator to the events expected at its Land's rates in every band of ages (indirect standardisation).

    `denominator` holds the expected events, which are no count of anybody; rows lack where a band is unknown.
    """
    expected = _expected(indicator.standard, by_term)
    merged = numerator.merge(expected, on=[*AREA, *TIME], suffixes=("", "_of"))
    known = merged["census_base"] != "none"
    ratio = indirect_ratio(merged["value"], merged["expected"], indicator.per)
    return merged.assign(
        numerator=merged["value"],
        denominator=merged["expected"],
        counted=merged["counts"],
        value=ratio.value,
        lower=ratio.lower,
        upper=ratio.upper,
        census_base=merged["census_base"].where(known, merged["census_base_of"]),
        flag=heavier(merged["flag"], merged["flag_of"]),
        source=joint_sources(merged["source"], merged["source_of"]),
        method=Method.STANDARDISED.value,
    )


def _expected(bands: tuple[Band, ...], by_term: ByTerm) -> pd.DataFrame:
    """`expected` events, census_base, flag and source, one row an AREA and TIME in which all bands are known."""
    parts = pd.concat([_band(band, by_term).assign(band=number) for number, band in enumerate(bands)])
    key = [*AREA, *TIME]
    wide = parts.pivot_table(index=key, columns="band", values=EXPECTED).reindex(
        columns=pd.MultiIndex.from_product([EXPECTED, range(len(bands))])
    )
    events = expected_events(*(wide[name].to_numpy(float) for name in EXPECTED))
    found = wide.index.to_frame(index=False).assign(expected=events).dropna(subset="expected")
    origin = parts.drop_duplicates(key)[[*key, "census_base", "source"]]
    heavy = parts.assign(weight=parts["flag"].map(weight)).sort_values("weight", ascending=False, kind="stable")
    return found.merge(origin, on=key).merge(heavy.drop_duplicates(key)[[*key, "flag"]], on=key)


def _band(band: Band, by_term: ByTerm) -> pd.DataFrame:
    """The people of a band in every area beside events and people of its Land, on one census base.

    The Bund is in no Land: measured by itself it would always be as in the Land.
    """
    on = ["sex", *TIME]
    people = sum_of_terms(band.population, by_term).sort_values(["census_base", "period"])
    people = people.drop_duplicates([*AREA, *TIME], keep="last").assign(land=lambda rows: rows["region"].str[:LAND])
    people = people[people["land"].str.isdigit()]
    events = sum_of_terms(band.events, by_term)[[*AREA, *TIME, "value", "flag"]]
    land = people.merge(events, on=[*AREA, *TIME], suffixes=("", "_events"))
    land = land[land["region"].str.len() == LAND]
    land = land.assign(flag=heavier(land["flag"], land["flag_events"]))
    land = land[["region", "census_base", *on, "value", "value_events", "flag"]]
    names = {"region": "land", "value": "people_of_land", "value_events": "events_of_land", "flag": "flag_of_land"}
    table = people.merge(land.rename(columns=names), on=["land", "census_base", *on])
    table = table.assign(people=table["value"], flag=heavier(table["flag"], table["flag_of_land"]))
    return table.replace({"people_of_land": {0.0: np.nan}})
