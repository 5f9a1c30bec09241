"""The vectorised pass gives the numbers of the plain loop over statsmodels' functions, many times faster."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_the_benchmark_compares_and_is_fast_enough():
    run = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / "statistics.py")], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "same numbers" in run.stdout
