"""What leads to a small count beside the counts themselves: limits, ready-made rates, everybody and nobody, notes.

Tests that fail name in a comment what the suite must do; the attack itself is tried first without any gate.
"""

from dataclasses import replace

import pandas as pd
import pytest

from isp_utils.indicators.compute import compute
from isp_utils.indicators.stocks import stocks
from isp_utils.intake.facts.demo import demo_deliveries
from isp_utils.intake.facts.quality import source_checks
from isp_utils.model.catalogue import Catalogue, County, DemoFact
from isp_utils.model.schema import NUMERIC
from isp_utils.privacy.gate import gate
from tests.privacy import published
from tests.privacy.county import (
    AU,
    DORF,
    KREIS,
    OWN,
    by_area,
    catalogue,
    count,
    facts,
    gated,
    protected,
    share,
)
from tests.privacy.fractions import behind_limits, behind_rate, behind_share

SHARE = catalogue([share("quote", "krank", "kinder")])
ONE = catalogue([count("faelle", "faelle")])
COUNTY = County(KREIS, "Landkreis Zufall", "Zufall", "im Landkreis Zufall", "03")
KINDER = facts("kinder", by_area(60, 9, 40, 40), source="eigen")
SMALL = 30  # people of a village that an outsider would try
DIGITS = 1


def ill(dorf: float) -> pd.DataFrame:
    """Children who are ill."""
    return facts("krank", by_area(30, dorf, 20, 20), source="eigen")


def row_of(table: pd.DataFrame, region: str, indicator: str = "quote") -> pd.Series:
    """The row of a Kennzahl for an area."""
    return table[(table["region"] == region) & (table["indicator"] == indicator)].iloc[0]


# ---- the attacks themselves, on figures that passed no gate ------------------------------------------------------


@pytest.mark.parametrize("events", [0, 1, 3, 4, 9])
def test_the_limits_of_a_share_alone_lead_back_to_part_and_whole(events):
    row = row_of(compute(pd.concat([KINDER, ill(events)]), SHARE), DORF)
    assert behind_limits((round(row["lower"], DIGITS), round(row["upper"], DIGITS)), DIGITS, SMALL) == {(events, 9)}


def test_a_third_in_one_decimal_is_one_of_three_or_a_multiple():
    assert behind_share(33.3, DIGITS, 12) == {(1, 3), (2, 6), (3, 9), (4, 12)}
    assert behind_share(14.3, DIGITS, 13) == {(1, 7)}
    assert behind_rate(4.2, 240, DIGITS) == {1}


# ---- what passes the gate ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("events", [1, 4, 5, 8])
def test_no_limit_stays_where_the_counts_are_hidden(events):
    row = row_of(gated([KINDER, ill(events)], SHARE).tables[0], DORF)
    assert row[list(NUMERIC)].isna().all()


# needs: a value of an own source that is no count and has none behind it is hidden (or refused by the intake)
@pytest.mark.parametrize("rate", [33.3, 14.3, 100.0])
def test_a_ready_made_rate_of_an_own_source_without_counts_is_not_printed(rate):
    ready = catalogue([replace(count("quote", "krank_anteil"), method="given", unit="%")])
    table = gated([facts("krank_anteil", {DORF: rate, AU: 41.0}, source="eigen")], ready).tables[0]
    assert row_of(table, DORF)[list(NUMERIC)].isna().all()


def test_a_ready_made_rate_of_an_own_source_is_no_stock_either():
    ready = catalogue([replace(count("quote", "krank_anteil"), method="given", unit="%")])
    table = facts("krank_anteil", {DORF: 33.3, AU: 41.0}, source="eigen")
    left = gate(table, [stocks(table, ["krank_anteil"], ["krank_anteil"])], ready).tables[0]
    assert row_of(left, DORF, "krank_anteil")[list(NUMERIC)].isna().all()


