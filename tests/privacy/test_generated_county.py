"""Three releases of a generated county against an attacker who has the published files only.

ISP_SEEDS sets how many seeds of six years are tried; the acceptance of the gate is 200 of them without a finding.
Without it one seed with two years is tried, which takes seconds.
"""

import os

import pytest

from isp_utils.privacy import gate as gate_module
from tests.privacy.generated import YEARS
from tests.privacy.released import findings, release_all, remains, share_left

SEEDS = range(int(os.environ.get("ISP_SEEDS", "1")))
LENGTH = YEARS if "ISP_SEEDS" in os.environ else 2
FEWEST_LEFT = 0.7


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_reckons_back_what_is_protected(seed, tmp_path):
    releases = release_all(seed, tmp_path, LENGTH)
    assert findings(releases) == []
    assert [text for one in releases for text in remains(one)] == []
    shares = [share_left(one) for one in releases]
    print(f"seed {seed}: so much of what is no secret stays published: {', '.join(f'{s:.1%}' for s in shares)}")
    assert min(shares) > FEWEST_LEFT


def test_the_attacker_is_not_blind(tmp_path, monkeypatch):
    monkeypatch.setattr(gate_module, "_refuse_disclosure", lambda system, told: 0)
    assert len(findings(release_all(0, tmp_path, 2, complementary=False))) > 20
