"""The attack on one's own tables: as sharp as trying every possibility."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from isp_utils.privacy.solver import audit
from isp_utils.privacy.solver.audit import Groups, attack
from isp_utils.privacy.solver.system import System, relations_of

MOST = 6


def table(counts: np.ndarray) -> System:
    """All cells and margins of a table of two rows: cell 0 the total, then rows, columns, inner cells."""
    rows, columns = counts.shape
    inner = 1 + rows + columns + np.arange(rows * columns).reshape(rows, columns)
    lines = [[(0, -1), *((int(cell), 1) for cell in inner.ravel())]]
    lines += [[(1 + row, -1), *((int(cell), 1) for cell in inner[row])] for row in range(rows)]
    lines += [[(1 + rows + column, -1), *((int(cell), 1) for cell in inner[:, column])] for column in range(columns)]
    value = np.concatenate([[counts.sum()], counts.sum(axis=1), counts.sum(axis=0), counts.ravel()]).astype(float)
    size = len(value)
    never = np.zeros(size, bool)
    width = np.where((value > 0) & (value < 3), 3.0, 0.0)
    return System(
        value, width, value, never, never, np.zeros(size), np.full(size, np.inf), never, relations_of(lines, size)
    )


def possibilities(system: System, published: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """Every table of small whole numbers that fits what is published (one row each)."""
    first = 1 + sum(shape)
    found = []
    for counts in product(range(MOST + 1), repeat=shape[0] * shape[1]):
        other = table(np.array(counts).reshape(shape)).value
        if (other[published] == system.value[published]).all() and other[first:].max() <= MOST:
            found.append(other)
    return np.array(found)


@settings(max_examples=25)
@given(st.lists(st.integers(0, 3), min_size=4, max_size=4), st.integers(0, 2**9 - 1))
def test_the_interval_is_that_of_all_tables_that_fit(counts, pattern):
    system = table(np.array(counts).reshape(2, 2))
    published = np.array([bool(pattern >> place & 1) for place in range(system.size)])
    published[0] = True  # with the total known every count is bounded
    cells = np.arange(system.size)
    found = attack(system, published, cells)
    fitting = possibilities(system, published, (2, 2))
    inside = fitting[:, 5:].max() < MOST or system.value[0] <= MOST
    assert (found.lower <= fitting.min(axis=0)).all()
    if inside:
        assert found.lower.tolist() == fitting.min(axis=0).tolist()
        assert found.upper.tolist() == fitting.max(axis=0).tolist()


def test_a_published_count_is_known_exactly():
    system = table(np.array([[5, 7], [9, 4]]))
    found = attack(system, np.ones(system.size, bool), np.array([5]))
    assert found.exact.all()
    assert found.lower[0] == found.upper[0] == 5


def test_a_difference_is_exact():
    system = table(np.array([[1, 7], [9, 4]]))
    published = np.arange(system.size) != 5
    assert attack(system, published, np.array([5])).exact.all()


def test_no_count_is_below_zero_and_zero_narrows():
    """Two hidden counts in one line with the sum 1: each is 0 or 1, which is no protection."""
    system = table(np.array([[1, 0], [9, 4]]))
    published = ~np.isin(np.arange(system.size), [5, 6, 7, 8])
    found = attack(system, published, np.array([5]))
    assert not found.exact.any()
    assert (found.lower[0], found.upper[0]) == (0, 1)


def test_the_greatest_possible_count_narrows_too():
    system = table(np.array([[2, 7], [9, 4]]))
    bounded = System(**{**system.__dict__, "upper": np.where(np.arange(system.size) == 5, 3.0, np.inf)})
    assert attack(bounded, np.zeros(system.size, bool), np.array([5])).upper[0] == 3


@settings(max_examples=25)
@given(st.lists(st.integers(0, 3), min_size=4, max_size=4), st.integers(0, 2**9 - 1))
def test_groups_that_were_attacked_before_tell_the_same(counts, pattern):
    system = table(np.array(counts).reshape(2, 2))
    published = np.array([bool(pattern >> place & 1) for place in range(system.size)])
    cells = np.arange(system.size)
    groups = Groups()
    for known in (None, groups, Groups(groups.now)):
        found = attack(system, published, cells, known)
        plain = attack(system, published, cells)
        assert found.lower.tolist() == plain.lower.tolist()
        assert found.upper.tolist() == plain.upper.tolist()
        assert found.exact.tolist() == plain.exact.tolist()


def test_a_group_is_attacked_again_only_where_something_it_hangs_on_is_another(monkeypatch):
    attacked = []
    real = audit._reach
    monkeypatch.setattr(audit, "_reach", lambda *group: attacked.append(len(group[1])) or real(*group))
    small, published = table(np.array([[1, 7], [9, 4]])), np.zeros(9, bool)
    published[:5] = True
    groups = Groups()
    attack(small, published, np.array([5]), groups)
    attack(small, published, np.array([5]), Groups(groups.now))
    assert attacked == [4]
    attack(small, published, np.array([6]), Groups(groups.now))  # another target
    attack(table(np.array([[2, 7], [9, 4]])), published, np.array([5]), Groups(groups.now))  # another limit
    published[1] = False  # another relation is open
    attack(small, published, np.array([5]), Groups(groups.now))
    assert attacked == [4, 4, 4, 5]
