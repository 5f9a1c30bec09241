"""Age-standardised Kennzahlen: one worked by hand, and the county's premature mortality from the shipped tables."""

import pandas as pd
import pytest

from isp_utils.model.catalogue import Indicator
from isp_utils.model.indicator import Band
from isp_utils.model.toml import read_toml
from isp_utils.statistics.dispersion import widened_rate
from isp_utils.statistics.standardised import expected_events, indirect_ratio, poisson_p
from tests.architecture.tree import PACKAGE, ROOT
from tests.indicators.test_compute import KREIS, OTHER, computed, fact, indicator

LAND = KREIS[:2]
BANDS = (Band(("faelle/0-14",), ("bevoelkerung/0-14",)), Band(("faelle/15+",), ("bevoelkerung/15+",)))
FILE = next((PACKAGE / "catalogue" / "indicators").rglob("vorzeitige_sterblichkeit_standardisiert.toml"))


def item() -> Indicator:
    return indicator("standardised", "faelle", per=100.0, nature="events", standard=BANDS)


def facts(region: str, cases: tuple[float, ...], people: tuple[float, ...]) -> list[dict[str, object]]:
    here = {"region": region}
    return [
        fact("faelle", "2020", sum(cases), **here),
        *(fact("faelle", "2020", n, age=age, **here) for n, age in zip(cases, ("0-14", "15+"), strict=True)),
        *(
            fact("bevoelkerung", "2020-12-31", n, age=age, census_base="zensus_2011", **here)
            for n, age in zip(people, ("0-14", "15+"), strict=True)
        ),
    ]


def test_events_beside_those_expected_at_the_lands_rates():
    rows = computed(item(), *facts(LAND, (10, 90), (1000, 3000)), *facts(KREIS, (2, 18), (100, 400)))
    own = rows[rows["region"] == KREIS].iloc[0]
    assert own["denominator"] == pytest.approx(100 * 0.01 + 400 * 0.03)  # 13 expected
    assert own["value"] == pytest.approx(100 * 20 / 13)
    assert own["numerator"] == 20
    assert own["census_base"] == "zensus_2011"
    assert rows[rows["region"] == LAND].iloc[0]["value"] == pytest.approx(100)  # the yardstick measures itself


def test_the_bund_has_no_land_and_is_not_its_own_yardstick():
    rows = computed(item(), *facts(LAND, (10, 90), (1000, 3000)), *facts("DG", (100, 800), (9000, 30000)))
    assert set(rows["region"]) == {LAND}


def test_no_row_where_a_band_is_unknown():
    known = facts(KREIS, (2, 18), (100, 400))[:-1]
    rows = computed(item(), *facts(LAND, (10, 90), (1000, 3000)), *known, *facts(OTHER, (2, 18), (100, 400)))
    assert set(rows["region"]) == {LAND, OTHER}


def test_only_the_count_of_events_is_given_away():
    rows = computed(item(), *facts(LAND, (10, 90), (1000, 3000)), *facts(KREIS, (2, 18), (100, 400)))
    assert rows["over"].eq("").all()
    assert rows["counted"].ne("").all()


@pytest.mark.parametrize(
    ("region", "fact_of_band"), [(LAND, "faelle"), (LAND, "bevoelkerung"), (KREIS, "bevoelkerung")]
)
@pytest.mark.parametrize("age", ["0-14", "15+"])
def test_what_rests_on_a_made_up_band_is_made_up(region, fact_of_band, age):
    rows = [*facts(LAND, (10, 90), (1000, 3000)), *facts(KREIS, (2, 18), (100, 400))]
    for row in rows:
        if (row["region"], row["fact"], row["age"]) == (region, fact_of_band, age):
            row["flag"] = "demo"
    own = computed(item(), *rows).set_index("region").loc[KREIS]
    assert own["flag"] == "demo"
    assert own[["lower", "upper"]].isna().all()


def shipped(name: str) -> pd.Series:
    path = ROOT / "data" / "raw" / "regionalstatistik" / f"{name}.csv"
    table = pd.read_csv(path, sep=";", dtype={"region": str})
    table = table[(table["sex"] == "total") & (table["group"] == "total")]
    return table.set_index(["region", "age"])["value"].astype(float)


def test_premature_deaths_of_the_county_are_not_established_as_more_than_its_age_explains():
    """Deaths of 2015 (12613-02-02-4) at ages of 31.12.2015 (12411-04-02-4), by the bands of the catalogue."""
    deaths, people = shipped("12613-02-02-4"), shipped("12411-04-02-4")

    def summed(table: pd.Series, region: str, terms: list[str]) -> float:
        return sum(table[region, term.partition("/")[2]] for term in terms)

    bands = read_toml(FILE)["standard"]
    reference = [summed(deaths, LAND, band["events"]) for band in bands]
    in_land, in_county = ([summed(people, r, band["population"]) for band in bands] for r in (LAND, KREIS))
    expected, observed = float(expected_events(in_county, reference, in_land)), deaths[KREIS, "0-64"]
    ratio = indirect_ratio(observed, expected)
    assert expected == pytest.approx(92.2, abs=0.05)
    assert [round(float(x), 1) for x in (ratio.value, ratio.lower, ratio.upper)] == [112.8, 92.2, 136.7]
    assert float(poisson_p(observed, expected)) == pytest.approx(0.24, abs=0.005)
    crude = 1000 * observed / people[KREIS, "0-64"]
    assert crude == pytest.approx(2.81, abs=0.005)
    wide = widened_rate(observed, expected, 2.0, per=100)
    assert float(wide.value) == pytest.approx(float(ratio.value))
    assert (wide.lower < ratio.lower, wide.upper > ratio.upper) == (True, True)
