"""The gate's primary rule: small counts leave no trace in their row; zero, large counts and everything else stand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from isp_utils.model.schema import INDICATOR_COLUMNS, NUMERIC, UNGATED_COLUMNS, Flag
from isp_utils.privacy.suppression import gate

MINIMUM = {"inkar": 3, "regionalstatistik": 3, "gesundheitsamt": 5}
WILSON, POISSON, COUNT = "Wilson", "Poisson (exact below 10, then Byar)", "Bestandszahl"


def row(numerator: float, denominator: float = 100.0, method: str = WILSON, source: str = "inkar") -> dict[str, object]:
    """One row of the ungated table with a value in every numeric column; the numerator is the smallest count."""
    key = {
        "indicator": "quote",
        "region": "03354018",
        "period": "2023",
        "sex": "total",
        "age": "total",
        "group": "total",
    }
    figures = {
        "value": 12.5,
        "lower": 10.0,
        "upper": 15.0,
        "numerator": float(numerator),
        "denominator": float(denominator),
    }
    words = {"flag": "", "reliability": 1, "method": method, "census_base": "none", "source": source}
    return key | figures | words | {"fewest": float(numerator)}


def gated(*rows: dict[str, object]) -> pd.DataFrame:
    """Rows behind the gate."""
    return gate(pd.DataFrame(list(rows))[list(UNGATED_COLUMNS)], MINIMUM)


def is_protected(found: pd.DataFrame) -> bool:
    """Whether the only row has lost all of its numbers and says so; never something in between."""
    numbers = found[list(NUMERIC)].notna().any(axis=1).item()
    flag = found["flag"].item() == Flag.PROTECTED
    assert numbers != flag
    return flag


@pytest.mark.parametrize("events", [1, 2])
@pytest.mark.parametrize("method", [WILSON, POISSON, COUNT, "Wilson, genähert"])
def test_counts_below_the_minimum_are_blanked_in_every_number(events, method):
    found = gated(row(events, method=method))
    assert is_protected(found)
    assert found[list(NUMERIC)].isna().all(axis=None)
    assert found["reliability"].item() == 3


@pytest.mark.parametrize("events", [0, 3, 50])
def test_zero_and_the_minimum_itself_stand(events):
    before = pd.DataFrame([row(events)])[list(UNGATED_COLUMNS)]
    pd.testing.assert_frame_equal(gate(before, MINIMUM), before[list(INDICATOR_COLUMNS)])


@pytest.mark.parametrize(("events", "hidden"), [(97, False), (98, True), (99, True), (100, False)])
def test_a_share_with_a_small_rest_is_blanked_too(events, hidden):
    assert is_protected(gated(row(events, 100, WILSON))) is hidden
    assert is_protected(gated(row(events, 100, "Wilson, genähert"))) is hidden


def test_a_rate_has_no_rest():
    """98 births among 100 people are no share of them: the other two are nobody."""
    assert not is_protected(gated(row(98, 100, POISSON)))


@pytest.mark.parametrize(("events", "hidden"), [(0, False), (1, True), (4, True), (5, False), (96, True)])
def test_own_sources_are_stricter(events, hidden):
    assert is_protected(gated(row(events, source="gesundheitsamt"))) is hidden


@pytest.mark.parametrize("source", ["gesundheitsamt + inkar", "inkar + gesundheitsamt"])
def test_the_strictest_of_several_sources_rules(source):
    assert is_protected(gated(row(4, source=source)))


@pytest.mark.parametrize(("fewest", "hidden"), [(0, False), (1, True), (2, True), (3, False)])
def test_the_smallest_count_behind_a_figure_decides_and_stays_behind_the_gate(fewest, hidden):
    """A balance of 1 in and 8 out shows no count of its own, but value and limits together tell both."""
    found = gated(row(np.nan, 100, "Poisson-Differenz") | {"fewest": float(fewest)})
    assert found["value"].isna().item() is hidden
    assert tuple(found.columns) == INDICATOR_COLUMNS


def test_a_row_without_count_stands():
    """Published shares and money have no count that could point at anybody."""
    found = gated(row(np.nan, np.nan, "veröffentlichter Wert"))
    assert found["value"].item() == 12.5


def test_rows_of_other_places_are_untouched_and_in_order():
    found = gated(row(1), row(50), row(2), row(3))
    assert found["flag"].tolist() == ["protected", "", "protected", ""]
    assert found["numerator"].dropna().tolist() == [50, 3]


def test_the_ungated_table_is_left_as_it_was():
    before = pd.DataFrame([row(1)])[list(UNGATED_COLUMNS)]
    copy = before.copy()
    gate(before, MINIMUM)
    pd.testing.assert_frame_equal(before, copy)


def test_small_demo_counts_are_protected_like_real_ones():
    assert is_protected(gated(row(2) | {"flag": "demo"}))


def test_a_source_without_rule_is_an_error():
    with pytest.raises(KeyError):
        gated(row(1, source="unbekannt"))


@given(
    st.integers(0, 200),
    st.integers(0, 200),
    st.sampled_from(sorted(MINIMUM)),
    st.sampled_from([WILSON, POISSON, COUNT]),
)
def test_no_small_count_ever_passes(events, others, source, method):
    found = gated(row(events, events + others, method, source))
    small = range(1, MINIMUM[source])
    assert is_protected(found) == (events in small or (method == WILSON and others in small))
