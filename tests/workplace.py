"""Workplaces of real counties for tests, and the command run in one of them."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from time import sleep

from isp_utils.charts.parts.kept import VARIABLE
from isp_utils.model.catalogue import HERE
from isp_utils.suite.command import main

TOGETHER = "ISP_TEST_GEMEINSAM"  # folder of all test processes
ROOT = Path(__file__).resolve().parents[1]


def command_in(home: Path, *arguments: str) -> int:
    """Exit code of the command in a workplace; the environment is as before afterwards."""
    before = dict(os.environ)
    os.environ["ISP_HOME"] = str(home)
    if TOGETHER in os.environ:
        os.environ.setdefault(VARIABLE, str(Path(os.environ[TOGETHER], "zeichnungen")))  # drawn once for all
    try:
        return main(list(arguments))
    finally:
        os.environ.clear()
        os.environ.update(before)


def made_once(name: str, make: Callable[[Path], None]) -> Path:
    """A folder that one of several test processes makes while the others wait."""
    folder = Path(os.environ[TOGETHER], name)
    ended = folder.with_suffix(".fertig")
    try:
        folder.mkdir()
    except FileExistsError:
        while not ended.exists():
            sleep(1)
        assert ended.read_text(encoding="utf-8") == "gut", f"{folder} could not be made by the other process"
        return folder
    said = "gescheitert"
    try:
        make(folder)
        said = "gut"
    finally:
        ended.write_text(said, encoding="utf-8")
    return folder


def with_deliveries(folder: Path, catalogue: bool = False) -> Path:
    """The folder with the shipped deliveries in it, and with a catalogue of its own that a test may change."""
    shutil.copytree(ROOT / "data" / "raw", folder / "data" / "raw", dirs_exist_ok=True)
    if catalogue:
        shutil.copytree(HERE, folder / "isp_utils" / "catalogue")
    return folder
