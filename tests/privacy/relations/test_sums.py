"""How printed counts hang together: areas, sex, ages, groups, years, declared sums; and the rests nobody prints."""

import numpy as np
import pandas as pd
import pytest

from isp_utils.model.regions import Region, Register
from isp_utils.privacy.relations.closure import following
from isp_utils.privacy.relations.divisions import age_span
from isp_utils.privacy.relations.spans import plan
from isp_utils.privacy.relations.sums import Ledger, add_all
from isp_utils.privacy.relations.wholes import Wholes
from tests.privacy.county import AU, DORF, HEIDE, KREIS, NORD, REGISTER, STADT, SUED, by_area


def cells(*rows: dict[str, object]) -> pd.DataFrame:
    """Printed counts; what a row does not say is a total of one year."""
    plain = {"what": "faelle", "region": KREIS, "period": "2023", "census_base": "none", "sex": "total"}
    return pd.DataFrame([plain | {"age": "total", "group": "total"} | row for row in rows], dtype=object)


def relations(
    table: pd.DataFrame,
    register: Register = REGISTER,
    declared: tuple = (),
    rounded: bool = False,
    wholes: Wholes | None = None,
) -> Ledger:
    """Everything that is found."""
    values = table["value"].astype(float).to_list()
    ledger = Ledger(values, [3.0] * len(values), [0.5 * rounded] * len(values))
    add_all(ledger, table, wholes or Wholes(register, declared))
    for row in ledger.rows:
        gap = sum(sign * ledger.value[cell] for cell, sign in row)
        assert abs(gap) <= 9 or rounded, "a relation holds for the counts as they are, but for slips of the pen"
    return ledger


def sums(ledger: Ledger) -> set[tuple[int, tuple[int, ...]]]:
    """Whole and parts of every relation, rests left out."""
    printed = len(ledger.value)
    return {
        (next(cell for cell, sign in row if sign < 0), tuple(sorted(c for c, s in row if s > 0 and c < printed)))
        for row in ledger.rows
    }


def test_areas_add_up_level_by_level():
    table = cells(*({"region": area, "value": value} for area, value in by_area(40, 30, 20, 10).items()))
    place = {area: number for number, area in enumerate(table["region"])}
    found = sums(relations(table))
    assert (place[KREIS], tuple(sorted((place[NORD], place[SUED])))) in found
    assert (place[NORD], (place[STADT], place[DORF])) in found
    assert (place[SUED], (place[AU], place[HEIDE])) in found


def test_a_level_that_is_not_printed_is_passed_over():
    values = {KREIS: 100, STADT: 40, DORF: 30, AU: 20, HEIDE: 10}
    table = cells(*({"region": area, "value": value} for area, value in values.items()))
    assert sums(relations(table)) == {(0, (1, 2, 3, 4))}


def test_what_the_printed_areas_do_not_cover_is_a_rest():
    table = cells({"value": 52}, {"region": NORD, "value": 50})
    ledger = relations(table)
    assert ledger.value[2:] == [2.0]
    assert ledger.rows == [[(0, -1), (1, 1), (2, 1)]]


def test_sozialraeume_are_a_division_of_their_own_and_know_their_villages():
    areas = [*REGISTER.regions.values(), Region("S1", "Ufer", "sozialraum", KREIS, parts=(STADT, AU))]
    table = cells(
        {"value": 100},
        {"region": NORD, "value": 70},
        {"region": SUED, "value": 30},
        {"region": "S1", "value": 60},
        {"region": STADT, "value": 40},
        {"region": AU, "value": 20},
    )
    found = sums(relations(table, Register.of(areas)))
    assert (3, (4, 5)) in found
    assert any(whole == 0 and 3 in parts for whole, parts in found)
    assert (0, (1, 2)) in found


