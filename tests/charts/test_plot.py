"""Where values stand in a plot, and how words are measured."""

from io import StringIO

import matplotlib
import pytest
from matplotlib.font_manager import FontProperties

from isp_utils.charts.parts.measured import MeasuredOnce, measured
from isp_utils.charts.parts.plot import frame
from isp_utils.charts.parts.style import NARROW
from isp_utils.charts.parts.svg import our_settings
from tests.charts.samples import DRAWN

WIDTH, HEIGHT = NARROW.width, 200.0


@pytest.fixture
def plot():
    with our_settings():
        yield frame(NARROW, HEIGHT, (40.0, 10.0, 20.0, 30.0), ((2010.0, 2020.0), (0.0, 50.0)))


def test_limits_stand_at_the_edges_and_margins_are_points(plot):
    assert plot.values.transform((2010.0, 0.0)) == pytest.approx((40.0, 30.0))
    assert plot.values.transform((2020.0, 50.0)) == pytest.approx((WIDTH - 10.0, HEIGHT - 20.0))
    assert plot.size == pytest.approx((WIDTH - 50.0, HEIGHT - 50.0))


def test_shares_and_values_mix(plot):
    assert plot.rows.transform((1.0, 25.0)) == pytest.approx((WIDTH - 10.0, 30.0 + (HEIGHT - 50.0) / 2))
    assert plot.columns.transform((2015.0, 0.0)) == pytest.approx((40.0 + (WIDTH - 50.0) / 2, 30.0))


def test_limits_may_run_downwards():
    with our_settings():
        plot = frame(NARROW, HEIGHT, (0.0, 0.0, 0.0, 0.0), ((0.0, 1.0), (2.5, -0.5)))
    assert plot.values.transform((0.0, -0.5)) == pytest.approx((0.0, HEIGHT))


def test_empty_words_are_not_drawn(plot):
    plot.text((2015.0, 10.0), "", 14.0)
    assert not plot.figure.artists


def test_words_take_the_room_that_matplotlib_measures():
    font = FontProperties(family="DejaVu Sans", size=14.0, weight="bold")
    plain = super(MeasuredOnce, MeasuredOnce(10, 10, StringIO()))
    assert measured("Zensus 2022", font) == tuple(plain.get_text_width_height_descent("Zensus 2022", font, False))


@pytest.mark.parametrize("kind", sorted(DRAWN))
def test_a_picture_does_not_hang_on_what_a_notebook_has_set(kind):
    expected = DRAWN[kind]().html
    strange = {"lines.linewidth": 9, "font.size": 3, "patch.linewidth": 7, "axes.linewidth": 5, "text.color": "red"}
    with matplotlib.rc_context(strange | {"figure.dpi": 300, "svg.fonttype": "path", "lines.marker": "x"}):
        assert DRAWN[kind]().html == expected
        assert matplotlib.rcParams["lines.linewidth"] == 9
