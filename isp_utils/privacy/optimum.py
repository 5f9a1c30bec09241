"""The cheapest safe pattern of hidden cells, proven: cuts from linear programmes, choices by an integer programme.

Fischetti & Salazar (2001), Management Science 47(7):1008: a pattern is safe if every goal (how far a protected count
must be thinkable up and down) is within reach of the hidden cells. A goal out of reach gives, by duality, an
inequality on what must be hidden that every safe pattern keeps; with all of them the integer programme is exact.
"""

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from isp_utils.privacy.changes import SLIP, Goals, Witnesses, bounds_of, farthest, goals_of, out_of_reach
from isp_utils.privacy.system import Array, Mask, System


def optimum(system: System, rounds: int = 40, nodes: int = 300) -> Mask | None:
    """The cheapest safe pattern (n cells, True: hidden); None where none is safe or it is not proven within the limits.

    The limits (rounds of cuts, nodes of each integer programme) count steps, not time: every machine finds the same.
    """
    goals, known = goals_of(system), Witnesses(system.size)
    choice = ~system.known & ~system.at_least
    cuts: list[tuple[Array, float]] = []
    hidden = system.at_least
    for _ in range(rounds):
        open_goals = out_of_reach(system, hidden, goals, known)
        if not len(open_goals):
            return hidden
        fresh = [_cut(system, hidden, goals.these([place])) for place in open_goals.tolist()]
        cuts += fresh
        found = _cheapest_choice(system.cost, choice, cuts, nodes)
        if found is None:
            return None
        hidden = system.at_least | found
    return None


def _cut(system: System, hidden: Mask, goal: Goals) -> tuple[Array, float]:
    """Weights on the cells and the least sum over hidden ones that a goal out of reach asks for."""
    size, insider = float(goal.size[0]), int(goal.insider[0])
    found = farthest(system, hidden, goal)
    room = bounds_of(system, ~system.known, insider)
    weight = -found.upper.marginals * room[:, 1] - found.lower.marginals * room[:, 0]
    weight = np.where(system.known, 0, np.maximum(weight, 0))
    need = size - weight[system.at_least].sum()
    return np.where(system.at_least, 0, np.minimum(weight, need)), need


def _cheapest_choice(cost: Array, choice: Mask, cuts: list[tuple[Array, float]], nodes: int) -> Mask | None:
    """The cheapest choice that keeps all cuts; None where there is none or it is not proven."""
    weights = sparse.csr_array(np.array([weight / need for weight, need in cuts]))
    result = milp(
        cost,
        integrality=np.ones(len(cost)),
        bounds=Bounds(0, choice.astype(float)),
        constraints=LinearConstraint(weights, 1 - SLIP, np.inf),
        options={"node_limit": nodes, "mip_rel_gap": 0.0},
    )
    return np.asarray(result.x > 0.5, bool) if result.status == 0 and result.x is not None else None
