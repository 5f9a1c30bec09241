"""Workplaces of real counties for tests, and the command run in one of them."""

import os
import shutil
import tempfile
from pathlib import Path

from isp_utils.charts.parts.kept import VARIABLE
from isp_utils.model.catalogue import HERE
from isp_utils.suite.command import main

ROOT = Path(__file__).resolve().parents[1]


def command_in(home: Path, *arguments: str) -> int:
    """Exit code of the command in a workplace; the environment is as before afterwards."""
    before = dict(os.environ)
    os.environ["ISP_HOME"] = str(home)
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    os.environ.setdefault(VARIABLE, str(Path(tempfile.gettempdir(), f"isp-zeichnungen-{run}")))  # drawn once for all
    try:
        return main(list(arguments))
    finally:
        os.environ.clear()
        os.environ.update(before)


def with_deliveries(folder: Path, catalogue: bool = False) -> Path:
    """The folder with the shipped deliveries in it, and with a catalogue of its own that a test may change."""
    shutil.copytree(ROOT / "data" / "raw", folder / "data" / "raw")
    if catalogue:
        shutil.copytree(HERE, folder / "isp_utils" / "catalogue")
    return folder
