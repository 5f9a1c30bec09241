"""Inequality (pysal/inequality) and segregation (elbersb/segregation)."""

from collections.abc import Iterator

import numpy as np

from isp_utils.statistics import concentration, segregation
from tests.statistics.reference.numbers import Numbers, case, record, table


@case("inequality: Gini, Theil, Atkinson (Mexico)")
def mexico() -> Iterator[Numbers]:
    states, expected = table("inequality/mexico.csv"), record("inequality/mexico_expected.json")
    income = [states[f"pcgdp{year}"] for year in expected["years"]]
    yield Numbers("Gini", concentration.gini(income[0]), expected["gini_pcgdp1940"], 1e-7)
    yield Numbers("Theil", [concentration.theil(x) for x in income], expected["theil_T"], 0, 1e-7)
    between = [concentration.theil_between(x, states.hanson98) for x in income]
    yield Numbers("between", between, expected["theil_between_hanson98"], 0, 1e-7)
    for aversion, value in expected["atkinson_10_20_30_40_50"].items():
        found = concentration.atkinson([10, 20, 30, 40, 50], float(aversion))
        yield Numbers(f"Atkinson {aversion}", found, value, 0, 1e-5)


@case("segregation: schools and toy tables")
def schools() -> Iterator[Numbers]:
    rows, expected = table("segregation/schools00.csv"), record("segregation/expected.json")
    counts = rows.pivot_table(index=["state", "school"], columns="race", values="n", fill_value=0)
    states = counts.index.get_level_values("state")
    m, h = segregation.mutual_information(counts), segregation.information_index(counts)
    between, within = segregation.between_and_within(counts, states)
    found = {"M_race_school": m, "H_race_school": h, "M_race_state": between, "H_race_state": between * h / m}
    found |= {"M_within_state": within, "H_within_state": within * h / m}
    for name, value in found.items():
        yield Numbers(name, value, expected[name], 0, 5.1e-4 if expected[name] > 0.1 else 5.1e-5)
    yield Numbers("M and H", [m, h], list(expected["python_check"].values()))
    local = dict(zip(counts.columns, segregation.debiased_local(counts, draws=50), strict=True))
    theirs = expected["local_debiased_bootstrap"]  # both are random: three printed digits and the bootstrap's scatter
    yield Numbers("local, debiased", [local[g] for g in theirs], list(theirs.values()), 0, 6e-3)
    for toy in expected["toy_dissimilarity"]:
        d = segregation.dissimilarity(toy["group1"], toy["group2"])
        yield Numbers("toy", np.array(d), toy["D"], 1e-12)
