"""docs/Methoden.md follows the first-graders of one year by hand; its numbers are those of the page."""

from math import ceil, exp, floor, sqrt

import numpy as np
import pytest

from isp_utils.model.wording import german_number
from isp_utils.needs.cohorts import children_ahead
from isp_utils.needs.growth import NEWEST, excess, gains, own_weight, yearly_growth
from isp_utils.needs.outlook import outlook
from isp_utils.needs.spread import cohort_scatter, migration_widths
from tests.needs.figures import BIOGRAPHY, CATALOGUE, KREIS, ROOT, TERRITORY, counted, known_in, real

WHOLE = (ROOT / "docs" / "Methoden.md").read_text(encoding="utf-8")
TEXT = WHOLE[WHOLE.index("## Ein Jahrgang von Hand") : WHOLE.index("## Wie weit ein Wert schwankt")]
KNOWN = known_in(2024)


def told(*numbers: float, digits: int) -> None:
    for number in numbers:
        assert german_number(number, digits) in TEXT, number


def test_what_was_counted():
    census = counted().ages["2022-05-15"].loc[KREIS]
    assert census[["2", "3", "4"]].tolist() == [369, 377, 420]
    assert "| 369, 377, 420 |" in TEXT
    assert counted().ages["2024-12-31"].loc[KREIS, ["3-5", "6-9"]].tolist() == [1114, 1667]


def test_the_base():
    three, four = 135 / 365 * 377 + 230 / 365 * 369, 135 / 365 * 420 + 230 / 365 * 377
    arrived = KNOWN.arrived
    five, six = three * arrived[5] / arrived[3], four * arrived[6] / arrived[4]
    told(three, four, five, six, digits=2)
    told(*arrived[3:7], digits=5)
    before = known_in(2022).children[0]
    moved = {age: before[age - 2] * arrived[age] / arrived[age - 2] for age in range(3, 10)}
    groups = [sum(moved[age] for age in ages) for ages in ((3, 4, 5), (6, 7, 8, 9))]
    told(*groups, digits=2)
    base = [five * 1114 / groups[0], six * 1667 / groups[1]]
    assert KNOWN.children[0, 5:7] == pytest.approx(base)
    told(*base, digits=2)


def test_growth_and_the_first_school_year():
    growth, more, found = yearly_growth(KNOWN)[5:7], excess(KNOWN)[0], gains(KNOWN)
    assert own_weight(KNOWN) == 0
    assert len(found.land) == 11
    told(*growth, more, float(np.mean(found.land)), float(np.mean(found.land[-NEWEST:])), digits=5)
    six, seven = (KNOWN.children[0, age] * exp(growth[age - 5] + more) for age in (5, 6))
    told(six, seven, 0.75 * six + 0.25 * seven, digits=2)
    ahead = outlook(real(), TERRITORY, KREIS, BIOGRAPHY.planning, CATALOGUE.counties[KREIS].variants)
    value, lower, upper = ahead.needs["trend"]["schulanfaenger"].at(2025)
    assert value == round(0.75 * six + 0.25 * seven) == 404
    assert f"{lower} bis {upper}" == "385 bis 425"
    assert "(385 bis 425)" in TEXT


def test_the_interval():
    cohorts, scatter = children_ahead(KNOWN, 1), cohort_scatter(KNOWN)
    value = 0.75 * cohorts.value[0, 1, 6] + 0.25 * cohorts.value[0, 1, 7]
    shares = np.array([0.75, 0.25]) * cohorts.value[0, 1, 6:8] / value
    shared = migration_widths(KNOWN)[0]
    near, own, split = (part[0, 1, 6:8] for part in (cohorts.near, cohorts.own, cohorts.split))
    told(shared, *near, *own, *split, digits=5)
    assert own[0] == pytest.approx(1.2816 * sqrt(scatter.own / 3 / KNOWN.children[0, 5]), rel=1e-4)
    told(scatter.own, scatter.likeness, digits=3)
    told(KNOWN.base.apart, digits=2)
    alike = np.array([[1, scatter.likeness], [scatter.likeness, 1]])
    neighbours = sqrt((shares * near) @ alike @ (shares * near))
    alone = sqrt(((shares * own) ** 2).sum())
    told(neighbours, alone, digits=5)
    whole = children_ahead(KNOWN, 1).total(np.eye(20)[6] * 0.75 + np.eye(20)[7] * 0.25)
    half = np.log(whole.upper[0, 1] / whole.value[0, 1])
    division = sqrt(half**2 - shared**2 - neighbours**2 - alone**2)
    told(division, digits=5)
    told(half, digits=4)
    told(value * exp(-half), value * exp(half), digits=1)
    assert (floor(value * exp(-half)), ceil(value * exp(half))) == (385, 425)
