"""One statement on a Kennzahl: comparison by size or by chance, development, place, and what forbids a verdict."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isp_utils.indicators.statements.comparison import by_limits
from isp_utils.indicators.statements.hindrance import Hindrance
from isp_utils.indicators.statements.place import Place
from isp_utils.indicators.statements.statement import Statement, statement_of
from isp_utils.model.catalogue import Break
from isp_utils.model.indicator import Exceptional
from tests.indicators.gated import LAND, NAN, PEERS, figure, figures_of, kennzahl, line

STOCK = {"nature": "stock", "per": 100.0}


def said(rows: list[dict[str, object]], **more: object) -> Statement:
    """The statement on the county's Kennzahl in these rows."""
    found = statement_of(figures_of(rows, **more), kennzahl(**more))
    assert found is not None
    return found


def county(own: float, land: float, *others: float, period: str = "2022", half: float = NAN) -> list[dict[str, object]]:
    """Own row, Land and Kreise of one year."""
    peers = [line(period, value, half, region=key) for key, value in zip(PEERS, others, strict=False)]
    return [line(period, own, half), line(period, land, region=LAND), *peers]


# ---- comparison --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("own", "other", "code"),
    [
        (figure(value=10, half=1), figure(value=12, half=0.1, region=LAND), "lower"),
        (figure(value=14, half=1), figure(value=12, half=0.1, region=LAND), "higher"),
        (figure(value=12.5, half=1), figure(value=12, half=0.1, region=LAND), "similar"),
        (figure(value=14, half=1), figure(value=12, half=NAN, region=LAND), "higher"),  # a fixed reference
        (figure(value=14, half=NAN), figure(value=12, half=0.1, region=LAND), ""),
    ],
    ids=["lower", "higher", "limits overlap", "reference without limits", "own without limits"],
)
def test_events_differ_only_where_the_limits_carry_it(own, other, code):
    assert by_limits(own, other) == code


@given(st.floats(0, 100), st.floats(0.01, 20), st.floats(0, 100), st.floats(0.01, 20))
def test_a_comparison_is_the_same_from_both_sides(value, half, other_value, other_half):
    one, two = figure(value=value, half=half), figure(value=other_value, half=other_half, region=LAND)
    turned = {"higher": "lower", "lower": "higher", "similar": "similar"}
    assert by_limits(two, one) == turned[by_limits(one, two)]


@pytest.mark.parametrize(
    ("own", "code", "nearer"),
    [(15.0, "higher", 4), (5.0, "lower", 4), (12.0, "similar", 2), (10.0, "similar", 0)],
    ids=["far above", "far below", "near", "the same"],
)
def test_a_stock_differs_where_it_lies_farther_from_the_land_than_most_kreise(own, code, nearer):
    found = said(county(own, 10.0, 9.0, 11.0, 8.0, 7.0, 16.0, 4.0), **STOCK).land
    assert (found.code, found.distance.nearer, found.distance.others) == (code, nearer, 6)


def test_the_difference_is_told_in_people():
    found = said(county(15.0, 10.0, 9.0, 11.0, 8.0, 7.0, 16.0), **STOCK).land
    assert (found.gap, found.people) == (5.0, 25.0)  # of 500


def test_without_enough_kreise_a_stock_is_not_judged():
    assert said(county(15.0, 10.0, 9.0, 11.0), **STOCK).comparison == ""


@pytest.mark.parametrize(
    ("better", "own", "verdict"), [("lower", 15.0, "worse"), ("higher", 15.0, "better"), ("none", 15.0, "")]
)
def test_a_verdict_needs_a_difference_and_a_direction(better, own, verdict):
    rows = county(own, 10.0, 9.0, 11.0, 8.0, 7.0, 16.0)
    assert said(rows, better=better, **STOCK).verdict == verdict
    assert said(county(10.5, *[10.0] * 2, 9.0, 11.0, 8.0, 7.0), better=better, **STOCK).verdict == ""


# ---- hindrances --------------------------------------------------------------------------------------------------

FAR = (15.0, 10.0, 9.0, 11.0, 8.0, 7.0, 16.0)


@pytest.mark.parametrize(
    ("rows", "more", "why", "detail"),
    [
        (county(*FAR), {"exceptional": (Exceptional(2022, "Sonderfall"),)}, Hindrance.EXCEPTIONAL, "Sonderfall"),
        ([*county(*FAR), line("2028", 1.0, region=LAND)], {}, Hindrance.OLD, "2022"),
        ([line("2022", 15.0, flag="estimated"), *county(*FAR)[1:]], {}, Hindrance.ESTIMATED, ""),
        ([line("2022", 15.0, flag="demo"), *county(*FAR)[1:]], {}, Hindrance.DEMO, ""),
    ],
    ids=["exceptional year", "six years behind", "estimated", "demo"],
)
@pytest.mark.parametrize("nature", ["stock", "events"])
def test_what_stands_against_a_verdict_leaves_no_judgement_at_all(rows, more, why, detail, nature):
    found = said(rows, better="lower", nature=nature, per=100.0, **more)
    assert (found.hindered.why, found.hindered.detail) == (why, detail)
    assert (found.comparison, found.verdict, found.turn, found.place) == ("", "", "", None)


def test_five_years_are_not_too_old():
    found = said([*county(*FAR), line("2027", 1.0, region=LAND)], better="lower", **STOCK)
    assert (found.hindered, found.verdict) == (None, "worse")


# ---- development -------------------------------------------------------------------------------------------------


def series(*values: float, region: str = "03354", first: int = 2018) -> list[dict[str, object]]:
    """One value a year."""
    return [line(str(first + number), value, region=region) for number, value in enumerate(values)]


