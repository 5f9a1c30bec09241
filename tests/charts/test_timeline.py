"""Periods on the time axis: positions, cuts and holes."""

from isp_utils.charts import Break, Series
from isp_utils.charts.parts.timeline import Hole, axis_position, cuts, holes, how_few, segments, stretches, tick_text

YEARS = ("2018", "2019", "2020", "2021", "2022", "2023")


def own(value, flag=(), base=(), role="own"):
    return Series("Kreis", role, YEARS, value, flag, census_base=base)


def test_places_and_labels_of_periods():
    assert [axis_position(period) for period in ("2023", "2023/24", "2023-Q3", "2023-07", "2023-12-31")] == [
        2023.0,
        2023.0,
        2023.5,
        2023.5,
        2023.0,
    ]
    assert [tick_text(period) for period in ("2023/24", "2023-Q3", "2023-12-31")] == ["2023/24", "2023 Q3", "2023"]


def test_line_is_cut_at_missing_values_breaks_and_missing_periods():
    series = own([1, 2, None, 4, 5, 6], ["", "", "secret", "", "", ""])
    assert segments(series, ()) == [[0, 1], [3, 4, 5]]
    marks = cuts([series], [Break("2022", "Neu.")])
    assert segments(series, marks) == [[0, 1], [3], [4, 5]]
    skipping = Series("Kreis", "own", ("2010", "2011", "2012", "2016", "2017"), [1, 2, 3, 4, 5])
    assert segments(skipping, ()) == [[0, 1, 2], [3, 4]]
    every_other = Series("Kreis", "own", ("2010", "2012", "2014"), [1, 2, 3])
    assert segments(every_other, ()) == [[0, 1, 2]]


def test_change_of_census_base_is_a_cut_once_for_all_series():
    base = ["zensus_2011"] * 4 + ["zensus_2022"] * 2
    marks = cuts([own(range(6), base=base), own(range(6), base=base, role="land")], [Break("2022", "Neue Erhebung.")])
    assert [(mark.position, mark.label) for mark in marks] == [(2021.5, "Zensus 2022")]
    assert marks[0].sentence == "Bruch ab 2022: Neue Erhebung."


def test_a_break_says_its_year_once():
    (mark,) = cuts([own(range(6))], [Break("2022", "Ab 2022 zählt das Amt anders.")])
    assert mark.sentence == "Bruch: Ab 2022 zählt das Amt anders."


def test_a_break_before_or_after_the_picture_is_not_drawn():
    assert cuts([own(range(6))], [Break(year, "Neu.") for year in ("2007", "2018", "2024")]) == ()
    assert [mark.position for mark in cuts([own(range(6))], [Break(year, "Neu.") for year in ("2019", "2023")])] == [
        2018.5,
        2022.5,
    ]


def test_neighbouring_gaps_share_one_sign():
    series = own([1, None, None, 4, None, None], ["", "secret", "protected", "", "later", "later"])
    assert holes(series) == [Hole(2019.0, 2020.0, "[g]"), Hole(2022.0, 2023.0, "[k.A.]")]


def test_series_that_begins_later_has_no_gap_but_suppression_is_always_told():
    late = own([None, None, 3, 4, 5, None], ["missing", "missing", "", "", "", "missing"], role="land")
    assert holes(late) == []
    hidden = own([None, 2, 3, 4, 5, 6], ["secret", "", "", "", "", ""])
    assert holes(hidden) == [Hole(2018.0, 2018.0, "[g]")]


def test_values_between_breaks_are_counted_and_few_ones_are_said():
    series = own([1, 2, 3, 4, None, 6])
    marks = cuts([series], [Break("2022", "Neu.")])
    assert stretches(series, marks) == [4, 4, 4, 4, 1, 1]
    assert how_few([series], marks) == "Nur ein vergleichbarer Wert."
    assert how_few([series], ()) == ""
