"""A safe pattern for systems of any size: the cheapest change for each goal in turn, then what is not needed goes.

Kelly, Golden & Assad (1992), Networks 22:397.
"""

from dataclasses import dataclass, replace

import numpy as np

from isp_utils.privacy.changes import SLIP, Goals, Witnesses, cheapest, goals_of, out_of_reach
from isp_utils.privacy.system import Array, Mask, Places, System

LARGE = 150  # cells beyond which one attempt must do
DEAR = 10.0  # times the cheapest: a cell that is hidden only where there is no way round it
MANY = 40  # goals beyond which one attempt must do


@dataclass(frozen=True)
class Task:
    """A system, its goals, and the changes that are known."""

    system: System
    goals: Goals
    known: Witnesses

    def missed(self, hidden: Mask) -> Places:
        """Goals that a pattern does not reach."""
        return out_of_reach(self.system, hidden, self.goals, self.known)

    def cost(self, hidden: Mask) -> float:
        """What a pattern costs."""
        return float(self.system.cost[hidden].sum())


def heuristic(system: System) -> Mask:
    """A safe pattern (n cells, True: hidden), except for goals that no pattern reaches.

    The best of four attempts: dear goals first or last, a unit of change priced by the cell's size or not.
    """
    task = Task(system, goals_of(system), Witnesses(system.size))
    left = task.missed(system.at_least)
    dear = left[np.argsort(-system.cost[task.goals.cell[left]], kind="stable")]
    attempts = [(dear, True), (dear, False), (dear[::-1], True), (dear[::-1], False)]
    large = system.size > LARGE or len(left) > MANY
    patterns = {_attempt(task, system.at_least, *attempt).tobytes() for attempt in attempts[: 1 if large else 4]}
    trimmed = [_trimmed(task, np.frombuffer(pattern, bool)) for pattern in sorted(patterns)]
    best = min(trimmed, key=task.cost)
    extra = np.flatnonzero(best & ~system.at_least)
    worth_it = system.cost[extra] >= DEAR * system.cost[system.cost > 0].min(initial=np.inf)
    return _improved(task, best, extra[worth_it] if large else extra)


def _improved(task: Task, hidden: Mask, cells: Places) -> Mask:
    """The pattern after each of some cells was tried without: is there a cheaper way round it?"""
    for cell in cells[np.argsort(-task.system.cost[cells], kind="stable")].tolist():
        if hidden[cell]:
            known = task.system.known | (np.arange(task.system.size) == cell)
            shut = replace(task, system=replace(task.system, known=known))
            other = _trimmed(shut, _attempt(shut, hidden & ~known, np.arange(len(task.goals)), True))
            cheaper = task.cost(other) < task.cost(hidden)
            hidden = other if cheaper and len(task.missed(other)) <= len(task.missed(hidden)) else hidden
    return hidden


def _attempt(task: Task, start: Mask, order: Places, by_size: bool) -> Mask:
    """What the cheapest change for each goal uses, one goal after the other."""
    hidden = start
    for place in order.tolist():
        goal = task.goals.these([place])
        if task.known.reached(hidden, goal)[0]:
            continue
        change = cheapest(task.system, _price(task.system, hidden, goal, by_size), goal)
        if change is not None:
            task.known.add(change)
            hidden = hidden | (np.abs(change) > SLIP)
    return hidden


def _price(system: System, hidden: Mask, goal: Goals, by_size: bool) -> Array:
    """Cost of a unit of change: by size, a cell that takes up the whole goal costs what hiding it costs."""
    share = np.maximum(1, np.minimum(system.value, goal.size[0])) if by_size else 1.0
    return np.where(hidden, 1e-6, system.cost / share)


def _trimmed(task: Task, hidden: Mask) -> Mask:
    """The pattern without what it does not need, the dearest first."""
    hidden = hidden.copy()
    extra = np.flatnonzero(hidden & ~task.system.at_least)
    if len(extra):
        task = replace(task, goals=task.goals.these(~np.isin(np.arange(len(task.goals)), task.missed(hidden))))
    for cell in extra[np.argsort(-task.system.cost[extra], kind="stable")].tolist():
        hidden[cell] = False
        hidden[cell] = _is_needed(task, hidden, cell)
    return hidden


def _is_needed(task: Task, hidden: Mask, cell: int) -> bool:
    """Whether some goal is out of reach without a cell; one beside it is asked first, for it fails first."""
    beside = np.isin(task.goals.cell, task.system.neighbours(cell)) & ~task.known.reached(hidden, task.goals)
    for place in np.flatnonzero(beside).tolist():
        if len(replace(task, goals=task.goals.these([place])).missed(hidden)):
            return True
    return len(task.missed(hidden)) > 0
