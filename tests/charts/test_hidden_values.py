"""A value that its flag hides leaves no trace: neither number, nor mark, nor axis."""

import pytest

from isp_utils.charts import Value
from isp_utils.charts.parts.symbols import BESIDE, EXPLANATIONS, HIDDEN, PLAIN, legend, shown, sign, visible_value
from isp_utils.model.schema import Flag
from tests.charts.samples import DRAWN, FIGURED, SECRET


@pytest.mark.parametrize("flag", HIDDEN)
@pytest.mark.parametrize("make", FIGURED.values(), ids=FIGURED)
def test_picture_is_the_same_whether_or_not_the_hidden_value_is_in_the_row(make, flag):
    with_value, without = make(SECRET, flag), make(None, flag)
    assert with_value.html == without.html
    assert with_value.csv == without.csv
    assert "777" not in with_value.html


@pytest.mark.parametrize("make", DRAWN.values(), ids=DRAWN)
def test_a_value_without_flag_does_leave_a_trace(make):
    assert make(SECRET, "").html != make(None, "secret").html


def test_every_flag_of_the_schema_has_a_rule():
    assert set(Flag) == {Flag(flag) for flag in (*HIDDEN, *BESIDE, *PLAIN)}


def test_an_unknown_flag_is_refused():
    with pytest.raises(ValueError, match="neues_kennzeichen"):
        visible_value(Value(1.0, "neues_kennzeichen"))


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (Value(1234.56), "1.234,6"),
        (Value(-0.5), "\u22120,5"),
        (Value(0.0), "0,0"),
        (Value(None), "[k.A.]"),
        (Value(float("nan")), "[k.A.]"),
        (Value(float("inf")), "[k.A.]"),
        (Value(3.0, "protected"), "[g]"),
        (Value(3.0, "unreliable"), "[u]"),
        (Value(None, "not_applicable"), "[x]"),
        (Value(None, "later"), "[k.A.]"),
        (Value(None, "missing"), "[k.A.]"),
        (Value(3.0, "limited"), "3,0 [u]"),
        (Value(3.0, "provisional"), "3,0 [v]"),
        (Value(3.0, "revised"), "3,0 [r]"),
        (Value(3.0, "demo"), "3,0"),
        (Value(7.0, digits=0), "7"),
    ],
)
def test_text_of_a_figure(figure, text):
    assert shown(figure, 1) == text


def test_every_sign_is_explained_and_only_those_in_use():
    assert {*HIDDEN.values(), *BESIDE.values(), sign(Value(None))} == set(EXPLANATIONS)
    assert legend(["[v]", "", "[g]"]).startswith("Zeichen: [g] geheim gehalten")
    assert "[x]" not in legend(["[v]", "[g]"])
    assert legend([""]) == ""
