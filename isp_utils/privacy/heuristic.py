"""A safe pattern for systems of any size: the cheapest change for each goal in turn, then what is not needed goes.

Kelly, Golden & Assad (1992), Networks 22:397.
"""

from dataclasses import replace

import numpy as np

from isp_utils.privacy.changes import SLIP, Goals, cheapest, goals_of, out_of_reach
from isp_utils.privacy.system import Array, Mask, Places, System

CLOSE = 4  # goals beside a cell that are asked before all others
LARGE = 150  # cells beyond which one attempt must do


def heuristic(system: System) -> Mask:
    """A safe pattern (n cells, True: hidden), except for goals that no pattern reaches.

    The best of four attempts: dear goals first or last, a unit of change priced by the cell's size or not.
    """
    goals = goals_of(system)
    left = out_of_reach(system, system.at_least, goals)
    dear = left[np.argsort(-system.cost[goals.cell[left]], kind="stable")]
    attempts = [(dear, True), (dear, False), (dear[::-1], True), (dear[::-1], False)]
    large = system.size > LARGE
    patterns = {_attempt(system, goals, *attempt).tobytes() for attempt in attempts[: 1 if large else 4]}
    trimmed = [_trimmed(system, np.frombuffer(pattern, bool), goals) for pattern in sorted(patterns)]
    best = min(trimmed, key=lambda hidden: _cost(system, hidden))
    return best if large else _improved(system, best, goals)


def _cost(system: System, hidden: Mask) -> float:
    return float(system.cost[hidden].sum())


def _improved(system: System, hidden: Mask, goals: Goals) -> Mask:
    """The pattern after each cell beyond the protected ones was tried without: is there a cheaper way round it?"""
    for cell in np.flatnonzero(hidden & ~system.at_least).tolist():
        if hidden[cell]:
            shut = replace(system, known=system.known | (np.arange(system.size) == cell))
            start = hidden & ~shut.known
            other = _trimmed(shut, _attempt(shut, goals, np.arange(len(goals)), True, start), goals)
            reached = len(out_of_reach(system, other, goals)) <= len(out_of_reach(system, hidden, goals))
            hidden = other if reached and _cost(system, other) < _cost(system, hidden) else hidden
    return hidden


def _attempt(system: System, goals: Goals, order: Places, by_size: bool, start: Mask | None = None) -> Mask:
    hidden = system.at_least if start is None else start
    for place in order.tolist():
        goal = goals.these([place])
        change = cheapest(system, _price(system, hidden, goal, by_size), goal)
        if change is not None:
            hidden = hidden | (np.abs(change) > SLIP)
    return hidden


def _price(system: System, hidden: Mask, goal: Goals, by_size: bool) -> Array:
    """Cost of a unit of change: by size, a cell that takes up the whole goal costs what hiding it costs."""
    share = np.maximum(1, np.minimum(system.value, goal.size[0])) if by_size else 1.0
    return np.where(hidden, 1e-6, system.cost / share)


def _trimmed(system: System, hidden: Mask, goals: Goals) -> Mask:
    """The pattern without what it does not need, the dearest first."""
    hidden = hidden.copy()
    extra = np.flatnonzero(hidden & ~system.at_least)
    if len(extra):
        goals = goals.these(~np.isin(np.arange(len(goals)), out_of_reach(system, hidden, goals)))
    for cell in extra[np.argsort(-system.cost[extra], kind="stable")].tolist():
        hidden[cell] = False
        hidden[cell] = _is_needed(system, hidden, goals, cell)
    return hidden


def _is_needed(system: System, hidden: Mask, goals: Goals, cell: int) -> bool:
    """Whether some goal is out of reach without a cell; the goals beside it are asked first, for they fail first."""
    beside = np.isin(goals.cell, system.neighbours(cell))
    near = np.flatnonzero(beside)[:CLOSE].tolist()
    if any(len(out_of_reach(system, hidden, goals.these([place]))) for place in near):
        return True
    return len(out_of_reach(system, hidden, goals)) > 0
