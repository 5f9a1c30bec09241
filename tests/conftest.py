"""What all tests share: the browser for the page tests."""

import os
import shutil
from pathlib import Path

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of an installed Chromium; without one the test is skipped, except where ISP_CI=1 demands it."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), "")
    if not found and os.environ.get("ISP_CI") == "1":
        pytest.fail("no Chromium on this machine, but ISP_CI=1 demands the page tests")
    if not found:
        pytest.skip("no Chromium on this machine: apt install chromium")
    return found


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference material beside the clone (<root>/../shared); where it does not lie, the test is skipped."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("the reference material does not lie beside this clone")
    return folder
