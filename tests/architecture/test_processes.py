"""Two test processes share the work file by file: what a file needs is made in one of them."""

import os
from pathlib import Path

import pytest

from tests.workplace import TOGETHER

WORKER = "PYTEST_XDIST_WORKER"


@pytest.mark.skipif(WORKER not in os.environ, reason="one process alone: nothing to share")
@pytest.mark.parametrize("turn", range(12))
def test_all_tests_of_a_file_run_in_one_process(turn):
    noted = Path(os.environ[TOGETHER], "wer.txt")
    with noted.open("a", encoding="utf-8") as stream:
        stream.write(f"{os.environ[WORKER]}\n")
    assert len(set(noted.read_text(encoding="utf-8").split())) == 1
