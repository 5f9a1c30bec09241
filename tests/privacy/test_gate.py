"""The gate: what is secret for itself, what would give it away, and that no number of a hidden row is left."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isp_utils.model.regions import Region, Register
from isp_utils.model.schema import INDICATOR_COLUMNS, NUMERIC, Flag
from isp_utils.privacy.gate import DisclosureError
from tests.privacy.county import (
    AREAS,
    AU,
    DORF,
    HEIDE,
    KREIS,
    LAND,
    NORD,
    OFFICE,
    OWN,
    REGISTER,
    STADT,
    SUED,
    by_area,
    catalogue,
    count,
    facts,
    gated,
    hidden,
    protected,
    share,
)

ONE = catalogue([count("faelle", "faelle")])


def cases(stadt: float, dorf: float, au: float, heide: float, source: str = "amt") -> pd.DataFrame:
    """Cases in every area."""
    return facts("faelle", by_area(stadt, dorf, au, heide), source=source)


def test_large_counts_all_stand():
    assert hidden(gated([cases(40, 30, 20, 10)], ONE)) == set()


@pytest.mark.parametrize("number", [1, 2])
def test_a_small_count_takes_a_neighbour_with_it_but_no_total(number):
    assert hidden(gated([cases(40, number, 20, 10)], ONE)) == {DORF, STADT}


@pytest.mark.parametrize("number", [0, 3])
def test_zero_and_the_minimum_itself_stand(number):
    assert hidden(gated([cases(40, number, 20, 10)], ONE)) == set()


@pytest.mark.parametrize(("number", "is_hidden"), [(0, False), (1, True), (4, True), (5, False)])
def test_own_sources_are_stricter(number, is_hidden):
    assert (DORF in hidden(gated([cases(40, number, 20, 10, "eigen")], ONE))) is is_hidden


def test_kreis_minus_one_samtgemeinde_does_not_give_the_other():
    values = {KREIS: 52, NORD: 50, SUED: 2}
    assert hidden(gated([facts("faelle", values)], ONE)) == {NORD, SUED}


def test_a_hidden_row_keeps_no_number_and_says_so():
    table = gated([cases(40, 2, 20, 10)], ONE).tables[0]
    row = table[table["region"] == DORF].iloc[0]
    assert tuple(table.columns) == INDICATOR_COLUMNS
    assert row[list(NUMERIC)].isna().all()
    assert row["flag"] == Flag.PROTECTED
    assert row["reliability"] == 0


def test_rows_of_other_places_are_untouched_and_in_order():
    table = gated([cases(40, 30, 20, 1)], ONE).tables[0]
    assert table["region"].tolist() == sorted(AREAS)
    assert table.set_index("region")["value"][[STADT, DORF, NORD, SUED, KREIS]].tolist() == [40, 30, 70, 21, 91]


def test_a_share_whose_rest_is_small_is_hidden_like_a_small_share():
    """98 of 100 children: the other two are as few as two of a hundred."""
    shares = catalogue([share("quote", "dabei", "kinder")])
    children = facts("kinder", by_area(200, 100, 300, 300))
    assert DORF in hidden(gated([children, facts("dabei", by_area(90, 98, 150, 150))], shares), "quote")
    assert hidden(gated([children, facts("dabei", by_area(90, 97, 150, 150))], shares)) == set()


def test_a_rate_has_no_rest():
    """98 births among 100 people are no share of them: the other two are nobody."""
    rates = catalogue([share("rate", "geburten", "leute", method="rate")])
    people = facts("leute", by_area(200, 100, 300, 300))
    assert hidden(gated([people, facts("geburten", by_area(90, 98, 150, 150))], rates)) == set()


def test_a_share_over_a_small_whole_is_hidden_with_it():
    shares = catalogue([share("quote", "dabei", "kinder")])
    found = gated([facts("kinder", by_area(200, 2, 300, 300)), facts("dabei", by_area(90, 0, 150, 150))], shares)
    assert DORF in hidden(found)


def test_two_kennzahlen_of_the_same_count_are_hidden_together():
    both = catalogue([count("faelle", "faelle"), share("rate", "faelle", "leute", method="rate")])
    found = gated([cases(40, 2, 20, 10), facts("leute", by_area(400, 300, 200, 100))], both)
    assert hidden(found, "faelle") == hidden(found, "rate") == {DORF, STADT}


def test_a_sum_and_its_terms_are_one_system():
    """The sum of two facts and one of them are printed: the other one must not follow."""
    known = catalogue([count("zusammen", "a", "b"), count("erste", "a")])
    found = gated([facts("a", {KREIS: 48}), facts("b", {KREIS: 2})], known)
    assert KREIS in hidden(found, "zusammen") | hidden(found, "erste")


def test_a_row_without_value_gives_no_count_away():
    """Nobody lives in Süd, so there is no rate; the two cases that are counted there must not stand beside it."""
    rates = catalogue([share("rate", "faelle", "leute", method="rate")])
    found = gated(
        [facts("faelle", {KREIS: 52, NORD: 50, SUED: 2}), facts("leute", {KREIS: 500, NORD: 500, SUED: 0})], rates
    )
    rows = found.tables[0]
    assert rows[rows["value"].isna()][list(NUMERIC)].isna().all(axis=None)


def test_that_a_share_cannot_be_reckoned_tells_no_zero():
    """Nobody in Süd: 'not applicable' would say so even where the zero is hidden as a cover."""
    known = catalogue([count("kinder", "kinder"), share("quote", "dabei", "kinder")])
    found = gated([facts("kinder", by_area(60, 2, 9, 0)), facts("dabei", by_area(30, 0, 5, 0))], known)
    rows = found.tables[0].set_index(["indicator", "region"])
    hidden_counts = {area for area in AREAS if rows.loc[("kinder", area), "flag"] == "protected"}
    flags = {area: rows.loc[("quote", area), "flag"] for area in hidden_counts}
    assert set(flags.values()) == {"protected"}


def test_areas_before_and_after_a_reform_are_each_a_division():
    """Süd is Au and Heide today; Au was made of two villages whose figures were delivered too."""
    old = [Region(f"0399900{n}", f"Alt {n}", "gemeinde", SUED, valid_to="2023-06-30") for n in (5, 6)]
    new = [replace(area, valid_from="2023-07-01") if area.key == AU else area for area in REGISTER.regions.values()]
    values = {SUED: 60, AU: 58, HEIDE: 2, old[0].key: 38, old[1].key: 20}
    found = gated([facts("faelle", values)], catalogue([count("faelle", "faelle")], register=Register.of([*new, *old])))
    assert HEIDE in hidden(found)
    assert len(hidden(found)) > 1


def test_tables_that_share_no_printed_margin_are_one_system_all_the_same():
    """Girls and boys by Samtgemeinde, and the children of the county: two sums lead to the two girls of Nord."""
    known = catalogue([count("kinder", "kinder")])
    tables = [
        facts("kinder", {NORD: 20, SUED: 30}, sex="m"),
        facts("kinder", {NORD: 2, SUED: 25}, sex="w"),
        facts("kinder", {KREIS: 77}),
    ]
    found = gated(tables, known)
    assert len(found.tables[0].query("flag == 'protected'")) > 1


def test_a_part_cannot_be_more_than_its_public_whole():
    """10 of 10 in the county, 6 of 6 in Nord, 4 of 4 in Süd: were only the parts hidden, 10 of 10 would tell both."""
    public = protected(OFFICE, public=("leute",))
    everybody = {KREIS: 10, NORD: 6, SUED: 4}
    known = catalogue([share("quote", "faelle", "leute")], [public, OWN])
    found = gated([facts("leute", everybody), facts("faelle", everybody, source="eigen")], known)
    assert hidden(found) == {KREIS, SUED}


def test_what_a_law_publishes_is_never_hidden():
    public = protected(OFFICE, public=("leute",))
    found = gated([facts("leute", by_area(40, 2, 20, 10))], catalogue([count("leute", "leute")], [public]))
    assert hidden(found) == set()


def test_neither_nobody_nor_everybody_is_shown_where_the_source_says_so():
    strict = protected(OFFICE, full_cells=("krank",))
    shares = catalogue([share("quote", "krank", "kinder")], [strict])
    children = facts("kinder", by_area(60, 30, 40, 40))
    assert DORF in hidden(gated([children, facts("krank", by_area(20, 0, 20, 20))], shares))
    assert DORF in hidden(gated([children, facts("krank", by_area(20, 30, 20, 20))], shares))
    assert hidden(gated([children, facts("krank", by_area(20, 15, 20, 20))], shares)) == set()


def test_a_count_behind_too_few_institutions_is_hidden():
    few = protected(OFFICE, public=("kitas",), carriers={"kinder": "kitas"})
    known = catalogue([count("kinder", "kinder")], [few])
    found = gated([facts("kinder", by_area(300, 60, 200, 100)), facts("kitas", by_area(9, 1, 5, 3))], known)
    assert hidden(found) == {DORF, STADT}


def test_a_count_that_one_institution_dominates_is_hidden():
    rule = protected(OFFICE, dominance={"kinder": "traeger"}, dominance_share=0.8)
    known = catalogue([count("kinder", "kinder")], [rule])
    parts = [facts("kinder", {DORF: 90}, group="traeger:a"), facts("kinder", {DORF: 10}, group="traeger:b")]
    assert DORF in hidden(gated([facts("kinder", by_area(300, 100, 200, 90)), *parts], known))
    even = [facts("kinder", {DORF: 50}, group="traeger:a"), facts("kinder", {DORF: 50}, group="traeger:b")]
    assert hidden(gated([facts("kinder", by_area(300, 100, 200, 90)), *even], known)) == set()


def test_the_audit_fails_the_build_without_the_second_step_and_names_no_count():
    with pytest.raises(DisclosureError, match="Es wurde nichts geschrieben") as failed:
        gated([cases(40, 2, 20, 10)], ONE, complementary=False)
    assert f"faelle {DORF}" in str(failed.value)
    assert "40" not in str(failed.value).replace("03999", "")


def test_land_and_bund_cannot_be_hidden_so_two_counties_are():
    other = "03998"
    values = {LAND: 90, KREIS: 2, other: 88}
    register = Register.of(
        [
            Region("DG", "D", "bund"),
            Region(LAND, "L", "land", "DG"),
            Region(KREIS, "K", "kreis", LAND),
            Region(other, "N", "kreis", LAND),
        ]
    )
    known = catalogue([count("faelle", "faelle")], register=register)
    assert hidden(gated([facts("faelle", values)], known)) == {KREIS, other}


def test_a_kennzahl_of_tier_k_is_spared_where_another_pattern_is_safe():
    """Boys and girls and both: the small count of boys is covered by the girls, not by the total of tier K."""
    known = catalogue(
        [count("alle", "kinder", tier="kern"), count("maedchen", "kinder", sex="w"), count("jungen", "kinder", sex="m")]
    )
    tables = [facts("kinder", {KREIS: 42}), facts("kinder", {KREIS: 40}, sex="w"), facts("kinder", {KREIS: 2}, sex="m")]
    found = gated(tables, known)
    assert hidden(found, "jungen") == hidden(found, "maedchen") == {KREIS}
    assert KREIS not in set(
        found.tables[0].query("indicator == 'alle' and sex == 'total' and value != value")["region"]
    )


def test_a_source_without_rule_is_an_error():
    with pytest.raises(KeyError):
        gated([cases(40, 2, 20, 10, source="unbekannt")], ONE)


@settings(max_examples=40)
@given(st.lists(st.integers(0, 12), min_size=4, max_size=4), st.sampled_from([OFFICE, OWN]))
def test_no_small_count_ever_passes(counts, source):
    found = gated([cases(*counts, source=source.id)], ONE)
    left = found.tables[0].dropna(subset="value")
    assert not ((left["value"] > 0) & (left["value"] < source.minimum_count)).any()
    assert left[list(NUMERIC)].isin(list(range(1, source.minimum_count))).sum().sum() == 0


def test_the_tables_given_are_left_as_they_were():
    table = cases(40, 2, 20, 10)
    copy = table.copy()
    gated([table], ONE)
    pd.testing.assert_frame_equal(table, copy)


def test_the_record_counts_without_naming():
    record = gated([cases(40, 2, 20, 10)], ONE).record
    assert record["cells"] == len(AREAS)
    assert record["hidden"] == 2
    assert record["small"] == 1
    assert all(isinstance(number, int) for number in record.values())
    assert np.isfinite(list(record.values())).all()
    assert HEIDE not in str(record)
    assert AU not in str(record)
