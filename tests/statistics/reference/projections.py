"""Semarang (Hamilton-Perry)."""

from collections.abc import Iterator

import numpy as np

from isp_utils.statistics.population import hamilton_perry
from tests.statistics.reference.numbers import Numbers, case, table


@case("hamilton_perry: Semarang, three scenarios", 492)
def semarang() -> Iterator[Numbers]:
    rows = table("hamilton_perry/semarang_input.csv")
    rows["start"] = rows.age_group.str.extract(r"^(\d+)").astype(int)
    rows = rows.sort_values(["sex", "start"])
    years = {y: rows[str(y)].to_numpy().reshape(2, -1) for y in (2020, 2025, 2030, 2035)}
    mothers = slice(3, 10)
    found = [hamilton_perry.cohort_ratios(years[y], years[y + 5], mothers) for y in (2020, 2025, 2030)]
    expected = table("hamilton_perry/semarang_ratios_expected.csv").sort_values(["sex", "age_start"])
    for year, ratios in zip((2020, 2025, 2030), found, strict=True):
        own = expected[expected.period == f"{year}-{year + 5}"]
        yield Numbers(f"ratios {year}", ratios.change.ravel(), own.ccr)
        yield Numbers(f"children {year}", ratios.children, own.cwr[own.age_start == 0])
    parameters = table("hamilton_perry/semarang_parameters_expected.csv").sort_values(["sex", "age_start"])
    forecasts = table("hamilton_perry/semarang_projection_expected.csv").sort_values(["sex", "age_start"])
    for name, summary in (("min", np.min), ("mean", np.mean), ("max", np.max)):
        change = summary([r.change for r in found], axis=0)
        children = summary([r.children for r in found], axis=0)
        yield Numbers(f"{name} ratios", change.ravel(), parameters[f"ccr_{name}"])
        yield Numbers(f"{name} children", children, parameters[f"cwr_{name}"][parameters.age_start == 0])
        path = hamilton_perry.project(years[2035], hamilton_perry.Ratios(change, children), mothers, steps=3)
        for step, year in enumerate((2040, 2045, 2050), start=1):
            own = forecasts[(forecasts.scenario == name) & (forecasts.year == year)]
            yield Numbers(f"{name} {year}", path[step].ravel(), own["pop"])
