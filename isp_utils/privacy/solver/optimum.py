"""The cheapest safe pattern of hidden cells, proven: cuts from linear programmes, choices by an integer programme.

Fischetti & Salazar (2001), Management Science 47(7):1008: a pattern is safe if every goal (how far a protected count
must be thinkable up and down) is within reach of the hidden cells. A goal out of reach gives, by duality, an
inequality on what must be hidden that every safe pattern keeps; with all of them the integer programme is exact.
"""

import numpy as np
from scipy import sparse

from isp_utils.privacy.solver.changes import SLIP, Outsider
from isp_utils.privacy.solver.system import Array, Mask, System


def optimum(system: System, rounds: int = 20, nodes: int = 40) -> Mask | None:
    """The cheapest safe pattern (mask [cell], True: hidden); None where none is safe or proven within the limits.

    The limits (rounds of cuts, nodes of each integer programme) count steps, not time: every machine finds the same.
    """
    outsider = Outsider(system)
    goals = np.arange(len(outsider.goals))
    choice = ~system.fixed & ~system.at_least
    cuts: list[tuple[Array, float]] = []
    hidden = system.at_least
    for _ in range(rounds):
        missed = outsider.missed(hidden, goals)
        if not len(missed):
            return hidden
        cuts += [_cut(outsider, hidden, goal) for goal in missed.tolist()]
        found = _cheapest_choice(system.cost, choice, cuts, nodes)
        if found is None:
            return None
        hidden = system.at_least | found
    return None


def _cut(outsider: Outsider, hidden: Mask, goal: int) -> tuple[Array, float]:
    """Weights on the cells and the least sum over hidden ones that a goal out of reach asks for."""
    at_least, weight = outsider.system.at_least, outsider.holding(hidden, goal)
    need = float(outsider.goals.size[goal]) - weight[at_least].sum()
    return np.where(at_least, 0, np.minimum(weight, need)), need


def _cheapest_choice(cost: Array, choice: Mask, cuts: list[tuple[Array, float]], nodes: int) -> Mask | None:
    """The cheapest choice that keeps all cuts; None where there is none or it is not proven."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # takes long to load; most runs choose nothing anew

    weights = sparse.csr_array(np.array([weight / need for weight, need in cuts]))
    result = milp(
        cost,
        integrality=np.ones(len(cost)),
        bounds=Bounds(0, choice.astype(float)),
        constraints=LinearConstraint(weights, 1 - SLIP, np.inf),
        options={"node_limit": nodes, "mip_rel_gap": 0.0},
    )
    return np.asarray(result.x > 0.5, bool) if result.status == 0 and result.x is not None else None