def test_sexes_and_groups_add_up():
    table = cells(
        {"value": 10},
        {"sex": "m", "value": 4},
        {"sex": "w", "value": 6},
        {"group": "a:x", "value": 7},
        {"group": "a:y", "value": 3},
        {"group": "b:z", "value": 8},
    )
    found = sums(relations(table))
    assert {(0, (1, 2)), (0, (3, 4))} <= found
    assert any(whole == 0 and 5 in parts for whole, parts in found), "of the third dimension the rest is 2"


def test_groups_that_overlap_each_leave_a_rest_and_one_may_lie_inside_another():
    table = cells({"value": 10}, {"group": "a:x", "value": 8}, {"group": "a:y", "value": 9})
    assert relations(table).value[3:] == [2.0, 1.0, 1.0], "without x, without y, y without x"


def test_overlapping_ages_tell_what_lies_between():
    table = cells({"value": 20}, {"age": "0-17", "value": 12}, {"age": "0-14", "value": 10}, {"age": "3-5", "value": 4})
    ledger = relations(table)
    assert sorted(ledger.value[4:]) == [2.0, 6.0, 8.0], "15 to 17, 18 and older; 3 to 5 is at most what 0 to 14 is"


def test_where_nobody_lies_between_nobody_lies_further_inside():
    """No child is counted from 3 on, so none from 6 to 14: a hidden zero there takes up no change of others."""
    ledger = relations(cells({"value": 4}, {"age": "0-2", "value": 4}, {"age": "6-14", "value": 0}))
    assert ledger.value[3:] == [0.0]
    assert sums(ledger) == {(0, (1, 3)), (3, (2,))}


@pytest.mark.parametrize(
    ("label", "span"),
    [("0-2", (0, 3)), ("6", (6, 7)), ("65+", (65, 999)), ("total", (0, 999)), ("u3", None), ("", None)],
)
def test_ages_are_spans_of_years(label, span):
    assert age_span(label) == span


def test_ages_without_a_common_end_tell_nothing_about_each_other():
    found = plan(["0-2", "6-9"], {"0-2": (0, 3), "6-9": (6, 10), "0-5": (0, 6)})
    assert (set(found.label_of), set(found.stretches)) == ({(0, 3), (6, 10)}, set())
    assert not found.missing


def test_years_counted_together_add_up_from_single_years():
    table = cells(
        {"period": "2021-2023", "value": 9}, *({"period": f"{year}", "value": 3} for year in (2021, 2022, 2023))
    )
    assert sums(relations(table)) == {(0, (1, 2, 3))}


def test_declared_sums_hold_over_whatever_else_they_are_broken_down_by():
    table = cells(
        {"what": "alle", "age": "0-2", "value": 30},
        {"what": "kita", "age": "0-2", "value": 20},
        {"what": "pflege", "age": "0-2", "value": 10},
        {"what": "kita", "age": "3-5", "value": 9},
    )
    assert (0, (1, 2)) in sums(relations(table, declared=(("alle", "kita", "pflege"),)))


def test_figures_that_do_not_add_up_bind_nobody():
    """Perturbed or mixed figures: the parts are more than the whole."""
    values = {KREIS: 70, NORD: 70, SUED: 30}
    ledger = relations(cells(*({"region": area, "value": value} for area, value in values.items())))
    assert ledger.rows == []
    assert ledger.uneven == 1


def test_counts_behind_rounded_shares_add_up_nearly():
    values = {KREIS: 101, NORD: 70, SUED: 30}
    table = cells(*({"region": area, "value": value} for area, value in values.items()))
    assert sums(relations(table, rounded=True)) == {(0, (1, 2))}
    far = cells(*({"region": area, "value": value} for area, value in (values | {KREIS: 120}).items()))
    assert relations(far, rounded=True).rows == []


