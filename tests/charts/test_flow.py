"""The flow figure: table, drawing, and a hidden part that nothing gives away."""

import pytest

from isp_utils.charts import Caption, Kind, Strand, Value, flow
from isp_utils.charts.flow_chart import TOGETHER, _blocks
from isp_utils.charts.parts.style import NARROW
from isp_utils.model.schema import Flag

CAPTION = Caption(
    "Klasse 7 nach Schulform",
    "Personen",
    "Quelle: Test.",
    "Flussbild: links die Klasse, rechts die Schulformen.",
    "fluss",
    Kind.FLOW,
    digits=0,
)
WHOLE = Strand("Klasse 7\n2015/16", Value(100.0), Value(100.0))
HIDDEN = Value(None, Flag.PROTECTED.value)


def test_a_drawing_and_a_table_with_every_part():
    made = flow(
        WHOLE,
        [Strand("Gymnasium", Value(60.0), Value(60.0)), Strand("andere", Value(40.0), Value(40.0))],
        CAPTION,
    )
    assert made.html.count("<svg") == 1
    assert made.html.count("<desc") == 1
    assert "Klasse 7, 2015/16" in made.html
    assert made.csv.splitlines()[1:] == [
        "Klasse 7, 2015/16;100;100,0",
        "Gymnasium;60;60,0",
        "andere;40;40,0",
    ]


def test_hidden_parts_show_a_sign_and_no_size():
    small = flow(
        WHOLE,
        [Strand("a", Value(90.0), Value(90.0)), Strand("b", HIDDEN, HIDDEN), Strand("Rest", HIDDEN, HIDDEN)],
        CAPTION,
    )
    assert "[g]" in small.html
    assert "geheim gehalten" in small.html
    assert "10" not in small.csv.replace("100", "")


def test_hidden_parts_share_one_field_and_the_visible_one_keeps_its_share():
    """90 of 200 are not nearly all of them, and two hidden parts are not as large as each other."""
    parts = [Strand("a", Value(90.0), Value(45.0)), Strand("b", HIDDEN, HIDDEN), Strand("Rest", HIDDEN, HIDDEN)]
    visible, hidden = _blocks(Strand("alle", Value(200.0), Value(100.0)), parts, NARROW)
    assert visible.height / (visible.height + hidden.height) == pytest.approx(0.45)
    assert hidden.label.splitlines() == ["b", "[g]", "Rest", "[g]"]
    assert hidden.colour == ""
    assert TOGETHER in flow(WHOLE, parts, CAPTION).html


def test_where_all_parts_are_hidden_nothing_is_drawn():
    made = flow(WHOLE, [Strand("a", HIDDEN, HIDDEN), Strand("Rest", HIDDEN, HIDDEN)], CAPTION)
    assert "<svg" not in made.html


def test_a_single_hidden_part_is_refused():
    with pytest.raises(ValueError, match="errechnen"):
        flow(WHOLE, [Strand("a", Value(90.0), Value(90.0)), Strand("b", HIDDEN, HIDDEN)], CAPTION)


def test_a_hidden_whole_draws_nothing():
    made = flow(
        Strand("Klasse 7", HIDDEN, HIDDEN), [Strand("a", Value(1.0), HIDDEN), Strand("b", Value(2.0), HIDDEN)], CAPTION
    )
    assert "<svg" not in made.html


def test_the_same_bytes_again():
    parts = [Strand("Gymnasium", Value(60.0), Value(60.0)), Strand("andere", Value(40.0), Value(40.0), rest=True)]
    assert flow(WHOLE, parts, CAPTION).html == flow(WHOLE, parts, CAPTION).html
