"""Facts x catalogue -> indicators: every method on numbers worked by hand."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from isp_utils.indicators.compute import compute
from isp_utils.model.catalogue import Catalogue, Indicator
from isp_utils.model.errors import InputError
from isp_utils.model.schema import FACT_COLUMNS, UNGATED_COLUMNS
from tests.small_register import REGISTER

KREIS, OTHER = "03354", "03355"
PEOPLE = "bevoelkerung"


def fact(name: str, period: str, value: float = np.nan, **more: object) -> dict[str, object]:
    """One fact of the Kreis; `more` overrides region, age, group, sex, flag, census_base, source."""
    plain = {"region": KREIS, "sex": "total", "age": "total", "group": "total", "flag": "", "census_base": "none"}
    where = {"raw": "", "source": "statistik", "file": "statistik/tabelle.csv", "row": 7}
    return {"fact": name, "period": period, "value": float(value), **plain, **where, **more}


def indicator(method: str, numerator: str | tuple[str, ...], **more: object) -> Indicator:
    """A Kennzahl of this method."""
    terms = (numerator,) if isinstance(numerator, str) else numerator
    return Indicator(
        id="kennzahl",
        station="rahmen",
        title="Kennzahl",
        short="Kennzahl",
        fields=("schule",),
        dimensions=("bildung",),
        tier="kern",
        method=method,
        numerator=terms,
        unit="%",
        definition="Erfunden.",
        **({"nature": "events"} | more),  # type: ignore[arg-type]
    )


def computed(item: Indicator, *facts: dict[str, object]) -> pd.DataFrame:
    """Rows of a Kennzahl from these facts."""
    table = pd.DataFrame(list(facts))[list(FACT_COLUMNS)]
    return compute(table, Catalogue({item.id: item}, {}, {}, REGISTER))


def only(item: Indicator, *facts: dict[str, object]) -> pd.Series:
    """The single row that comes out."""
    rows = computed(item, *facts)
    assert len(rows) == 1
    return rows.iloc[0]


RATIO = indicator("ratio", "betreut", denominator=(PEOPLE,), per=100.0)
RATE = indicator("rate", "geburten", denominator=(PEOPLE,), per=1000.0)
GIVEN = indicator("given", "quote")
GIVEN_RATIO = indicator("given", "quote", base=(PEOPLE,), per=100.0)
GIVEN_RATE = indicator("given", "quote", base=(PEOPLE,), per=10_000.0, base_kind="rate")
COUNT = indicator("count", "geburten")
STOCK = indicator("count", PEOPLE, nature="stock")
CHANGE = indicator("change", PEOPLE, years=5)
BALANCE = indicator("balance", "zuzuege", minus=("fortzuege",), denominator=(PEOPLE,), per=1000.0)


def limits(row: pd.Series) -> tuple[float, float, float]:
    """Value and limits."""
    return float(row["value"]), float(row["lower"]), float(row["upper"])


def test_a_ratio_is_a_share_with_wilson_limits():
    """30 of 120: centre (60 + 3.8415) / 247.683, half 1.96 x sqrt(3.8415 + 90) / 247.683."""
    row = only(RATIO, fact("betreut", "2023", 30), fact(PEOPLE, "2023-12-31", 120))
    assert limits(row) == pytest.approx((25.0, 18.1098, 33.4411), rel=1e-5)
    assert (row["numerator"], row["denominator"], row["method"], row["period"]) == (30, 120, "Wilson", "2023")


def test_a_rate_has_byars_limits_from_ten_events():
    """90 births: 90 (1 - 1/810 - 1.96/28.46)^3 = 72.3686 and 91 (1 - 1/819 + 1.96/28.618)^3 = 110.6265."""
    row = only(RATE, fact("geburten", "2023", 90), fact(PEOPLE, "2023-12-31", 9800))
    assert limits(row) == pytest.approx((9.18367, 7.38455, 11.28841), rel=1e-4)


def test_a_rate_has_exact_limits_below_ten_events():
    """Garwood (1936): 5 events have the limits 1.6235 and 11.6683."""
    row = only(RATE, fact("geburten", "2023", 5), fact(PEOPLE, "2023-12-31", 1000))
    assert limits(row) == pytest.approx((5.0, 1.6235, 11.6683), rel=1e-4)


def test_a_rate_may_have_more_events_than_people():
    row = only(RATE, fact("geburten", "2023", 3000), fact(PEOPLE, "2023-12-31", 1000))
    assert row["value"] == 3000


def test_a_published_value_without_base_stands_alone():
    row = only(GIVEN, fact("quote", "2022", 4.8))
    assert row["value"] == 4.8
    assert row[["lower", "upper", "numerator", "denominator"]].isna().all()
    assert row["method"] == "veröffentlichter Wert"


def test_a_published_share_gets_approximate_limits_from_its_base():
    """8 % of 1.000 children are 80: (163.8415 -+ 33.8479) / 2007.683."""
    row = only(GIVEN_RATIO, fact("quote", "2022", 8.0), fact(PEOPLE, "2022-12-31", 1000))
    assert limits(row) == pytest.approx((8.0, 6.4748, 9.8466), rel=1e-4)
    assert (row["numerator"], row["denominator"]) == (80, 1000)
    assert row["method"] == "Wilson, genähert"


COUNTED = replace(GIVEN_RATIO, counted=("faelle",))


def test_a_count_that_is_published_too_stands_instead_of_the_reckoned_one():
    """29,93 % of the 46.502 of 2024 are 13.918; table 12411-02-03-4 counts 13.917."""
    people = fact(PEOPLE, "2024-12-31", 46_502)
    row = only(COUNTED, fact("quote", "2024", 29.93), people, fact("faelle", "2024", 13_917))
    assert (row["value"], row["numerator"], row["denominator"]) == (29.93, 13_917, 46_502)
    assert row["method"] == "Wilson"
    assert row["beside"] != ""
    assert row["counted"].startswith("~")


@pytest.mark.parametrize("other", [[], [fact("faelle", "2024", 13_900)], [fact("faelle", "2023", 13_917)]])
def test_a_count_that_does_not_make_the_published_value_is_not_its_count(other):
    row = only(COUNTED, fact("quote", "2024", 29.93), fact(PEOPLE, "2024-12-31", 46_502), *other)
    assert (row["numerator"], row["method"], row["beside"]) == (13_918, "Wilson, genähert", "")


def test_a_published_rate_keeps_its_value_and_gets_limits_of_the_rounded_count():
    """4,8 per 10.000 of 20.000 stand for 10 doctors: Byar's limits 4.7874 and 18.391, per 2 x 10.000."""
    row = only(GIVEN_RATE, fact("quote", "2022", 4.8), fact(PEOPLE, "2022-12-31", 20_000))
    assert limits(row) == pytest.approx((4.8, 2.3937, 9.1957), rel=1e-4)
    assert row["numerator"] == 10