def test_a_share_leaves_a_rest_and_a_full_one_only_where_the_source_says_so():
    ledger = Ledger([10.0, 8.0, 10.0], [3.0, 5.0, 3.0], [0.0] * 3)
    ledger.add_share(part=1, whole=0, full=False)
    ledger.add_share(part=2, whole=0, full=False)
    assert (ledger.value[3:], ledger.minimum[3:]) == ([2.0, 0.0], [5.0, 3.0])
    assert ledger.empty == set()
    ledger.add_share(part=2, whole=0, full=True)
    assert ledger.empty == {4}


def test_every_relation_is_added_once():
    ledger = Ledger([10.0, 8.0, 2.0], [3.0] * 3, [0.0] * 3)
    ledger.add(0, [1, 2])
    ledger.add(0, [2, 1])
    assert len(ledger.rows) == 1
    assert np.isfinite(ledger.value).all()


def follow(table: pd.DataFrame, declared: tuple = ()) -> dict[tuple[str, ...], float]:
    """Counts that nobody prints: what differs from a total of the county, and the count."""
    found = following(table.assign(source="amt"), Wholes(REGISTER, declared))
    assert (found["rows"] == 0).all()
    return {
        tuple(v for k, v in row.items() if k in ("region", "sex", "age", "period", "what") and v != "total"): row[
            "value"
        ]
        for row in found.to_dict("records")
    }


def test_the_margin_between_two_tables_follows():
    """Girls and boys of the Samtgemeinden and all children of the county: the children of each Samtgemeinde."""
    table = cells(
        {"region": NORD, "sex": "m", "value": 20},
        {"region": SUED, "sex": "m", "value": 30},
        {"region": NORD, "sex": "w", "value": 2},
        {"region": SUED, "sex": "w", "value": 25},
        {"value": 77},
    )
    found = follow(table)
    assert found["faelle", NORD, "2023"] == 22
    assert found["faelle", SUED, "2023"] == 55
    assert found["faelle", KREIS, "2023", "w"] == 27


def test_a_table_that_is_whole_needs_nothing():
    assert follow(cells({"value": 10}, {"sex": "m", "value": 4}, {"sex": "w", "value": 6})) == {}


def test_ages_that_follow_in_one_area_are_looked_for_in_all():
    table = cells(
        {"region": NORD, "age": "0-2", "value": 20},
        {"region": NORD, "age": "3-5", "value": 2},
        {"region": SUED, "age": "0-2", "value": 30},
        {"age": "0-5", "value": 60},
    )
    assert follow(table)["faelle", NORD, "2023", "0-5"] == 22


def test_a_slip_of_the_pen_is_no_protection():
    """50 and 2 are one more than 51: an outsider who takes 50 away from 51 is near enough."""
    values = {KREIS: 51, NORD: 50, SUED: 2}
    table = cells(*({"region": area, "value": value} for area, value in values.items()))
    assert sums(relations(table)) == {(0, (1, 2))}


def test_quarters_and_months_add_up_to_years():
    quarters = [{"period": f"2023-Q{number}", "value": value} for number, value in enumerate((2, 20, 30, 25), 1)]
    months = [{"period": f"2023-0{number}", "value": 0 if number < 3 else 2} for number in (1, 2, 3)]
    found = sums(relations(cells({"value": 77}, *quarters, *months)))
    assert {(0, (1, 2, 3, 4)), (1, (5, 6, 7))} <= found


@pytest.mark.parametrize(("parts", "rests"), [((5, 4), [1.0]), ((9,), [1.0]), ((6, 4), [])])
def test_what_a_declared_sum_misses_is_a_count_and_no_rounding(parts, rests):
    names = ("alle", *("abc"[: len(parts)]))
    table = cells(*({"what": name, "value": value} for name, value in zip(names, (10, *parts), strict=True)))
    assert relations(table, declared=(names,)).value[len(names) :] == rests


def test_what_declared_parts_leave_is_a_count():
    """Klasse 5 without Gymnasium and Oberschule; a part of a part leaves a rest of its own."""
    names = [("klasse_5", 15), ("gymnasium", 5), ("oberschule", 9), ("gymnasium_ganztag", 3)]
    table = cells(*({"what": name, "value": value} for name, value in names))
    parts = (("klasse_5", "gymnasium", "oberschule"), ("gymnasium", "gymnasium_ganztag"))
    assert sorted(relations(table, wholes=Wholes(REGISTER, parts=parts)).value[4:]) == [1.0, 2.0]


