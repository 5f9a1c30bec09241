"""Tests of pyMannKendall, compared by its authors with R (modifiedmk, fume, rkt, trend)."""

from collections.abc import Iterator

from isp_utils.statistics import mann_kendall
from tests.statistics.reference.numbers import Numbers, case, record, table


@case("trend: Mann-Kendall and Sen", 7, "the tests for seasons, regions and dependent series")
def mann_kendall_and_sen() -> Iterator[Numbers]:
    values = table("trend/mk_arbitrary_1d.csv").value.to_numpy(float)
    expected = record("trend/mk_expected.json")
    found = mann_kendall.mann_kendall(values)
    mine = {"p": found.p, "z": found.z, "Tau": found.tau, "s": found.score, "var_s": found.variance}
    theirs = {k: float(v) for k, v in expected["test_original_test"].items() if k in mine}
    yield Numbers("test", [mine[k] for k in theirs], list(theirs.values()))
    line = expected["test_sens_slope"]
    yield Numbers("line", mann_kendall.sen_slope(values), [float(line["slope"]), float(line["intercept"])])
