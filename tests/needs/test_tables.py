"""Tables of ages: single ages moved on, groups divided, and what was counted kept."""

import numpy as np
import pytest

from isp_utils.needs.tables import GROUPS, OLDEST, AgeTable, at_year_end, divided
from tests.needs.figures import KREIS, counted, known_in

FLAT = np.ones(OLDEST + 1)


def even(number: float) -> np.ndarray:
    return np.full((1, OLDEST + 1), number)


def sums(children: np.ndarray) -> list[float]:
    return [float(children[0, first : last + 1].sum()) for first, last in GROUPS]


def test_counted_groups_are_kept_and_cohorts_grow_older():
    start = AgeTable(2020, "zensus_2022", even(100.0), True)
    start.children[0, 4] = 150.0
    groups = np.array([[330.0, 303.0, 450.0, 500.0, 300.0, 200.0]])
    made = divided(start, groups, 2022, FLAT, {})
    assert sums(made) == pytest.approx(groups[0].tolist())
    assert made[0, 6] == pytest.approx(150.0)


def test_those_born_since_follow_a_line_from_the_last_counted_cohort():
    start = AgeTable(2021, "zensus_2022", even(100.0), True)
    made = divided(start, np.array([[240.0, 300.0, 400.0, 500.0, 300.0, 200.0]]), 2024, FLAT, {})
    assert made[0, :3].tolist() == pytest.approx([70.0, 80.0, 90.0])


def test_published_births_decide_where_they_are_known():
    start = AgeTable(2022, "zensus_2022", even(100.0), True)
    births = {2023: np.array([80.0]), 2024: np.array([60.0])}
    made = divided(start, np.array([[240.0, 300.0, 400.0, 500.0, 300.0, 200.0]]), 2024, FLAT, births)
    assert made[0, :3].tolist() == pytest.approx([60.0, 80.0, 100.0])


def test_ages_of_a_day_in_the_year_are_those_of_its_end():
    ages = even(100.0)
    ages[0, 5] = 200.0
    assert at_year_end(ages, 0.25)[0, 5:7].tolist() == [125.0, 175.0]


def test_the_base_of_the_census_year_is_the_census_moved_on():
    table = known_in(2022).base
    assert table.single
    assert table.since == pytest.approx(1 - 135 / 365)
    day = counted().ages["2022-05-15"].loc[KREIS]
    assert table.children[0, 6] == pytest.approx(135 / 365 * day["6"] + 230 / 365 * day["5"])


def test_today_rests_on_counted_groups_divided_by_the_census():
    table = known_in(2024).base
    assert (table.single, table.since) == (False, 0.0)
    assert table.apart == pytest.approx(2 + 230 / 365)
