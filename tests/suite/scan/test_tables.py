"""Pictures read back from markup: kind, Kennzahl and table, of figures and of tables that are none."""

import pytest

from isp_utils.charts import Kind
from isp_utils.charts.kinds import Arrangement
from isp_utils.suite.scan.marks import marks_in_row
from isp_utils.suite.scan.tables import shown_in
from tests.charts.samples import ALL, places_sample, table_sample


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
def test_every_chart_and_table_is_read_back(make):
    found = list(shown_in(f"<div><p>davor</p>{make().html}</div><table><tr><td>danach</td></tr></table>"))
    assert [(item.kind, item.indicator) for item in found] == [(Kind.LIST, "")]
    assert not any("danach" in cells for item in found for cells in item.rows)


def test_two_pictures_are_kept_apart():
    first = places_sample(kind=Kind.PLACES, indicator="kinderarmut_u15")
    found = list(shown_in(first.html + table_sample(kind=Kind.OVERVIEW).html))
    assert [(item.kind, item.indicator, item.name) for item in found] == [
        (Kind.PLACES, "kinderarmut_u15", "orte"),
        (Kind.OVERVIEW, "", "tabelle"),
    ]
    assert found[0].title == "Titel orte"
    assert [len(item.drawings) for item in found] == [1, 0]
    assert [cells[0] for cells in found[1].rows] == ["Adorf", "Bedorf"]


def test_which_kinds_are_read_back_as_figures_is_settled():
    """Whoever adds a kind decides here, too, whether its table may be read as text only."""
    text = {kind.value for kind in Kind if kind.arrangement is Arrangement.TEXT}
    told = {"index", "fluss", "bedarf", "angebote", "matrix", "liste", "geheimhaltung", "anteile", "haltungen"}
    assert text == told | {"zeitplan", "eigene"}
    assert {kind for kind in Kind if kind.of_one_indicator} == {Kind.TREND, Kind.PEERS, Kind.PLACES}


def test_the_reference_of_a_place_chart_has_no_row_of_its_own():
    (picture,) = shown_in(places_sample().html)
    rows = len(picture.rows) - 1
    assert not any(marks_in_row(svg, rows, rows) for svg in picture.drawings)
    assert any(marks_in_row(svg, row, rows) for svg in picture.drawings for row in range(rows))
