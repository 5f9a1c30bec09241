"""Children in care: counted as long as there are counts, then quota times children of the same year."""

import pandas as pd
import pytest

from isp_utils.indicators.stocks import Stocks
from isp_utils.model.need_rules import load_need_rules
from isp_utils.model.schema import Flag
from isp_utils.needs.in_care import InCare, children_in_care, newest_in_care
from tests.needs.figures import KREIS, real

RULES = load_need_rules()
KIND = RULES.kinds["betreut_3_5"]
NAMES = ["indicator", "region", "period", "sex", "age", "group", "value", "flag", "census_base", "source"]


def made_up(*rows: tuple[str, str, str, float | None, str]) -> Stocks:
    """Figures of one Kreis: fact, age, period, value, flag."""
    table = [[fact, "99001", day, "total", age, "total", value, flag, "", fact] for fact, age, day, value, flag in rows]
    return Stocks(pd.DataFrame(table, columns=NAMES))


def quota(year: int, value: float | None, flag: str = "") -> tuple[str, str, str, float | None, str]:
    return "betreuungsquote_3_bis_5", "total", str(year), value, flag


def people(year: int, value: float) -> tuple[str, str, str, float | None, str]:
    return "bevoelkerung", "3-5", f"{year}-12-31", value, ""


def count(year: int, value: float | None, flag: str = "") -> tuple[str, str, str, float | None, str]:
    return "kinder_in_tagesbetreuung", "3-5", f"{year}-03-01", value, flag


def test_the_product_of_quota_and_children_is_the_count_that_was_divided():
    """1 March 2016: 1,024 children in care (22541, 22543), 1,074 of that age on 31.12.2016, quota 95.34 % (INKAR)."""
    found = children_in_care(made_up(people(2016, 1074.0), quota(2016, 95.34)), "99001", KIND, RULES)
    assert [round(one.value or 0) for one in found] == [1024]
    assert (found[0].reckoned, found[0].flag) == (True, Flag.ESTIMATED.value)
    assert set(found[0].sources) == {"bevoelkerung", "betreuungsquote_3_bis_5"}


@pytest.mark.parametrize(("value", "flag"), [(1024.0, ""), (None, Flag.PROTECTED.value)])
def test_a_year_with_a_count_is_not_reckoned_also_where_the_count_is_hidden(value, flag):
    stocks = made_up(count(2016, value, flag), people(2016, 1074.0), quota(2016, 95.34))
    (only,) = children_in_care(stocks, "99001", KIND, RULES)
    assert (only.value, only.flag, only.reckoned) == (value, flag, False)


def test_quota_and_children_are_of_the_same_year():
    found = children_in_care(made_up(people(2023, 1178.0), quota(2024, 101.17)), "99001", KIND, RULES)
    assert (found[0].value, found[0].flag) == (None, Flag.NOT_AVAILABLE.value)
    assert newest_in_care(found) is None


def test_made_up_figures_are_left_out():
    assert children_in_care(made_up(count(2024, 900.0, "demo")), "99001", KIND, RULES) == ()


@pytest.mark.parametrize(("kind", "age"), [("betreut_3_5", 1127), ("betreut_u3", 359)])
def test_the_newest_number_of_the_county(kind, age):
    """2024: 101.17 % of 1,114 and 37.09 % of 968 children (Deutschlandatlas; 12411-02-03-4)."""
    newest = newest_in_care(children_in_care(real(), KREIS, RULES.kinds[kind], RULES))
    assert isinstance(newest, InCare)
    assert (newest.year, round(newest.value or 0), newest.reckoned) == (2024, age, True)