def test_the_base_of_the_nearest_year_serves_the_limits_but_is_no_count():
    """8 % of the 1.000 of 2019 are as wide as 8 % of 1.000, but 80 people were not counted in 2022."""
    row = only(
        GIVEN_RATIO, fact("quote", "2022", 8.0), fact(PEOPLE, "2015-12-31", 500), fact(PEOPLE, "2019-12-31", 1000)
    )
    assert limits(row) == pytest.approx((8.0, 6.4748, 9.8466), rel=1e-4)
    assert row[["numerator", "denominator"]].isna().all()


def test_a_care_rate_stands_for_children_of_its_own_year():
    """INKAR divides by the children of 31.12. of the same year: 34,39 % are 380 of the 1.105 of 2020, not of 1.116."""
    rates = [fact("quote", "2018", 33.71), fact("quote", "2020", 34.39), fact("quote", "2021", 35.0)]
    children = [fact(PEOPLE, "2018-12-31", 1074), fact(PEOPLE, "2020-12-31", 1105)]
    rows = computed(GIVEN_RATIO, *rates, *children).set_index("period")
    assert rows.loc["2020", ["numerator", "denominator"]].tolist() == [380, 1105]
    assert rows.loc["2018", ["numerator", "denominator"]].tolist() == [362, 1074]
    assert rows.loc["2021", ["numerator", "denominator"]].isna().all()


QUARTER_OF_400 = (25.0, 21.0079, 29.4677)  # value and Wilson limits of 100 of 400


