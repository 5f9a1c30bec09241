"""Hidden rows that say too much: a count hidden beside a zero is one at least, and so many its neighbours cannot be.

Which of these least counts narrow another one say the dual prices of the attack: Fischetti & Salazar (2001), Management
Science 47(7):1008. What has no price could go and nothing would change, so the search ends with what cannot be helped.
"""

import numpy as np

from isp_utils.privacy.relations.linked import Linked
from isp_utils.privacy.solver.changes import Outsider
from isp_utils.privacy.solver.pattern import beyond_help
from isp_utils.privacy.solver.system import Positions


def silenced(linked: Linked, helpless: Positions) -> Linked:
    """The system in which zeros are hidden beside counts that are too narrow (numbers), and farther off where it helps.

    A table that is new may narrow what an older one hides: who is in a part there cannot be anywhere else.
    """
    found = linked.with_hidden_zeros(helpless)
    left = helpless[beyond_help(found.system, helpless)]
    helped = left[~beyond_help(_farther_off(found, left).system, left)]
    return _farther_off(found, helped)


def _farther_off(linked: Linked, helpless: Positions) -> Linked:
    """The system with zeros hidden in all tables whose rows narrow these counts."""
    while len(saying := _saying(linked, helpless)):
        linked = linked.with_hidden_zeros(saying)
    return linked


def _saying(linked: Linked, helpless: Positions) -> Positions:
    """Numbers of the printed cells that narrow some counts by being one at least, and need not say so."""
    outsider = Outsider(linked.system)
    goals = np.flatnonzero(np.isin(outsider.goals.cell, helpless))
    said = [outsider.held_by_least(int(goal)) for goal in goals]
    return np.flatnonzero(np.any(said, axis=0)[: len(linked.cells)] & linked.can_be_silent) if said else goals
