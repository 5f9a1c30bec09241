"""OHID's own test data (PHEindicatormethods), 95 and 99.8 %."""

from collections.abc import Iterator

import numpy as np

from isp_utils.statistics import funnel, intervals, life_table, means, standardised
from tests.statistics.reference.numbers import Numbers, case, table

FOLDER = "indicator_methods"
LEVELS = {"95_0": 0.95, "99_8": 0.998}


@case(f"{FOLDER}: Wilson and Byar limits")
def wilson_and_byar() -> Iterator[Numbers]:
    rows = table(f"{FOLDER}/Byars_Wilson__testdata_B_W.csv")
    for (method, level), group in rows.groupby(["method", "confidence"]):
        confidence = float(level.rstrip("%")) / 100
        if method == "Wilson":
            limits = intervals.wilson(group.x, group.n, confidence)
        else:
            limits = intervals.byar(group.x, confidence)
        for column, found in zip(("lowercl", "uppercl"), limits, strict=True):
            yield Numbers(f"{method} {level} {column}", found, group[column])


def _estimates(name: str, estimate: object) -> Iterator[Numbers]:
    rows = table(f"{FOLDER}/{name}")
    for multiplier, group in rows.groupby("multiplier"):
        for level, confidence in LEVELS.items():
            found = estimate(group.Numerator, group.Denominator, multiplier, confidence)
            yield Numbers(f"value x {multiplier}", found.value, group.value)
            yield Numbers(f"lower {level} x {multiplier}", found.lower, group[f"lower{level}cl"])
            yield Numbers(f"upper {level} x {multiplier}", found.upper, group[f"upper{level}cl"])


@case(f"{FOLDER}: proportions")
def proportions() -> Iterator[Numbers]:
    yield from _estimates("Proportion__testdata_Prop.csv", intervals.proportion)


@case(f"{FOLDER}: rates")
def rates() -> Iterator[Numbers]:
    yield from _estimates("Rate__testdata_Rate.csv", intervals.rate)


@case(f"{FOLDER}: means")
def mean_values() -> Iterator[Numbers]:
    values = table(f"{FOLDER}/Mean__testdata_Mean.csv")
    for row in table(f"{FOLDER}/Mean__testdata_Mean_results.csv").itertuples():
        sample = values["values"] if row.area == "No grouping" else values[values.area == row.area]["values"]
        wide, narrow = means.mean(sample, 0.998), means.mean(sample)
        found = [narrow.value * narrow.count, narrow.count, narrow.deviation, narrow.value]
        found += [narrow.lower, narrow.upper, wide.lower, wide.upper]
        expected = [row.value_sum, row.value_count, row.stdev, row.value]
        expected += [row.lower95_0cl, row.upper95_0cl, row.lower99_8cl, row.upper99_8cl]
        yield Numbers(row.area, found, expected)


@case(
    f"{FOLDER}: directly standardised rates",
    "rows of repeated events, whose persons by number of events are not among the open files; 4 limits in error",
)
def direct_rates() -> Iterator[Numbers]:
    areas = table(f"{FOLDER}/DSR_ISR__testdata_multiarea.csv")
    old = table(f"{FOLDER}/DSR_ISR__testdata_1976.csv")
    standard = table(f"{FOLDER}/esp2013.csv").esp2013
    yield Numbers("European standard population", standardised.ESP2013, standard.astype(float))
    for number, row in enumerate(table(f"{FOLDER}/DSR_ISR__testresults_DSR.csv").itertuples()):
        if "nonind" in row.area:
            continue
        per = 10_000 if number < 4 else 100_000
        own = old if row.area == "testdata_1976" else areas[areas.area == row.area]
        weights = old.esp1976 if row.area == "testdata_1976" else standard
        totals = [own["count"].sum(), own["pop"].sum()]
        yield Numbers(f"{row.area} totals", totals, [row.total_count, row.total_pop])
        for level, confidence in LEVELS.items():
            found = standardised.direct_rate(own["count"], own["pop"], weights, per, confidence)
            yield Numbers(f"{row.area} value", found.value, row.value)
            if row.area == "testdata_1976" and level == "99_8":
                continue  # ten times too large in the source, as the README says
            yield Numbers(f"{row.area} lower {level}", found.lower, getattr(row, f"lower{level}cl"))
            yield Numbers(f"{row.area} upper {level}", found.upper, getattr(row, f"upper{level}cl"))


@case(f"{FOLDER}: funnel of proportions")
def funnels() -> Iterator[Numbers]:
    areas = table(f"{FOLDER}/testdata_funnel_prop_inputs.csv")
    lines = table(f"{FOLDER}/testdata_funnel_prop_outputs.csv")
    average = areas.numerator.sum() / areas.denominator.sum()
    points = funnel.axis_points(*funnel.axis_range(areas.denominator))
    yield Numbers("axis", points, lines.Population.astype(float))
    for confidence, name in ((0.95, "2s0025"), (0.998, "3s0001")):
        low, high = funnel.share_limits(points, average, confidence)
        yield Numbers(f"lower {name}", 100 * low, lines[f"Lower{name}limit"], 0, 5.1e-7)
        yield Numbers(f"upper {name}", 100 * high, lines[f"Upper{name}limit"], 0, 5.1e-7)
    yield Numbers("baseline", np.full(100, 100 * average), lines.Baseline, 0, 5.1e-7)
    found = funnel.outlying_shares(areas.numerator, areas.denominator)
    words = {("higher", 99.8): "High (0.001)", ("higher", 95.0): "High (0.025)", ("similar", 0.0): "Not significant"}
    words |= {("lower", 99.8): "Low (0.001)", ("lower", 95.0): "Low (0.025)"}
    codes = [words[pair] for pair in zip(found.code.tolist(), found.strength.tolist(), strict=True)]
    yield Numbers("significance", np.array(codes), areas.significance.to_numpy(str))


@case(f"{FOLDER}: life expectancy")
def life() -> Iterator[Numbers]:
    rows = table(f"{FOLDER}/life_expectancy__df1.csv")
    found = life_table.life_expectancy(rows.deaths, rows.pops, rows.startage)
    for column, values in (("value", found.value), ("lowercl", found.lower), ("uppercl", found.upper)):
        yield Numbers(column, values, rows[column], 0, 1e-4)
    for column, own in (("pops_used", rows.pops), ("dths_used", rows.deaths)):
        yield Numbers(column, own[::-1].cumsum()[::-1], rows[column])
