"""OHID's own test data (PHEindicatormethods), 95 and 99.8 %."""

from collections.abc import Iterator

from isp_utils.statistics import intervals, standardised
from tests.statistics.reference.numbers import Numbers, case, table

FOLDER = "indicator_methods"
LEVELS = {"95_0": 0.95, "99_8": 0.998}


@case(f"{FOLDER}: Wilson and Byar limits", 26)
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


@case(f"{FOLDER}: proportions", 114)
def proportions() -> Iterator[Numbers]:
    yield from _estimates("Proportion__testdata_Prop.csv", intervals.proportion)


@case(f"{FOLDER}: rates", 120)
def rates() -> Iterator[Numbers]:
    yield from _estimates("Rate__testdata_Rate.csv", intervals.rate)


@case(
    f"{FOLDER}: directly standardised rates",
    79,
    "rows of repeated events; 4 limits in error",
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
