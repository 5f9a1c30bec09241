"""Names of runs tell nothing about what went in."""

import pytest

from isp_utils.suite.build.keyed import KEY, keyed
from isp_utils.suite.build.locked import HAS_MODES


def test_the_same_inputs_have_the_same_name_in_a_workplace_and_another_elsewhere(tmp_path):
    here, there = tmp_path / "hier", tmp_path / "dort"
    assert keyed("a", here) == keyed("a", here) != keyed("b", here)
    assert keyed("a", here) != keyed("a", there), "who has not the key cannot try guesses"


@pytest.mark.skipif(not HAS_MODES, reason="file modes have no effect on Windows")
def test_the_key_is_for_its_owner_only(tmp_path):
    keyed("a", tmp_path / "intern")
    assert (tmp_path / "intern" / KEY).stat().st_mode & 0o777 == 0o600
