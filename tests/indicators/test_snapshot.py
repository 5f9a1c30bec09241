"""What an earlier run may still tell once a newer one hides a figure."""

import pandas as pd
import pytest

from isp_utils.indicators.changes.snapshot import KEPT_COLUMNS, NOT_TOLD, RunAbout, SaidThen, Snapshot, without_hidden

COUNTY, PLACE = "03999", "03999001"
SENTENCE = "2023 waren es 12."


def snapshot(hidden: str) -> Snapshot:
    """A run with a figure of the county and one of a place; the area `hidden` has none."""
    empty = dict.fromkeys(KEPT_COLUMNS, "")
    fixed = {"indicator": "quote", "period": "2023", "sex": "total", "age": "total", "group": "total"}
    rows = [
        empty
        | fixed
        | {"region": area, "flag": "protected" if area == hidden else ""}
        | dict.fromkeys(("value", "lower", "upper"), float("nan") if area == hidden else 12.0)
        for area in (COUNTY, PLACE)
    ]
    said = {"quote": SaidThen("2023", "none", "", (), SENTENCE)}
    return Snapshot(RunAbout("r", "2026-01-01", "2025-12-31"), pd.DataFrame(rows), {}, said)


@pytest.mark.parametrize(("hidden", "told"), [(COUNTY, NOT_TOLD), (PLACE, SENTENCE)])
def test_only_what_is_hidden_of_the_county_itself_takes_its_sentence_away(hidden, told):
    left = without_hidden(snapshot(""), snapshot(hidden), COUNTY)
    assert left.statements["quote"].sentence == told
    assert set(left.rows.loc[left.rows["value"].isna(), "region"]) == {hidden}


def test_where_nothing_is_hidden_the_run_is_left_as_it_is():
    before = snapshot("")
    assert without_hidden(before, snapshot(""), COUNTY) is before
