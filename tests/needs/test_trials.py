"""The two back-tests on real figures, and that nothing later than the base date goes in."""

import numpy as np
import pandas as pd
import pytest

from isp_utils.indicators.stocks import Stocks
from isp_utils.model.wording import german_number
from isp_utils.needs.cohorts import children_ahead
from isp_utils.needs.known import known_until
from isp_utils.needs.outlook import trials
from tests.needs.figures import BIOGRAPHY, TERRITORY, real

RULES = BIOGRAPHY.planning.needs

BASE, LATER = "2015-12-31", "2018-12-31"


@pytest.fixture(scope="module")
def made():
    return trials(real(), TERRITORY, RULES)


def test_both_back_tests_are_made_over_all_kreise(made):
    assert {name: (len(trial.regions), trial.outcome.size) for name, trial in made.items()} == {
        "kinder": (45, 45 * 18),
        "u3": (45, 45 * 5),
        "3_5": (45, 45 * 5),
    }
    assert made["u3"].cases == (2016, 2017, 2018, 2019, 2020)


@pytest.mark.parametrize("name", ["kinder", "u3", "3_5"])
def test_interval_and_error_reach_the_target(made, name):
    model, *naive = made[name].scores()
    assert model.coverage >= 0.70
    assert model.median_error <= min(score.median_error for score in naive)
    assert made[name].passed


def test_the_numbers_of_the_decision_page(made):
    """docs/decisions/0005-prognose.md prints these."""
    found = {name: trial.scores() for name, trial in made.items()}
    errors = {name: [german_number(score.median_error, 1) for score in scores] for name, scores in found.items()}
    assert errors == {
        "kinder": ["2,8", "5,8", "9,1"],
        "u3": ["1,6", "3,3", "3,8"],
        "3_5": ["1,9", "2,0", "3,6"],
    }
    assert {name: round(100 * scores[0].coverage) for name, scores in found.items()} == {
        "kinder": 75,
        "u3": 94,
        "3_5": 83,
    }


def test_nothing_later_than_the_base_goes_in():
    table = real().table
    later = table["period"].str[:4].astype(int) > 2015
    assert later.any()
    spoiled = Stocks(table.assign(value=table["value"].where(~later, table["value"] * 7 + 1)))
    honest = Stocks(table[~later])
    forecasts = [children_ahead(known_until(stocks, TERRITORY, BASE), 3).value for stocks in (real(), spoiled, honest)]
    np.testing.assert_array_equal(forecasts[0], forecasts[1])
    np.testing.assert_array_equal(forecasts[0], forecasts[2])


def test_quotas_look_back_only(made):
    table = real().table
    later = table["period"].str[:4].astype(int) > 2015
    spoiled = trials(Stocks(table.assign(value=table["value"].where(~later, 50.0))), TERRITORY, RULES)
    order = [made["u3"].regions.index(region) for region in spoiled["u3"].regions]
    assert not np.allclose(made["u3"].outcome[order], spoiled["u3"].outcome)
    np.testing.assert_allclose(made["u3"].forecast.value[order], spoiled["u3"].forecast.value)
    np.testing.assert_allclose(made["u3"].forecast.upper[order], spoiled["u3"].forecast.upper)


def test_merged_kreise_are_added_up():
    known = known_until(real(), TERRITORY, BASE)
    place = known.regions.index("03159")
    rows = real().rows("bevoelkerung/6")
    parts = rows[(rows["period"] == BASE) & rows["region"].isin(["03152", "03156"])]["value"].sum()
    assert known.children[place, 6] == parts > 0
    assert isinstance(known.births, pd.DataFrame)
    assert known.births.columns[-1] == 2015