def test_a_part_of_a_part_is_a_part_where_nobody_prints_what_lies_between():
    table = cells({"what": "eingeladen", "value": 20}, {"what": "vollstaendig", "value": 18})
    parts = (("eingeladen", "vorgelegt", "verweigert"), ("vorgelegt", "vollstaendig"))
    assert relations(table, wholes=Wholes(REGISTER, parts=parts)).value[2:] == [2.0]


def test_groups_inside_a_group_leave_a_rest_there():
    table = cells({"value": 40}, {"group": "a:abitur", "value": 12}, {"group": "a:allgemein", "value": 9})
    found = relations(table, wholes=Wholes(REGISTER, parts=(("a:abitur", "a:allgemein"),)))
    assert sorted(found.value[3:]) == [3.0, 28.0]


@pytest.mark.parametrize(
    ("names", "rows"),
    [
        (("kinder", "kinder_melderegister"), [("kinder", "0-5", 20), ("kinder_melderegister", "3-5", 18)]),
        (("kinder/0-5", "vorschulkinder"), [("vorschulkinder", "total", 20), ("kinder", "3-5", 18)]),
    ],
)
def test_ages_of_one_count_under_two_names_lead_to_each_other(names, rows):
    table = cells(*({"what": what, "age": age, "value": value} for what, age, value in rows))
    assert relations(table, wholes=Wholes(REGISTER, same=(names,))).value[2:] == [2.0]


def test_one_count_under_two_names_is_one():
    table = cells({"what": "a", "value": 4}, {"what": "b", "value": 4}, {"what": "c", "value": 40})
    assert relations(table, wholes=Wholes(REGISTER, same=(("a", "b"),))).rows == [[(0, -1), (1, 1)]]


def sozialraeume(**members: tuple[str, ...]) -> Register:
    """The register with Sozialraeume of these members."""
    areas = [Region(key, key, "sozialraum", KREIS, parts=parts) for key, parts in members.items()]
    return Register.of([*REGISTER.regions.values(), *areas])


@pytest.mark.parametrize(
    ("members", "values", "rests"),
    [
        ({"S1": (STADT, DORF, AU), "S2": (STADT, DORF)}, {"S1": 30, "S2": 28}, [2.0]),
        ({"S1": (STADT,)}, {NORD: 30, "S1": 28}, [2.0]),
        ({"S1": (NORD,)}, {NORD: 30, "S1": 30}, []),
        ({"S1": (STADT, DORF), "S2": (DORF, AU)}, {KREIS: 50, "S1": 20, "S2": 20}, [30.0, 30.0]),
        ({"S1": (STADT, AU), "S2": (STADT,)}, {"S1": 30, "S2": 28, AU: 2}, []),
        ({"S1": (STADT, DORF, AU), "S2": (STADT, DORF), "S3": (DORF,)}, {"S1": 30, "S2": 28, "S3": 9}, [2.0, 19.0]),
    ],
)
def test_what_one_sozialraum_has_beyond_another_is_a_count(members, values, rests):
    table = cells(*({"region": area, "value": value} for area, value in values.items()))
    found = relations(table, sozialraeume(**members))
    assert sorted(found.value[len(values) :]) == rests
    assert found.rows


def test_parts_may_be_declared_of_a_count_that_has_its_first_name_elsewhere():
    table = cells({"what": "vorschulkinder", "value": 20}, {"what": "betreute", "value": 18})
    wholes = Wholes(REGISTER, parts=(("vorschulkinder", "betreute"),), same=(("kinder/0-5", "vorschulkinder"),))
    assert relations(table, wholes=wholes).value[2:] == [2.0]
