"""Figures are computed once for the facts of their terms, and name these where they stand now."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import pytest

from isp_utils.indicators.chance import Measured, Scatter
from isp_utils.indicators.compute import Figures, compute
from isp_utils.indicators.flows import Flows, flow_rows, rows_of_flows
from isp_utils.indicators.sums import FactsByTerm, sum_of_terms
from isp_utils.model.biography import Flow
from isp_utils.model.indicator import Indicator
from isp_utils.store import Store
from isp_utils.suite.build import computed_once
from isp_utils.suite.build.computed_once import FLOWS, FOLDER, ComputedBefore
from isp_utils.suite.build.kept import Kept
from tests.privacy.county import KREIS, STADT, by_area, catalogue, count, facts, share

SUM = count("summe", "faelle", "hilfen")
KNOWN = [count("faelle", "faelle"), count("hilfen", "hilfen"), share("anteil", "hilfen", "leute"), SUM]
CASES, AID = facts("faelle", by_area(40, 2, 20, 10)), facts("hilfen", by_area(7, 12, 1, 30))
PEOPLE = facts("leute", by_area(400, 120, 200, 300))
ALL = (CASES, AID, PEOPLE)


def computed(home, tables: Sequence[pd.DataFrame], known: Sequence[Indicator] = KNOWN) -> set[str]:
    """The Kennzahlen that are computed in a build of its own, whose figures are those of a build without memory."""
    together = pd.concat(tables, ignore_index=True)
    anew: set[str] = set()

    def watched(figures: Figures, indicators: Sequence[Indicator], by_term: FactsByTerm) -> list[pd.DataFrame]:
        def noted(indicator: Indicator) -> pd.DataFrame:
            anew.add(indicator.id)
            return figures(indicator)

        return ComputedBefore(Store(home)).each(noted, indicators, by_term)

    found = compute(together, catalogue(known), watched)
    pd.testing.assert_frame_equal(found, compute(together, catalogue(known)))
    return anew


def test_the_same_facts_are_not_computed_again(tmp_path):
    assert computed(tmp_path, ALL) == {"faelle", "hilfen", "anteil", "summe"}
    assert computed(tmp_path, ALL) == set()


def test_a_changed_fact_is_computed_wherever_it_counts(tmp_path):
    computed(tmp_path, ALL)
    assert computed(tmp_path, (facts("faelle", by_area(41, 2, 20, 10)), AID, PEOPLE)) == {"faelle", "summe"}
    flagged = AID.assign(flag="revised")
    assert computed(tmp_path, (facts("faelle", by_area(41, 2, 20, 10)), flagged, PEOPLE)) == {
        "hilfen",
        "anteil",
        "summe",
    }


def test_facts_that_stand_elsewhere_now_are_named_there(tmp_path):
    computed(tmp_path, ALL)
    before = facts("andere", by_area(1, 2, 3, 4))
    assert computed(tmp_path, (before, AID, PEOPLE, CASES)) == set()
    assert computed(tmp_path, (AID, CASES, before, PEOPLE)) == set()


def test_a_fact_that_comes_or_goes_is_computed(tmp_path):
    computed(tmp_path, (CASES, AID))
    assert computed(tmp_path, ALL) == {"anteil"}
    assert computed(tmp_path, (AID, PEOPLE)) == {"faelle", "summe"}
    assert computed(tmp_path, (CASES[CASES["region"] != STADT], AID, PEOPLE)) == {"faelle", "summe"}


def test_another_entry_of_the_catalogue_is_computed(tmp_path):
    computed(tmp_path, ALL)
    assert computed(tmp_path, ALL, [replace(KNOWN[2], per=1000.0), *KNOWN[:2]]) == {"anteil"}


def test_other_rules_compute_all(tmp_path, monkeypatch):
    computed(tmp_path, ALL)
    monkeypatch.setattr(ComputedBefore, "_rules", "andere")
    assert len(computed(tmp_path, ALL)) == len(KNOWN)


def test_a_kennzahl_that_is_gone_is_forgotten(tmp_path):
    computed(tmp_path, ALL)
    computed(tmp_path, ALL, KNOWN[:2])
    assert len(Kept(Store(tmp_path).internal / FOLDER).names()) == 2


def test_a_kennzahl_is_given_no_fact_but_those_that_it_names():
    by_term = FactsByTerm.of(pd.concat(ALL, ignore_index=True)).named(["hilfen", "unbekannt/0-2"])
    assert [(str(term), len(rows)) for term, rows in by_term.items()] == [("hilfen", len(AID)), ("unbekannt/0-2", 0)]
    with pytest.raises(KeyError):
        sum_of_terms(["leute"], by_term)


def test_a_scatter_is_measured_again_where_a_row_or_the_entry_changes(tmp_path):
    rows = pd.DataFrame({"region": ["03354"], "value": [1.0]})
    measured: list[str] = []

    def scatter(one: Measured) -> Scatter:
        measured.append(one[0].id)
        return Scatter(float(len(measured)), assumed=False)

    def found(*asked: Measured) -> list[float]:
        return [one.phi for one in ComputedBefore(Store(tmp_path)).each_scatter(scatter, asked)]

    first, second = (KNOWN[0], rows), (KNOWN[1], rows)
    assert found(first, second) == [1.0, 2.0]
    assert found(second, first) == [2.0, 1.0]
    assert found((KNOWN[0], rows.assign(value=2.0)), second) == [3.0, 2.0]
    assert found((replace(KNOWN[0], years=9), rows), second) == [4.0, 2.0]
    assert measured == ["faelle", "hilfen", "faelle", "faelle"]


def test_flows_are_made_again_where_a_count_or_its_place_or_a_flow_changes(tmp_path, monkeypatch):
    made: list[int] = []

    def watched(flows: Flows, counts: pd.DataFrame) -> pd.DataFrame:
        made.append(len(counts))
        return rows_of_flows(flows, counts)

    monkeypatch.setattr(computed_once, "rows_of_flows", watched)

    def found(flow: Flow, *tables: pd.DataFrame) -> int:
        together = pd.concat(tables, ignore_index=True)
        kept = flow_rows(together, {"f": flow}, [KREIS], ComputedBefore(Store(tmp_path)).flows)
        pd.testing.assert_frame_equal(kept, flow_rows(together, {"f": flow}, [KREIS]))
        return len(made)

    flow = Flow("Leute", "leute", "Leute", "andere", (("Fälle", "faelle"),))
    assert [found(flow, *ALL), found(flow, *ALL)] == [1, 1]
    assert found(flow, CASES, facts("hilfen", by_area(8, 12, 1, 30)), PEOPLE) == 1, "no flow counts them"
    assert found(flow, AID, CASES, PEOPLE) == 2
    assert found(flow, AID, facts("faelle", by_area(41, 2, 20, 10)), PEOPLE) == 3
    assert found(replace(flow, parts=(("Hilfen", "hilfen"),)), *ALL) == 4
    assert len(Kept(Store(tmp_path).internal / FLOWS).names()) == 1
