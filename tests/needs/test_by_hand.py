"""docs/Methoden.md follows one birth year by hand; its numbers are those of the page."""

from math import exp, hypot, sqrt

import pytest

from isp_utils.needs.cohorts import cohort_scatter, excess, own_weight, yearly_growth
from isp_utils.needs.outlook import outlook
from tests.needs.figures import BIOGRAPHY, CATALOGUE, KREIS, ROOT, TERRITORY, real

TEXT = (ROOT / "docs" / "Methoden.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def ahead():
    return outlook(real(), TERRITORY, KREIS, BIOGRAPHY.planning, CATALOGUE.counties[KREIS].variants)


def test_what_was_counted(ahead):
    assert real().newest("lebendgeborene", KREIS, 2013).value == 320
    assert (ahead.known.earlier[2015][0, 2], ahead.base[5], ahead.base[6]) == (367, 380, 367)
    assert "| 320 |" in TEXT
    assert "| 367 |" in TEXT
    assert "| 380 |" in TEXT


def test_growth_and_the_first_school_year(ahead):
    known = ahead.known
    growth, more = yearly_growth(known)[5], excess(known, own_weight(known))[0]
    assert (round(growth, 5), round(more, 5)) == (0.00142, 0.00837)
    six, seven = 380 * exp(growth + more), 367 * exp(growth + more)
    assert (round(six, 2), round(seven, 2)) == (383.74, 370.61)
    need = ahead.needs["trend"]["schulanfaenger"]
    assert need.at(2019)[0] == round(0.75 * six + 0.25 * seven) == 380
    assert need.at(2020)[0] == round((0.75 * 377 + 0.25 * 380) * exp(2 * (growth + more))) == 385
    fifth = (0.75 * 380 + 0.25 * 367) * exp(5 * (growth + more))
    assert ahead.needs["trend"]["klasse_5"].at(2023)[0] == round(fifth) == 396


def test_the_interval(ahead):
    assert round(cohort_scatter(ahead.known), 3) == 1.153
    own = [1.2816 * sqrt(1.153 / 3 / people) for people in (380, 367)]
    assert [round(width, 4) for width in own] == [0.0408, 0.0415]
    both = hypot(0.75 * 383.74 * own[0], 0.25 * 370.61 * own[1]) / 380.46
    half = hypot(0.0078, both)
    assert (round(both, 4), round(half, 4)) == (0.0324, 0.0334)
    assert ahead.needs["trend"]["schulanfaenger"].at(2019)[1:] == (
        int(380.46 * exp(-half)),
        int(380.46 * exp(half)) + 1,
    )
    assert "367 bis 394" in TEXT
