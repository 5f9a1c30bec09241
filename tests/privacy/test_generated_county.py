"""Three releases of a generated county against an attacker who has the published files only.

ISP_SEEDS sets how many seeds of six years are tried; the acceptance of the gate is 200 of them without a finding.
Without it one seed with two years is tried, which takes seconds.
"""

import os

import pytest

from isp_utils.privacy import gate as gate_module
from tests.privacy.generated import YEARS
from tests.privacy.layout import KREIS
from tests.privacy.needless import needless
from tests.privacy.published import drawn_places, read_tables
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
    for one in releases:
        pictures = list(one.folder.glob("*_gebiete_*.html"))
        assert (read_tables(one.folder)["flag"] == "protected").any()
        assert sum(len(drawn_places(path)) for path in pictures) > len(pictures) > 0
    assert [text for one in releases for text in remains(one)] == []


def test_most_of_what_is_no_secret_stays_published(releases):
    shares = [share_left(one) for one in releases]
    print(f"\nso much of what is no secret stays published: {', '.join(f'{share:.1%}' for share in shares)}")
    assert min(shares) > FEWEST_LEFT


def test_no_figure_of_the_county_or_of_tier_k_is_hidden_without_need(releases):
    cells = releases[0].gated.cells
    assert cells["hidden"].any()
    assert needless(releases[0].gated.system, cells, (cells["region"] == KREIS).to_numpy()) == []


def test_the_attacker_is_not_blind(tmp_path, monkeypatch):
    monkeypatch.setattr(gate_module, "_refuse_disclosure", lambda draft: 0)
    assert len(findings(release_all(0, tmp_path, 1, complementary=False, pictures=False))) > 20
