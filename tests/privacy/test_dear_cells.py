"""A figure of the county as a whole, or of tier K, is hidden only where no pattern without it is safe."""

import numpy as np
import pytest

from isp_utils.privacy import gate as gate_module
from isp_utils.privacy.changes import Witnesses, goals_of, out_of_reach
from isp_utils.privacy.linked import Linked
from isp_utils.privacy.system import Mask
from tests.privacy.generated import KREIS
from tests.privacy.released import release_all


def needless(linked: Linked, hidden: Mask) -> list[str]:
    """Hidden cells of the county, and of tier K, that could be published if everything less dear were hidden."""
    system, cells = linked.system, linked.cells
    number = len(cells)
    printed = (cells["rows"] > 0).to_numpy() & ~system.known[:number]
    county = printed & (cells["region"] == KREIS).to_numpy()
    kern = printed & cells["kern"].to_numpy(bool) & ~county
    found = []
    for dear, kept in ((county, county), (kern, county | kern)):
        fixed = np.zeros(system.size, bool)
        fixed[:number] = kept & ~hidden[:number]
        asked = np.flatnonzero(dear & hidden[:number] & ~system.at_least[:number]).tolist()
        places = np.arange(system.size)
        found += [linked.name(cell) for cell in asked if _is_safe_without(linked, fixed | (places == cell), cell)]
    return found


def _is_safe_without(linked: Linked, published: Mask, cell: int) -> bool:
    """Whether all goals that can be reached at all are reached while these cells are published, all others hidden."""
    system = linked.system
    group = next(part for part in system.components(~system.known) if cell in part)
    part = system.only(group)
    goals = goals_of(part)
    everything = ~part.known
    known = Witnesses(part.size)
    possible = goals.these(~np.isin(np.arange(len(goals)), out_of_reach(part, everything, goals, known)))
    return not len(out_of_reach(part, everything & ~published[group], possible, known))


@pytest.mark.parametrize("seed", [0, 2])
def test_no_dear_cell_is_hidden_without_need(seed, tmp_path, monkeypatch):
    seen = []
    audit = gate_module._refuse_disclosure
    monkeypatch.setattr(
        gate_module, "_refuse_disclosure", lambda system, told: seen.append(system) or audit(system, told)
    )
    releases = release_all(seed, tmp_path, 2)
    for linked, one in zip(seen, releases, strict=True):
        hidden = np.zeros(linked.system.size, bool)
        hidden[: len(linked.cells)] = one.gated.cells["hidden"][: len(linked.cells)]
        assert needless(linked, hidden) == []
