"""The one finished site of the real county, one browser and one axe-core for all gates."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from isp_utils.store import Store

KREIS = "03354"


@pytest.fixture(scope="session")
def site(real_home: Path) -> Path:
    """The county's site, made once for all tests. Do not write into it."""
    return Store(real_home).outputs(KREIS)


@pytest.fixture(scope="module")  # two drivers at once do not get along: it is gone before another module starts its own
def browser(chromium: str) -> Iterator[Any]:
    """A started Chromium."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The text of axe-core."""
    return (Path(pytest.importorskip("axe_playwright_python").__file__).parent / "axe.min.js").read_text("utf-8")