def test_limits_rest_on_the_same_census_before_a_nearer_year():
    facts = (
        fact("quote", "2022", 25, census_base="zensus_2011"),
        fact(PEOPLE, "2020-12-31", 400, census_base="zensus_2011"),
        fact(PEOPLE, "2023-12-31", 380, census_base="zensus_2022"),
    )
    assert limits(only(GIVEN_RATIO, *facts)) == pytest.approx(QUARTER_OF_400, rel=1e-4)


def test_without_a_base_on_its_census_limits_rest_on_the_nearest_year():
    facts = (
        fact("quote", "1995", 25, census_base="zensus_1987"),
        fact(PEOPLE, "2015-12-31", 400, census_base="zensus_2011"),
    )
    assert limits(only(GIVEN_RATIO, *facts)) == pytest.approx(QUARTER_OF_400, rel=1e-4)


def test_a_published_share_above_the_base_is_no_more_than_all_of_it():
    row = only(GIVEN_RATIO, fact("quote", "2022", 103.0), fact(PEOPLE, "2022-12-31", 1000))
    assert row["value"] == 103.0
    assert row["lower"] < 103.0 <= row["upper"]


def test_without_any_base_a_published_value_has_no_limits():
    row = only(GIVEN_RATIO, fact("quote", "2022", 8.0), fact(PEOPLE, "2022-12-31", 1000, region=OTHER))
    assert row["value"] == 8.0
    assert row[["lower", "upper"]].isna().all()
    assert row["method"] == "veröffentlichter Wert"


def test_a_count_of_events_has_poisson_limits():
    """Garwood (1936): 9 events have the limits 4.1154 and 17.0848."""
    assert limits(only(COUNT, fact("geburten", "2023", 9))) == pytest.approx((9, 4.1154, 17.0848), rel=1e-4)


def test_a_stock_has_no_limits():
    row = only(STOCK, fact(PEOPLE, "2023-12-31", 49209))
    assert (row["value"], row["numerator"]) == (49209, 49209)
    assert row[["lower", "upper"]].isna().all()


def test_a_change_looks_back_the_declared_years():
    rows = computed(
        CHANGE, *(fact(PEOPLE, f"{year}-12-31", 10_000 + 100 * (year - 2016)) for year in range(2016, 2023))
    )
    assert rows["period"].tolist() == ["2021-12-31", "2022-12-31"]
    assert rows["value"].tolist() == pytest.approx([5.0, 100 * (10_600 / 10_100 - 1)])


def test_a_change_never_crosses_a_census_base():
    old = [fact(PEOPLE, f"{year}-12-31", 10_000, census_base="zensus_2011") for year in (2017, 2018)]
    new = [fact(PEOPLE, f"{year}-12-31", 9_500, census_base="zensus_2022") for year in (2022, 2023)]
    assert len(computed(CHANGE, *old, *new, fact(PEOPLE, "2022-12-31", 10_100, census_base="zensus_2011"))) == 1
    assert len(computed(CHANGE, *old, *new)) == 0


def test_a_change_from_nothing_has_no_value():
    row = only(CHANGE, fact(PEOPLE, "2018-12-31", 0), fact(PEOPLE, "2023-12-31", 10))
    assert np.isnan(row["value"])
    assert row["flag"] == "not_applicable"


def test_a_balance_is_in_minus_out_with_limits_of_the_difference():
    """(500 - 450) / 10.000 x 1.000 = 5; half width 1.96 x sqrt(950) / 10 = 6.0410."""
    moves = (fact("zuzuege", "2023", 500), fact("fortzuege", "2023", 450))
    row = only(BALANCE, *moves, fact(PEOPLE, "2023-12-31", 10_000))
    assert limits(row) == pytest.approx((5.0, -1.0410, 11.0410), rel=1e-4)


@pytest.mark.parametrize(("lag", "denominator"), [(0, 120), (1, 100)])
def test_the_denominator_may_be_of_the_year_before(lag, denominator):
    item = indicator("ratio", "betreut", denominator=(PEOPLE,), per=100.0, denominator_lag=lag)
    people = (fact(PEOPLE, "2022-12-31", 100), fact(PEOPLE, "2023-12-31", 120))
    assert only(item, fact("betreut", "2023", 30), *people)["denominator"] == denominator


