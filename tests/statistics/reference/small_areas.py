"""Empirical Bayes rates of the SIDS data (esda), Moran and Geary of the Columbus data (R spdep)."""

from collections.abc import Iterator

import numpy as np

from isp_utils.statistics import standardised
from isp_utils.statistics.small_areas import empirical_bayes, moran
from tests.statistics.reference.numbers import Numbers, case, folder, record, table


def _gal_neighbours() -> dict[int, list[int]]:
    lines = (folder() / "small_area/sids2.gal").read_text().splitlines()[1:]
    pairs = zip(lines[::2], lines[1::2], strict=True)
    return {int(head.split()[0]): [int(n) for n in near.split()] for head, near in pairs}


@case("small_area: empirical Bayes and neighbourhood rates")
def sids() -> Iterator[Numbers]:
    areas, expected = table("small_area/sids2_input.csv"), record("small_area/sids2_expected.json")
    events, base = areas[expected["event"]].to_numpy(), areas[expected["base"]].to_numpy()
    rows = {number: row for row, number in enumerate(areas.FIPSNO.astype(int))}
    gal = _gal_neighbours()
    neighbours = [[rows[n] for n in gal[number]] for number in rows]
    excess = standardised.indirect_ratio(events, base * events.sum() / base.sum(), per=1)
    found = empirical_bayes.marshall(events, base, per=1)
    near = empirical_bayes.neighbourhood_rate(events, base, neighbours, per=1)
    for name, values in (("excess_risk", excess.value), ("empirical_bayes", found.value), ("spatial_rate", near)):
        yield Numbers(name, values[:5], expected[name], 1e-4, 1e-7)


@case("small_area: crude, direct and indirect standardisation")
def ages() -> Iterator[Numbers]:
    case_data = record("small_area/sids2_expected.json")["crude_age_standardization"]
    shape = (case_data["n"], -1)
    e, b, s_e, s_b = (np.array(case_data[name], float).reshape(shape) for name in ("e", "b", "s_e", "s_b"))
    yield Numbers("crude", e.sum(axis=1) / b.sum(axis=1), case_data["crude"], 1e-4)
    for area in range(case_data["n"]):
        direct = standardised.direct_rate_gamma(e[area], b[area], s_b[area], per=1)
        expected = standardised.expected_events(b[area], s_e[area], s_b[area])
        indirect = standardised.indirect_ratio_log(e[area].sum(), expected, per=s_e.sum() / s_b.sum())
        for name, found in (("direct", direct), ("indirect", indirect)):
            yield Numbers(name, [found.value, found.lower, found.upper], case_data[name][area], 1e-4)


@case("small_area: Moran and Geary (Columbus)")
def columbus() -> Iterator[Numbers]:
    crime = table("small_area/columbus_input.csv").CRIME
    lists = record("small_area/columbus_neighbours_1based.json")
    weights = moran.row_standardised([[n - 1 for n in near] for near in lists])
    expected = record("small_area/columbus_global_expected.json")
    for name, found in (
        ("moran_rand", moran.moran(crime, weights)),
        ("moran_norm", moran.moran(crime, weights, normal=True)),
        ("geary", moran.geary(crime, weights)),
    ):
        mine = {
            "I": found.value,
            "C": found.value,
            "EI": found.expected,
            "VI": found.variance,
            "z": found.z,
            "p": found.p,
        }
        yield Numbers(name, [mine[k] for k in expected[name]], list(expected[name].values()))
    local = table("small_area/columbus_localmoran_expected.csv")
    found = moran.local_moran(crime, weights)
    columns = (("Ii", found.value), ("E.Ii", found.expected), ("Var.Ii", found.variance), ("Z.Ii", found.z))
    for name, values in (*columns, ("Pr(z != E(Ii))", found.p)):
        yield Numbers(name, values, local[name])
