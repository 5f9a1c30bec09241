"""Tiles of a map: one for each place, each about where it lies."""

import numpy as np
import pytest

from isp_utils.model.catalogue import load
from isp_utils.statistics.grid import on_a_grid
from isp_utils.statistics.intervals import StatisticsError


@pytest.mark.parametrize("number", [1, 2, 3, 7, 27, 60])
def test_no_two_places_share_a_tile(number):
    x, y = np.random.default_rng(number).random((2, number))
    found = on_a_grid(x, y)
    assert len({tuple(at) for at in found}) == number
    assert (found >= 0).all()


def test_east_stays_east_and_north_stays_north():
    areas = load().register.below("03354", "gemeinde")
    lon, lat = np.array([(area.lon, area.lat) for area in areas], float).T
    column, row = on_a_grid(lon * np.cos(np.radians(lat.mean())), lat).T
    assert np.corrcoef(column, lon)[0, 1] > 0.9
    assert np.corrcoef(row, -lat)[0, 1] > 0.9


def test_places_without_coordinates_are_refused():
    with pytest.raises(StatisticsError):
        on_a_grid([1.0, np.nan], [1.0, 2.0])
    with pytest.raises(StatisticsError):
        on_a_grid([], [])
