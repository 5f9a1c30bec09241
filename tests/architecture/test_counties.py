"""A word about one county stands only in its folder: no shared file names its places, papers or people."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGE, ROOT, name_of, project_files

CATALOGUE = PACKAGE / "catalogue"
OWN = (
    CATALOGUE / "counties",
    CATALOGUE / "territory",
    CATALOGUE / "regions.csv",
)  # and registers of all areas
PARAMETER = re.compile(r'kreis = \\?"\d{5}\\?"')  # the default of a notebook's parameter


def county_names() -> dict[str, set[str]]:
    """Names and key of every shipped county and of the areas inside it, by its key."""
    found = {}
    for path in (CATALOGUE / "counties").glob("*/county.toml"):
        county = tomllib.loads(path.read_text(encoding="utf-8"))
        areas = {area["name"].split(",")[0].removeprefix("Samtgemeinde ") for area in county["areas"]}
        found[path.parent.name] = {path.parent.name, county["short"], *county["short"].split("-"), *areas}
    return found


def said_in(path: Path) -> str:
    """The text of a file, comments and doctests too; only the default of a notebook's parameter is left out."""
    return PARAMETER.sub("", path.read_text(encoding="utf-8"))


def named_in(text: str, names: set[str]) -> list[str]:
    """Names that stand in a text as words of their own."""
    return [name for name in sorted(names) if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)]


def shared_files() -> list[Path]:
    """Files that all counties share: the package but for their folders and the registers, and the notebooks."""
    files = (
        path for path in project_files() if path.is_relative_to(PACKAGE) or path.is_relative_to(ROOT / "notebooks")
    )
    return [path for path in files if not any(path.is_relative_to(own) for own in OWN)]


@pytest.mark.parametrize("county", county_names())
def test_no_shared_file_names_a_county(county):
    names = county_names()[county]
    assert len(shared_files()) > 300
    assert len(names) > 20
    found = {name_of(path): named for path in shared_files() if (named := named_in(said_in(path), names))}
    assert found == {}


def test_a_name_is_found():
    names = {"Gartow", "03354"}
    assert named_in('caveat = "in Gartow sind es 5"', names) == ["Gartow"]
    assert named_in("Gartower Forst", names) == []
    assert named_in(PARAMETER.sub("", 'kreis = \\"03354\\"  # Kreisschlüssel'), names) == []
