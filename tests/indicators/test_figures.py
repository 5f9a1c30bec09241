"""What the gated table knows: newest figure, unbroken series, peers, areas inside."""

from isp_utils.model.catalogue import Break
from isp_utils.model.indicator import Exceptional
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
    assert figures_of(RISING).breaks(item, KREIS) == ()
    assert figures_of(RISING).breaks(item, "99999") == ()


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


def test_usual_rows_leave_out_exceptional_years():
    item = kennzahl(exceptional=(Exceptional(2020, "Sonderfall"),))
    assert figures_of(RISING).usual(item, KREIS)["year"].tolist() == [2018, 2019, 2021, 2022]


def test_the_newest_year_of_all_is_that_of_a_known_real_figure():
    rows = [line("2021", 1.0), line("2023", NAN, flag="later"), line("2024", 1.0, flag="demo")]
    assert figures_of(rows).newest_year == 2021
    assert figures_of(RISING, year=2020).newest_year == 2020


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


def test_places_keep_the_suppressed_ones():
    inside = [line("2022", 8.0, region=SAMTGEMEINDEN[0]), line("2022", NAN, region=SAMTGEMEINDEN[1], flag="protected")]
    found = figures_of(
        [line("2022", 10.0), *inside, line("2022", 9.0, region=PEERS[0]), line("2022", 7.0, region=BUND)]
    )
    areas = found.areas_inside("quote", "2022-12-31", "samtgemeinde")
    assert areas["flag"].tolist() == ["", "protected"]
    assert found.area_periods("quote", "samtgemeinde") == ["2022"]
    assert found.area_periods("quote", "gemeinde") == []
