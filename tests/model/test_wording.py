"""German numbers: one place rounds, a missing figure has no digits."""

import math
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isp_utils.model.wording import (
    MINUS,
    NARROW_SPACE,
    capital,
    enumeration,
    german_date,
    german_number,
    with_unit,
)

FINITE = st.floats(-1e12, 1e12, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (49209, 0, "49.209"),
        (999, 0, "999"),
        (1000, 0, "1.000"),
        (1234567.891, 2, "1.234.567,89"),
        (34.39, 1, "34,4"),
        (10.32, 1, "10,3"),
        (0.25, 1, "0,3"),  # half up, not to even
        (2.5, 0, "3"),
        (2.675, 2, "2,68"),  # as written, not its binary neighbour 2.67499...
        (-2.5, 0, f"{MINUS}3"),
        (-0.04, 1, "0,0"),  # no negative zero
        (-1234.5, 1, f"{MINUS}1.234,5"),
        (0, 0, "0"),
        (1e-9, 2, "0,00"),
    ],
)
def test_numbers_are_written_as_germans_read_them(value, digits, text):
    assert german_number(value, digits) == text


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_missing_figure_has_no_digits(value):
    with pytest.raises(ValueError, match="no digits"):
        german_number(value)


def read(text: str) -> Decimal:
    """A German number back into digits."""
    return Decimal(text.replace(".", "").replace(",", ".").replace(MINUS, "-"))


@given(FINITE, st.integers(0, 4))
def test_what_is_printed_is_the_value_to_half_a_unit_of_the_last_digit(value, digits):
    text = german_number(value, digits)
    assert abs(read(text) - Decimal(repr(value))) <= Decimal(1).scaleb(-digits) / 2
    assert text == german_number(float(read(text)), digits)
    assert "-" not in text


@given(FINITE, FINITE)
def test_rounding_never_turns_an_order_round(one, other):
    low, high = sorted((one, other))
    assert read(german_number(low, 1)) <= read(german_number(high, 1))


def test_number_and_unit_stay_on_one_line():
    assert with_unit(34.39, "%", 1) == f"34,4{NARROW_SPACE}%"
    assert with_unit(7, "") == "7"


def test_days_are_written_as_germans_read_them():
    assert german_date(date(2023, 1, 5)) == "05.01.2023"


@pytest.mark.parametrize(
    ("words", "text"), [([], ""), (["A"], "A"), (["A", "B"], "A und B"), (["A", "B", "C"], "A, B und C")]
)
def test_words_in_a_row(words, text):
    assert enumeration(words) == text


def test_another_last_word():
    assert enumeration(["A", "B"], last="oder") == "A oder B"


def test_a_capital_changes_only_the_first_letter():
    assert capital("übrige ÄMTER") == "Übrige ÄMTER"
    assert capital("") == ""
