"""Krippendorff's alpha by hand and against the case that Krippendorff printed."""

from math import isnan

import pytest

from isp_utils.statistics.agreement import krippendorff_alpha
from isp_utils.statistics.intervals import StatisticsError


def test_two_coders_by_hand():
    # Codes: weg 5, bus 5, kita 2, together 12. One of six units differs: two ordered pairs, each weighed 1 / (2 - 1).
    # Observed 2/12; expected (12 * 12 - 25 - 25 - 4) / (12 * 11) = 90/132; alpha = 1 - 22/90.
    first = ["weg", "weg", "bus", "bus", "kita", "weg"]
    second = ["weg", "weg", "bus", "bus", "kita", "bus"]
    assert krippendorff_alpha([first, second]) == pytest.approx(1 - 22 / 90)


def test_printed_case_of_four_coders_with_gaps():
    # Krippendorff (2011), Computing Krippendorff's alpha-reliability, C: nominal data with missing codes, 0.743.
    rows = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]
    codings = [[None if code == "." else code for code in row] for row in rows]
    assert round(krippendorff_alpha(codings), 3) == 0.743


@pytest.mark.parametrize(
    ("codings", "why"),
    [
        ([["a", None], [None, "a"]], "no unit has two codes"),
        ([["a", "a"], ["a", "a"]], "one code only"),
        ([], "no coder"),
    ],
)
def test_nothing_to_compare_is_not_known(codings, why):
    assert isnan(krippendorff_alpha(codings)), why


def test_rows_of_unequal_length_are_refused():
    with pytest.raises(StatisticsError):
        krippendorff_alpha([["a"], ["a", "b"]])
