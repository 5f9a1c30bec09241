"""Many counties by the workers of a Dask scheduler: with nothing shared, and though one of them is killed."""

import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from isp_utils.store import Store
from tests.musterkreis import KREIS, PEERS
from tests.workplace import command_in

TASK = "make_county"
KREISE = (KREIS, *PEERS[:2])
RUN = (*(word for kreis in KREISE for word in ("--kreis", kreis)), "--nur", "jugendhilfe")


@pytest.fixture
def cluster(tmp_path) -> Iterator[object]:
    """Two worker processes of Dask that know nothing of the workplace."""
    distributed = pytest.importorskip("distributed", reason='the extra "cluster" is not installed')
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with distributed.LocalCluster(processes=True, local_directory=str(tmp_path / "dask"), **options) as workers:
        yield workers


def kill_one_at_work(address: str) -> None:
    """Kill the first worker process that makes a county, in the middle of its work."""
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        numbers = client.run(os.getpid)
        while not (busy := [name for name, keys in client.processing().items() if any(TASK in str(k) for k in keys)]):
            time.sleep(0.1)
        time.sleep(3)
        os.kill(numbers[busy[0]], signal.SIGKILL)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_killing_a_worker_loses_no_county(built, cluster, tmp_path):
    home = Path(shutil.copytree(built.home, tmp_path / "haus"))
    killer = Thread(target=kill_one_at_work, args=(cluster.scheduler_address,))
    killer.start()
    assert command_in(home, *RUN, "--scheduler", cluster.scheduler_address) == 0
    killer.join()
    assert all((Store(home).outputs(kreis) / "jugendhilfe.html").exists() for kreis in KREISE)
