"""Empirical Bayes rates of the SIDS data (esda)."""

from collections.abc import Iterator

import numpy as np

from isp_utils.statistics import standardised
from isp_utils.statistics.small_areas import empirical_bayes
from tests.statistics.reference.numbers import Numbers, case, record, table


@case(
    "small_area: excess risk and empirical Bayes",
    10,
    "neighbourhood rates, Moran and Geary",
)
def sids() -> Iterator[Numbers]:
    areas, expected = table("small_area/sids2_input.csv"), record("small_area/sids2_expected.json")
    events, base = areas[expected["event"]].to_numpy(), areas[expected["base"]].to_numpy()
    excess = standardised.indirect_ratio(events, base * events.sum() / base.sum(), per=1)
    found = empirical_bayes.marshall(events, base, per=1)
    for name, values in (("excess_risk", excess.value), ("empirical_bayes", found.value)):
        yield Numbers(name, values[:5], expected[name], 1e-4, 1e-7)


@case("small_area: crude, direct and indirect standardisation", 6, "limits by gamma and by the logarithm")
def ages() -> Iterator[Numbers]:
    case_data = record("small_area/sids2_expected.json")["crude_age_standardization"]
    shape = (case_data["n"], -1)
    e, b, s_e, s_b = (np.array(case_data[name], float).reshape(shape) for name in ("e", "b", "s_e", "s_b"))
    yield Numbers("crude", e.sum(axis=1) / b.sum(axis=1), case_data["crude"], 1e-4)
    direct = [standardised.direct_rate(e[a], b[a], s_b[a], per=1).value for a in range(case_data["n"])]
    yield Numbers("direct", direct, [row[0] for row in case_data["direct"]], 1e-4)
    expected = standardised.expected_events(b, s_e, s_b)
    found = standardised.indirect_ratio(e.sum(axis=1), expected, per=s_e.sum() / s_b.sum())
    yield Numbers("indirect", found.value, [row[0] for row in case_data["indirect"]], 1e-4)
