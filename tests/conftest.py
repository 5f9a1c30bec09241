"""What all tests share: the browser, the reference material, the fictive county."""

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from isp_utils.model.catalogue import load
from isp_utils.store import Store
from isp_utils.suite.build.build import build
from tests import musterkreis
from tests.workplace import TOGETHER, command_in, made_once, with_deliveries

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")

# no deadline: a busy machine is no fault of the code; in CI every run tries the same examples
settings.register_profile("isp", deadline=None, derandomize=os.environ.get("ISP_CI") == "1")
settings.load_profile("isp")

# a shell lets what it starts in the background ignore Ctrl-C, and whoever that starts would inherit it
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of an installed Chromium; without one the test is skipped, except where ISP_CI=1 demands it."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), "")
    if not found and os.environ.get("ISP_CI") == "1":
        pytest.fail("no Chromium on this machine, but ISP_CI=1 demands the page tests")
    if not found:
        pytest.skip("no Chromium on this machine: apt install chromium")
    return found


@pytest.fixture(scope="module")  # two drivers at once do not get along: it is gone before another module starts its own
def browser(chromium: str) -> Iterator[Any]:
    """A started Chromium."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session", autouse=True)
def folder_of_all_processes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Where one test process leaves what the others need as well (see workplace.made_once)."""
    base = tmp_path_factory.getbasetemp()
    os.environ[TOGETHER] = str(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base)
    yield
    del os.environ[TOGETHER]


@pytest.fixture(scope="module", autouse=True)
def environment_of_a_module() -> Iterator[None]:
    """A run tells its kernels by the environment where it works; another module's tests must not inherit that."""
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference material beside the clone (<root>/../shared); where it does not lie, the test is skipped."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("the reference material does not lie beside this clone")
    return folder


@pytest.fixture(scope="session")
def built() -> Store:
    """The workplace of the fictive county with its gated table; no notebook has run. Do not write into it."""
    return Store(made_once("gebaut", _build_musterkreis))


def _build_musterkreis(folder: Path) -> None:
    store = Store(musterkreis.write_workplace(folder))
    build(store, load(store.catalogue), say=lambda text: None)


@pytest.fixture(scope="session")
def finished_musterkreis() -> Path:
    """The workplace of the fictive county in which the command has run, notebooks and site. Do not write into it."""
    return made_once("gelaufen", _run_musterkreis)


def _run_musterkreis(folder: Path) -> None:
    assert command_in(musterkreis.write_workplace(folder), "--kreis", musterkreis.KREIS) == 0


@pytest.fixture(scope="session")
def real_home() -> Path:
    """A workplace with the shipped deliveries in which `python run_all.py` has run. Do not write into it.

    ISP_FINISHED names one in which it has run already: the gates of a page are then tried in seconds at a desk.
    """
    if finished := os.environ.get("ISP_FINISHED"):
        return Path(finished)
    return made_once("kreis", _run_with_deliveries)


def _run_with_deliveries(folder: Path) -> None:
    with_deliveries(folder)
    assert command_in(folder) == 0


@pytest.fixture(scope="session")
def second_home() -> Path:
    """A workplace with a second county, Uelzen, run without demo; a variant and the offers have one changed line."""
    return made_once("uelzen", _run_without_demo)


def _run_without_demo(folder: Path) -> None:
    with_deliveries(folder, catalogue=True)
    catalogue = folder / "isp_utils" / "catalogue"
    county, offers = catalogue / "counties" / "03354" / "county.toml", catalogue / "offers.toml"
    text = county.read_text(encoding="utf-8")
    county.write_text(text.replace("target_u3     = 42.0", "target_u3     = 60.0"), encoding="utf-8")
    line = '  { id = "spielkreis", station = "fruehe_hilfen", title = "Spielkreis am Deich", provider = "Verein" },\n'
    text = offers.read_text(encoding="utf-8")
    offers.write_text(text.replace("offer = [\n", "offer = [\n" + line), encoding="utf-8")
    assert command_in(folder, "katalog", "kreis", "03360") == 0
    assert command_in(folder, "--kreis", "03360", "--ohne-demo") == 0
