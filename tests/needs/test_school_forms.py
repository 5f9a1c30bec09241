"""Shares of the school forms: pupils of one school year, by all of that year."""

import pandas as pd

from isp_utils.indicators.stocks import Stocks
from isp_utils.model.schema import Flag
from isp_utils.needs.outlook import _by_form
from tests.needs.figures import BIOGRAPHY

KREIS = "99001"
NAMES = ["indicator", "region", "period", "sex", "age", "group", "value", "flag", "census_base", "source"]
ALL = ("total", "total")
RULES = BIOGRAPHY.planning.needs


def pupils(*rows: tuple[str, str, float | None]) -> Stocks:
    """Pupils of class 7 by group and school year; None is a figure that the gate hides."""
    table = [
        ["schueler_klasse_7", KREIS, period, *ALL, group, value, "" if value else Flag.PROTECTED.value, "", "quelle"]
        for group, period, value in rows
    ]
    return Stocks(pd.DataFrame(table, columns=NAMES))


def test_a_form_that_is_hidden_now_does_not_come_from_an_older_year():
    stocks = pupils(
        ("total", "2015/16", 500.0),
        ("schulart:gymnasium", "2015/16", 177.0),
        ("schulart:foerderschule", "2015/16", 16.0),
        ("total", "2023/24", 465.0),
        ("schulart:gymnasium", "2023/24", 138.0),
        ("schulart:foerderschule", "2023/24", None),
    )
    everyone, forms = _by_form(stocks, KREIS, RULES)
    assert everyone.value == 465.0
    assert {title: found.value for title, found in forms.items()} == {"Gymnasium": 138.0}


def test_a_year_that_tells_no_form_gives_way_to_one_that_does():
    stocks = pupils(("total", "2015/16", 500.0), ("schulart:gymnasium", "2015/16", 177.0), ("total", "2023/24", 465.0))
    everyone, forms = _by_form(stocks, KREIS, RULES)
    assert (everyone.period, list(forms)) == ("2015/16", ["Gymnasium"])
