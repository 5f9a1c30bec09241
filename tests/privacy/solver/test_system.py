"""A linear system falls into groups of cells that have nothing to do with each other."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from isp_utils.privacy.solver.system import connected_groups


def test_signs_that_cancel_do_not_part_what_hangs_together():
    """Sum and difference of two cells: the product of the columns is zero."""
    relations = sparse.csr_array(np.array([[1.0, 1.0, 0.0], [1.0, -1.0, 0.0]]))
    found = [cells.tolist() for cells, _ in connected_groups(relations, np.array([True, False, False]))]
    assert found == [[0, 1]]


entries = st.lists(st.lists(st.sampled_from([0, 0, 0, 1, -1]), min_size=7, max_size=7), min_size=1, max_size=6)
masks = st.lists(st.booleans(), min_size=7, max_size=7)


@given(entries, masks)
def test_each_group_has_all_relations_of_its_cells_and_no_other_cell(rows, wanted):
    relations, asked = sparse.csr_array(np.array(rows, float)), np.array(wanted)
    seen: list[int] = []
    for cells, between in connected_groups(relations, asked):
        touched = relations[:, cells].toarray()
        used = np.abs(touched).sum(axis=1) > 0
        assert np.array_equal(between.toarray(), touched[used])
        assert not np.delete(relations.toarray(), cells, axis=1)[used].any(), "no relation leads out of a group"
        assert asked[cells].any()
        seen += cells.tolist()
    assert sorted(seen) == sorted(set(seen))
    assert set(np.flatnonzero(asked)) <= set(seen)
