"""Three releases of a generated county against an attacker who has the published files only.

ISP_SEEDS sets how many seeds of six years are tried; the acceptance of the gate is 200 of them without a finding.
Without it one seed with two years is tried, which takes seconds.
"""

import os

import numpy as np
import pytest

from isp_utils.privacy import gate as gate_module
from isp_utils.privacy.cells import KEYS
from isp_utils.privacy.changes import Outsider, goals_of
from isp_utils.privacy.gate import Gated
from isp_utils.privacy.system import Mask, System
from tests.privacy.generated import KREIS, YEARS
from tests.privacy.released import Released, findings, release_all, remains, share_left

SEEDS = range(int(os.environ.get("ISP_SEEDS", "1")))
LENGTH = YEARS if "ISP_SEEDS" in os.environ else 2
FEWEST_LEFT = 0.7


@pytest.fixture(scope="module", params=SEEDS, ids=lambda seed: f"seed{seed}")
def releases(request, tmp_path_factory) -> list[Released]:
    """Three releases of a seed."""
    return release_all(request.param, tmp_path_factory.mktemp("freigaben"), LENGTH)


def test_nobody_reckons_back_what_is_protected(releases):
    assert findings(releases) == []


def test_no_number_of_a_hidden_row_is_left(releases):
    assert [text for one in releases for text in remains(one)] == []


def test_most_of_what_is_no_secret_stays_published(releases):
    shares = [share_left(one) for one in releases]
    print(f"\nso much of what is no secret stays published: {', '.join(f'{share:.1%}' for share in shares)}")
    assert min(shares) > FEWEST_LEFT


def test_no_figure_of_the_county_or_of_tier_k_is_hidden_without_need(releases):
    assert needless(releases[0].gated) == []


def test_the_attacker_is_not_blind(tmp_path, monkeypatch):
    monkeypatch.setattr(gate_module, "_refuse_disclosure", lambda draft: 0)
    assert len(findings(release_all(0, tmp_path, 1, complementary=False))) > 20


def needless(gated: Gated) -> list[str]:
    """Hidden cells of the county, and of tier K, that could be published if everything less dear were hidden."""
    system, cells = gated.system, gated.cells[: gated.system.size]  # printed ones come first
    number = len(cells)
    printed = (cells["rows"] > 0).to_numpy() & ~system.known[:number]
    county = printed & (cells["region"] == KREIS).to_numpy()
    kern = printed & cells["kern"].to_numpy(bool) & ~county
    hidden = cells["hidden"].to_numpy(bool)
    found = []
    for dear, kept in ((county, county), (kern, county | kern)):
        published = np.zeros(system.size, bool)
        published[:number] = kept & ~hidden
        asked = np.flatnonzero(dear & hidden & ~system.at_least[:number])
        for group in system.components(~system.known):
            near = system.only(group)
            found += [group[place] for place in _spared(near, published[group], np.isin(group, asked))]
    return [" ".join(cells[KEYS].iloc[int(cell)]) for cell in found]


def _spared(system: System, published: Mask, asked: Mask) -> list[int]:
    """Which of the cells asked for may join the published ones, all others hidden, and every goal is in reach still."""
    outsider, places, everything = Outsider(system), np.arange(system.size), np.arange(len(goals_of(system)))
    goals = np.setdiff1d(everything, outsider.missed(~system.known, everything))
    free = ~system.known & ~published
    return [cell for cell in np.flatnonzero(asked) if not outsider.misses(free & (places != cell), goals)]
