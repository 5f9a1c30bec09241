"""docs/Methoden.md explains by examples; each is reckoned here by the functions that the pages use."""

from pathlib import Path

import pandas as pd
import pytest

from isp_utils.charts.parts.symbols import EXPLANATIONS
from isp_utils.indicators.reliability import reliability
from isp_utils.indicators.statements.comparison import Distance
from isp_utils.model.wording import german_number
from isp_utils.statistics.comparison import difference
from isp_utils.statistics.dispersion import widened_proportion

TEXT = " ".join((Path(__file__).resolve().parents[2] / "docs" / "Methoden.md").read_text(encoding="utf-8").split())
LEAVERS, GRADUATES = (41, 467, 2.68), (113, 467, 1.88)


def test_a_count_of_everybody():
    own, land = 100 * 6984 / 46502, 100 * 1348517 / 8004489
    gap = land - own
    printed = [german_number(number, 1) for number in (own, land, gap)]
    assert printed == ["15,0", "16,8", "1,8"]
    assert german_number(gap / 100 * 46502) == "850"
    assert (
        "16,8 %. Der Landkreis liegt 1,8 Prozentpunkte niedriger, das sind bei 46.502 Menschen rund 850 Kinder" in TEXT
    )
    assert Distance(39, 44).stands_out


def test_a_range_of_events():
    share = widened_proportion(*LEAVERS)
    value, lower, upper = (german_number(float(number), 1) for number in (share.value, share.lower, share.upper))
    assert f"das sind {value} %" in TEXT
    assert f"von Jahr zu Jahr zwischen {lower} und {upper} %" in TEXT


def test_a_difference_of_events():
    gap = difference(widened_proportion(*GRADUATES), widened_proportion(24729, 79489, 1.88))
    assert (
        f"zwischen {german_number(float(gap.lower), 1)} und {german_number(float(gap.upper), 1)} Prozentpunkten" in TEXT
    )


def test_a_grade():
    share = widened_proportion(*LEAVERS)
    row = {
        "value": share.value,
        "lower": share.lower,
        "upper": share.upper,
        "numerator": 41,
        "flag": "",
        "method": "Wilson",
    }
    table = pd.DataFrame([row])
    assert reliability(table, pd.Series(["events"])).to_list() == [2]
    assert f"(13,9 − 5,4) ÷ 2 = {german_number((13.9 - 5.4) / 2, 1)} Prozentpunkte" in TEXT


@pytest.mark.parametrize("sign", EXPLANATIONS)
def test_a_sign(sign):
    assert f"| {sign} | {EXPLANATIONS[sign]} |" in TEXT


@pytest.mark.parametrize(("value", "digits", "printed"), [(15.0187, 1, "15,0"), (2.675, 2, "2,68")])
def test_rounding(value, digits, printed):
    assert german_number(value, digits) == printed