def test_a_ready_made_rate_over_its_people_is_kept_like_the_count_behind_it():
    """33,3 % of nine children: three."""
    item = replace(share("quote", "krank_anteil", "kinder", method="given"), base=("kinder",), base_kind="ratio")
    rates = facts("krank_anteil", {DORF: 33.3, AU: 50.0}, source="eigen")
    row = row_of(gated([KINDER, rates], catalogue([replace(item, denominator=())])).tables[0], DORF)
    assert row[list(NUMERIC)].isna().all()


# needs `full_cells`, which each department must declare for what says something about everybody
@pytest.mark.parametrize("events", [0, 9])
def test_neither_all_of_nine_nor_none_of_nine_is_told(events):
    strict = replace(protected(OWN, full_cells=("krank",)), id="eigen")
    known = catalogue([share("quote", "krank", "kinder")], [strict])
    assert row_of(gated([KINDER, ill(events)], known).tables[0], DORF)[list(NUMERIC)].isna().all()


@pytest.mark.parametrize("dorf", [1, 3, 4])
def test_neither_coordinate_nor_rank_nor_word_hangs_on_a_hidden_count(dorf, tmp_path):
    """Of 45 in two hidden villages one has 2, or another number: everything that is published stays as it is."""
    known = replace(ONE, counties={KREIS: COUNTY})
    sites = []
    for number in (2, dorf):
        table = gated([facts("faelle", by_area(45 - number, number, 20, 10), source="eigen")], ONE).tables[0]
        folder = tmp_path / f"{number}"
        published.publish_tables(folder, [table, table], known)
        published.publish_pictures(folder, table, known, COUNTY)
        sites.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert len(sites[0]) > len(published.TABLES)
    assert sites[0] == sites[1]


def test_made_up_figures_are_the_same_whatever_the_county_has_delivered():
    """Their seed is public: a figure drawn from an own count would tell it."""
    made_up = DemoFact("erfunden", "kinder", 0.5, (2022, 2023), ("kreis", "samtgemeinde"))
    invented = replace(OWN, id="andere", demo=(made_up,))
    known = catalogue([count("kinder", "kinder")], [OWN, invented])
    first, second = (
        demo_deliveries(facts("kinder", by_area(60, dorf, 40, 40), source="eigen"), known) for dorf in (1, 4)
    )
    assert first.keys() == second.keys()
    assert all(first[name].equals(second[name]) for name in first)


# needs: what the report on the data says of an own source hangs on no count
@pytest.mark.parametrize("girls", [1, 2])
def test_the_checks_of_an_own_source_do_not_tell_whether_its_counts_add_up(girls):
    """Boys, girls and all children: one of them is hidden, so whether they add up tells it."""
    tables = [
        facts("kinder", {DORF: count}, source="eigen", sex=sex) for sex, count in (("m", 8), ("w", girls), ("total", 9))
    ]
    even = [tables[0], facts("kinder", {DORF: 1}, source="eigen", sex="w"), tables[2]]
    assert _checked(tables, []) == _checked(even, [])


def test_the_checks_of_an_own_source_do_not_count_its_notes():
    """A note says of one cell what is odd about it, and which are odd hangs on the counts."""
    tables = [facts("kinder", {DORF: 9}, source="eigen")]
    assert _checked(tables, ["Zeile 4: sehr wenig"]) == _checked(tables, ["Zeile 4: sehr wenig", "Zeile 5: sehr viel"])


def test_the_checks_of_an_own_source_do_not_tell_whether_anything_was_asked_back():
    """A question hangs on counts: it stands on the terminal alone."""
    table = facts("kinder", {DORF: 9}, source="eigen")
    known: Catalogue = catalogue([count("kinder", "kinder")], [OWN])
    entry = {"file": "eigen/lieferung.xlsx", "kind": "vorlage"}
    assert source_checks(table, [entry], known) == source_checks(table, [entry | {"questions": ["Zeile 4: ?"]}], known)


def _checked(tables: list[pd.DataFrame], notes: list[str]) -> list[dict[str, str]]:
    files = [{"file": "eigen/lieferung.xlsx", "messages": notes}]
    known: Catalogue = catalogue([count("kinder", "kinder")], [replace(OWN, contract={"totals": "exact"})])
    return source_checks(pd.concat(tables, ignore_index=True), files, known)
