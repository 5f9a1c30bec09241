"""New minus old gives nothing away: what was published stays known, and a revised count counts by its difference."""

from itertools import product

import pandas as pd

from isp_utils.model.catalogue import Catalogue
from isp_utils.privacy.cells.earlier import told_before
from isp_utils.privacy.cells.releases import Releases
from isp_utils.privacy.gate import Gated
from tests.privacy.county import (
    AREAS,
    AU,
    DORF,
    HEIDE,
    KREIS,
    NORD,
    OFFICE,
    OWN,
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
NOTHING: set[str] = set()


def cases(
    stadt: float, dorf: float, au: float, heide: float, period: str = "2023", source: str = "amt"
) -> pd.DataFrame:
    """Cases in every area."""
    return facts("faelle", by_area(stadt, dorf, au, heide), period, source)


def released(*releases: list[pd.DataFrame]) -> tuple[Gated, Releases]:
    """What the last of several releases lets through, and the register behind it."""
    register = Releases.none()
    for tables in releases:
        found = gated(tables, ONE, register)
        register = register.after(found.cells)
    return found, register


def test_a_release_without_changes_hides_the_same_and_leaves_the_register_as_it_was():
    first, register = released([cases(40, 2, 20, 10)])
    again = gated([cases(40, 2, 20, 10)], ONE, register)
    pd.testing.assert_frame_equal(again.tables[0], first.tables[0])
    pd.testing.assert_frame_equal(register.after(again.cells).table, register.table)


def test_the_register_knows_every_count_and_whether_it_was_printed():
    _, register = released([cases(40, 2, 20, 10)])
    table = register.table.set_index("region")
    assert set(table.index) == set(AREAS)
    assert table["printed"].to_dict() == {area: area not in (STADT, DORF) for area in AREAS}
    assert set(table["run"]) == {1}


def test_what_was_printed_before_is_no_cover_any_more():
    """The office corrects Dorf from 30 to 2. Stadt's 40 has been read by everybody: the sum must be hidden instead."""
    found, _ = released([cases(40, 30, 20, 10)], [cases(40, 2, 20, 10)])
    assert STADT not in hidden(found)
    assert {DORF, NORD} <= hidden(found)


def test_a_count_that_is_printed_no_longer_still_helps_an_outsider():
    """First only the villages of Nord, then only their sum and the Stadt: the old figure of Dorf is known."""
    first = facts("faelle", {STADT: 40, DORF: 30, NORD: 70})
    found, register = released([first], [facts("faelle", {NORD: 70, STADT: 40})])
    assert hidden(found) == NOTHING
    assert register.table.set_index("region").loc[[DORF], "printed"].tolist() == [True, False]


def test_another_year_is_another_table():
    found, _ = released([cases(40, 30, 20, 10)], [cases(40, 30, 20, 10), cases(41, 2, 20, 10, "2024")])
    assert hidden(found, period="2024") == {DORF, STADT}
    assert hidden(found, period="2023") == NOTHING


def test_the_pattern_of_the_first_release_is_kept_where_another_would_tell_by_the_difference():
    """Two ways to cover Dorf; the one chosen first must be chosen again although it has become the dearer one."""
    known = catalogue([count("faelle", "faelle")])
    values = {NORD: 90, STADT: 40, DORF: 2}
    first = gated([facts("faelle", values)], known)
    register = Releases.none().after(first.cells)
    again = gated(
        [facts("faelle", values)], catalogue([count("faelle", "faelle"), count("nochmal", "faelle")]), register
    )
    assert hidden(again, "faelle") == hidden(again, "nochmal") == hidden(first)


def test_what_an_office_revises_may_be_seen():
    found, _ = released([cases(40, 30, 20, 10)], [cases(40, 31, 20, 10)])
    assert hidden(found) == NOTHING


def test_what_the_county_revises_by_a_person_or_two_is_not_shown_anew():
    """Own figures: 30 were printed, now it is 31. The difference is one person, whom somebody may know."""
    found, _ = released([cases(40, 30, 20, 10, source="eigen")], [cases(40, 31, 20, 10, source="eigen")])
    assert {DORF, NORD, KREIS} <= hidden(found)
    assert {AU, HEIDE, SUED, STADT} & hidden(found) == NOTHING
    larger, _ = released([cases(40, 30, 20, 10, source="eigen")], [cases(40, 50, 20, 10, source="eigen")])
    assert hidden(larger) == NOTHING


def test_a_source_may_say_that_its_revisions_are_public():
    open_source = protected(OWN, revisions="public")
    known = catalogue([count("faelle", "faelle")], [OFFICE, open_source])
    first = gated([cases(40, 30, 20, 10, source="eigen")], known)
    found = gated([cases(40, 31, 20, 10, source="eigen")], known, Releases.none().after(first.cells))
    assert hidden(found) == NOTHING


def test_a_deleted_source_leaves_only_what_is_public():
    _, register = released([cases(40, 2, 20, 10)])
    left = register.without("amt").table
    assert set(left["region"]) == set(AREAS) - {STADT, DORF}
    assert len(register.without("eigen").table) == len(register.table)


def test_a_sum_of_an_earlier_release_is_remembered():
    """First a and b together are printed, later a alone: b must not follow."""
    values = [facts("a", {KREIS: 77, NORD: 50, SUED: 27}), facts("b", {KREIS: 23, NORD: 21, SUED: 2})]
    first = gated(values, catalogue([count("zusammen", "a", "b")]))
    found = gated(values, catalogue([count("a", "a")]), Releases.none().after(first.cells))
    assert SUED in hidden(first) or SUED in hidden(found)


def test_the_rest_of_a_share_of_an_earlier_release_is_remembered():
    """10 of 12 was hidden because of the other two; printing both counts later would tell them."""
    values = [facts("teil", {KREIS: 60, NORD: 50, SUED: 10}), facts("alle", {KREIS: 112, NORD: 100, SUED: 12})]
    first = gated(values, catalogue([share("quote", "teil", "alle")]))
    assert SUED in hidden(first)
    later = catalogue([count("teil", "teil"), count("alle", "alle")])
    assert hidden(gated(values, later)) == NOTHING
    found = gated(values, later, Releases.none().after(first.cells))
    assert SUED in hidden(found, "teil") | hidden(found, "alle")


def of_own(values: dict[str, float], period: str = "2023", fact: str = "faelle", age: str = "total") -> pd.DataFrame:
    """Counts of the county's own source, whose revisions are nobody's business."""
    return facts(fact, values, period, "eigen", age=age)


def by_age(young: dict[str, float], old: dict[str, float]) -> list[pd.DataFrame]:
    """Cases in all and of two ages."""
    together = {area: young[area] + old[area] for area in AREAS}
    return [of_own(together), of_own(young, age="0-5"), of_own(old, age="6-14")]


def one_after_the_other(*releases: tuple[list[pd.DataFrame], Catalogue]) -> Gated:
    """What the last of several releases, each with its Kennzahlen, lets through."""
    register = Releases.none()
    for tables, known in releases:
        found = gated(tables, known, register)
        register = register.after(found.cells)
    return found


YOUNG_CASES = by_area(30, 25, 20, 15)
OLD_CASES = by_area(40, 35, 30, 25)
LESS = by_area(40, 33, 30, 25)  # two cases of Dorf were withdrawn
MORE = by_area(40, 37, 30, 25)  # two were added


def test_a_count_that_is_printed_no_longer_is_not_taken_for_what_it_was_when_it_was_revised():
    """The older children are not printed any more; whoever took their old count for today's would give up the total."""
    ages = catalogue([count("alle", "faelle"), count("klein", "faelle/0-5"), count("gross", "faelle/6-14")])
    later = catalogue([count("alle", "faelle"), count("klein", "faelle/0-5")])
    found = one_after_the_other((by_age(YOUNG_CASES, OLD_CASES), ages), (by_age(YOUNG_CASES, LESS), later))
    assert found.record["already_public"] == 0
    assert {DORF, NORD, KREIS} <= hidden(found, "alle")


def test_a_sum_that_is_printed_for_the_first_time_was_another_one_before_the_revision():
    parts = [of_own(YOUNG_CASES, fact="b")]
    first = ([of_own(OLD_CASES, fact="a"), *parts], catalogue([count("a", "a")]))
    then = ([of_own(LESS, fact="a"), *parts], catalogue([count("a", "a"), count("zusammen", "a", "b")]))
    found = one_after_the_other(first, then)
    assert found.record["already_public"] == 0
    assert {DORF, NORD, KREIS} <= hidden(found, "a")


def test_a_sum_that_was_printed_once_is_not_taken_for_todays_when_a_part_of_it_was_revised():
    together, alone = catalogue([count("a", "a"), count("zusammen", "a", "b")]), catalogue([count("a", "a")])
    parts = [of_own(YOUNG_CASES, fact="b")]
    before, after = [of_own(OLD_CASES, fact="a"), *parts], [of_own(MORE, fact="a"), *parts]
    found = one_after_the_other((before, together), (after, alone), (after, alone))
    assert found.record["already_public"] == 0
    assert {DORF, NORD, KREIS} <= hidden(found, "a")


def test_years_counted_together_are_not_taken_for_todays_when_one_of_them_was_revised():
    yearly = catalogue([count("a", "a")])
    pooled = {area: OLD_CASES[area] + YOUNG_CASES[area] for area in AREAS}
    before = [of_own(YOUNG_CASES, "2021", "a"), of_own(OLD_CASES, "2022", "a"), of_own(pooled, "2021-2022", "a")]
    after = [of_own(YOUNG_CASES, "2021", "a"), of_own(MORE, "2022", "a")]
    found = one_after_the_other((before, yearly), (after, yearly))
    assert found.record["already_public"] == 0
    assert {DORF, NORD, KREIS} <= hidden(found, "a", "2022")


def test_what_an_earlier_revision_changed_stays_secret_when_its_year_is_printed_no_longer():
    """2022 went from 40 to 38, which is hidden, and 68 in two years stand. A year on the 30 of 2023 would tell it."""
    yearly = catalogue([count("a", "a")])
    years = {"2022": 38, "2023": 30, "2022-2023": 68}, {"2023": 30, "2024": 31, "2023-2024": 61}
    first = [of_own({STADT: 40}, "2022", "a")]
    second, third = ([of_own({STADT: value}, period, "a") for period, value in each.items()] for each in years)
    then = one_after_the_other((first, yearly), (second, yearly))
    assert [period for period in years[0] if hidden(then, "a", period)] == ["2022", "2023"]
    found = one_after_the_other((first, yearly), (second, yearly), (third, yearly))
    assert hidden(found, "a", "2023") == {STADT}
    assert found.record["already_public"] == 0


def test_a_row_that_was_hidden_while_no_zero_stood_is_not_taken_for_one_at_least_later():
    """Heide's zeros go when the other villages deliver 2022 at last; a year later nobody knows more than then.

    If the gate believed so, it would take five counts for public and print again Au's, which cover them.
    """
    older, newer = {STADT: 2, DORF: 1, AU: 4, HEIDE: 0, KREIS: 7}, {STADT: 1, DORF: 1, AU: 6, HEIDE: 0, KREIS: 8}
    both = {area: older[area] + newer[area] for area in older}
    late = facts("a", {HEIDE: 0, KREIS: 8}, "2022")
    before = [facts("a", older, "2021"), late, facts("a", both, "2021-2022")]
    after = [facts("a", older, "2021"), facts("a", newer, "2022")]
    yearly = catalogue([count("a", "a")])
    second = one_after_the_other((before, yearly), (after, yearly))
    third = one_after_the_other((before, yearly), (after, yearly), (after, yearly))
    for found, period in product((second, third), ("2021", "2022")):
        assert hidden(found, "a", period) == {STADT, DORF, AU, HEIDE}
    assert third.record["already_public"] == 0


def test_a_row_says_that_somebody_is_there_only_beside_a_zero_that_stood():
    _, beside_a_zero = released([cases(40, 2, 20, 0)])
    assert beside_a_zero.said.all()
    _, without_zeros = released([cases(40, 2, 20, 10)])
    table = beside_a_zero.table
    silent = Releases(table.assign(printed=table["printed"] & (table["value"] > 0)))
    for register, secret in ((without_zeros, {STADT, DORF}), (silent, {STADT, DORF, HEIDE})):
        assert set(register.table["region"][~register.said]) == secret


def test_zeros_of_a_table_that_is_new_go_where_its_hidden_rows_would_narrow_what_an_earlier_release_hid():
    """Dorf was 1 to 4: of 7 in Nord Stadt has 3 of b at least. A row of c that says "one at least" makes it 1 to 3."""
    tables = [facts("a", by_area(6, 1, 9, 0)), facts("b", {STADT: 3}), facts("c", by_area(3, 0, 5, 0))]
    office = protected(OFFICE, parts=(("a", "b", "c"),))
    kinds = [count("a", "a"), count("b", "b"), count("c", "c")]
    first, then = (tables, catalogue(kinds[:2], [office])), (tables, catalogue(kinds, [office]))
    assert hidden(one_after_the_other(first)) == {STADT, DORF}
    found = one_after_the_other(first, then)
    assert {STADT, DORF, HEIDE} <= hidden(found, "c")
    assert found.record["already_public"] == 0


def test_the_register_says_what_is_delivered_no_longer():
    register = Releases.none()
    for tables in ([cases(40, 30, 20, 10), cases(41, 31, 21, 11, "2024")], [cases(41, 31, 21, 11, "2024")]):
        register = register.after(gated(tables, ONE, register).cells)
    left = register.as_of(2).set_index(["period", "region"])["value"]
    assert left["2023"].isna().all()
    assert left["2024", DORF] == 31


def test_the_register_learns_that_a_count_was_hidden_in_a_row_of_its_own_later():
    """First a stands in a sum only, then in a table of its own, where a hidden count is at least one."""
    parts = [facts("a", by_area(40, 2, 30, 25)), facts("b", by_area(30, 25, 20, 15))]
    first = gated(parts, catalogue([count("zusammen", "a", "b")]))
    register = Releases.none().after(first.cells)
    alone = catalogue([count("zusammen", "a", "b"), count("a", "a")])
    register = register.after(gated(parts, alone, register).cells)
    of_dorf = register.as_of(2).set_index(["what", "region"]).loc[("a", DORF)]
    assert of_dorf["row"]
    assert not of_dorf["printed"]


def test_what_hangs_together_with_a_printed_count_is_remembered_before_it_is_printed():
    """Hort is printed and revised, Krippe not yet. Once it is, everybody knows that it was not revised meanwhile."""
    known = catalogue(
        [count("plaetze", "plaetze"), count("hort", "hort")],
        [protected(OWN, revisions="secret", sums=(("plaetze", "krippe", "hort"),))],
    )

    def places(hort: float) -> list[pd.DataFrame]:
        """Places of two kinds, and all of them."""
        every = {"plaetze": 20 + hort, "krippe": 20.0, "hort": hort}
        return [facts(fact, by_area(number, 12, 30, 11), source="eigen") for fact, number in every.items()]

    first = gated(places(15), known)
    register = Releases.none().after(first.cells)
    krippe = register.table[register.table["what"] == "krippe"]
    assert set(krippe["region"]) == set(AREAS)
    assert not krippe["told"].any()
    cells = gated(places(25), known, register).cells.query("what == 'krippe'")
    assert set(cells["region"]) == set(AREAS)
    assert cells["told"].all()


def test_a_count_that_is_again_what_it_was_before_a_revision_is_not_known_from_then():
    """Dorf had 30, then 50, which was hidden; now it is 30 again. The list says that it was revised, not to what."""
    first = gated([cases(40, 30, 20, 10)], ONE)
    register = Releases.none().after(first.cells)
    hidden_then = gated([cases(40, 50, 20, 10)], ONE, register).cells
    register = register.after(hidden_then.assign(hidden=hidden_then["region"].isin([DORF, NORD, KREIS])))
    now = gated([cases(40, 30, 20, 10)], ONE, register).cells
    earlier = told_before(register, now)
    known = set(now.loc[earlier.released, "region"])
    assert known == {STADT, AU, HEIDE, SUED}
    assert set(earlier.versions.loc[earlier.versions["region"] == DORF, "value"]) == {30.0, 50.0}
    assert all(number >= len(now) for number, _ in earlier.changes())
