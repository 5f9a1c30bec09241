"""Years counted together for small areas: whole blocks of the calendar, below the Kreis, for Kennzahlen that ask."""

import pandas as pd
import pytest

from isp_utils.indicators.compute import compute
from isp_utils.indicators.figures import Figures
from isp_utils.indicators.pooled import with_pooled_years
from isp_utils.model.catalogue import Catalogue, County
from isp_utils.model.errors import InputError
from isp_utils.model.indicator import read_indicator
from isp_utils.privacy.gate import gate
from tests.privacy.county import KREIS, NORD, SUED, catalogue, facts, share

YEARS = range(2022, 2025)
POOLED = catalogue([share("quote", "zurueckgestellt", "pflichtig", pooled=3)])


def delivered(nord: tuple[int, ...], sued: tuple[int, ...], years: range = YEARS) -> pd.DataFrame:
    """Of forty children each year so many."""
    tables = []
    for year, few, more in zip(years, nord, sued, strict=True):
        areas = {KREIS: few + more, NORD: few, SUED: more}
        tables += [facts("zurueckgestellt", areas, period=f"{year}", source="eigen")]
        tables += [facts("pflichtig", dict(zip(areas, (80, 40, 40), strict=True)), period=f"{year}", source="eigen")]
    return pd.concat(tables, ignore_index=True)


def test_three_years_of_small_areas_are_counted_together():
    every = with_pooled_years(delivered((2, 3, 4), (20, 20, 20)), POOLED)
    added = every[every["period"] == "2022-2024"].set_index(["fact", "region"])["value"].to_dict()
    assert added == {
        ("pflichtig", NORD): 120.0,
        ("pflichtig", SUED): 120.0,
        ("zurueckgestellt", NORD): 9.0,
        ("zurueckgestellt", SUED): 60.0,
    }


def test_blocks_are_those_of_the_calendar_and_need_all_their_years():
    assert len(with_pooled_years(delivered((2, 3), (20, 20), range(2023, 2025)), POOLED)) == 12
    four = with_pooled_years(delivered((2, 3, 4, 5), (20,) * 4, range(2021, 2025)), POOLED)
    assert set(four["period"]) == {"2021", "2022", "2023", "2024", "2022-2024"}


def test_a_kennzahl_that_does_not_ask_for_it_has_single_years_only():
    single = catalogue([share("quote", "zurueckgestellt", "pflichtig")])
    table = delivered((2, 3, 4), (20, 20, 20))
    assert with_pooled_years(table, single).equals(table)


@pytest.mark.parametrize("period", ["{0}/{1:02d}", "{0}-12-31"])
def test_school_years_and_days_are_not_counted_together(period):
    """The gate knows no sum of them: three shown together less two shown alone would be the hidden third."""
    table = delivered((12, 13, 4), (20, 20, 20))
    names = {str(year): period.format(year, (year + 1) % 100) for year in YEARS}
    table = table.assign(period=table["period"].map(names))
    assert with_pooled_years(table, POOLED).equals(table)


def test_where_nothing_of_it_was_delivered_nothing_is_added():
    table = facts("anderes", {NORD: 5, SUED: 7})
    assert with_pooled_years(table, POOLED).equals(table)


def test_where_single_years_are_hidden_the_years_together_stand_in_their_place():
    every = with_pooled_years(delivered((2, 3, 4), (20, 20, 20)), POOLED)
    (table,) = gate(every, [compute(every, POOLED)], POOLED).tables
    county = County(KREIS, "Kreis", "Kreis", "im Kreis", "03")
    rows = Figures(table, _here(POOLED, county), county, 9999).readable_areas("quote", "samtgemeinde")
    assert rows.set_index("region")["numerator"].to_dict() == {NORD: 9.0, SUED: 60.0}


def test_where_single_years_are_shown_they_stay():
    every = with_pooled_years(delivered((12, 13, 14), (20, 20, 20)), POOLED)
    (table,) = gate(every, [compute(every, POOLED)], POOLED).tables
    county = County(KREIS, "Kreis", "Kreis", "im Kreis", "03")
    rows = Figures(table, _here(POOLED, county), county, 9999).readable_areas("quote", "samtgemeinde")
    assert set(rows["period"]) == {"2024"}


def _here(known: Catalogue, county: County) -> Catalogue:
    return Catalogue(known.indicators, known.sources, {county.key: county}, known.register)


@pytest.mark.parametrize("line", ['method = "count"\npooled = 3', 'method = "ratio"\ndenominator = "b"\npooled = 1'])
def test_only_shares_and_rates_of_several_years_can_be_pooled(tmp_path, line):
    path = tmp_path / "quote.toml"
    path.write_text(
        f'title = "Quote"\nshort = "Quote"\nfields = ["schule"]\ndimensions = ["bildung"]\ntier = "ueberblick"\n'
        f'numerator = "a"\nunit = "%"\ndefinition = "Erfunden."\n{line}\n',
        encoding="utf-8",
    )
    with pytest.raises(InputError, match="pooled"):
        read_indicator(path, {"station": "grundschule"})
