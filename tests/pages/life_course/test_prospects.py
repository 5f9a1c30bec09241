"""The forecasts at a glance: what changes for certain, and what is open."""

import numpy as np
import pytest

from isp_utils.needs.demand import Need
from isp_utils.pages.life_course.prospects import direction, directions

YEARS = tuple(range(2024, 2035))


def need(title: str, now: float, later: float, half: float) -> Need:
    """A need that is another number from the second year on, with the same width."""
    value = np.array([now, *[later] * 10])
    width = np.array([0.0, *[half] * 10])
    return Need(title, title, "Kinder", "1.3.", "Statistik", YEARS, value, value - width, value + width)


@pytest.mark.parametrize(
    ("now", "later", "half", "word"),
    [
        (100, 80, 10, "weniger"),
        (100, 80, 20, "offen"),
        (100, 130, 20, "mehr"),
        (100, 100, 0, "offen"),
        (0, 90, 9, "neu"),
    ],
)
def test_a_direction_is_told_where_the_whole_range_lies_on_one_side(now, later, half, word):
    assert direction(need("Kinder", now, later, half)) == word


def test_sentences_name_what_falls_and_what_rises():
    needs = [need("Klassen", 17, 14, 2), need("Plätze", 100, 130, 20), need("Kinder", 100, 90, 30)]
    assert directions(needs) == [
        "Von 2024 bis 2030 werden es weniger, selbst am oberen Rand des 80\u2011%\u2011Bereichs: Klassen.",
        "Von 2024 bis 2030 werden es mehr, selbst am unteren Rand des 80\u2011%\u2011Bereichs: Plätze.",
        "Bei den übrigen reicht der Bereich von weniger bis mehr; ihre Richtung ist offen.",
    ]
