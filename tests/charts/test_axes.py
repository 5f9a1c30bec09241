"""Axes and labels: what they enclose, and that nothing overlaps."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isp_utils.charts.parts.axes import text_width, thinned, tick_texts, value_range, without_overlap
from isp_utils.charts.parts.break_labels import AIR, Room, label_slots
from isp_utils.charts.parts.style import NARROW, WIDE

numbers = st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 3))


@given(st.lists(numbers, min_size=1, max_size=20))
def test_axis_encloses_all_values(values):
    ticks, cropped = value_range(values, 5)
    assert ticks[0] <= min(values) <= max(values) <= ticks[-1]
    assert cropped == (not ticks[0] <= 0 <= ticks[-1])
    assert 2 <= len(ticks) <= 12


@pytest.mark.parametrize(
    ("values", "first", "cropped"),
    [
        ([0.0, 0.0], 0.0, False),
        ([10.0, 30.0], 0.0, False),
        ([48000.0, 52000.0], 48000.0, True),
        ([-3.0, 8.0], -5.0, False),
    ],
)
def test_axis_begins_at_zero_unless_that_would_flatten_the_line(values, first, cropped):
    ticks, told = value_range(values, 5)
    assert (ticks[0], told) == (first, cropped)


def test_ticks_have_german_digits_and_the_unit_once():
    assert tick_texts([0.0, 0.5, 1.0], "%") == ["0,0", "0,5", "1,0 %"]
    assert tick_texts([-1000.0, 0.0, 1000.0], "Personen") == ["\u22121.000", "0", "1.000"]


@given(st.lists(st.tuples(st.floats(0, 200), st.floats(8, 40)), min_size=1, max_size=4))
def test_labels_do_not_overlap(labels):
    wanted, heights = [place for place, _ in labels], [height for _, height in labels]
    centres = without_overlap(wanted, heights, 0.0, 300.0)
    order = sorted(range(len(labels)), key=lambda place: centres[place])
    for one, other in pairwise(order):
        assert centres[other] - centres[one] >= (heights[one] + heights[other]) / 2 - 1e-6
    assert min(centre - height / 2 for centre, height in zip(centres, heights, strict=True)) >= -1e-6


@given(st.lists(st.floats(0, 380), min_size=1, max_size=7, unique=True), st.sampled_from([WIDE, NARROW]))
def test_words_above_a_plot_never_meet_and_stay_in_the_drawing(places, canvas):
    labels = [("Zensus 2022", place) for place in places]
    slots = label_slots(labels, Room(-30.0, 400.0, 40.0), canvas.text)
    length = text_width("Zensus 2022", canvas.text)
    assert all(slot.start >= -30.0 and slot.start + length <= 400.0 for slot in slots)
    assert all(slot.start >= 40.0 for slot in slots if slot.row == 0)
    for number, slot in enumerate(slots):
        for other in slots[number + 1 :]:
            assert slot.row != other.row or abs(slot.start - other.start) >= length + AIR - 1e-6


def test_tick_labels_that_would_meet_are_every_second_one():
    texts = ["40.000", "50.000", "60.000", "70.000 %"]
    assert thinned(texts, 400.0, 14.0) == texts
    assert thinned(texts, 150.0, 14.0) == ["", "50.000", "", "70.000 %"]
