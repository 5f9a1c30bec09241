"""Changes of the hidden counts that an outsider cannot rule out, found by linear programming."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from isp_utils.privacy.solver.programme import DUAL, Programme
from isp_utils.privacy.solver.system import Array, Mask, Positions, System

FAR = 1e4  # further than any width: bounds are finite so that every programme has a solution
SLIP = 1e-6
MOST = 400  # changes that are kept


@dataclass(frozen=True)
class Goals:
    """Protected cells with the direction (+1 up, -1 down) and the size of the change that must be possible.

    size: in people, with `up` and `down` of the system (upper and lower protection level of Fischetti & Salazar 2001).
    insider: a cell whose count the outsider knows because it is about himself; -1 where he knows none.
    """

    cell: Positions
    sign: Array
    size: Array
    insider: Positions

    def __len__(self) -> int:
        return len(self.cell)

    def these(self, wanted: Mask | Positions | list[int]) -> "Goals":
        """Some of the goals, by mask [goal] or number."""
        return Goals(self.cell[wanted], self.sign[wanted], self.size[wanted], self.insider[wanted])

    def reached(self, change: Array) -> Mask:
        """Bool mask [goal]: which goals a change [cell] reaches that leaves the insider's cell as it is."""
        far = self.sign * change[self.cell] >= self.size - SLIP
        return np.asarray(far & ((self.insider < 0) | (np.abs(change[self.insider]) < SLIP)), bool)


def goals_of(system: System) -> Goals:
    """Both goals of every protected cell: so far up, so far down. A goal of size 0 is none.

    Beside a cell with one contributor its neighbours must be safe from that contributor too (the singleton problem of
    the tau-Argus manual).
    """
    pairs = [(cell, -1) for cell in np.flatnonzero(system.secret).tolist()]
    for insider in np.flatnonzero(system.single & system.secret).tolist():
        pairs += [(cell, insider) for cell in system.neighbours(insider).tolist() if system.secret[cell]]
    cells, insiders = np.array(pairs, np.int64).reshape(-1, 2).T
    size = np.concatenate([system.up[cells], system.down[cells]])
    sign = np.repeat([1.0, -1.0], len(cells))
    return Goals(np.tile(cells, 2), sign, size, np.tile(insiders, 2)).these(size > 0)


def room_of(system: System) -> Array:
    """Array of float [cell, 2], people: how far each cell may change down (at most 0) and up."""
    below = np.minimum(system.value - system.lower, FAR)
    return np.column_stack([-below, np.clip(system.upper - system.value, 0, FAR)])


class Outsider:
    """What somebody who knows the published cells can imagine of a system; remembers every change he has found.

    A change that leaves all published cells as they are proves its goals under every pattern that hides what it uses.
    Goals are named by their number in `goals`.
    """

    def __init__(self, system: System) -> None:
        """An outsider who has not thought yet."""
        self.system, self.goals = system, goals_of(system)
        self._room = room_of(system)
        self._uses: list[Positions] = []  # the cells that each change moves
        self._reaches = np.zeros((MOST, len(self.goals)), bool)
        self._found = 0

    @cached_property
    def _reach(self) -> Programme:
        return Programme(self.system.relations, self._room)

    @cached_property
    def _spend(self) -> Programme:
        """Changes up and changes down apart, so that each has its price."""
        both = sparse.hstack([self.system.relations, -self.system.relations], format="csc")
        return Programme(both, np.zeros((2 * self.system.size, 2)), DUAL)

    def missed(self, hidden: Mask, goals: Positions) -> Positions:
        """Numbers of those of these goals that no change of the hidden cells (mask [cell]) reaches."""
        return np.array(list(self._missed(hidden, goals)), np.int64)

    def misses(self, hidden: Mask, goals: Positions) -> bool:
        """Whether there is such a goal."""
        return next(self._missed(hidden, goals), None) is not None

    def _missed(self, hidden: Mask, goals: Positions) -> Iterator[int]:
        """One after the other; what is found for one goal often reaches others too."""
        left = goals[~self.remembers(hidden)[goals]]
        while len(left):
            goal, reached = int(left[0]), self._remember(self.farthest(hidden, int(left[0])))
            if not reached[goal]:
                yield goal
            left = left[1:][~reached[left[1:]]]

    def remembers(self, hidden: Mask) -> Mask:
        """Bool mask [goal]: goals that a known change of the hidden cells reaches."""
        if not self._uses:
            return np.zeros(len(self.goals), bool)
        cells, change = np.concatenate(self._uses), np.repeat(np.arange(len(self._uses)), [*map(len, self._uses)])
        impossible = np.bincount(change[~hidden[cells]], minlength=len(self._uses))
        return np.asarray(self._reaches[: len(self._uses)][impossible == 0].any(axis=0), bool)

    def _remember(self, change: Array) -> Mask:
        """Keep a change. Returns the goals that it reaches."""
        place = self._found % MOST
        self._uses[place : place + 1] = [np.flatnonzero(np.abs(change) > SLIP)]
        self._reaches[place] = self.goals.reached(change)
        self._found += 1
        return np.asarray(self._reaches[place], bool)

    def farthest(self, hidden: Mask, goal: int) -> Array:
        """The change [cell], people, of hidden cells that takes the cell of a goal as far as it can go."""
        aim = np.zeros(self.system.size)
        aim[self.goals.cell[goal]] = -self.goals.sign[goal]
        change = self._reach.least(aim, self._within(hidden, goal))
        return np.zeros(self.system.size) if change is None else change

    def holding(self, hidden: Mask, goal: int) -> Array:
        """Array of float [cell]: how many people further the cell of a goal could go at most if that cell were hidden.

        From the dual prices of the farthest change: Fischetti & Salazar (2001), Management Science 47(7):1008.
        """
        self.farthest(hidden, goal)
        pull, room = self._reach.marginals(), self._within(~self.system.fixed, goal)
        return np.where(self.system.fixed, 0, np.maximum(-pull * np.where(pull < 0, room[:, 1], room[:, 0]), 0))

    def held_by_least(self, goal: int) -> Mask:
        """Bool mask [cell]: whose least count keeps the cell of a goal from going further, by the dual prices.

        Without a price a bound could go and the cell would go no further.
        """
        self.farthest(~self.system.fixed, goal)
        return (self._reach.marginals() > SLIP) & (self.system.lower > 0) & ~self.system.fixed

    def _within(self, hidden: Mask, goal: int) -> Array:
        """Bounds of the changes: nothing published moves, nor what an insider knows."""
        bounds = np.where(hidden[:, None], self._room, 0.0)
        if (insider := self.goals.insider[goal]) >= 0:
            bounds[insider] = 0.0
        return bounds

    def cheapest(self, cost: Array, open_cells: Mask, goal: int) -> Array | None:
        """The change [cell], people, of open cells that reaches a goal at the least cost; None if none. Is remembered.

        Kelly, Golden & Assad (1992), Networks 22:397: what the change uses beside the hidden cells is hidden too.
        """
        size, cell = self.system.size, int(self.goals.cell[goal])
        limits = self._within(open_cells, goal)
        nothing = np.zeros(size)
        bounds = np.vstack([np.column_stack([nothing, limits[:, 1]]), np.column_stack([nothing, -limits[:, 0]])])
        forwards, backwards = (cell, cell + size) if self.goals.sign[goal] > 0 else (cell + size, cell)
        bounds[forwards], bounds[backwards] = self.goals.size[goal], 0.0
        found = self._spend.least(np.concatenate([cost, cost]), bounds)
        if found is None:
            return None
        change = np.asarray(found[:size] - found[size:])
        self._remember(change)
        return change
