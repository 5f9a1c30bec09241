"""Hidden figures of a county or of tier K that could have been published: a check of the pattern from outside."""

import numpy as np

from isp_utils.privacy.cells.cells import KEYS, Cells
from isp_utils.privacy.solver.changes import Outsider
from isp_utils.privacy.solver.pattern import without_roomy_rests
from isp_utils.privacy.solver.system import Mask, System


def needless(system: System, cells: Cells, counties: Mask) -> list[str]:
    """Hidden cells of counties as a whole, and of tier K, that may be published if everything less dear is hidden.

    cells: as the gate gives them, the cells of the system first; counties: which of them are figures of a county.
    """
    tight, number = without_roomy_rests(system), min(len(cells), system.size)
    cells, counties = cells[:number], counties[:number]
    printed = (cells["rows"] > 0).to_numpy() & ~system.fixed[:number]
    hidden = cells["hidden"].to_numpy(bool)
    kern = printed & cells["kern"].to_numpy(bool) & ~counties
    found = []
    for dear, kept in ((printed & counties, printed & counties), (kern, printed & (counties | kern))):
        published, asked = np.zeros(system.size, bool), np.zeros(system.size, bool)
        published[:number] = kept & ~hidden
        asked[:number] = dear & hidden & ~system.at_least[:number]
        for group, part in tight.components(~tight.fixed):
            found += [group[place] for place in _spared(part, published[group], asked[group])]
    return [" ".join(cells[KEYS].iloc[int(cell)]) for cell in found]


def _spared(system: System, published: Mask, asked: Mask) -> list[int]:
    """Which of the cells asked for may join the published ones, all others hidden, and every goal is in reach still."""
    if not asked.any():
        return []
    outsider, places = Outsider(system), np.arange(system.size)
    everything = np.arange(len(outsider.goals))
    goals = np.setdiff1d(everything, outsider.missed(~system.fixed, everything))
    free = ~system.fixed & ~published
    return [cell for cell in np.flatnonzero(asked) if not outsider.misses(free & (places != cell), goals)]
