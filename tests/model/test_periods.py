"""The closed grammar of periods."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isp_utils.model.errors import InputError
from isp_utils.model.periods import in_german, year_of

YEARS = st.integers(1900, 2100)


@pytest.mark.parametrize(
    ("period", "year", "german"),
    [
        ("2023", 2023, "2023"),
        ("2023/24", 2023, "Schuljahr 2023/24"),
        ("1999/00", 1999, "Schuljahr 1999/00"),
        ("2023-Q3", 2023, "3. Quartal 2023"),
        ("2023-09", 2023, "09/2023"),
        ("2023-12-31", 2023, "31.12.2023"),
        ("2024-02-29", 2024, "29.02.2024"),
        ("2019-2023", 2023, "2019 bis 2023"),
    ],
)
def test_every_form_is_read_and_printed(period, year, german):
    assert year_of(period) == year
    assert in_german(period) == german


@pytest.mark.parametrize(
    "text",
    ["", "23", "2023 ", " 2023", "2023/2024", "2023-24", "2023-Q5", "2023-13", "31.12.2023", "٢٠٢٣", "2023\n"],
)
def test_anything_else_is_refused_with_the_forms_that_are_allowed(text):
    with pytest.raises(InputError, match=r"ist nicht lesbar\. Erlaubt sind: 2023, 2023/24"):
        year_of(text)


@pytest.mark.parametrize("day", ["2023-02-29", "2023-04-31", "2023-12-32", "2023-01-00"])
def test_an_impossible_day_is_refused(day):
    with pytest.raises(InputError, match=f"»{day}« gibt es im Kalender nicht"):
        year_of(day)


@pytest.mark.parametrize("period", ["2023/25", "2023/23", "2023/22", "1999/99"])
def test_a_school_year_is_two_years_in_a_row(period):
    with pytest.raises(InputError, match="zwei aufeinanderfolgenden Jahren"):
        year_of(period)


@pytest.mark.parametrize("period", ["2023-2019", "2023-2023", "2023-2204"])
def test_pooled_years_ascend(period):
    with pytest.raises(InputError, match="Die Jahre müssen aufsteigen"):
        year_of(period)


@pytest.mark.parametrize("period", ["2204", "0202", "1066-10-14"])
def test_a_mistyped_century_is_refused(period):
    with pytest.raises(InputError, match="zwischen 1900 und 2100"):
        year_of(period)


@given(YEARS)
def test_a_year_is_its_own_year(year):
    assert year_of(str(year)) == year
    assert year_of(f"{year}/{(year + 1) % 100:02}") == year


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_of_the_calendar_is_a_reporting_day(day):
    assert year_of(day.isoformat()) == day.year
    assert in_german(day.isoformat()) == f"{day.day:02}.{day.month:02}.{day.year:04}"


@given(st.text(max_size=12))
def test_no_text_does_anything_but_be_read_or_refused(text):
    try:
        year = year_of(text)
    except InputError:
        return
    assert 1900 <= year <= 2100
    assert text.startswith(str(year))
