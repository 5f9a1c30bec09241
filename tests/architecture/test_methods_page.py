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
from isp_utils.statistics.intervals import Estimate

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
    assert "Bei 39 von 44 ist der Abstand zum Land kleiner" in TEXT
    assert Distance(39, 44).stands_out


def test_a_range_of_events():
    share = widened_proportion(*LEAVERS)
    value, lower, upper = (german_number(float(number), 1) for number in (share.value, share.lower, share.upper))
    assert f"das sind {value} %" in TEXT
    assert f"Zufall allein: etwa {lower} bis {upper} %" in TEXT


def test_a_range_as_if_there_were_fewer_people():
    plain, wide = (_limits(widened_proportion(37, 523, phi)) for phi in (1.0, 3.0))
    assert f"37 von 523 Abgängen ohne Abschluss sind {german_number(3700 / 523, 1)} %" in TEXT
    assert f"Nach Wilson allein reicht der Bereich von {' bis '.join(plain)} %. Mit φ = 3" in TEXT
    fewer = [german_number(number / 3, 1) for number in (37, 523)]
    assert f"seien es {' von '.join(fewer)}: von {' bis '.join(wide)} %" in TEXT


def _limits(found: Estimate) -> tuple[str, str]:
    return german_number(float(found.lower), 1), german_number(float(found.upper), 1)


def test_a_difference_of_events():
    own, land = (german_number(100 * part / whole, 1) for part, whole in ((113, 467), (24729, 79489)))
    assert f"das sind {own} %; im Land waren es 24.729 von 79.489, das sind {land} %" in TEXT
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
    lower, upper = _limits(share)
    half = german_number(float(share.upper - share.lower) / 2, 1)
    assert f"({upper} − {lower}) ÷ 2 = {half} Prozentpunkte" in TEXT


@pytest.mark.parametrize("sign", EXPLANATIONS)
def test_a_sign(sign):
    assert f"| {sign} | {EXPLANATIONS[sign]} |" in TEXT


@pytest.mark.parametrize(("value", "digits", "printed"), [(15.0187, 1, "15,0"), (2.675, 2, "2,68")])
def test_rounding(value, digits, printed):
    assert german_number(value, digits) == printed
    assert any(f"{str(value).replace('.', ',')}{unit} wird {printed}{unit}" in TEXT for unit in ("", " %"))
