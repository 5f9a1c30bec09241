"""A safe pattern for systems of any size: the cheapest change for each goal in turn, then what is not needed goes.

Kelly, Golden & Assad (1992), Networks 22:397. First it is settled which of the dearest cells must be hidden if all
cheaper ones are; then among the cheaper ones, and so on: a county is hidden only where no other pattern is safe.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from isp_utils.privacy.solver.changes import SLIP, Outsider
from isp_utils.privacy.solver.system import Array, Mask, Positions, System

ORDERS = ((True, True), (True, False), (False, True), (False, False))  # dear goals first or last, priced by size or not
LARGE = 150  # cells beyond which one attempt must do
MANY = 40  # goals beyond which one attempt must do


@dataclass(frozen=True)
class Task:
    """Goals to be reached by hiding cells; `open_cells` may be hidden, `free` ones are hidden anyway."""

    outsider: Outsider
    goals: Positions
    open_cells: Mask
    free: Mask

    @property
    def system(self) -> System:
        """The system at hand."""
        return self.outsider.system

    def cost(self, hidden: Mask) -> float:
        """What a pattern (mask [cell]) costs, in the unit of the system's `cost`."""
        return float(self.system.cost[hidden].sum())


def heuristic(system: System) -> Mask:
    """A safe pattern (bool mask [cell], True: hidden), except for goals that no pattern reaches."""
    outsider, everything = Outsider(system), ~system.fixed
    goals = np.arange(len(outsider.goals))
    task = Task(outsider, np.setdiff1d(goals, outsider.missed(everything, goals)), everything, system.at_least)
    if system.size <= LARGE and len(outsider.missed(system.at_least, task.goals)) <= MANY:
        return _improved(task, _best(task, ORDERS))
    return _by_tiers(task)


def _by_tiers(task: Task) -> Mask:
    """The pattern settled tier by tier, the dearest first: all that is cheaper counts as hidden meanwhile."""
    tier, settled = _tiers(task.system), task.free
    task = replace(task, open_cells=task.open_cells & (tier <= _dearest_tier(task, tier)))
    for dear in np.unique(tier[task.open_cells])[::-1].tolist():
        hidden = _best(replace(task, free=settled | (task.open_cells & (tier < dear))), ORDERS[:1])
        settled = settled | (hidden & (tier == dear))
        task = replace(task, open_cells=task.open_cells & ((tier != dear) | hidden))
    return settled


def _dearest_tier(task: Task, tier: Positions) -> int:
    """The tier up to which cells must be open so that all goals are in reach."""
    tiers = np.unique(tier[task.open_cells]).tolist()
    cheap = (dear for dear in tiers[:-1] if not task.outsider.misses(task.open_cells & (tier <= dear), task.goals))
    return int(next(cheap, tiers[-1]))


def _tiers(system: System) -> Positions:
    """0 for the cheapest cells, 1 for those ten times as dear, and so on."""
    paid = system.cost > 0
    tier = np.zeros(system.size, np.int64)
    if paid.any():
        tier[paid] = np.log10(system.cost[paid] / system.cost[paid].min()) + SLIP
    return tier


def _best(task: Task, orders: Sequence[tuple[bool, bool]]) -> Mask:
    """The cheapest of several attempts, each without what it does not need."""
    left = task.outsider.missed(task.free, task.goals)
    dear = left[np.argsort(-task.system.cost[task.outsider.goals.cell[left]], kind="stable")]
    patterns = {_attempt(task, dear[:: 1 if first else -1], by_size).tobytes() for first, by_size in orders}
    trimmed = [_trimmed(task, np.frombuffer(pattern, bool)) for pattern in sorted(patterns)]
    return min(trimmed, key=task.cost)


def _improved(task: Task, hidden: Mask) -> Mask:
    """The pattern after each of its cells was tried without: is there a cheaper way round it?"""
    for cell in _dearest_first(task, hidden & ~task.free):
        if hidden[cell]:
            without = np.arange(task.system.size) != cell
            shut = replace(task, open_cells=task.open_cells & without, free=hidden & without)
            left = task.outsider.missed(shut.free, task.goals)
            other = _trimmed(replace(shut, free=task.free), _attempt(shut, left, by_size=True))
            if task.cost(other) < task.cost(hidden) and not task.outsider.misses(other, task.goals):
                hidden = other
    return hidden


def _attempt(task: Task, order: Positions, by_size: bool) -> Mask:
    """What the cheapest change for each goal uses, one goal after the other."""
    hidden = task.free
    for goal in order.tolist():
        if not task.outsider.remembers(hidden)[goal]:
            price = _price(task.system, hidden, float(task.outsider.goals.size[goal]) if by_size else 1.0)
            change = task.outsider.cheapest(price, task.open_cells, goal)
            hidden = hidden if change is None else hidden | (np.abs(change) > SLIP)
    return hidden


def _price(system: System, hidden: Mask, size: float) -> Array:
    """Cost of a unit of change: a cell that takes up a change of this size costs what hiding it costs."""
    share = np.maximum(1, np.minimum(system.value, size))
    return np.where(hidden, 1e-6, system.cost / share)


def _trimmed(task: Task, hidden: Mask) -> Mask:
    """The pattern without what it does not need, the dearest first; tried in the small system of its cells."""
    positions = np.flatnonzero(hidden)
    small = Task(Outsider(task.system.only(positions)), task.goals, task.open_cells[positions], task.free[positions])
    needed = np.ones(len(positions), bool)
    for cell in _dearest_first(small, ~small.free):
        needed[cell] = False
        needed[cell] = small.outsider.misses(needed, _nearest_first(small, cell))
    return np.isin(np.arange(task.system.size), positions[needed])


def _nearest_first(task: Task, cell: int) -> Positions:
    """The goals, those beside a cell first: they fail first where it is needed."""
    near = np.isin(task.outsider.goals.cell[task.goals], task.system.neighbours(cell))
    return np.concatenate([task.goals[near], task.goals[~near]])


def _dearest_first(task: Task, cells: Mask) -> list[int]:
    positions = np.flatnonzero(cells)
    return [int(cell) for cell in positions[np.argsort(-task.system.cost[positions], kind="stable")]]
