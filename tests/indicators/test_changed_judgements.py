"""What is said of development and comparison may change while the figure stays: told, but never of what is hidden."""

from dataclasses import replace

import pandas as pd
import pytest

from isp_utils.indicators.changes.between import RunChanges, changes_between, masked
from isp_utils.indicators.changes.reasons import Why
from isp_utils.indicators.changes.snapshot import (
    KEPT_COLUMNS,
    NOT_TOLD,
    RunAbout,
    SaidThen,
    Snapshot,
    snapshot_from,
    snapshot_words,
    with_judgements,
    without_hidden,
)

COUNTY, LAND, PLACE = "03999", "03", "03999001"
ABOUT = RunAbout("r", "2026-01-01", "2025-12-31")
ROSE = SaidThen("2023", "none", "", ("worse",), "2023 waren es 12.", comparison="ungünstiger", development="gestiegen")
UNSAID = replace(ROSE, development="keine Aussage")
EARLIER = replace(ROSE, comparison=None, development=None)  # as a run kept it that did not yet keep judgements


def snapshot(said: SaidThen, hidden: str = "", gone: str = "", value: float = 12.0) -> Snapshot:
    """A run with a figure of the county, its Land and a place, one of them perhaps hidden or gone."""
    fixed = {"indicator": "quote", "period": "2023", "sex": "total", "age": "total", "group": "total"}
    rows = [
        dict.fromkeys(KEPT_COLUMNS, "")
        | fixed
        | {"region": area, "flag": "protected" if area == hidden else ""}
        | dict.fromkeys(("value", "lower", "upper"), float("nan") if area == hidden else value)
        for area in (COUNTY, LAND, PLACE)
        if area != gone
    ]
    return Snapshot(ABOUT, pd.DataFrame(rows, columns=list(KEPT_COLUMNS)), {}, {"quote": said})


def told(found: RunChanges) -> list[tuple[str, str, str, tuple[Why, ...]]]:
    """Every changed judgement, in short."""
    return [(item.subject, item.old, item.new, item.reasons) for item in found.judgements]


def test_a_lost_direction_is_told_although_no_figure_changed():
    found = changes_between(snapshot(ROSE), snapshot(UNSAID), COUNTY)
    assert told(found) == [("development", "gestiegen", "keine Aussage", (Why.REST,))]
    assert not found.nothing


def test_a_comparison_that_hangs_on_other_kreise_is_told_with_its_reason():
    old, new = (
        replace(snapshot(replace(ROSE, comparison=word)), digests={"kreise": {"quote": word}})
        for word in ("ungünstiger", "nahe am Land")
    )
    assert told(changes_between(old, new, COUNTY)) == [("comparison", "ungünstiger", "nahe am Land", (Why.AROUND,))]


@pytest.mark.parametrize(("old", "new"), [(EARLIER, ROSE), (ROSE, EARLIER), (EARLIER, EARLIER), (ROSE, ROSE)])
def test_what_an_older_run_did_not_keep_is_no_change(old, new):
    assert changes_between(snapshot(old), snapshot(new), COUNTY).nothing


def test_a_run_kept_before_there_were_judgements_is_still_read():
    words = snapshot_words(snapshot(ROSE))
    for name in ("comparison", "development"):
        del words["statements"]["quote"][name]
    assert snapshot_from(words, snapshot(ROSE).rows).statements["quote"] == EARLIER
    kept = snapshot_words(snapshot(ROSE))
    assert snapshot_from(kept, snapshot(ROSE).rows).statements["quote"] == ROSE


def test_the_same_release_lends_an_older_run_the_judgements_it_lacks():
    assert with_judgements(snapshot(EARLIER), snapshot(UNSAID)).statements["quote"] == UNSAID
    whole = snapshot(ROSE)
    assert with_judgements(whole, snapshot(UNSAID)) is whole


@pytest.mark.parametrize("area", [COUNTY, LAND])
def test_of_a_hidden_figure_neither_judgement_nor_befund_is_told(area):
    silent = replace(UNSAID, kinds=(), comparison="keine Aussage", sentence="keine Angabe")
    newest = snapshot(silent, hidden=area)
    found = changes_between(snapshot(replace(ROSE, development="unverändert")), newest, COUNTY)
    assert (found.judgements, found.findings) == ((), ())
    left = without_hidden(snapshot(ROSE), newest, COUNTY).statements["quote"]
    assert (left.comparison, left.development, left.kinds, left.sentence) == (None, None, (), NOT_TOLD)
    assert told(changes_between(replace(snapshot(ROSE), statements={"quote": left}), newest, COUNTY)) == []


def test_what_is_hidden_of_a_place_takes_no_judgement_of_the_county_away():
    found = changes_between(snapshot(ROSE), snapshot(UNSAID, hidden=PLACE), COUNTY)
    assert [item.new for item in found.judgements] == ["keine Aussage"]


def test_of_two_earlier_runs_nothing_is_told_that_is_hidden_by_now():
    found = changes_between(snapshot(ROSE), snapshot(replace(UNSAID, kinds=(), sentence="13"), value=13.0), COUNTY)
    assert all((found.judgements, found.sentences, found.findings))
    newest = snapshot(UNSAID, hidden=COUNTY)
    left = masked(found, newest, COUNTY)
    assert (left.judgements, left.sentences, left.findings) == ((), (), ())
    assert not left.nothing


def test_a_befund_that_was_taken_away_with_its_figure_is_no_new_befund_later():
    left = without_hidden(snapshot(ROSE), snapshot(UNSAID, hidden=COUNTY), COUNTY)
    assert changes_between(left, snapshot(ROSE, gone=COUNTY), COUNTY).findings == ()


def test_a_sentence_that_is_told_neither_then_nor_now_is_no_news():
    lost = replace(snapshot(ROSE, gone=COUNTY), statements={})
    found = changes_between(snapshot(ROSE), lost, COUNTY)
    assert found.sentences == ()
    assert not found.nothing
    withheld = snapshot(replace(ROSE, sentence=NOT_TOLD))
    assert changes_between(withheld, lost, COUNTY).sentences == ()
