"""Maps: tiles and real outlines by one call, borders of classes printed, hidden areas hatched, equal tables."""

import re
from xml.etree.ElementTree import fromstring

import pytest

from isp_utils.charts import Kind, Point
from isp_utils.charts.place_map import STEPS, Ground, Shape, class_borders, place_map, tile_ground
from isp_utils.suite.scan.marks import fills_area
from tests.charts.samples import caption

TILES = {"01": (0, 0), "02": (1, 0), "03": (0, 1), "04": (1, 1), "05": (2, 1), "06": (2, 0)}
NAMES = {"01": "Adorf", "02": "Bdorf", "03": "Cdorf", "04": "Ddorf", "05": "Edorf", "06": "Geheimhausen"}
GROUPS = {"01": "N", "02": "N", "03": "S", "04": "S", "05": "S", "06": "N"}
SECRET = 777.1
POINTS = [
    *(Point(NAMES[f"0{n}"], float(n), "", region=f"0{n}", period="2022") for n in range(1, 6)),
    Point("Geheimhausen", SECRET, "protected", region="06", period="2022"),
]
SQUARE = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0))
OUTLINES = Ground(
    tuple(
        Shape(key, (tuple((x + at[0], y + at[1]) for x, y in SQUARE),), (at[0] + 0.5, at[1] + 0.5), NAMES[key])
        for key, at in TILES.items()
    ),
    (((0.0, 1.0), (1.0, 1.0)),),
    tiles=False,
)
GROUNDS = {"tiles": tile_ground(TILES, NAMES, GROUPS), "outlines": OUTLINES}


@pytest.fixture(params=GROUNDS)
def drawn(request):
    return place_map(
        POINTS, GROUNDS[request.param], caption("karte", kind=Kind.PLACES, indicator="leerstand", unit="%")
    )


def drawings(html: str) -> list[str]:
    return [svg for svg in re.findall(r"<svg\b.*?</svg>", html, re.DOTALL) if "<desc" in svg]


def test_every_area_is_drawn_once_in_each_drawing(drawn):
    for svg in drawings(drawn.html):
        assert sorted(re.findall(r'data-area="(\d+)"', svg)) == sorted(TILES)
        assert fromstring(svg).tag == "svg"


def test_hidden_areas_are_hatched_and_their_value_is_nowhere(drawn):
    assert "777" not in drawn.html + drawn.csv
    for svg in drawings(drawn.html):
        assert re.search(r'data-area="06" data-step="none"[^>]* fill="url\(#', svg)
        assert "[g]" in svg
        assert not fills_area(svg, "06")
        assert fills_area(svg, "01")


def test_the_borders_of_the_classes_are_printed(drawn):
    key = re.search(r'<ul class="isp-map-key".*?</ul>', drawn.html, re.DOTALL)
    assert key
    assert key[0].count("<li>") <= len(STEPS) + 1
    assert "ohne Wert, schraffiert" in key[0]
    assert "1,0" in key[0]
    assert "5,0" in key[0]


def test_tiles_and_outlines_have_the_same_table():
    made = [place_map(POINTS, ground, caption("karte", unit="%")) for ground in GROUNDS.values()]
    tables = [re.findall(r"<table.*?</table>", fragment.html, re.DOTALL) for fragment in made]
    assert tables[0] == tables[1] != []
    assert made[0].csv == made[1].csv


def test_samtgemeinden_have_a_thick_line_between_them():
    borders = GROUNDS["tiles"].borders
    assert ((0, 1), (1, 1)) in borders  # between Adorf (N) and Cdorf (S)
    assert ((1, 0), (1, 1)) not in borders  # between Adorf and Bdorf
    assert len(set(borders)) == len(borders)


@pytest.mark.parametrize(
    ("values", "number"), [([], 0), ([3.0], 0), ([3.0, 3.0, 3.0], 0), ([1.0, 2.0], 1), (list(map(float, range(27))), 4)]
)
def test_there_are_five_classes_at_most_and_none_is_empty(values, number):
    assert len(class_borders(values, 1)) == number


def test_a_map_is_the_same_on_every_call(drawn):
    again = place_map(POINTS, GROUNDS["tiles"], caption("karte", kind=Kind.PLACES, indicator="leerstand", unit="%"))
    assert (
        again.html
        == place_map(POINTS, GROUNDS["tiles"], caption("karte", kind=Kind.PLACES, indicator="leerstand", unit="%")).html
    )
