"""The profile: what is drawn stands in words beside it, and what is hidden is neither drawn nor printed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isp_utils.charts import Caption, Kind, ProfileRow, Spread, Value, profile_table

CAPTION = Caption(
    "Profil", "Werte", "Quelle: Amt", "Tabelle mit einer Zeile je Kennzahl und ihrem Vergleich.", "profil", Kind.PROFILE
)
SPREAD = Spread(2.0, 4.0, 8.0, 12.0, 45)


def row(own: Value, **more: object) -> ProfileRow:
    """A row of one Kennzahl."""
    usual = {
        "land": Value(6.0),
        "alike": 5.5,
        "spread": SPREAD,
        "judgement": "ungünstiger",
        "tone": "worse",
        "digits": 1,
    }
    return ProfileRow(
        "Kinderarmut",
        "kennzahlen/x.html",
        "in %",
        "2022",
        own,
        trend="gesunken",
        **usual | more,  # type: ignore[arg-type]
    )


def html(*rows: ProfileRow) -> str:
    """Markup of the table."""
    return profile_table(rows, CAPTION, ("Wendland", "Niedersachsen")).html


def test_the_drawing_is_hidden_from_screen_readers_and_told_in_words():
    found = html(row(Value(10.3)))
    assert 'class="isp-sp" aria-hidden="true"' in found
    assert "2,0 bis 12,0, mittlere Hälfte 4,0 bis 8,0" in found
    assert "▼" in found
    assert "ungünstiger" in found


@pytest.mark.parametrize("tone", ["worse", "better", ""])
def test_the_mark_of_the_county_has_a_shape_of_its_judgement(tone):
    shapes = {"worse": "sp-w", "better": "sp-b", "": "sp-o"}
    found = html(row(Value(10.3), tone=tone))
    assert [name for name in shapes.values() if f'class="{name}"' in found] == [shapes[tone]]


def test_a_hidden_value_is_neither_printed_nor_drawn():
    found = html(row(Value(10.3, "protected")))
    assert "10,3" not in found
    assert "[g]" in found
    assert not re.search('class="sp-[wbo]"', found)


def test_without_kreise_there_is_no_drawing():
    assert "<svg" not in html(row(Value(10.3), spread=None))


def test_of_few_areas_no_middle_half_is_made_up():
    few = html(row(Value(10.3), spread=Spread(2.0, None, None, 12.0, 3)))
    assert "2,0 bis 12,0" in few
    assert "mittlere Hälfte" not in re.search(r'isp-hidden">[^<]*12,0[^<]*<', few)[0]
    assert 'class="sp-q"' not in few


def test_the_data_file_holds_what_the_drawing_shows():
    csv = profile_table([row(Value(10.3))], CAPTION, ("Wendland", "Niedersachsen")).csv
    assert "höchster Kreis" in csv.splitlines()[0]
    assert "12,0" in csv


@given(st.floats(-50, 50), st.lists(st.floats(-50, 50), min_size=4, max_size=4).map(sorted))
def test_no_mark_leaves_the_drawing(own, ends):
    found = html(row(Value(own), spread=Spread(*ends, 45)))
    numbers = [float(x) for x in re.findall(r"M(-?[\d.]+) ", found)]
    assert all(-1 <= x <= 131 for x in numbers)
