"""Changes of the hidden counts that an outsider cannot rule out, found by linear programming (HiGHS in scipy)."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, linprog, milp

from isp_utils.privacy.system import Array, Mask, Places, System

FAR = 1e4  # further than any width: bounds are finite so that every programme has a solution
SLIP = 1e-6
ATTEMPTS = 4
MOST = 400  # changes that are kept
FEW = 6  # goals that are quicker tried one by one


@dataclass(frozen=True)
class Goals:
    """Protected cells with the direction (+1 up, -1 down) and the size of the change that must be possible.

    insider: a cell whose count the outsider knows because it is about himself; -1 where he knows none.
    """

    cell: Places
    sign: Array
    size: Array
    insider: Places

    def __len__(self) -> int:
        return len(self.cell)

    def these(self, wanted: Mask | Places | list[int]) -> "Goals":
        """Some of the goals, by mask or number."""
        return Goals(self.cell[wanted], self.sign[wanted], self.size[wanted], self.insider[wanted])

    def reached(self, changes: Array) -> Mask:
        """Which goals are reached by one of several changes (k x n) that leaves the insider's cell as it is."""
        far = self.sign * changes[:, self.cell] >= self.size - SLIP
        untouched = (self.insider < 0) | (np.abs(changes[:, self.insider]) < SLIP)
        return np.asarray((far & untouched).any(axis=0), bool)


class Witnesses:
    """Changes found so far. One that leaves all published cells as they are proves its goals again and again."""

    def __init__(self, size: int) -> None:
        """For systems of `size` cells."""
        self._changes = np.zeros((0, size))

    def add(self, change: Array) -> None:
        """Keep a change."""
        self._changes = np.vstack([self._changes, change])[-MOST:]

    def reached(self, hidden: Mask, goals: Goals) -> Mask:
        """Goals that a known change of the hidden cells reaches."""
        possible = (np.abs(self._changes[:, ~hidden]) < SLIP).all(axis=1)
        return goals.reached(self._changes[possible])


def goals_of(system: System) -> Goals:
    """Both goals of every protected cell: so far up, so far down. A goal of size 0 is none.

    Beside a cell with one contributor its neighbours must be safe from that contributor too.
    """
    pairs = [(cell, -1) for cell in np.flatnonzero(system.secret).tolist()]
    for insider in np.flatnonzero(system.single & system.secret).tolist():
        pairs += [(cell, insider) for cell in system.neighbours(insider).tolist() if system.secret[cell]]
    cells, insiders = np.array(pairs, np.int64).reshape(-1, 2).T
    size = np.concatenate([system.up[cells], system.down[cells]])
    sign = np.repeat([1.0, -1.0], len(cells))
    return Goals(np.tile(cells, 2), sign, size, np.tile(insiders, 2)).these(size > 0)


def bounds_of(system: System, hidden: Mask, insider: int = -1) -> Array:
    """n x 2: how far each cell may change; a published one, or one that an insider knows, not at all."""
    if insider >= 0:
        hidden = hidden & (np.arange(system.size) != insider)
    room = np.maximum(np.minimum(system.upper - system.value, FAR), 0)
    below = np.minimum(system.value - system.lower, FAR)
    return np.column_stack([np.where(hidden, -below, 0), np.where(hidden, room, 0)])


def farthest(system: System, hidden: Mask, goal: Goals) -> OptimizeResult:
    """The change that takes the cell of one goal farthest; its `fun` is minus the distance.

    The marginals of its bounds tell which published cells hold it back.
    """
    bounds = bounds_of(system, hidden, int(goal.insider[0]))
    nothing = np.zeros(system.relations.shape[0])
    return linprog(_aim(system, goal), A_eq=system.relations.toarray(), b_eq=nothing, bounds=bounds, method="highs")


def _aim(system: System, goal: Goals) -> Array:
    aim = np.zeros(system.size)
    aim[goal.cell[0]] = -goal.sign[0]
    return aim


