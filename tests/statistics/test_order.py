"""Ranks of many values: as scipy reckons them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy.stats import rankdata

from isp_utils.statistics.order import tied_ranks

VALUES = st.integers(-3, 3).map(float) | st.just(np.nan)
TABLES = arrays(float, array_shapes(min_dims=1, max_dims=3, max_side=6), elements=VALUES)


@settings(max_examples=60)
@given(
    arrays(float, array_shapes(min_dims=1, max_dims=3, max_side=6), elements=VALUES),
    st.sampled_from(["min", "average"]),
)
def test_ranks_are_those_of_scipy_and_missing_values_have_none(values, ties):
    theirs = rankdata(values, method=ties, axis=-1, nan_policy="omit")
    assert tied_ranks(values, ties) == pytest.approx(theirs, nan_ok=True)


def test_ties_share_the_best_rank_or_their_mean():
    assert tied_ranks([3, 1, 3, 2]).tolist() == [3, 1, 3, 2]
    assert tied_ranks([3, 1, 3, 2], "average").tolist() == [3.5, 1, 3.5, 2]
