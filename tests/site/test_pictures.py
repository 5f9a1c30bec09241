"""The pictures of README and handbook are taken from a finished site, and every one that they show can be taken."""

import importlib.util
import re

import pytest

from isp_utils.suite.command import _commands
from tests.workplace import ROOT

PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
SHOWN = {name for path in PAGES for name in re.findall(r"(bild-[\w-]+\.jpg)", path.read_text(encoding="utf-8"))}


@pytest.mark.slow
@pytest.mark.browser
def test_every_picture_that_is_shown_can_be_taken_again(site, chromium, tmp_path):
    spec = importlib.util.spec_from_file_location("pictures", ROOT / ".ci" / "pictures.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.pictures(site, tmp_path)
    sizes = {path.name: path.stat().st_size for path in tmp_path.glob("*.jpg")}
    assert sizes.keys() >= SHOWN
    assert max(sizes.values()) < module.LARGEST


def test_every_picture_that_is_shown_is_there():
    assert sorted(name for name in SHOWN if not (ROOT / "docs" / name).exists()) == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_command_that_a_page_names_exists(path):
    named = set(re.findall(r"python3? run_all\.py ([a-z]+)", path.read_text(encoding="utf-8")))
    assert named - {"test"} <= _commands().keys()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_file_that_a_page_links_to_is_there(path):
    links = re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []
