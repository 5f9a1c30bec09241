"""In how many Kennzahlen each Kreis stands worse than the Land: the same as its own statements would say."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from isp_utils.indicators.figures import Figures
from isp_utils.indicators.statements.base_rate import BaseRate, base_rate, base_rate_of
from isp_utils.indicators.statements.comparison import codes_among
from isp_utils.indicators.statements.statement import statement_of
from isp_utils.model.catalogue import Catalogue, Indicator
from isp_utils.model.regions import Region, Register
from isp_utils.model.schema import INDICATOR_COLUMNS
from tests.indicators.gated import BUND, COUNTY, KREIS, LAND, NAN, PEERS, figures_of, kennzahl, line

FLAGS = st.sampled_from(["", "", "", "estimated", "demo"])
VALUES = st.one_of(st.integers(0, 12).map(float), st.floats(0, 12))  # whole ones: equal distances, equal prints


def seen_from(figures: Figures, key: str) -> Figures:
    """The same table as another Kreis of the Land sees it."""
    return Figures(figures.table, figures.catalogue, replace(figures.county, key=key), figures.year)


@st.composite
def tables(draw):
    """Rows of one year: all Kreise that have a value, and the Land, some without limits."""
    halves = st.one_of(st.just(NAN), st.floats(0.05, 3))
    keys = [KREIS, *draw(st.sets(st.sampled_from(PEERS), min_size=3))]
    rows = [line("2022", draw(VALUES), draw(halves), region=key, flag=draw(FLAGS)) for key in keys]
    return [*rows, line("2022", draw(VALUES), draw(halves), region=LAND)]


@given(tables(), st.sampled_from(["stock", "events", "estimate"]), st.sampled_from(["higher", "lower"]))
def test_every_kreis_is_compared_as_its_own_statement_compares_it(rows, nature, better):
    more = {"nature": nature, "better": better, "per": 100.0}
    figures, item = figures_of(rows, **more), kennzahl(**more)
    own, land = figures.newest("quote", KREIS), figures.newest("quote", LAND)
    found = figures.peers(own)
    codes = dict(zip(found["region"], codes_among(found, item, land), strict=True))
    assert codes == {key: statement_of(seen_from(figures, key), item).comparison for key in codes}


def test_what_half_and_three_quarters_of_the_kreise_do_not_exceed():
    assert base_rate_of([5, 1, 2, 2, 9, 3, 0, 4, 7, 6, 8, 3], every=True) == BaseRate(12, 3, 6, True)


@pytest.mark.parametrize("number", [0, 9])
def test_of_few_kreise_nothing_is_said(number):
    assert base_rate_of([1] * number, every=True) is None


def several(*names: str, lacking: tuple[str, ...] = ()) -> BaseRate | None:
    """The base rate over Kennzahlen in which the Kreise lie 0, 1, 2 ... above the Land; some Kreise only in the first.

    The county, first of all, lies there as well.
    """
    figures, items = land_of_twelve(names, lacking)
    said = [statement_of(figures, item) for item in items]
    return base_rate(figures, [one for one in said if one])


def land_of_twelve(names: tuple[str, ...], lacking: tuple[str, ...]) -> tuple[Figures, list[Indicator]]:
    """Twelve Kreise with a Kennzahl of each name, and the Land at 0."""
    keys = [KREIS, *(f"034{number:02d}" for number in range(11))]
    register = Register.of(
        [
            Region(BUND, "Deutschland", "bund"),
            Region(LAND, "Land", "land", BUND),
            *(Region(key, key, "kreis", LAND) for key in keys),
        ]
    )
    items = [kennzahl(id=name, nature="stock", better="lower", per=100.0) for name in names]
    rows = [
        line("2022", float(place), region=key, indicator=name)
        for name in names
        for place, key in enumerate(keys)
        if key not in lacking or name == names[0]
    ]
    rows += [line("2022", 0.0, region=LAND, indicator=name) for name in names]
    catalogue = Catalogue({item.id: item for item in items}, {}, {}, register)
    return Figures(pd.DataFrame(rows)[list(INDICATOR_COLUMNS)], catalogue, COUNTY, 9999), items


def test_a_kreis_is_counted_in_every_kennzahl_in_which_it_stands_out():
    assert several("a", "b") == BaseRate(12, 0, 2, True)  # the farther six of twelve stand out in both


def test_a_kreis_without_most_of_the_kennzahlen_is_left_out():
    found = several("a", "b", lacking=("03400",))
    assert (found.kreise, found.every) == (11, False)


def test_where_too_few_kreise_can_be_judged_nothing_is_said():
    assert several("a", "b", lacking=tuple(f"034{number:02d}" for number in range(3))) is None