def test_a_school_year_belongs_to_the_year_in_which_it_begins():
    row = only(RATIO, fact("betreut", "2022/23", 30), fact(PEOPLE, "2022-12-31", 100), fact(PEOPLE, "2023-12-31", 120))
    assert (row["period"], row["denominator"]) == ("2022/23", 100)


def test_women_and_men_get_their_own_denominators():
    sexes = (("m", 10, 50), ("w", 30, 60), ("total", 40, 110))
    facts = [fact("betreut", "2023", n, sex=sex) for sex, n, _ in sexes]
    facts += [fact(PEOPLE, "2023-12-31", d, sex=sex) for sex, _, d in sexes]
    rows = computed(RATIO, *facts).set_index("sex")
    assert rows["value"].to_dict() == pytest.approx({"m": 20.0, "w": 50.0, "total": 100 * 40 / 110})


def test_terms_pick_age_and_group():
    item = indicator("ratio", "betreut/0-2/nationalitaet:auslaender", denominator=(f"{PEOPLE}/0-2",), per=100.0)
    numerators = (
        fact("betreut", "2023", 5, age="0-2", group="nationalitaet:auslaender"),
        fact("betreut", "2023", 50, age="0-2"),
        fact("betreut", "2023", 90),
    )
    people = (fact(PEOPLE, "2023-12-31", 100, age="0-2"), fact(PEOPLE, "2023-12-31", 900))
    assert only(item, *numerators, *people)["value"] == 5.0


def test_a_list_of_terms_is_summed():
    item = indicator("ratio", ("krippe", "tagespflege"), denominator=(f"{PEOPLE}/0-1", f"{PEOPLE}/2"), per=100.0)
    people = (fact(PEOPLE, "2023-12-31", 60, age="0-1"), fact(PEOPLE, "2023-12-31", 40, age="2"))
    row = only(item, fact("krippe", "2023", 20), fact("tagespflege", "2023", 5, source="jugendamt"), *people)
    assert (row["value"], row["numerator"], row["denominator"]) == (25.0, 25, 100)
    assert set(row["source"].split(" + ")) == {"statistik", "jugendamt"}


def test_a_sum_without_one_of_its_terms_is_not_made_up():
    item = indicator("count", ("krippe", "tagespflege"))
    assert len(computed(item, fact("krippe", "2023", 20), fact("tagespflege", "2022", 5))) == 0


# ---- census bases ----------------------------------------------------------------------------------------------


def test_numerator_and_denominator_share_a_census_base_where_both_have_one():
    bases = (("zensus_2011", 30, 100), ("zensus_2022", 31, 95))
    facts = [fact("betreut", "2022", n, census_base=base) for base, n, _ in bases]
    facts += [fact(PEOPLE, "2022-12-31", d, census_base=base) for base, _, d in bases]
    rows = computed(RATIO, *facts).set_index("census_base")
    assert rows["value"].to_dict() == pytest.approx({"zensus_2011": 30.0, "zensus_2022": 100 * 31 / 95})


def test_a_numerator_without_base_takes_the_newest_one_and_says_so():
    people = [
        fact(PEOPLE, "2022-12-31", d, census_base=base) for base, d in (("zensus_2011", 100), ("zensus_2022", 95))
    ]
    row = only(RATIO, fact("betreut", "2022", 19), *people)
    assert (row["value"], row["census_base"]) == (20.0, "zensus_2022")


def test_two_reporting_days_of_a_year_do_not_make_two_figures():
    days = [fact(PEOPLE, day, d, census_base="zensus_2022") for day, d in (("2022-05-15", 90), ("2022-12-31", 95))]
    row = only(RATIO, fact("betreut", "2022", 19, census_base="zensus_2022"), *days)
    assert row["denominator"] == 95


# ---- flags and missing figures ---------------------------------------------------------------------------------


@pytest.mark.parametrize("flag", ["secret", "unknown_or_secret", "later", "not_in_territory"])
def test_a_missing_numerator_says_why(flag):
    row = only(RATIO, fact("betreut", "2023", flag=flag), fact(PEOPLE, "2023-12-31", 120))
    assert row[["value", "lower", "upper"]].isna().all()
    assert (row["flag"], row["reliability"]) == (flag, 0)


