"""Choosing what to hide: safe for every table, cheap, and fair to what must stay readable."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from isp_utils.privacy.solver.audit import attack
from isp_utils.privacy.solver.heuristic import heuristic
from isp_utils.privacy.solver.optimum import optimum
from isp_utils.privacy.solver.pattern import beyond_help, choose
from isp_utils.privacy.solver.system import System, relations_of
from tests.privacy.tables import Inner, random_table, system_of

PROVABLE = range(40)


def line(*counts: float, width: float = 3.0, known: tuple[int, ...] = (), single: bool = False) -> System:
    """A whole (cell 0) and its parts; parts of 1 or 2 are secret."""
    value = np.array([sum(counts), *counts], float)
    secret = (value > 0) & (value < 3)
    size = len(value)
    mask = np.isin(np.arange(size), known)
    row = [(0, -1), *((cell, 1) for cell in range(1, size))]
    alone = secret & (value == 1) & single
    return System(
        value,
        secret * width,
        value + 1,
        mask,
        np.zeros(size, bool),
        np.zeros(size),
        np.full(size, np.inf),
        alone,
        relations_of([row], size),
    )


def hidden_cells(system: System) -> list[int]:
    """What the suite would hide."""
    return np.flatnonzero(choose(system).hidden).tolist()


def test_nothing_is_hidden_where_nobody_needs_it():
    assert hidden_cells(line(5, 7, 9)) == []


def test_beside_one_small_count_the_cheapest_sufficient_neighbour_is_hidden():
    assert hidden_cells(line(1, 7, 5)) == [1, 3]


def test_a_neighbour_too_small_to_leave_room_does_not_suffice():
    """A 0 beside the 1 could take nothing over: an outsider would know that both together are 1."""
    assert hidden_cells(line(1, 0, 9)) == [1, 3]


def test_two_small_counts_with_room_between_them_protect_each_other():
    assert hidden_cells(line(2, 2, 50)) == [1, 2]


def test_the_whole_is_hidden_only_where_nothing_else_helps():
    dear = line(1, 30, 40)
    assert 0 not in hidden_cells(replace(dear, cost=np.array([1000, 1, 1, 1.0])))
    assert hidden_cells(line(1, 30, 40, known=(2, 3))) == [0, 1]


def test_what_is_public_already_cannot_be_hidden_and_is_said_to_be_beyond_help():
    system = line(1, 30, 40, known=(0, 2, 3))
    assert hidden_cells(system) == [1]
    assert beyond_help(system, np.array([1])).tolist() == [True]
    assert beyond_help(line(1, 30, 40), np.array([1])).tolist() == [False]


def test_somebody_who_is_the_only_one_in_his_cell_learns_nothing_about_his_neighbour():
    """1 and 2 hidden together: the one person knows his own count and takes it away from the sum."""
    assert hidden_cells(line(1, 2, 50, width=2.0)) == [1, 2]
    assert len(hidden_cells(line(1, 2, 50, width=2.0, single=True))) > 2


def test_zero_may_be_protected_like_a_small_count():
    """Group disclosure: that nobody is in a cell tells something about everybody."""
    system = line(0, 20, 30)
    secret = replace(system, width=np.array([0, 3.0, 0, 0]))
    pattern = choose(secret).hidden
    found = attack(secret, ~pattern, np.array([1]))
    assert found.lower[0] == 0
    assert found.upper[0] >= 3


def test_without_the_second_step_the_difference_gives_the_count_away():
    system = line(1, 30, 40)
    alone = choose(system, complementary=False).hidden
    found = attack(system, ~alone, np.flatnonzero(system.secret))
    assert found.exact.all()


def test_two_hidden_counts_in_every_line_can_still_give_one_away():
    """A table in which each row and column with a hidden count has two of them, and one follows all the same."""
    inner = Inner(
        rows=[row for row in "abc" for _ in range(3)],
        columns=list("xyz") * 3,
        counts=[1, 9, 8, 9, 9, 7, 8, 7, 9],
        row_groups=[()] * 9,
    )
    system = system_of(inner, inner.printed, [("a", "x")], width=3)
    places = {cell: number for number, cell in enumerate(inner.printed)}
    lines = [("a", "x"), ("a", "Total"), ("b", "y"), ("b", "z"), ("c", "y"), ("c", "z"), ("Total", "x")]
    hidden = np.isin(np.arange(system.size), [places[cell] for cell in lines[2:6]] + [places["a", "x"]])
    assert attack(system, ~hidden, np.array([places["a", "x"]])).exact.all()
    safe = attack(system, ~choose(system).hidden, np.array([places["a", "x"]]))
    assert not safe.exact.any()
    assert safe.width[0] >= 3


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.integers(2, 6), st.integers(2, 4))
def test_every_pattern_is_safe(seed, rows, columns):
    system = random_table(seed, (rows, columns))
    assume(system.secret.any())
    pattern = choose(system).hidden
    cells = np.flatnonzero(system.secret)
    weak = cells[attack(system, ~pattern, cells).width < system.width[cells]]
    assert beyond_help(system, weak).all(), "a count that could have been protected was not"


@pytest.mark.slow
def test_the_heuristic_costs_at_most_a_tenth_more_than_the_proven_optimum(capsys):
    gaps = []
    for seed in PROVABLE:
        system = random_table(seed, [(4, 3), (5, 4), (6, 4), (8, 3)][seed % 4])
        best = optimum(system, rounds=200, nodes=5000) if system.secret.any() else None
        if best is not None:
            gaps.append(system.cost[heuristic(system)].sum() / system.cost[best].sum() - 1)
    with capsys.disabled():
        print(f"\n  heuristic over optimum on {len(gaps)} tables: mean {np.mean(gaps):.1%}, worst {max(gaps):.1%}")
    assert len(gaps) > 20
    assert max(gaps) <= 0.1
