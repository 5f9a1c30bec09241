"""The first words of a station: children against children, "rund" before what is reckoned, limits with both signs."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from isp_utils.indicators.statements.hindrance import Hindered, Hindrance
from isp_utils.indicators.stocks import Stock
from isp_utils.model.schema import Flag
from isp_utils.needs.demand import Need
from isp_utils.needs.in_care import InCare
from isp_utils.pages.life_course.answers import counted_at_start, first_number, in_care_ahead, key_figure, need_in_short

YEARS = tuple(range(2024, 2035))
TITLE = "betreute Kinder von 3 bis 5 Jahren"


def need(value: int, lower: int, upper: int) -> Need:
    numbers = (np.full(len(YEARS), number) for number in (value, lower, upper))
    return Need("betreut_3_5", TITLE, "Kinder", "1.3.", "Statistik", YEARS, *numbers)


def test_a_number_from_a_rate_is_rund_and_the_change_has_its_range():
    now = InCare(2024, 1127.03, Flag.ESTIMATED.value, "", "", ("quelle",))
    assert in_care_ahead((now,), need(1012, 874, 1171), TITLE) == (
        "Betreute Kinder von 3 bis 5 Jahren: rund 1.127 im Jahr 2024, voraussichtlich 1.012 im Jahr 2030 (874 bis "
        "1.171). Das sind 115 weniger (253 weniger bis 44 mehr)."
    )


def test_a_count_stands_as_it_is():
    now = InCare(2024, 1000.0, "", "", "2024-03-01", ("quelle",))
    told = in_care_ahead((now,), need(1000, 990, 1010), TITLE)
    assert told.startswith("Betreute Kinder von 3 bis 5 Jahren: 1.000 im Jahr 2024, voraussichtlich 1.000")
    assert told.endswith("Das sind ebenso viele (10 weniger bis 10 mehr).")


def test_what_is_not_known_is_said():
    assert in_care_ahead((), None, TITLE) == "Betreute Kinder von 3 bis 5 Jahren: Ihre Zahl liegt nicht vor."


@pytest.mark.parametrize(
    ("why", "first"), [(None, "geburten"), (Hindrance.OLD, "geburten"), (Hindrance.EXCEPTIONAL, "elterngeld")]
)
def test_an_old_answer_to_the_question_comes_before_a_new_one_to_another(why, first):
    def said(name, hindrance=None):
        own = SimpleNamespace(published=True, demo=False)
        hindered = Hindered(hindrance, "") if hindrance else None
        indicator = SimpleNamespace(id=name, spoken="", title=name)
        return SimpleNamespace(indicator=indicator, own=own, hindered=hindered)

    births, other = said("geburten", why), said("elterngeld")
    page = SimpleNamespace(
        catalogue=SimpleNamespace(indicators={"geburten": births.indicator}), statements=lambda items: [births]
    )
    assert key_figure(page, "geburten", [other]).indicator.id == first


def test_what_nobody_counted_at_the_start_is_rund():
    reckoned = replace(need(422, 311, 387), title="Schulanfänger")
    assert need_in_short(reckoned, counted=False).startswith("Schulanfänger: rund 422 im Jahr 2024, ")
    assert need_in_short(reckoned, counted=True).startswith("Schulanfänger: 422 im Jahr 2024, ")
    assert first_number(replace(reckoned, old_ratio=2015), counted=False) == "rechnerisch 422"


@pytest.mark.parametrize(
    ("count", "counted"),
    [(422.0, True), (410.0, False), (None, False)],
    ids=["the same count", "another one", "hidden"],
)
def test_a_start_is_counted_where_the_count_of_its_year_says_the_same(count, counted):
    stocks = SimpleNamespace(series=lambda term, region: [Stock(term, region, "2024-12-31", count, "", "statistik")])
    kinds = {"betreut_3_5": SimpleNamespace(before="kinder")}
    planning = SimpleNamespace(needs=SimpleNamespace(kinds=kinds))
    page = SimpleNamespace(
        biography=SimpleNamespace(planning=planning), stocks=stocks, county=SimpleNamespace(key="03354")
    )
    assert counted_at_start(page, need(422, 311, 387)) is counted
