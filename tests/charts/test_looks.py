"""What a line, a dash and a sign in a drawing mean."""

import re
from dataclasses import replace

from isp_utils.charts import Break, Point, Series, peers, places, trend
from tests.charts.samples import caption, lines, peers_sample, places_sample, trend_sample

DASH = "stroke-dasharray"
LINE = re.compile(r'<path d="M[^"]*L[^"]*" style="fill:none;stroke:#12436d[^"]*stroke-width:2[^"]*"')


def variants(**more) -> list[Series]:
    years = ("2024", "2025", "2026", "2027")
    counted = Series("gezählt", "counted", ("2021", "2022", "2023", "2024"), [9.0, 9.5, 9.8, 10.0])
    ahead = Series("Trend", "first", years, [10.0, 11.0, 12.0, 13.0], ahead=True)
    return [ahead, Series("Ziel", "second", years, [10.0, 12.0, 14.0, 15.0], ahead=True), counted]


def test_nothing_but_a_forecast_is_dashed():
    for made in (trend_sample(), peers_sample(), places_sample()):
        assert DASH not in made.html
    made = trend(variants(), caption("prognose", base="2024"))
    assert DASH in made.html
    assert made.html.count("heute (2024)") == 2, "in both drawings"
    assert made.html.count("<svg") == 2


def test_two_comparable_values_are_points_and_three_a_line():
    years = ("2022", "2023", "2024")
    for number, drawn in ((2, False), (3, True)):
        limits = {"lower": [1.0, 2.0, 3.0][:number], "upper": [3.0, 4.0, 5.0][:number]}
        made = trend([Series("Kreis", "own", years[:number], [2.0, 3.0, 4.0][:number], **limits)], caption("x"))
        assert bool(LINE.search(made.html)) is drawn
        assert ("opacity:0.16" in made.html) is drawn, "a band needs a line"
        assert ("Nur zwei vergleichbare Werte." in made.html) is not drawn


def test_an_axis_without_0_has_its_sign_and_no_sentence():
    high = [Series("Kreis", "own", ("2020", "2021", "2022"), [90.0, 92.0, 95.0])]
    for made in (trend(high, caption("a")), places([Point("A", 90.0), Point("B", 95.0)], caption("b"))):
        assert "//</text>" in made.html
        assert "Achse nicht ab 0.</desc>" in made.html
        assert "beginnt nicht" not in made.html
    assert "//</text>" not in trend([Series("Kreis", "own", ("2020", "2021"), [0.0, 95.0])], caption("c")).html


def test_breaks_that_lie_close_share_their_words():
    years = tuple(str(year) for year in range(1995, 2025))
    breaks = [Break(year, "Neu.") for year in ("2011", "2012", "2020", "2021")]
    drawn = trend([Series("Kreis", "own", years, [10.0] * 30)], caption("eng"), breaks).html
    words = re.findall(r"<text[^>]*>(Bruch[^<]*)</text>", drawn)
    assert words == ["Bruch 2011, 2012", "Bruch 2020, 2021"]
    apart = trend([Series("Kreis", "own", years, [10.0] * 30)], caption("weit"), [breaks[0], breaks[3]]).html
    assert re.findall(r"<text[^>]*>(Bruch[^<]*)</text>", apart) == ["Bruch 2011", "Bruch 2021"]
    uprights = [
        re.search(r'd="([^"]*)" style="fill:none;stroke:#4a5563;stroke-width:0.8', html) for html in (drawn, apart)
    ]
    assert [found and found[1].count("M") for found in uprights] == [4, 2], "each break keeps its line"


def test_made_up_figures_have_no_limits_and_nothing_beside_them():
    made = trend(lines(), caption("demo", demo=True))
    assert "von (" not in made.csv
    assert "Musterland" not in made.html
    assert "Musterland" in trend(lines(), caption("wirklich")).html
    beside = places([Point("A", 9.0, "", 7.0, 13.0)], caption("orte", demo=True), Point("Kreis", 12.0))
    assert "von (" not in beside.csv
    assert "Kreis" not in beside.html


def test_comparable_areas_are_named_in_the_drawing():
    points = [Point("Eigen", 5.0, role="own"), Point("Ähnlich", 6.0, role="alike"), Point("Fern", 9.0)]
    drawn = re.findall(r"<text[^>]*>([^<]*)</text>", peers(points, caption("kreise")).html)
    assert {"Eigen 5,0", "Ähnlich 6,0"} <= set(drawn)
    assert not any("Fern" in text for text in drawn)


def test_columns_of_limits_say_what_they_are():
    own = lines()[0]
    head = trend([own, replace(own, label="Land")], caption("e", limits="Zufall")).csv.splitlines()[0]
    assert "Musterkreis;Musterkreis: Zeichen;Musterkreis: von (Zufall);" in head
    assert "Land;Land: Zeichen;Land: von (Zufall);" in head


def test_a_forecast_is_drawn_also_where_all_that_was_counted_is_hidden():
    *ahead, counted = variants()
    hidden = Series(counted.label, counted.role, counted.periods, [None] * 4, ["protected"] * 4)
    assert "<svg" in trend([*ahead, hidden], caption("prognose", base="2024")).html
