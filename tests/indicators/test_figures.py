"""What the gated table knows: newest figure, unbroken series, comparison, peers, areas inside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isp_utils.indicators.figures import compare
from isp_utils.model.catalogue import Break
from isp_utils.statistics.trend import Outcome
from tests.indicators.gated import BUND, KREIS, LAND, NAN, PEERS, SAMTGEMEINDEN, figure, figures_of, kennzahl, line

RISING = [line(str(year), 10.0 + year - 2018, 0.3) for year in range(2018, 2023)]


def test_the_newest_known_figure_is_found():
    found = figures_of([line("2021", 10.0), line("2022", 11.0), line("2023", NAN, flag="later")])
    assert found.newest("quote", KREIS).period == "2022"


def test_where_nothing_is_known_the_newest_row_says_why():
    found = figures_of([line("2021", NAN, flag="secret"), line("2022", NAN, flag="protected")]).newest("quote", KREIS)
    assert not found.published
    assert found.flag == "protected"


def test_no_row_is_no_figure():
    assert figures_of([line("2021", 10.0)]).newest("quote", LAND) is None
    assert figures_of([line("2021", 10.0)]).newest("andere", KREIS) is None


def test_nothing_later_than_the_chosen_year_is_seen():
    found = figures_of(RISING, year=2020)
    assert found.newest("quote", KREIS).period == "2020"
    assert found.series("quote", KREIS)["period"].tolist() == ["2018", "2019", "2020"]


def test_women_and_men_do_not_stand_in_for_all():
    found = figures_of([line("2021", 10.0), line("2022", 3.0, sex="w")])
    assert found.newest("quote", KREIS).value == 10.0


def test_beside_a_figure_stands_the_same_year_on_the_same_census_base():
    own = figure("2022-12-31", census_base="zensus_2022")
    rows = [
        line("2022", 7.0, region=LAND, census_base="zensus_2011"),
        line("2022", 8.0, region=LAND, census_base="zensus_2022"),
        line("2023", 9.0, region=LAND, census_base="zensus_2022"),
    ]
    assert figures_of(rows).counterpart(own, LAND).value == 8.0
    assert figures_of(rows[2:]).counterpart(own, LAND) is None


def test_nothing_of_another_census_base_stands_beside_a_figure_and_none_is_no_base():
    own = figure("2022-12-31", census_base="zensus_2022")
    older, without = (line("2022", 7.0, region=LAND, census_base=base) for base in ("zensus_2011", "none"))
    assert figures_of([older]).counterpart(own, LAND) is None
    assert figures_of([without, older]).counterpart(own, LAND).census_base == "none"
    assert figures_of([older]).counterpart(figure("2022-12-31"), LAND).value == 7.0


# ---- series ----------------------------------------------------------------------------------------------------


def test_a_series_is_cut_at_a_declared_break():
    item = kennzahl(breaks=(Break("2020", "Neue Abgrenzung"),))
    assert figures_of(RISING).unbroken(item, KREIS)["period"].tolist() == ["2020", "2021", "2022"]


def test_a_break_before_or_after_the_series_cuts_nothing():
    item = kennzahl(breaks=(Break("1999", "früher"), Break("2030", "später")))
    assert len(figures_of(RISING).unbroken(item, KREIS)) == 5


def test_a_break_is_found_in_reporting_days_and_school_years_too():
    item = kennzahl(breaks=(Break("2020/21", "Reform"),))
    days = [line(f"{year}-12-31", 10.0) for year in range(2018, 2023)]
    assert figures_of(days).unbroken(item, KREIS)["year"].tolist() == [2020, 2021, 2022]


def test_a_series_never_crosses_a_census_base():
    bases = ["zensus_2011"] * 3 + ["zensus_2022"] * 2
    rows = [line(str(2018 + i), 10.0, census_base=base) for i, base in enumerate(bases)]
    found = figures_of(rows)
    assert found.unbroken(kennzahl(), KREIS)["period"].tolist() == ["2021", "2022"]
    assert [item.period for item in found.breaks(kennzahl(), KREIS)] == ["2021"]
    assert "Zensus 2022" in found.breaks(kennzahl(), KREIS)[0].reason


def test_a_census_change_that_is_declared_is_said_once():
    rows = [line("2021", 10.0, census_base="zensus_2011"), line("2022", 9.0, census_base="zensus_2022")]
    item = kennzahl(breaks=(Break("2022", "Zensus 2022 als neue Grundlage"),))
    assert [b.reason for b in figures_of(rows).breaks(item, KREIS)] == ["Zensus 2022 als neue Grundlage"]


def test_both_bases_of_a_year_are_known_and_the_older_ones_are_named():
    rows = [line("2022", 49.0, census_base="zensus_2011"), line("2022", 46.6, census_base="zensus_2022")]
    found = figures_of([line("2012", 50.0, census_base="zensus_1987"), *rows])
    own = found.newest("quote", KREIS)
    assert (own.value, own.census_base) == (46.6, "zensus_2022")
    assert [(f.value, f.census_base) for f in found.older_bases(own)] == [(49.0, "zensus_2011")]


def test_a_trend_needs_five_years_in_a_row_without_break():
    found = figures_of(RISING)
    assert found.trend(kennzahl(), KREIS).outcome is Outcome.INCREASING
    assert found.trend(kennzahl(better="lower"), KREIS).outcome is Outcome.INCREASING_WORSE
    assert figures_of(RISING[1:]).trend(kennzahl(), KREIS).outcome is Outcome.CANNOT_BE_CALCULATED
    cut = kennzahl(breaks=(Break("2019", "Neue Abgrenzung"),))
    assert found.trend(cut, KREIS).outcome is Outcome.CANNOT_BE_CALCULATED
    gap = [RISING[0], *RISING[2:], line("2023", 16.0, 0.3)]
    assert figures_of(gap).trend(kennzahl(), KREIS).outcome is Outcome.CANNOT_BE_CALCULATED


def test_a_trend_needs_limits():
    bare = [line(str(year), 10.0 + year - 2018) for year in range(2018, 2023)]
    assert figures_of(bare).trend(kennzahl(), KREIS).outcome is Outcome.CANNOT_BE_CALCULATED


# ---- comparison ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("own", "other", "code"),
    [
        (figure(value=10, half=1), figure(value=12, half=0.1, region=LAND), "lower"),
        (figure(value=14, half=1), figure(value=12, half=0.1, region=LAND), "higher"),
        (figure(value=12.5, half=1), figure(value=12, half=0.1, region=LAND), "similar"),
        (figure(value=14, half=1), figure(value=12, half=NAN, region=LAND), "higher"),  # a fixed reference
        (figure(value=14, half=NAN), figure(value=12, half=0.1, region=LAND), ""),
        (figure(value=NAN, half=NAN, flag="secret"), figure(value=12, region=LAND), ""),
        (figure(value=14), figure(value=NAN, half=NAN, region=LAND, flag="later"), ""),
        (figure(value=14, flag="demo"), figure(value=12, region=LAND), ""),
        (figure(value=14), figure(value=12, region=LAND, flag="demo"), ""),
        (figure(value=14), figure(value=12), ""),
    ],
    ids=[
        "lower",
        "higher",
        "limits overlap",
        "reference without limits",
        "own without limits",
        "own missing",
        "other missing",
        "own demo",
        "other demo",
        "an area with itself",
    ],
)
def test_a_difference_is_stated_only_where_the_limits_carry_it(own, other, code):
    assert compare(own, other) == code


@given(st.floats(0, 100), st.floats(0.01, 20), st.floats(0, 100), st.floats(0.01, 20))
def test_a_comparison_is_the_same_from_both_sides(value, half, other_value, other_half):
    one, two = figure(value=value, half=half), figure(value=other_value, half=other_half, region=LAND)
    turned = {"higher": "lower", "lower": "higher", "similar": "similar"}
    assert compare(two, one) == turned[compare(one, two)]


# ---- peers and areas inside -------------------------------------------------------------------------------------


def neighbours(*values: float, half: float = 0.5) -> list[dict[str, object]]:
    """Rows of the other Kreise."""
    return [line("2022", value, half, region=key) for key, value in zip(PEERS, values, strict=False)]


def test_peers_are_the_kreise_of_the_land_in_the_same_year_own_one_included():
    rows = [line("2022", 10.0, 0.5), line("2022", 9.0, region=LAND), line("2022", 9.0, region=SAMTGEMEINDEN[0])]
    found = figures_of([*rows, *neighbours(5, 15, NAN), line("2021", 3.0, region=PEERS[3])])
    assert found.peers(found.newest("quote", KREIS))["region"].tolist() == [PEERS[0], KREIS, PEERS[1]]


def test_peers_of_another_census_base_are_none():
    own = line("2022", 10.0, 0.5, census_base="zensus_2022")
    others = [row | {"census_base": "zensus_2011"} for row in neighbours(5, 6, 11, 9, 14, 20)]
    found = figures_of([own, *others])
    assert found.peers(found.newest("quote", KREIS))["region"].tolist() == [KREIS]
    assert found.standing(found.newest("quote", KREIS)) is None
    county = figures_of([line("2022", 10.0, 0.5), *others])  # ours says no base
    assert len(county.peers(county.newest("quote", KREIS))) == 7
    lone = figures_of(others)
    assert lone.peers(figure("2022", census_base="zensus_2022")).empty


def test_places_of_one_picture_share_the_newest_census_base_of_their_year():
    old, new = SAMTGEMEINDEN
    rows = [line("2022", 8.0, region=key, census_base="zensus_2011") for key in SAMTGEMEINDEN]
    later = line("2022", 7.0, region=new, census_base="zensus_2022")
    assert figures_of([*rows, later]).areas_inside("quote", "2022", "samtgemeinde")["region"].tolist() == [new]
    assert figures_of(rows).areas_inside("quote", "2022", "samtgemeinde")["region"].tolist() == [old, new]


def test_the_county_stands_beside_its_places_on_their_census_base_only():
    areas = [line("2022", 8.0, region=key, census_base="zensus_2011") for key in SAMTGEMEINDEN]
    both = [line("2022", value, census_base=base) for value, base in ((9.0, "zensus_2011"), (6.0, "zensus_2022"))]
    found = figures_of([*areas, *both])
    assert found.whole(found.areas_inside("quote", "2022", "samtgemeinde")).value == 9.0
    later = figures_of([*areas, both[1]])
    assert later.whole(later.areas_inside("quote", "2022", "samtgemeinde")) is None


def test_the_standing_counts_only_certain_differences_and_never_oneself():
    found = figures_of([line("2022", 10.0, 0.5), *neighbours(5, 6, 10.1, 9.9, 14, 20)])
    standing = found.standing(found.newest("quote", KREIS))
    assert (standing.higher, standing.similar, standing.lower) == (2, 2, 2)


@pytest.mark.parametrize(
    "rows",
    [
        [line("2022", 10.0), *neighbours(5, 6, 10, 9, 14, 20)],
        [line("2022", 10.0, 0.5, flag="demo"), *neighbours(5, 6, 10, 9, 14, 20)],
        [line("2022", 10.0, 0.5), *neighbours(5, 6, 10, 9)],
        [line("2022", 10.0, 0.5), *neighbours(5, 6, 10, 9, 14, 20, half=NAN)],
    ],
    ids=["own without limits", "demo", "too few", "others without limits"],
)
def test_no_standing_without_limits_or_peers(rows):
    found = figures_of(rows)
    assert found.standing(found.newest("quote", KREIS)) is None


def test_places_keep_the_suppressed_ones():
    inside = [line("2022", 8.0, region=SAMTGEMEINDEN[0]), line("2022", NAN, region=SAMTGEMEINDEN[1], flag="protected")]
    found = figures_of(
        [line("2022", 10.0), *inside, line("2022", 9.0, region=PEERS[0]), line("2022", 7.0, region=BUND)]
    )
    areas = found.areas_inside("quote", "2022-12-31", "samtgemeinde")
    assert areas["flag"].tolist() == ["", "protected"]
    assert found.area_periods("quote", "samtgemeinde") == ["2022"]
    assert found.area_periods("quote", "gemeinde") == []
