"""Tests of pyMannKendall, compared by its authors with R (modifiedmk, fume, rkt, trend)."""

from collections.abc import Iterator

import numpy as np

from isp_utils.statistics import mann_kendall, serial_trend
from tests.statistics.reference.numbers import Numbers, case, record, table

TESTS = {
    "original_test": mann_kendall.mann_kendall,
    "hamed_rao_modification_test": serial_trend.hamed_rao,
    "hamed_rao_modification_test_lag3": lambda x: serial_trend.hamed_rao(x, lags=3),
    "yue_wang_modification_test": serial_trend.yue_wang,
    "yue_wang_modification_test_lag1": lambda x: serial_trend.yue_wang(x, lags=1),
    "pre_whitening_modification_test": serial_trend.prewhitened,
    "trend_free_pre_whitening_modification_test": serial_trend.trend_free_prewhitened,
    "seasonal_test": mann_kendall.seasonal_mann_kendall,
    "correlated_seasonal_test": serial_trend.correlated_seasonal,
}


@case(
    "trend: Mann-Kendall family",
    "regional, correlated multivariate and partial test, whose two-dimensional data are not among the open files",
)
def mann_kendall_family() -> Iterator[Numbers]:
    values = table("trend/mk_arbitrary_1d.csv").value.to_numpy(float)
    expected = record("trend/mk_expected.json")
    for name, test in TESTS.items():
        found = test(values)
        mine = {"p": found.p, "z": found.z, "Tau": found.tau, "s": found.score, "var_s": found.variance}
        theirs = {k: float(v) for k, v in expected[f"test_{name}"].items() if k in mine}
        yield Numbers(name, [mine[k] for k in theirs], list(theirs.values()))
        way = "no trend" if found.p >= 0.05 else "increasing" if found.z > 0 else "decreasing"
        yield Numbers(f"{name} in words", np.array(way), np.array(expected[f"test_{name}"]["trend"].strip("'")))
    for name, slope in (
        ("sens_slope", mann_kendall.sen_slope),
        ("seasonal_sens_slope", mann_kendall.seasonal_sen_slope),
    ):
        line = expected[f"test_{name}"]
        yield Numbers(name, slope(values), [float(line["slope"]), float(line["intercept"])])
