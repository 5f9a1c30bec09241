"""Chance: scatter measured on the Kreise, limits as wide as it, grades for what chance moves alone."""

import numpy as np
import pandas as pd
import pytest

from isp_utils.indicators.chance import ASSUMED, Scatter, scatters, with_chance
from isp_utils.model.catalogue import Break, Catalogue
from isp_utils.model.regions import Region, Register
from isp_utils.model.schema import INDICATOR_COLUMNS
from tests.indicators.gated import NAN, kennzahl, line

KREISE = [f"{number:05d}" for number in range(3000, 3045)]
REGISTER = Register.of([Region(key, key, "kreis") for key in KREISE])
YEARS = range(2004, 2024)


def catalogue(**more: object) -> Catalogue:
    """One Kennzahl of events in these Kreise."""
    item = kennzahl(**more)
    return Catalogue({item.id: item}, {}, {}, REGISTER)


def rows(phi: float, seed: int = 3) -> pd.DataFrame:
    """Shares of 10 % among 1,000 that scatter `phi` times as much as chance."""
    random = np.random.default_rng(seed)
    found = []
    for key in KREISE:
        for year in YEARS:
            events = float(round(random.normal(100, np.sqrt(90 * phi))))
            counts = {"numerator": events, "denominator": 1000.0, "region": key}
            found.append(line(str(year), events / 10, 2.0, **counts))
    return pd.DataFrame(found)[list(INDICATOR_COLUMNS)]


@pytest.mark.parametrize("phi", [1.0, 2.0, 3.0])
def test_the_scatter_of_the_kreise_is_found(phi):
    found = scatters(rows(phi), catalogue())["quote"]
    assert not found.assumed
    assert found.phi == pytest.approx(phi, rel=0.2)


def test_a_break_of_all_series_is_no_scatter():
    table = rows(1.0)
    later = table["period"] >= "2014"
    single = later & table["region"].isin(KREISE[:20])
    table.loc[single, ["numerator", "value"]] *= 3
    broken = catalogue(breaks=(Break("2014", "Neue Abgrenzung"),))
    assert scatters(table, broken)["quote"].phi < 2 < scatters(table, catalogue())["quote"].phi


def test_too_few_years_or_kreise_are_assumed_to_scatter_much():
    table = rows(1.0)
    for few in (table[table["period"] >= "2021"], table[table["region"] < KREISE[5]]):
        assert scatters(few, catalogue())["quote"] == Scatter(ASSUMED, assumed=True)


def test_stocks_have_no_scatter():
    assert scatters(rows(1.0), catalogue(nature="stock")) == {}


def chanced(phi: float, *lines: dict[str, object], **more: object) -> pd.DataFrame:
    """The rows with limits as wide as the scatter, and grades."""
    table = pd.DataFrame(list(lines))[list(INDICATOR_COLUMNS)]
    return with_chance(table, catalogue(**({"per": 100.0} | more)), {"quote": Scatter(phi, assumed=False)})


def test_limits_are_widened_by_the_root_of_the_scatter():
    plain, wide = (chanced(phi, line("2022", 10.0, 2.0)).iloc[0] for phi in (1.0, 4.0))
    assert (plain["lower"], plain["upper"]) == pytest.approx((7.67, 12.95), abs=0.05)  # Wilson, 50 of 500
    ratio = (wide["upper"] - wide["lower"]) / (plain["upper"] - plain["lower"])
    assert ratio == pytest.approx(2.0, rel=0.03)
    balance = line("2022", 10.0, 2.0, method="Poisson-Differenz", numerator=NAN)
    row = chanced(4.0, balance, method="balance").iloc[0]
    assert (row["lower"], row["upper"]) == pytest.approx((6.0, 14.0))


def test_limits_without_counts_of_their_year_rest_on_the_people_of_the_nearest_printed_one():
    share = {"method": "Wilson, genähert"}
    without = line("2016", 10.0, 2.0, numerator=NAN, denominator=NAN, **share)
    printed = [
        line(year, 10.0, 2.0, denominator=people, **share) for year, people in (("2015", 500.0), ("2023", 900.0))
    ]
    table = chanced(4.0, printed[0], without, printed[1])
    assert table.loc[1, ["lower", "upper"]].tolist() == table.loc[0, ["lower", "upper"]].tolist()
    assert table.loc[1, ["numerator", "denominator"]].isna().all()


def test_limits_are_none_where_no_people_are_printed_beside_them():
    row = chanced(4.0, line("2016", 10.0, 2.0, method="Wilson, genähert", numerator=NAN, denominator=NAN)).iloc[0]
    assert row[["lower", "upper"]].isna().all()
    assert row["reliability"] == 2


def test_the_table_that_is_widened_stays_as_it_was():
    table = pd.DataFrame([line("2022", 10.0, 2.0)])[list(INDICATOR_COLUMNS)]
    before = table.copy()
    with_chance(table, catalogue(per=100.0), {"quote": Scatter(4.0, assumed=False)})
    assert table.equals(before)


def test_what_has_no_limits_or_is_hidden_gets_none():
    hidden = line("2021", NAN, NAN, flag="protected", numerator=NAN, denominator=NAN)
    for row in (line("2022", 10.0, NAN), hidden):
        assert chanced(2.0, row)[["lower", "upper"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("events", "grade"),
    [(100, 1), (70, 1), (60, 2), (40, 2), (20, 2), (12, 3), (9, 3), (0, 3)],
    ids=["many", "width 24 %", "width 26 %", "width 32 %", "width 47 %", "width 62 %", "below 10", "none"],
)
def test_the_grade_comes_from_events_and_width(events, grade):
    counts = {"numerator": float(events), "denominator": 10_000.0, "method": "Poisson (exact below 10, then Byar)"}
    row = chanced(1.0, line("2022", events / 10, 1.0, **counts), per=1000.0).iloc[0]
    assert row["reliability"] == grade


def test_what_is_approximate_flagged_or_only_published_is_at_best_to_be_read_with_care():
    many = {"numerator": 5000.0, "denominator": 10_000.0}
    for more in ({"method": "Wilson, genähert"}, {"flag": "provisional"}, {"method": "veröffentlichter Wert"}):
        assert chanced(1.0, line("2022", 50.0, 1.0, **(many | more))).iloc[0]["reliability"] == 2
    assert chanced(1.0, line("2022", 50.0, 1.0, **many)).iloc[0]["reliability"] == 1


def test_counts_of_everybody_made_up_and_missing_figures_have_no_grade():
    missing = line("2022", NAN, NAN, flag="secret", numerator=NAN, denominator=NAN)
    assert chanced(1.0, line("2022", 50.0), nature="stock").iloc[0]["reliability"] == 0
    assert chanced(1.0, line("2022", 50.0, flag="demo")).iloc[0]["reliability"] == 0
    assert chanced(1.0, missing).iloc[0]["reliability"] == 0
