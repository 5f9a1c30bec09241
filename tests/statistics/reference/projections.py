"""Alaska (Hunsinger's basic projection), Semarang (Hamilton-Perry), the Nile (R forecast and stats)."""

from collections.abc import Iterator

import numpy as np

from isp_utils.statistics.population import cohort, forecast, hamilton_perry, mortality
from tests.statistics.reference.numbers import Numbers, case, record, table

GIRLS, OUT, FERTILITY = 0.4886, 140_000, 2.3


@case("cohort_component: Alaska 2005-2035")
def alaska() -> Iterator[Numbers]:
    base = table("cohort_component/alaska_AgeSex2005_AK_AKDOLv2009.csv")
    people = np.stack([base.AK_F_2005, base.AK_M_2005]).astype(float)
    survivors = table("cohort_component/alaska_lx2000_US_NCHS.csv")
    alive = np.stack([survivors.F_2000, survivors.M_2000])
    # `PropFx` adds up to 1: the total fertility rate times it is births a woman in five years at that age.
    fertility = FERTILITY * table("cohort_component/alaska_Fx2005_US_NCHS.csv").PropFx.to_numpy() / 5
    moves = table("cohort_component/alaska_MigProf2000_AKCACO_Census2000.csv")
    departures = OUT / 2 * moves.AKOut.to_numpy()
    arrivals = departures.sum() * moves.AKIn.to_numpy()
    expected = table("cohort_component/alaska_projection_expected.csv")
    for step, year in enumerate(range(2010, 2040, 5)):
        alpha = np.array([0.03, 0.08]) + 0.03 * (step + 1)
        lived = mortality.person_years(np.stack([mortality.brass(a, b) for a, b in zip(alive, alpha, strict=True)]), 5)
        survival = mortality.survival_ratios(lived)
        if year == 2010:
            ratios = table("cohort_component/alaska_survival_2005_expected.csv")
            # The author lists L(x+1)/L(x) also for the last band, which his projection then replaces.
            plain = lived[:, 1:] / lived[:, :-1]
            yield Numbers("survival F", plain[0], ratios.SxF05)
            yield Numbers("survival M", plain[1], ratios.SxM05)
            np.testing.assert_allclose(survival[:, :-2], plain[:, :-1])
        newborn = mortality.newborn_survival(lived, 5)
        plan = cohort.Step(survival, newborn, fertility, arrivals, departures, girls=GIRLS, width=5)
        people = cohort.advance(people, plan)
        for row, sex in enumerate("FM"):
            yield Numbers(f"{sex}{year}", people[row], expected[f"{sex}{year}"], 1e-6)


@case("hamilton_perry: Semarang, three scenarios")
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


@case(
    "forecast: exponential smoothing and ARIMA (Nile)",
    "parameters of lh, airmiles and USAccDeaths, whose series are not among the open files",
)
def nile() -> Iterator[Numbers]:
    flow = table("forecast/nile_input.csv").flow
    parameters = record("forecast/parameters_expected.json")
    models = {
        "nile_ets_ann": lambda c: forecast.exponential_smoothing(flow, 5, confidence=c),
        "nile_ets_ann_alpha025": lambda c: forecast.exponential_smoothing(flow, 5, 0.25, c),
        "nile_arima101": lambda c: forecast.arima(flow, (1, 0, 1), 5, c),
        "nile_arima011": lambda c: forecast.arima(flow, (0, 1, 1), 5, c),
    }
    for name, model in models.items():
        expected, known = table(f"forecast/{name}_expected.csv"), parameters[name]
        narrow, wide = model(0.8), model(0.95)
        yield Numbers(f"{name} mean", narrow.value, expected["mean"], 2e-3)
        for level, found in (("80", narrow), ("95", wide)):
            yield Numbers(f"{name} lower {level}", found.lower, expected[f"lo{level}"], 1e-2)
            yield Numbers(f"{name} upper {level}", found.upper, expected[f"hi{level}"], 1e-2)
        mine = {**narrow.parameters, "sigma2": narrow.variance, "loglik": narrow.log_likelihood}
        free = len(narrow.parameters) + 1
        mine["aic"] = 2 * free - 2 * narrow.log_likelihood
        theirs = {**known.get("coef", {}), **{k: v for k, v in known.items() if k != "coef"}}
        for key, value in theirs.items():
            yield Numbers(f"{name} {key}", np.array(mine[key]), value, 1e-3)
