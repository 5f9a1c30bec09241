"""Persons behind a figure: as counted, or as exact as a published value lets them be reckoned back."""

from dataclasses import replace

import pytest

from tests.indicators.place_trials import figure

NAN = float("nan")


@pytest.mark.parametrize(
    ("value", "numerator", "method", "people"),
    [
        pytest.param(8.9, 4139.0, "Wilson, genähert", 4100, id="one decimal of many"),
        pytest.param(2.8, 386.0, "Wilson, genähert", 390, id="one decimal of fewer"),
        pytest.param(29.93, 13918.0, "Wilson, genähert", 13920, id="two decimals"),
        pytest.param(8.9, 4139.0, "Wilson", 4139, id="counted"),
        pytest.param(0.0, 0.0, "Wilson, genähert", 0, id="none"),
        pytest.param(8.9, NAN, "Wilson", None, id="unknown"),
        pytest.param(NAN, 4139.0, "Wilson", None, id="not published"),
    ],
)
def test_people_behind_a_value(value, numerator, method, people):
    assert replace(figure("leerstand", value), numerator=numerator, method=method).people == people
