"""Demo deliveries: seeded, whole, additive, flagged, and never in place of delivered facts."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isp_utils.intake.delivery.delivery import read_delivery, write_delivery
from isp_utils.intake.facts.demo import demo_deliveries, sidecar
from isp_utils.model.catalogue import Catalogue, DemoFact, Source
from isp_utils.model.schema import DELIVERY_COLUMNS, FACT_COLUMNS, Flag, empty_facts
from tests.small_register import REGISTER

GARTOW, LUECHOW, KREIS, OTHER = "033545403", "033545407", "03354", "03355"
EVENTS = DemoFact("hilfen", "bevoelkerung/0-14", 0.05, (2018, 2023), ("samtgemeinde", "kreis"))
SHARE = DemoFact("hilfen_ambulant", "hilfen", 0.6, (2018, 2023), ("samtgemeinde", "kreis"), kind="binomial")
SOURCE = Source("jugendamt", "Hilfen zur Erziehung", "Jugendamt", "intern", "eigene", demo=(EVENTS, SHARE))


def catalogue(*facts: DemoFact) -> Catalogue:
    """A catalogue with one source that declares these demo facts."""
    source = replace(SOURCE, demo=facts)
    return Catalogue({}, {source.id: source}, {}, REGISTER)


def facts_of(*rows: tuple[str, str, str, str, float, str]) -> pd.DataFrame:
    """Facts from (fact, region, period, age, value, census_base)."""
    columns = ["fact", "region", "period", "age", "value", "census_base"]
    plain = {"sex": "total", "group": "total", "flag": "", "raw": "", "source": "statistik", "file": "f", "row": 2}
    return pd.DataFrame(list(rows), columns=columns).assign(**plain)[list(FACT_COLUMNS)]


PEOPLE = facts_of(
    ("bevoelkerung", GARTOW, "2020-12-31", "0-14", 400.0, "zensus_2011"),
    ("bevoelkerung", LUECHOW, "2020-12-31", "0-14", 3000.0, "zensus_2011"),
    ("bevoelkerung", KREIS, "2020-12-31", "0-14", 6000.0, "zensus_2011"),
    ("bevoelkerung", OTHER, "2020-12-31", "0-14", 20000.0, "zensus_2011"),
    ("bevoelkerung", GARTOW, "2020-12-31", "total", 3700.0, "zensus_2011"),
)


def counts(delivery: pd.DataFrame, fact: str) -> pd.Series:
    """Counts by region and period."""
    rows = delivery[delivery["fact"] == fact]
    return rows.assign(value=rows["value"].astype(int)).set_index(["region", "period"])["value"]


@pytest.fixture(scope="module")
def delivery() -> pd.DataFrame:
    """What is drawn for the two facts."""
    return demo_deliveries(PEOPLE, catalogue(EVENTS, SHARE))["jugendamt"]


def test_a_delivery_in_the_agreed_columns_comes_per_source(delivery):
    assert tuple(delivery.columns) == DELIVERY_COLUMNS
    assert not delivery.duplicated(list(DELIVERY_COLUMNS[:6])).any()
    assert set(delivery["period"]) == {str(year) for year in range(2018, 2024)}
    assert set(delivery["region"]) == {GARTOW, LUECHOW, KREIS, OTHER}


def test_every_row_is_flagged(delivery):
    assert set(delivery["flag"]) == {Flag.DEMO.value}


def test_counts_are_whole_and_not_negative(delivery):
    assert delivery["value"].str.fullmatch("[0-9]+").all()


def test_the_same_inputs_give_the_same_figures(delivery):
    again = demo_deliveries(PEOPLE.sample(frac=1, random_state=1), catalogue(EVENTS, SHARE))["jugendamt"]
    key = list(DELIVERY_COLUMNS[:6])
    pd.testing.assert_frame_equal(
        delivery.sort_values(key, ignore_index=True), again.sort_values(key, ignore_index=True)
    )


def test_a_kreis_is_the_sum_of_its_samtgemeinden(delivery):
    for fact in ("hilfen", "hilfen_ambulant"):
        drawn = counts(delivery, fact)
        assert (drawn[KREIS] == drawn[GARTOW] + drawn[LUECHOW]).all()


def test_a_kreis_without_samtgemeinden_is_drawn_from_its_own_base(delivery):
    drawn = counts(delivery, "hilfen")[OTHER]
    assert drawn.between(600, 1500).all()  # 5 % of 20.000, give or take chance and the place's own factor


def test_a_part_is_never_larger_than_its_whole(delivery):
    assert (counts(delivery, "hilfen_ambulant") <= counts(delivery, "hilfen")).all()


@settings(max_examples=30)
@given(st.floats(0.001, 0.9), st.floats(-0.2, 0.2), st.sampled_from(["poisson", "binomial"]))
def test_any_declared_share_gives_whole_additive_counts(share, trend, kind):
    fact = replace(EVENTS, share=share, trend=trend, kind=kind)
    drawn = counts(demo_deliveries(PEOPLE, catalogue(fact))["jugendamt"], "hilfen")
    assert (drawn >= 0).all()
    assert (drawn[KREIS] == drawn[GARTOW] + drawn[LUECHOW]).all()
    if kind == "binomial":
        assert (drawn[GARTOW] <= 400).all()


def test_the_newest_census_base_of_a_year_is_the_base():
    both = pd.concat([PEOPLE, facts_of(("bevoelkerung", OTHER, "2020-12-31", "0-14", 0.0, "zensus_2022"))])
    drawn = counts(demo_deliveries(both, catalogue(EVENTS))["jugendamt"], "hilfen")
    assert (drawn[OTHER] == 0).all()


def test_delivered_facts_are_not_invented():
    real = facts_of(("hilfen", KREIS, "2023", "total", 300.0, "none"))
    drawn = demo_deliveries(pd.concat([PEOPLE, real]), catalogue(EVENTS, SHARE))["jugendamt"]
    assert set(drawn["fact"]) == {"hilfen_ambulant"}
    assert set(drawn["region"]) == {KREIS}  # where the delivered whole is known
    assert demo_deliveries(pd.concat([PEOPLE, real]), catalogue(EVENTS)) == {}


def test_without_a_base_nothing_is_drawn():
    assert demo_deliveries(PEOPLE[:0], catalogue(EVENTS)) == {}
    assert demo_deliveries(empty_facts(), catalogue()) == {}


def test_a_demo_delivery_goes_the_way_of_all_deliveries(delivery, tmp_path):
    path = tmp_path / "jugendamt" / "demo.csv"
    write_delivery(delivery, sidecar(SOURCE), path)
    facts = read_delivery(path, REGISTER)
    assert len(facts) == len(delivery)
    assert set(facts["flag"]) == {"demo"}
    assert "Demodaten" in path.with_suffix(".toml").read_text(encoding="utf-8")


def test_a_source_that_delivered_anything_is_not_added_to():
    real = facts_of(("hilfen_stationaer", KREIS, "2020", "total", 31.0, "none")).assign(source="jugendamt")
    assert demo_deliveries(pd.concat([PEOPLE, real]), catalogue(EVENTS, SHARE)) == {}


def test_no_made_up_count_is_drawn_from_a_delivery_of_the_county():
    """With the public seed, 87 made-up counts once led back to one real base."""
    births = facts_of(("geburten_fachdienst", KREIS, "2020", "total", 41.0, "none")).assign(source="gesundheitsamt")
    visits = DemoFact("besuche", "geburten_fachdienst", 0.8, (2018, 2023), ("kreis",), kind="binomial")
    office = Source("gesundheitsamt", "Geburten", "Gesundheitsamt", "intern", "eigene")
    plain = catalogue(visits)
    both = replace(plain, sources={**plain.sources, office.id: office})
    assert demo_deliveries(pd.concat([PEOPLE, births]), both) == {}
    assert demo_deliveries(pd.concat([PEOPLE, births.assign(source="statistik")]), both) != {}
