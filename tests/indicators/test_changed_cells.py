"""Figure by figure between two released tables, and the reasons told for what is said."""

import math

import pandas as pd
import pytest

from isp_utils.indicators.changes.between import changes_between
from isp_utils.indicators.changes.cells import CellKind, changed_cells
from isp_utils.indicators.changes.reasons import Why
from isp_utils.indicators.changes.snapshot import (
    KEPT_COLUMNS,
    RunAbout,
    SaidThen,
    Snapshot,
    snapshot_from,
    snapshot_words,
)
from tests.indicators.gated import KREIS, LAND, NAN, line

ABOUT = RunAbout("kreis-1", "2026-01-02T10:00:00+01:00", "2025-12-31")


def rows(*lines):
    return pd.DataFrame(list(lines))[list(KEPT_COLUMNS)]


def snapshot(table, said=None, **more):
    return Snapshot(
        ABOUT, table, more.get("definitions", {"quote": {"unit": "'%'"}}), said or {}, more.get("digests", {})
    )


def said(period="2022", sentence="Zehn.", base="none", hindrance="", kinds=()):
    return {"quote": SaidThen(period, base, hindrance, kinds, sentence)}


HIDDEN = line("2022", NAN, flag="protected")
GONE = line("2022", NAN, flag="not_available")


@pytest.mark.parametrize(
    ("old", "new", "kind", "told"),
    [
        (line("2022", 10.0), line("2022", 12.0), CellKind.REVISED, 10.0),
        (line("2022", 10.0, 1.0), line("2022", 10.0, 2.0), CellKind.RANGE, 10.0),
        (line("2022", 10.0), HIDDEN, CellKind.HIDDEN, NAN),
        (HIDDEN, line("2022", 10.0), CellKind.SHOWN, NAN),
        (line("2022", 10.0), GONE, CellKind.GONE, NAN),
        (GONE, line("2022", 10.0), CellKind.PERIOD, NAN),
        (line("2021", 9.0), line("2022", 10.0), CellKind.PERIOD, NAN),
    ],
)
def test_each_figure_has_one_kind_of_change_and_no_hidden_one_its_number(old, new, kind, told):
    found = changed_cells(rows(old), rows(new))
    cell = found[found["period"] == "2022"].iloc[0]
    assert cell["kind"] == kind
    assert cell["old"] == told or (math.isnan(cell["old"]) and math.isnan(told))


def test_the_last_bit_of_a_number_is_no_change_nor_is_a_row_that_never_had_a_value():
    assert not len(changed_cells(rows(line("2022", 0.1 + 0.2)), rows(line("2022", 0.3))))
    assert not len(changed_cells(rows(GONE), rows(HIDDEN)))


def test_a_figure_of_a_period_that_another_area_had_is_an_addition():
    land = line("2022", 10.0, region=LAND)
    found = changed_cells(rows(land), rows(land, line("2022", 11.0)))
    assert found["kind"].tolist() == [CellKind.ADDED]


@pytest.mark.parametrize(
    ("old", "new", "was", "now", "why"),
    [
        (
            [line("2021", 9.0)],
            [line("2021", 9.0), line("2022", 9.5)],
            said("2021"),
            said(sentence="Neu."),
            Why.NEW_PERIOD,
        ),
        ([line("2022", 9.0)], [line("2022", 9.5)], said(), said(sentence="Neu."), Why.REVISED),
        (
            [line("2022", 9.0)],
            [line("2022", 9.0), line("2021", 8.0)],
            said(),
            said(sentence="Neu."),
            Why.ADDED,
        ),
        ([line("2022", 9.0)], [HIDDEN], said(), said(sentence="Geheim."), Why.PROTECTION),
        ([line("2022", 9.0)], [line("2022", 9.0)], said(), said(sentence="Neu."), Why.REST),
        ([line("2022", 9.0)], [line("2022", 9.0)], said(), said(sentence="Alt.", hindrance="old"), Why.AGE),
        ([line("2022", 9.0)], [line("2022", 9.0)], said(), said(sentence="Neu.", base="zensus_2022"), Why.BASE),
        ([GONE], [line("2022", 9.0)], said(), said(sentence="Neu."), Why.FIRST),
    ],
)
def test_every_changed_sentence_has_its_reason(old, new, was, now, why):
    found = changes_between(snapshot(rows(*old), was), snapshot(rows(*new), now), KREIS)
    assert [item.reasons for item in found.sentences] == [(why,)]
    assert found.sentences[0].withheld == (why is Why.PROTECTION)


def test_other_kreise_are_a_reason_though_their_figures_are_not_kept():
    table = rows(line("2022", 9.0))
    old, new = (
        snapshot(table, words, digests={"kreise": {"quote": digest}, "befragungen": {"eltern 2025": digest}})
        for digest, words in (("a", said()), ("b", said(kinds=("worse",))))
    )
    found = changes_between(old, new, KREIS)
    assert [(item.old, item.new, item.reasons) for item in found.findings] == [((), ("worse",), (Why.AROUND,))]
    assert found.sources == {"befragungen": ("eltern 2025",)}
    assert found.sentences == ()


def test_a_snapshot_comes_back_from_disk_without_loss():
    first = snapshot(rows(line("2022", 9.0)), said(kinds=("worse", "changed")), digests={"kreise": {"quote": "a"}})
    assert changes_between(first, snapshot_from(snapshot_words(first), first.rows), KREIS).nothing
    assert snapshot_words(snapshot_from(snapshot_words(first), first.rows)) == snapshot_words(first)
