"""The effect of a Maßnahme as the gated table knows it: which years count, what is silent and why."""

from datetime import date

import numpy as np
import pytest

from isp_utils.indicators.effects import Unshown, effect_of
from isp_utils.model.indicator import Break, Exceptional
from isp_utils.model.massnahmen import Massnahme
from isp_utils.model.regions import Region, Register
from tests.indicators import gated
from tests.indicators.gated import KREIS, LAND, NAN, REGISTER, line

MANY = tuple(f"034{number:02}" for number in range(20, 40))
MANY_KREISE = Register.of([*REGISTER.regions.values(), *(Region(key, f"Nachbar {key}", "kreis", LAND) for key in MANY)])


@pytest.fixture(autouse=True)
def many_kreise(monkeypatch):
    monkeypatch.setattr(gated, "REGISTER", MANY_KREISE)


def massnahme(**more: object) -> Massnahme:
    plain = {"id": "paten", "title": "Lesepaten", "goal": "-", "target_group": "-", "responsible": "Fachdienst"}
    plain |= {"status": "laufend", "start": date(2016, 8, 1), "indicator": "quote", "direction": "lower"}
    return Massnahme(**(plain | more))  # type: ignore[arg-type]


def table(own, years=range(2010, 2023), **more):
    """Rows of the county (`own` events of 2.000 by year), Land and twenty Kreise at 10 %."""
    random = np.random.default_rng(4)
    rows = [_row(KREIS, year, own(year), 2_000, **more) for year in years]
    for year in years:
        rows.append(_row(LAND, year, 20_000, 200_000))
        rows += [_row(key, year, random.binomial(4_000, 0.1), 4_000) for key in MANY]
    return rows


def _row(region, year, events, people, **more):
    counts = {"numerator": float(events), "denominator": float(people)}
    return line(str(year), 100 * events / people, NAN, region=region, **(counts | more))


def halved(year: int) -> int:
    return 200 if year <= 2016 else 100


def figures(rows, **more):
    return gated.figures_of(rows, per=100.0, better="lower", **more)


def test_a_halving_beside_calm_kreise_is_shown_with_before_and_after():
    found = effect_of(figures(table(halved)), massnahme(), MANY[:5])
    assert found.unshown is None
    assert (found.before.value, found.after.value) == (10, 5)
    assert (found.before.first, found.before.last, found.after.first) == ("2010", "2015", "2017")  # 2016 is no side
    assert found.before.lower < 10 < found.before.upper
    assert (found.land.before, found.land.after) == (10, 10)
    assert found.alike.before == pytest.approx(10, abs=0.5)
    assert found.outcome.difference.change == pytest.approx(-50, abs=3)


def test_no_change_is_no_effect_and_the_other_direction_is_named():
    same = figures(table(lambda year: 200))
    assert effect_of(same, massnahme()).unshown is Unshown.NOTHING
    fallen = figures(table(halved))
    assert effect_of(fallen, massnahme(direction="higher")).unshown is Unshown.CONTRARY


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"indicator": "andere"}, Unshown.NO_INDICATOR),
        ({"start": None}, Unshown.NO_BEGIN),
        ({"demo": True}, Unshown.DEMO),
        ({"start": date(2022, 1, 1)}, Unshown.NOT_BEGUN),
        ({"start": date(2012, 1, 1)}, Unshown.FEW_BEFORE),
        ({"start": date(2020, 1, 1)}, Unshown.FEW_AFTER),
    ],
)
def test_what_the_register_or_the_years_lack_is_the_reason(more, why):
    assert effect_of(figures(table(halved)), massnahme(**more)).unshown is why


def test_demo_figures_prove_nothing():
    assert effect_of(figures(table(halved, flag="demo")), massnahme()).unshown is Unshown.DEMO


def test_a_break_or_exceptional_years_take_the_years_away():
    broken = figures(table(halved), breaks=(Break("2017", "neue Zählung"),))
    odd = figures(table(halved), exceptional=tuple(Exceptional(year, "Pandemie") for year in (2020, 2021)))
    assert effect_of(broken, massnahme()).unshown is Unshown.BREAK
    found = effect_of(odd, massnahme())
    assert found.unshown is Unshown.BREAK
    assert found.after.points == 4


def test_the_series_before_a_later_break_is_still_good_for_it():
    rows = table(halved, range(2010, 2022)) + [
        row | {"census_base": "zensus_2022"} for row in table(halved, range(2022, 2025))
    ]
    found = effect_of(figures(rows), massnahme())
    assert (found.unshown, found.after.last) == (None, "2021")


def test_few_kreise_or_plain_numbers_are_not_tested():
    few = [row for row in table(halved) if row["region"] not in MANY[5:]]
    assert effect_of(figures(few), massnahme()).unshown is Unshown.UNTESTED
    assert effect_of(figures(table(halved), method="count"), massnahme()).unshown is Unshown.NOT_COMPARABLE