def out_of_reach(system: System, hidden: Mask, goals: Goals, known: Witnesses) -> Places:
    """Numbers of the goals that no change of the hidden cells reaches; what is found on the way is added to `known`.

    First programmes that aim at many goals at once, then one for each that is left.
    """
    places = np.flatnonzero(hidden)
    part = system.only(places)
    number = np.full(system.size, -1)
    number[places] = np.arange(len(places))
    open_goals = ~known.reached(hidden, goals)
    random = np.random.default_rng(len(goals))
    for _ in range(ATTEMPTS if open_goals.sum() > FEW else 0):
        upwards = random.random(system.size) < 0.5
        tried = open_goals & (goals.insider < 0) & (upwards[goals.cell] == (goals.sign > 0))
        if tried.any():
            known.add(_spread(_many(part, _within(goals.these(tried), number)), places, system.size))
            open_goals &= ~known.reached(hidden, goals)
    far = []
    while open_goals.any():
        place = int(np.argmax(open_goals))
        goal = goals.these([place])
        change = _spread(_farthest(part, _within(goal, number)), places, system.size)
        known.add(change)
        open_goals &= ~known.reached(hidden, goals)
        if open_goals[place]:
            far.append(place)
            open_goals[place] = False
    return np.array(far, np.int64)


def _within(goals: Goals, number: Places) -> Goals:
    """The goals as a part of the system numbers its cells."""
    insider = np.where(goals.insider < 0, -1, number[goals.insider])
    return Goals(number[goals.cell], goals.sign, goals.size, insider)


def _spread(change: Array, places: Places, size: int) -> Array:
    whole = np.zeros(size)
    whole[places] = change
    return whole


def _farthest(system: System, goal: Goals) -> Array:
    """The change that takes the cell of one goal as far as it is wanted to go, or as far as it can."""
    bounds = bounds_of(system, np.ones(system.size, bool), int(goal.insider[0]))
    change = _solved(_aim(system, goal), system.relations, bounds)
    return np.zeros(system.size) if change is None else change


def _many(system: System, goals: Goals) -> Array:
    """The change with the largest sum of shares of the goals, each counted up to its size."""
    number, cells = len(goals), system.size
    if not number:
        return np.zeros(cells)
    unit = sparse.csr_array((np.ones(number), (np.arange(number), np.arange(number))), shape=(number, number))
    pick = sparse.csr_array((-goals.sign, (np.arange(number), goals.cell)), shape=(number, cells))
    free = bounds_of(system, np.ones(cells, bool), int(goals.insider[0]))
    share = np.column_stack([np.zeros(number) - FAR, goals.size])
    found = milp(
        np.concatenate([np.zeros(cells), -1 / goals.size]),
        bounds=Bounds(*np.vstack([free, share]).T),
        constraints=[
            LinearConstraint(sparse.hstack([pick, unit], format="csr"), -np.inf, 0),
            LinearConstraint(_wider(system.relations, number), 0, 0),
        ],
    )
    return np.zeros(cells) if found.x is None else np.asarray(found.x[:cells])


def _wider(relations: Any, columns: int) -> Any:
    return sparse.hstack([relations, sparse.csr_array((relations.shape[0], columns))], format="csr")


def cheapest(system: System, cost: Array, goal: Goals) -> Array | None:
    """The change with the least total cost that reaches one goal if every cell could be hidden; None if none does.

    Kelly, Golden & Assad (1992), Networks 22:397: what the change uses beside the hidden cells is hidden too.
    """
    limits = bounds_of(system, ~system.known, int(goal.insider[0]))
    cell, reach = int(goal.cell[0]), float(goal.sign[0] * goal.size[0])
    above = np.column_stack([np.zeros(system.size), np.maximum(limits[:, 1], 0)])
    below = np.column_stack([np.zeros(system.size), np.maximum(-limits[:, 0], 0)])
    above[cell], below[cell] = ((reach, reach), (0, 0)) if reach > 0 else ((0, 0), (-reach, -reach))
    both = sparse.hstack([system.relations, -system.relations], format="csr")
    change = _solved(np.concatenate([cost, cost]), both, np.vstack([above, below]))
    return None if change is None else change[: system.size] - change[system.size :]


def _solved(aim: Array, relations: Any, bounds: Array) -> Array | None:
    """The change with the least aim; `milp` without whole numbers is scipy's quickest way to HiGHS."""
    bound = () if not relations.shape[0] else LinearConstraint(relations, 0, 0)
    found = milp(aim, bounds=Bounds(*bounds.T), constraints=bound)
    return None if found.x is None else np.asarray(found.x)
