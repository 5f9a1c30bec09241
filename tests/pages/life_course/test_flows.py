"""Flows of a transition: what the parts leave is a row of its own for the gate, and a page shows no other."""

from dataclasses import replace

import pandas as pd
import pytest

from isp_utils.charts import Strand, Value
from isp_utils.indicators.flows import flow_rows
from isp_utils.indicators.stocks import Stock
from isp_utils.model.biography import Flow
from isp_utils.model.schema import Flag
from isp_utils.model.terms import Term
from isp_utils.pages.life_course.transitions import _notes, _rest, _strands, _untold
from tests.needs.figures import BIOGRAPHY, real
from tests.needs.figures import KREIS as REAL_KREIS
from tests.privacy.county import KREIS, NORD, SUED, catalogue, facts, gate

FLOW = Flow("Klasse 5", "klasse_5", "Klasse 5", "andere", (("Gymnasium", "gymnasium"), ("Oberschule", "oberschule")))


def stock(value: float | None, flag: str = "") -> Stock:
    return Stock("schulentlassene", "03354", "2015", value, flag, "regionalstatistik")


def delivered(whole: dict[str, float], gymnasium: dict[str, float], oberschule: dict[str, float]) -> pd.DataFrame:
    """Counts of the own source."""
    names = {"klasse_5": whole, "gymnasium": gymnasium, "oberschule": oberschule}
    return pd.concat([facts(name, values, source="eigen") for name, values in names.items()], ignore_index=True)


def test_a_rest_that_the_gate_hides_is_not_reckoned_by_the_page():
    (rest,) = _rest("Rest", stock(None, Flag.PROTECTED.value), [stock(80.0), stock(17.0)], stock(100.0))
    assert (rest.count.value, rest.share.value) == (None, None)


def test_a_hidden_part_hides_the_rest():
    (rest,) = _rest("Rest", stock(80.0), [stock(80.0), stock(None, "secret")], stock(100.0))
    assert rest.count.value is None


def test_what_the_parts_leave_is_shown():
    (rest,) = _rest("Rest", stock(90.0), [stock(80.0), stock(10.0)], stock(100.0))
    assert (rest.count.value, rest.share.value) == (10.0, 10.0)
    assert _rest("Rest", stock(100.0), [stock(90.0), stock(10.0)], stock(100.0)) == []


def test_more_on_the_right_than_on_the_left_is_no_share_and_is_explained():
    more = _strands([("Gymnasium", stock(80.0)), ("Oberschule", stock(40.0))], stock(100.0))
    assert [(strand.count.value, strand.share.value, strand.share.flag) for strand in more] == [
        (80.0, None, "not_applicable"),
        (40.0, None, "not_applicable"),
    ]
    why = replace(FLOW, more="In Klasse 5 sitzen auch Kinder von außerhalb.")
    assert _notes(why, [stock(100.0)], more) == (
        "Rechts sind es mehr als links: In Klasse 5 sitzen auch Kinder von außerhalb.",
    )
    fewer = _strands([("Gymnasium", stock(80.0)), ("Oberschule", stock(20.0))], stock(100.0))
    assert [strand.share.value for strand in fewer] == [80.0, 20.0]
    assert _notes(why, [stock(100.0)], fewer) == ()


def test_a_hidden_part_leaves_open_whether_it_is_more():
    parts = [("Gymnasium", stock(120.0)), ("Oberschule", stock(None, "secret"))]
    assert [strand.share.flag for strand in _strands(parts, stock(100.0))] == ["not_applicable", "secret"]


def test_where_every_part_is_hidden_a_sentence_says_so():
    hidden = [Strand(label, Value(None, Flag.PROTECTED.value), Value(None)) for label in ("Gymnasium", "andere")]
    assert _untold(FLOW, stock(1074.0), hidden) == (
        "Klasse 5: Zu 1.074 (Klasse 5, 2015) steht hier kein Bild, denn keiner der Teile hat eine Zahl. Gymnasium und "
        "andere: geheim gehalten, damit niemand erkennbar wird."
    )


def test_a_flow_is_a_row_for_every_area_and_year():
    rows = flow_rows(delivered({KREIS: 50, NORD: 15}, {KREIS: 20, NORD: 5}, {KREIS: 18, NORD: 9}), {"f": FLOW}, [KREIS])
    assert rows[["indicator", "region", "period", "numerator", "denominator"]].to_numpy().tolist() == [
        ["f", KREIS, "2023", 38.0, 50.0]
    ]
    assert rows["counted"].str.count(r"\+").tolist() == [1]


def test_the_whole_is_of_the_same_year_or_the_nearest_before():
    days = pd.concat(
        [
            facts("klasse_5", {KREIS: 48}, period="2021"),
            facts("klasse_5", {KREIS: 99}, period="2024"),
            facts("gymnasium", {KREIS: 30}),
        ],
        ignore_index=True,
    )
    assert flow_rows(days, {"f": FLOW}, [KREIS])["denominator"].tolist() == [48.0]


@pytest.mark.parametrize(("oberschule", "stands"), [(9, False), (6, False), (5, True), (10, True)])
def test_a_rest_of_few_people_does_not_leave_the_gate(oberschule, stands):
    """15 - 5 - 9 = 1, 15 - 5 - 6 = 4; a rest of five or none at all may stand."""
    counts = delivered({NORD: 15, SUED: 60}, {NORD: 5, SUED: 20}, {NORD: oberschule, SUED: 30})
    known = catalogue([])
    rows = flow_rows(counts, {"f": FLOW}, [NORD, SUED])
    (table,) = gate(counts, [rows], known).tables
    assert (table.set_index("region")["flag"][NORD] == "") is stands


def of_one_count() -> list[str]:
    """Flows whose parts are counted by the fact that counts the whole."""
    flows = BIOGRAPHY.flows.items()
    return [name for name, flow in flows if len({Term.parse(term).fact for term in flow.terms}) == 1]


@pytest.mark.parametrize("name", of_one_count())
def test_no_part_of_a_count_holds_another_part_of_it(name):
    """What the statistic calls "darunter" is no way of its own: the parts would be more than the whole."""
    flow, stocks = BIOGRAPHY.flows[name], real()
    for whole in stocks.series(flow.origin, REAL_KREIS):
        parts = [one for _, term in flow.parts for one in stocks.series(term, REAL_KREIS) if one.period == whole.period]
        assert sum(part.value or 0 for part in parts) <= (whole.value or 0), whole.period
