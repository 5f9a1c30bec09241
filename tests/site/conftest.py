"""The one finished site of the real county and one axe-core for all gates."""

from pathlib import Path

import pytest

from isp_utils.store import Store

KREIS = "03354"


@pytest.fixture(scope="session")
def site(real_home: Path) -> Path:
    """The county's site, made once for all tests. Do not write into it."""
    return Store(real_home).outputs(KREIS)


@pytest.fixture(scope="session")
def axe() -> str:
    """The text of axe-core."""
    return (Path(pytest.importorskip("axe_playwright_python").__file__).parent / "axe.min.js").read_text("utf-8")
