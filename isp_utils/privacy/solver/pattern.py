"""Which cells to hide: proven cheapest where that can be had in time, a sound heuristic elsewhere.

Complementary cell suppression; Castro (2012), European Journal of Operational Research 216:257, reviews both ways.
"""

from dataclasses import dataclass, replace

import numpy as np

from isp_utils.privacy.solver.audit import Groups, attack
from isp_utils.privacy.solver.heuristic import heuristic
from isp_utils.privacy.solver.optimum import optimum
from isp_utils.privacy.solver.system import Mask, Positions, System

SMALL = 150  # open cells up to which the integer programme is tried
ROOMY = 4.0  # a rest of so many widths takes up any change: its relation binds nobody


@dataclass(frozen=True)
class Pattern:
    """Hidden cells (bool mask [cell]); number of groups proven cheapest, and of groups solved by the heuristic.

    cheapest: bool mask of the cells of the groups that are proven.
    """

    hidden: Mask
    cheapest: Mask
    proven: int
    heuristic: int


def choose(system: System, complementary: bool = True) -> Pattern:
    """A safe pattern for the whole system; `complementary` False hides the protected cells alone (for tests)."""
    hidden, cheapest = system.at_least.copy(), np.zeros(system.size, bool)
    proven = by_heuristic = 0
    tight = without_roomy_rests(system)
    for cells, part in tight.components(~tight.fixed) if complementary else ():
        found = optimum(part) if part.size <= SMALL else None
        proven, by_heuristic = proven + (found is not None), by_heuristic + (found is None)
        hidden[cells] |= heuristic(part) if found is None else found
        cheapest[cells] = found is not None
    return Pattern(hidden, cheapest, proven, by_heuristic)


def too_narrow(system: System, published: Mask, groups: Groups | None = None) -> Positions:
    """Numbers of the protected cells that an outsider who knows the published ones (mask [cell]) can narrow too far.

    groups: as `attack` has them.
    """
    cells = np.flatnonzero(system.secret)
    found = attack(system, published, cells, groups)
    return cells[found.exact | (found.width < system.up[cells] + system.down[cells])]


def widened(system: System, pattern: Pattern, narrow: Positions) -> Pattern:
    """The pattern with everything hidden around cells that it leaves too narrow: rare, dear, but safe."""
    hidden, cheapest = pattern.hidden.copy(), pattern.cheapest.copy()
    for cells, _ in system.components(~system.fixed) if len(narrow) else ():
        if np.isin(cells, narrow).any():
            hidden[cells] = True
            cheapest[cells] = False
    return replace(pattern, hidden=hidden, cheapest=cheapest)


def beyond_help(system: System, cells: Positions) -> Mask:
    """Bool mask [of these cells]: too narrow even if everything is hidden that can be; all else is public."""
    if not len(cells):
        return np.zeros(0, bool)
    found = attack(system, system.fixed, cells)
    return found.exact | (found.width < system.up[cells] + system.down[cells])


def without_roomy_rests(system: System) -> System:
    """The system without relations whose rest stands in no other relation and is far from every limit."""
    uses = np.diff(system.relations.tocsc().indptr)
    widest = max(float(system.width.max(initial=1)), 1.0)
    roomy = system.virtual & ~system.secret & (uses == 1) & (system.value >= ROOMY * widest)
    rows = (system.relations @ roomy.astype(float)) == 0
    fields = {name: getattr(system, name) for name in system.__dataclass_fields__ if name != "relations"}
    return System(**fields, relations=system.relations[rows])
