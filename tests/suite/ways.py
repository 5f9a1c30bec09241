"""The ways in which a notebook gets a process."""

import pytest

from isp_utils.suite.run.forked import in_a_fork
from isp_utils.suite.run.kernels import in_a_kernel
from isp_utils.suite.run.warm import in_a_warm_process
from isp_utils.suite.shared_out import HAS_FORK

WAYS = [
    pytest.param(in_a_fork, id="fork", marks=pytest.mark.skipif(not HAS_FORK, reason="this system has no fork")),
    pytest.param(in_a_kernel, id="kernel"),
    pytest.param(in_a_warm_process, id="warm process"),
]
