"""A safe pattern for systems of any size: the cheapest change for one goal after the other, then what is not needed goes.

Kelly, Golden & Assad (1992), Networks 22:397.
"""

import numpy as np

from isp_utils.privacy.changes import SLIP, Goals, cheapest, goals_of, out_of_reach
from isp_utils.privacy.system import Array, Mask, Places, System


WORK = 1000  # cells times goals beyond which one attempt must do


def heuristic(system: System) -> Mask:
    """A safe pattern (n cells, True: hidden), except for goals that no pattern reaches.

    The best of four attempts: dear goals first or last, a unit of change priced by the cell's size or not.
    """
    goals = goals_of(system)
    left = out_of_reach(system, system.at_least, goals)
    dear = left[np.argsort(-system.cost[goals.cell[left]], kind="stable")]
    attempts = [(dear, True), (dear, False), (dear[::-1], True), (dear[::-1], False)]
    attempts = attempts[: 1 if system.size * len(left) > WORK else 4]
    patterns = {_attempt(system, goals, *attempt).tobytes() for attempt in attempts}
    trimmed = [_trimmed(system, np.frombuffer(pattern, bool), goals) for pattern in sorted(patterns)]
    return min(trimmed, key=lambda hidden: float(system.cost[hidden].sum()))


def _attempt(system: System, goals: Goals, order: Places, by_size: bool) -> Mask:
    hidden = system.at_least
    for place in order:
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
    lost = set(out_of_reach(system, hidden, goals)) if len(extra) else set()
    goals = goals.these([place for place in range(len(goals)) if place not in lost])
    for cell in extra[np.argsort(-system.cost[extra], kind="stable")]:
        hidden[cell] = False
        hidden[cell] = len(out_of_reach(system, hidden, goals)) > 0
    return hidden
