"""Candidates for exceptional years: a jump of the county alone, never one that others share or that is declared."""

import numpy as np
import pytest

from isp_utils.indicators.unusual import unusual_years
from isp_utils.model.catalogue import Break, Catalogue, County
from isp_utils.model.indicator import Exceptional
from isp_utils.model.regions import Region, Register
from tests.indicators.gated import KREIS, LAND, kennzahl, line
from tests.indicators.gated import figures_of as gated

KREISE = (KREIS, *(f"{number:05d}" for number in range(3001, 3021)))
REGISTER = Register.of([Region(LAND, "Land", "land"), *(Region(key, key, "kreis", LAND) for key in KREISE)])


def found(jumps: dict[tuple[str, int], float], **more: object) -> list[int]:
    """Years that are proposed where these figures jump and all others wander a little."""
    random, item = np.random.default_rng(5), kennzahl(**more)
    rows = [
        line(str(year), 10 + random.normal(0, 0.2) + jumps.get((key, year), 0.0), region=key)
        for key in KREISE
        for year in range(2012, 2019)
    ]
    figures = gated(rows, **more)
    catalogue = Catalogue({item.id: item}, {}, {}, REGISTER)
    county = County(KREIS, "Kreis", "Kreis", "im Kreis", LAND)
    return [jump.year for jump in unusual_years(type(figures)(figures.table, catalogue, county, 9999))]


def test_a_jump_of_the_county_alone_is_proposed_there_and_back():
    assert found({(KREIS, 2015): 6.0}) == [2015, 2016]


def test_what_another_kreis_shares_or_nobody_has_is_not_proposed():
    assert found({}) == []
    assert found({(key, 2015): 6.0 for key in KREISE}) == []
    assert found({(KREIS, 2015): 6.0, (KREISE[3], 2015): 9.0}) == []


@pytest.mark.parametrize(
    "more",
    [{"exceptional": (Exceptional(2015, "Sonderfall"),)}, {"breaks": (Break("2015", "neu"), Break("2016", "neu"))}],
    ids=["declared", "at a break"],
)
def test_declared_years_and_breaks_are_left_out(more):
    assert found({(KREIS, 2015): 6.0}, **more) == []


def test_counts_are_measured_in_percent():
    assert found({(KREIS, 2015): 6.0}, method="count") == [2015, 2016]
