"""Tables whose protection others have published: our patterns are safe and hide no more than theirs.

Source of the cases: Statistics Norway, GaussSuppression 1.2.3 and SmallCountRounding (../shared/cases).
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from isp_utils.privacy.rounding import rounded
from isp_utils.privacy.solver.audit import attack
from isp_utils.privacy.solver.heuristic import heuristic
from isp_utils.privacy.solver.optimum import optimum
from isp_utils.privacy.solver.system import Mask, System, relations_of
from tests.privacy.tables import Cell, inner_of, system_of

CASES = {  # expected output: input, row and its groups, column, count
    "z1_maxN2_output": ("z1_input", ["region"], "hovedint", "ant"),
    "z1_maxN3_output": ("z1_input", ["region"], "hovedint", "ant"),
    "z1_maxN10_output": ("z1_input", ["region"], "hovedint", "ant"),
    "z2_hier_maxN2_zerosok_output": ("z2_input", ["region", "fylke", "kostragr"], "hovedint", "ant"),
    "z2_hier_maxN3_output": ("z2_input", ["region", "fylke", "kostragr"], "hovedint", "ant"),
    "d2_hier_maxN1_output": ("d2_input", ["region", "county", "k_group"], "main_income", "freq"),
    "d2s_output": ("d2s_input", ["region", "county", "size"], "main_income", "freq"),
}
ROUNDED = {
    "exPSD_base5_publish_expected": ("exPSD_input", ["rows"], "cols", 5),
    "e6_base3_publish_expected": ("e6_input", ["geo", "eu"], "year", 3),
}


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest, shared: Path) -> tuple[System, Mask]:
    """The system of a table, and the cells that the reference hides."""
    folder = shared / "cases" / "disclosure"
    name, rows, column, count = CASES[request.param]
    expected = pd.read_csv(folder / f"{request.param}.csv")
    cells: list[Cell] = list(zip(expected.iloc[:, 0].astype(str), expected.iloc[:, 1].astype(str), strict=True))
    secret = [cell for cell, primary in zip(cells, expected["primary"], strict=True) if primary]
    system = system_of(inner_of(pd.read_csv(folder / f"{name}.csv"), rows, column, count), cells, secret)
    hidden = system.virtual.copy()
    hidden[: len(cells)] = expected["suppressed"]
    assert system.value[: len(cells)].tolist() == expected.iloc[:, 2].tolist()
    return system, hidden


def assert_safe(system: System, hidden: Mask, width: float) -> None:
    """All protected cells are hidden, and nobody can reckon one of them more closely than the width."""
    found = attack(system, ~hidden, np.flatnonzero(system.secret))
    assert hidden[system.secret].all()
    assert not found.exact.any()
    assert (found.width >= width).all()


def test_a_pattern_is_safe_and_not_dearer_than_the_published_one(case):
    system, reference = case
    pattern = heuristic(system)
    assert_safe(system, pattern, 1)
    assert system.cost[pattern].sum() <= system.cost[reference].sum()


def test_a_proven_pattern_is_never_dearer_than_the_heuristic_one(case):
    system, _ = case
    best = optimum(system, rounds=200, nodes=10_000)
    assert best is not None
    assert_safe(system, best, 1)
    assert system.cost[best].sum() <= system.cost[heuristic(system)].sum() <= 1.1 * system.cost[best].sum()


@pytest.fixture
def linked_tables(shared: Path) -> tuple[System, dict[str, int]]:
    """Two groupings of the same areas, published together: each is safe alone."""
    areas = pd.read_csv(shared / "cases" / "disclosure" / "linked8_input.csv")
    expected = pd.read_csv(shared / "cases" / "disclosure" / "linked8_maxN3_output.csv")
    names = expected["region"].to_list()
    places = {name: number for number, name in enumerate(names)}
    groups = [
        ("Total", areas.index),
        *(
            (name, areas.index[areas[column] == name])
            for column in ("county", "group")
            for name in areas[column].unique()
        ),
    ]
    rows = [[(places[name], -1), *((places[areas["region"][i]], 1) for i in members)] for name, members in groups]
    size = len(names)
    never, value = np.zeros(size, bool), expected["n"].to_numpy(float)
    width = expected["primary"].to_numpy(float)
    system = System(
        value, width, value, never, never, np.zeros(size), np.full(size, np.inf), never, relations_of(rows, size)
    )
    return system, places


def test_tables_that_are_safe_alone_are_made_safe_together(linked_tables):
    system, _ = linked_tables
    found = attack(system, ~system.at_least, np.flatnonzero(system.secret))
    assert found.exact.any(), "hiding the small counts alone gives one of them away"
    assert_safe(system, heuristic(system), 1)
    best = optimum(system)
    assert best is not None
    assert_safe(system, best, 1)
    assert system.cost[best].sum() == system.cost[heuristic(system)].sum()


@pytest.mark.parametrize("name", ROUNDED)
def test_rounding_keeps_all_sums_and_changes_no_more_than_the_published_one(name, shared):
    folder = shared / "cases" / "rounding"
    source, rows, column, base = ROUNDED[name]
    expected = pd.read_csv(folder / f"{name}.csv")
    cells: list[Cell] = list(zip(expected.iloc[:, 0].astype(str), expected.iloc[:, 1].astype(str), strict=True))
    system = system_of(inner_of(pd.read_csv(folder / f"{source}.csv"), rows, column, "freq"), cells, [])
    counts = rounded(system, base)
    printed = counts[: len(cells)]
    assert np.abs(system.relations @ counts).max() == 0
    assert not ((printed > 0) & (printed < base)).any()
    assert np.abs(printed - expected["original"]).sum() <= expected["difference"].abs().sum()
