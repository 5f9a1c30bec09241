"""The California schools of R survey: simple and stratified samples, with and without correction."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from isp_utils.statistics.survey import estimates, tables
from isp_utils.statistics.survey.design import Design, sample_design
from tests.statistics.reference.numbers import Numbers, case, record, table


def _designs() -> dict[str, tuple[pd.DataFrame, Design]]:
    srs, strat = table("survey/apisrs.csv"), table("survey/apistrat.csv")
    size = srs.fpc / len(srs)  # no weights handed in: R takes population by sample
    return {
        "srs": (srs, sample_design(size, population=srs.fpc)),
        "strat": (strat, sample_design(strat.pw, strat.stype, population=strat.fpc)),
        "strat_nofpc": (strat, sample_design(strat.pw, strat.stype)),
    }


def _found(schools: pd.DataFrame, design: Design, what: str) -> dict[str, object]:
    kind, _, rest = what.partition("_")
    if kind == "mean":
        return _plain(estimates.mean(design, schools[rest]))
    if kind == "total":
        return _plain(estimates.total(design, schools[rest]))
    if kind == "ratio":
        return _plain(estimates.ratio(design, schools["api.stu"], schools["enroll"]))
    if kind == "prop":
        kinds, found = estimates.shares(design, schools.stype.to_numpy(str))
        return _plain(found, list(kinds).index(rest.removeprefix("stype")))
    if kind == "by":
        return _plain(estimates.mean(design, schools.api99, schools.stype == rest))
    if kind == "ciprop":
        share = estimates.mean(design, schools["sch.wide"] == "Yes")
        limits = estimates.share_limits(design, share, rest.replace("xlogit", "logit"), per=1)
        return {**_plain(share), "lower": limits.lower[0], "upper": limits.upper[0]}
    test = tables.independence(design, schools["sch.wide"].to_numpy(str), schools.stype.to_numpy(str))
    return {"statistic": test.statistic, "df": test.degrees, "p": test.p}


def _plain(found: estimates.SurveyEstimate, at: int = 0) -> dict[str, object]:
    return {"estimate": found.value[at], "se": found.error[at], "df": found.degrees}


NOT_OURS = ("_glm_", "_likelihood", "ciprop_mean", "_Chisq", "_Wald", "_adjWald")


@case("survey: means, totals, ratios, shares, domains, Rao-Scott tests", 120, "regressions, other limits and tests")
def schools_of_california() -> Iterator[Numbers]:
    designs = _designs()
    entries = [e for e in record("survey/expected.json") if not any(name in e["id"] for name in NOT_OURS)]
    for entry in entries:
        name = max((d for d in designs if entry["id"].startswith(f"{d}_")), key=len)
        found = _found(*designs[name], entry["id"].removeprefix(f"{name}_"))
        for key in ("estimate", "se", "df", "lower", "upper", "statistic", "p"):
            if key in entry:
                yield Numbers(
                    f"{entry['id']} {key}", found[key], entry[key], 1e-9 if key == "estimate" else 1e-6, 1e-10
                )
    stype = table("survey/pop_stype.csv")
    strat, design = designs["strat"]
    counted = estimates.total(design, np.stack([strat.stype == s for s in stype.stype], axis=1))
    yield Numbers("population by type", counted.value, stype.n.astype(float), 1e-6)