def test_a_change_of_a_stock_is_told_from_then_to_now():
    found = said(series(10.0, 11.0, 9.0, 12.0), **STOCK).development
    assert (found.first.period, found.last.period, found.code) == ("2018", "2021", "rose")


def test_breaks_and_exceptional_years_are_no_point_of_a_development():
    rows = series(10.0, 11.0, 9.0, 12.0, 13.0, 14.0)
    cut = said(rows, breaks=(Break("2019", "Neue Abgrenzung"),), **STOCK).development
    assert cut.first.period == "2019"
    odd = said(rows, exceptional=(Exceptional(2018, "Sonderfall"), Exceptional(2023, "Sonderfall")), **STOCK)
    assert (odd.development.first.period, odd.development.last.period) == ("2019", "2022")


@pytest.mark.parametrize(
    ("years", "code"),
    [((2023, 2024), ""), ((2022, 2023, 2024), ""), ((2021, 2024), "rose"), ((2015, 2023), "rose")],
    ids=["from one year to the next", "three values of two years", "three years", "eight years"],
)
def test_less_than_three_years_are_no_development_yet(years, code):
    rows = [line(str(year), float(year)) for year in years]
    found = said(rows, **STOCK)
    assert (found.development.first.period, found.development.code) == (str(years[0]), code)
    land = [row | {"region": LAND} for row in rows]
    others = [line(str(year), 2000.0, region=key) for key in PEERS for year in years]
    told = said([*rows, *land, *others], better="lower", **STOCK).development
    assert (told.land is None, told.distance is None) == (False, not code)


def test_an_estimate_without_limits_has_values_and_no_direction():
    rows = series(5.1, 5.0, 4.9, 4.8)
    found = said(rows, nature="estimate").development
    assert (found.first.value, found.last.value, found.code) == (5.1, 4.8, "")
    limited = [line(str(2018 + number), value, 0.1) for number, value in enumerate((5.1, 5.0, 4.9, 4.8))]
    assert said(limited, nature="estimate").development.code == "fell"
    assert said(rows, nature="estimate", money="nominal").development.code == "fell"


def test_a_single_point_and_a_renormed_index_have_no_development():
    assert said(series(10.0), **STOCK).development is None
    assert said(series(10.0, 11.0, 12.0), nature="estimate", renormed=True).development is None


def test_a_turn_is_a_change_that_stands_out_beside_the_land():
    others = [row for key in PEERS for row in series(10.0, 10.0, 10.0, 11.0, region=key)]
    land = series(10.0, 10.0, 10.0, 11.0, region=LAND)
    faster = said([*series(10.0, 10.0, 10.0, 15.0), *land, *others], better="lower", **STOCK)
    assert (faster.turn, faster.development.land) == ("worse", (10.0, 11.0))
    assert said([*series(10.0, 10.0, 10.0, 11.0), *land, *others], better="lower", **STOCK).turn == ""
    nominal = said([*series(10.0, 10.0, 10.0, 15.0), *land, *others], better="lower", money="nominal", **STOCK)
    assert (nominal.turn, nominal.development.code) == ("", "rose")


@pytest.mark.parametrize(
    ("years", "since"),
    [((2015, 2019, 2020, 2021, 2025), "2020"), ((2019, 2021, 2025), "2019"), ((2012, 2024), "2012")],
    ids=["five years before", "the earlier of two as near", "what there is"],
)
def test_all_changes_are_told_since_about_five_years(years, since):
    rows = [line(str(year), float(year)) for year in years]
    assert said(rows, **STOCK).development.first.period == since


def test_a_direction_that_a_neighbouring_first_year_turns_round_is_none():
    rows = series(8.3, 9.3, 6.8, 6.9, 7.7, 7.9, 8.2, first=2019)
    assert (said(rows, **STOCK).development.first.period, said(rows, **STOCK).development.code) == ("2020", "mixed")
    rising = series(6.0, 6.1, 6.8, 6.9, 7.7, 7.9, 8.2, first=2019)
    assert said(rising, **STOCK).development.code == "rose"


def test_a_turn_that_hangs_on_one_first_year_is_none():
    others = [row for key in PEERS for row in series(10.0, 10.0, 10.0, 10.0, 10.0, 10.0, 11.0, region=key)]
    own = series(10.0, 10.0, 10.0, 10.0, 10.0, 10.0, 13.0)
    low, steady = (series(10.0, first, 10.0, 10.0, 10.0, 10.0, 11.0, region=LAND) for first in (7.0, 10.0))
    assert said([*own, *steady, *others], better="lower", **STOCK).turn == "worse"
    found = said([*own, *low, *others], better="lower", **STOCK)
    assert (found.turn, found.development.distance, found.development.land) == ("", None, (7.0, 11.0))


def test_events_that_are_not_counted_tell_nothing_but_their_range():
    rows = [row | {"numerator": NAN} for row in series(10.0, 14.0, 9.0)]
    found = said(rows).development
    assert (found.low, found.high, found.code, found.turn) == (9.0, 14.0, "", "")


# ---- place -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("better", "place"), [("lower", Place(6, 6, 7)), ("higher", Place(2, 2, 7))])
def test_a_stock_has_one_place_and_the_last_is_the_least_favourable(better, place):
    assert said(county(15.0, 10.0, 9.0, 11.0, 8.0, 7.0, 16.0, 5.0), better=better, **STOCK).place == place


def test_equal_values_share_their_places():
    assert said(county(9.0, 10.0, 9.04, 11.0, 8.0, 7.0, 16.0, 5.0), **STOCK).place == Place(4, 5, 7)


def test_no_place_among_too_few():
    assert said(county(15.0, 10.0, 9.0, 11.0, 8.0), **STOCK).place is None
