"""What was known on a day: merged Kreise added up, with the sources of the rows that went in."""

import pandas as pd
import pytest

from isp_utils.indicators.stocks import Stocks
from isp_utils.model.territory import Merger, Territory
from isp_utils.needs.counted import read_counts
from isp_utils.needs.known import Known, known_until
from isp_utils.needs.outlook import outlook
from tests.needs.figures import BIOGRAPHY, CATALOGUE, KREIS, TERRITORY, back_tests, real

DAY = "2018-12-31"
OLD, NEW, REST = "99001", "99002", "99003"


def row(fact, region, period, value, age="total"):
    return [fact, region, period, "total", age, "total", value, "", "zensus_2011", f"quelle_{fact}"]


def made_up(last_of_old: int) -> Stocks:
    """Three Kreise with 100 people per year of age and birth; one of them joins another after `last_of_old`."""
    rows = []
    for region in (OLD, NEW, REST):
        rows += [row("bevoelkerung", region, DAY, 100.0, str(age)) for age in range(21)]
        for year in range(1990, 2019):
            if region == OLD and year > last_of_old:
                continue
            rows += [row(fact, region, str(year), 100.0) for fact in ("lebendgeborene", "gestorbene")]
            rows += [row(fact, region, str(year), 5.0, age) for fact in ("zuzuege",) for age in ("0-17", "total")]
            rows += [row(fact, region, str(year), 4.0, age) for fact in ("fortzuege",) for age in ("0-17", "total")]
            rows += [row("bevoelkerung", region, f"{year}-12-31", 2100.0, age) for age in ("0-17", "total")]
    names = ["indicator", "region", "period", "sex", "age", "group", "value", "flag", "census_base", "source"]
    return Stocks(pd.DataFrame(rows, columns=names))


def known_of(stocks: Stocks, territory: Territory) -> Known:
    return known_until(read_counts(stocks, territory), 2018)


@pytest.mark.parametrize(("went_on", "births"), [(True, 200.0), (False, 100.0)])
def test_a_kreis_that_goes_on_is_added_to_what_it_took_over(went_on, births):
    parts = (NEW, OLD) if went_on else (OLD,)
    territory = Territory((NEW, REST), (Merger(NEW, parts, 2010),))
    known = known_of(made_up(2010), territory)
    assert known.regions == (NEW, REST)
    assert known.births.loc[NEW, 2010] == births
    assert known.births.loc[NEW, 2011] == 100.0
    assert known.births.loc[REST].eq(100.0).all()


def test_a_kreis_whose_part_is_unknown_is_left_out():
    territory = Territory((NEW, REST), (Merger(NEW, (NEW, "99009"), 2010),))
    assert known_of(made_up(2010), territory).regions == (REST,)


def test_sources_are_those_of_the_rows():
    known = known_of(made_up(2010), Territory((NEW, REST)))
    assert known.sources == (
        "quelle_bevoelkerung",
        "quelle_lebendgeborene",
        "quelle_gestorbene",
        "quelle_zuzuege",
        "quelle_fortzuege",
    )


def test_births_deaths_moves_and_a_census_after_the_base_stay_outside():
    """The shipped births end in 2015, before every base: only made-up ones can show that later ones are cut off."""
    table, territory, later = made_up(2018).table, Territory((NEW, REST)), []
    for region in (NEW, REST):
        for year in (2019, 2020):
            later += [row(fact, region, str(year), 700.0) for fact in ("lebendgeborene", "gestorbene")]
            later += [
                row("zuzuege", region, str(year), moved, age) for age, moved in (("0-17", 900.0), ("total", 500.0))
            ]
            later += [row("fortzuege", region, str(year), 100.0, age) for age in ("0-17", "total")]
            later += [row("bevoelkerung", region, f"{year}-12-31", 5000.0, age) for age in ("0-17", "total")]
    new = pd.DataFrame(later, columns=table.columns)
    new.loc[new["indicator"] == "bevoelkerung", "census_base"] = "zensus_2022"
    wider = pd.concat([table, new.assign(source="quelle_spaeter")], ignore_index=True)
    before, after = (known_of(Stocks(part), territory) for part in (table, wider))
    pd.testing.assert_frame_equal(before.births, after.births)
    pd.testing.assert_frame_equal(before.moves, after.moves)
    assert (before.child_factor, before.revised.tolist()) == (after.child_factor, after.revised.tolist())
    assert before.sources == after.sources


def test_interpolated_ages_are_no_count():
    table = made_up(2010).table
    ages = (table["indicator"] == "bevoelkerung") & ~table["age"].isin(["total", "0-17"])
    assert read_counts(Stocks(table.assign(flag=table["flag"].mask(ages, "estimated"))), Territory((NEW, REST))) is None


def test_each_need_names_the_sources_that_it_rests_on():
    """Groups and births are regionalstatistik's, single ages the census's, quotas INKAR's and Deutschlandatlas's."""
    variants = CATALOGUE.counties[KREIS].variants
    ahead = outlook(real(), TERRITORY, KREIS, BIOGRAPHY.planning, variants)
    children = ("regionalstatistik", "zensus2022")
    assert ahead.sources("kinder_u18")[:2] == ahead.sources("klassen_1")[:2] == children
    assert "eurostat" not in ahead.sources("kinder_u18")
    assert set(ahead.sources("plaetze_u3")) == {*ahead.sources("kinder_u18"), "inkar", "deutschlandatlas"}
    assert ahead.areas["trend"].sources == ahead.sources("klasse_5:")


def test_each_back_test_names_the_sources_of_forecast_and_outcome():
    made = back_tests()
    assert "eurostat" not in {name for trial in made.values() for name in trial.sources}
    assert made["u3"].sources == ("inkar",)
    assert {"inkar", "deutschlandatlas"} <= set(made["betreut_0_2"].sources)
    assert {"regionalstatistik", "zensus2022"} <= set(made["kinder_0_2"].sources)