@pytest.mark.parametrize("numerator_flag", ["", "provisional", "estimated"])
def test_a_missing_denominator_says_why(numerator_flag):
    row = only(RATIO, fact("betreut", "2023", 30, flag=numerator_flag), fact(PEOPLE, "2023-12-31", flag="secret"))
    assert np.isnan(row["value"])
    assert row["flag"] == "secret"


@pytest.mark.parametrize("other", ["", "revised", "provisional", "unreliable"])
def test_a_sum_with_a_missing_term_says_why(other):
    item = indicator("count", ("krippe", "tagespflege"))
    row = only(item, fact("krippe", "2023", 20, flag=other), fact("tagespflege", "2023", flag="later"))
    assert np.isnan(row["value"])
    assert row["flag"] == "later"


def test_a_balance_with_a_missing_side_says_why():
    moves = (fact("zuzuege", "2023", 500), fact("fortzuege", "2023", flag="secret"))
    assert only(BALANCE, *moves, fact(PEOPLE, "2023-12-31", 10_000))["flag"] == "secret"


def test_a_change_from_a_missing_year_says_why():
    row = only(CHANGE, fact(PEOPLE, "2018-12-31", flag="unknown_or_secret"), fact(PEOPLE, "2023-12-31", 10_000))
    assert row["flag"] == "unknown_or_secret"


def test_an_empty_place_has_no_share():
    row = only(RATIO, fact("betreut", "2023", 0), fact(PEOPLE, "2023-12-31", 0))
    assert np.isnan(row["value"])
    assert row["flag"] == "not_applicable"


@pytest.mark.parametrize("flag", ["provisional", "estimated", "revised", "limited"])
def test_a_flag_beside_a_value_is_carried_along(flag):
    assert only(RATIO, fact("betreut", "2023", 30, flag=flag), fact(PEOPLE, "2023-12-31", 120))["flag"] == flag
    assert only(RATIO, fact("betreut", "2023", 30), fact(PEOPLE, "2023-12-31", 120, flag=flag))["flag"] == flag


@pytest.mark.parametrize("other", ["", "provisional", "estimated", "revised", "unreliable"])
def test_whatever_rests_on_demo_data_is_demo(other):
    """A made-up part can never be hidden behind a remark about a real one."""
    demo, real = {"flag": "demo"}, {"flag": other}
    people = fact(PEOPLE, "2023-12-31", 10_000, **real)
    assert only(RATE, fact("geburten", "2023", 90, **demo), people)["flag"] == "demo"
    assert only(RATE, fact("geburten", "2023", 90, **real), people | demo)["flag"] == "demo"
    both = (fact("krippe", "2023", 20, **demo), fact("tagespflege", "2023", 5, **real))
    assert only(indicator("count", ("krippe", "tagespflege")), *both)["flag"] == "demo"
    assert only(indicator("count", ("tagespflege", "krippe")), *both)["flag"] == "demo"
    moves = (fact("zuzuege", "2023", 500, **real), fact("fortzuege", "2023", 450, **demo))
    assert only(BALANCE, *moves, people)["flag"] == "demo"
    before = (fact(PEOPLE, "2018-12-31", 9_000, **demo), people)
    assert only(CHANGE, *before)["flag"] == "demo"


# ---- natures ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("item", [RATIO, RATE, GIVEN_RATIO, COUNT, BALANCE], ids=lambda item: item.method)
def test_only_events_and_estimates_have_limits_and_made_up_figures_never(item):
    facts = [fact(name, "2023", 30) for name in ("betreut", "geburten", "quote", "zuzuege", "fortzuege")]
    people = fact(PEOPLE, "2023-12-31", 1_000)
    assert only(item, *facts, people)[["lower", "upper"]].notna().all()
    demo = [row | {"flag": "demo"} for row in facts]
    for row in (only(replace(item, nature="stock"), *facts, people), only(item, *demo, people)):
        assert row[["lower", "upper"]].isna().all()
        assert not np.isnan(row["value"])


# ---- the counts that a figure gives away, for the gate -----------------------------------------------------------


def told(item: Indicator, *facts: dict[str, object]) -> tuple[str, str, str]:
    """Counted, over, beside of the only row; facts are numbered in the order given."""
    row = only(item, *facts)
    return row["counted"], row["over"], row["beside"]


