"""Grades of figures whose value is small or 0 beside what chance can do to them."""

import pandas as pd
import pytest

from isp_utils.indicators.reliability import reliability


@pytest.mark.parametrize(
    ("value", "lower", "upper", "grade"),
    [
        pytest.param(10.0, 9.0, 11.0, 1, id="narrow"),
        pytest.param(10.0, 7.0, 13.0, 2, id="wide"),
        pytest.param(0.0, -197.0, 197.0, 3, id="a balance of nothing with wide limits"),
        pytest.param(0.0, 0.0, 0.0, 1, id="nothing, and no doubt about it"),
        pytest.param(10.0, float("nan"), float("nan"), 1, id="no limits"),
    ],
)
def test_the_grade_hangs_on_the_width_beside_the_value(value, lower, upper, grade):
    row = {"numerator": float("nan"), "value": value, "lower": lower, "upper": upper, "flag": "", "method": "exact"}
    assert reliability(pd.DataFrame([row]), pd.Series(["events"])).to_list() == [grade]