def test_a_balance_gives_away_both_counts():
    moves = (fact("zuzuege", "2023", 1), fact("fortzuege", "2023", 8))
    assert told(BALANCE, *moves, fact(PEOPLE, "2023-12-31", 10_000)) == ("0", "2", "1")


def test_a_change_gives_away_both_counts():
    assert told(CHANGE, fact(PEOPLE, "2018-12-31", 2), fact(PEOPLE, "2023-12-31", 10)) == ("1", "", "0")


def test_other_figures_give_away_their_numerator_and_denominator():
    people = fact(PEOPLE, "2023-12-31", 1000)
    assert told(RATE, fact("geburten", "2023", 5), people) == ("0", "1", "")
    assert told(RATIO, fact("betreut", "2023", 7), people) == ("0", "1", "")
    assert told(COUNT, fact("geburten", "2023", 5)) == ("0", "", "")


def test_a_published_share_gives_away_the_count_behind_it_where_its_base_is_known():
    people = fact(PEOPLE, "2023-12-31", 1000)
    assert told(GIVEN_RATIO, fact("quote", "2023", 0.2), people) == ("~0", "1", "")
    assert told(GIVEN, fact("quote", "2023", 0.2)) == ("", "", "")


# ---- shape and errors ------------------------------------------------------------------------------------------


def test_the_table_has_the_agreed_columns_and_order():
    rows = computed(
        RATE, *(fact("geburten", year, 90) for year in ("2023", "2021")), fact(PEOPLE, "2021-12-31", 10_000)
    )
    assert tuple(rows.columns) == UNGATED_COLUMNS
    assert rows["period"].tolist() == ["2021"]  # no people, no rate for 2023
    assert pd.api.types.is_integer_dtype(rows["reliability"])


def test_without_facts_there_is_an_empty_table():
    rows = computed(RATE, fact("anderes", "2023", 1))
    assert len(rows) == 0
    assert tuple(rows.columns) == UNGATED_COLUMNS


@pytest.mark.parametrize(
    ("item", "facts", "said"),
    [
        (RATIO, (fact("betreut", "2023", 130), fact(PEOPLE, "2023-12-31", 120)), "130 ist mehr als der Nenner 120"),
        (RATIO, (fact("betreut", "2023", -3), fact(PEOPLE, "2023-12-31", 120)), "−3 ist negativ"),
        (RATE, (fact("geburten", "2023", -3), fact(PEOPLE, "2023-12-31", 120)), "−3 ist negativ"),
        (COUNT, (fact("geburten", "2023", -3),), "−3 ist negativ"),
        (RATE, (fact("geburten", "2023", 3), fact(PEOPLE, "2023-12-31", -120)), "−120 ist negativ"),
    ],
)
def test_impossible_counts_are_refused_with_file_row_and_kennzahl(item, facts, said):
    with pytest.raises(InputError, match=r"statistik/tabelle\.csv, Zeile 7: .*»kennzahl«") as caught:
        computed(item, *facts)
    assert re.search(re.escape(said), str(caught.value))
    assert KREIS in str(caught.value)


def test_a_share_over_several_years_takes_the_whole_of_the_same_years():
    """40 of 60 in two years, 25 of 30 in the second: never 40 of 30."""
    years = [("2022", 15, 30), ("2023", 25, 30), ("2022-2023", 40, 60)]
    rows = computed(
        RATIO, *(fact(*f) for year, part, whole in years for f in (("betreut", year, part), (PEOPLE, year, whole)))
    )
    found = rows.set_index("period")["value"].round(1).to_dict()
    assert found == {"2022": 50.0, "2023": 83.3, "2022-2023": 66.7}


def test_years_counted_together_without_a_whole_of_the_same_years_have_no_share():
    assert len(computed(RATIO, fact("betreut", "2022-2023", 20), fact(PEOPLE, "2023", 30))) == 0


def test_a_change_never_compares_several_years_with_one():
    item = indicator("change", "geburten", years=1)
    rows = computed(item, fact("geburten", "2022", 20), fact("geburten", "2022-2023", 45), fact("geburten", "2023", 25))
    assert rows["period"].tolist() == ["2023"]
    assert rows["value"].tolist() == [25.0]
