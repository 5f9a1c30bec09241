"""A word about one county stands only in its folder: no shared file names its places, papers or people."""

import ast
import io
import re
import tokenize
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
    """What a file says to the program or to a reader: of Python neither comments nor docstrings."""
    text = path.read_text(encoding="utf-8")
    return code_of(text) if path.suffix == ".py" else PARAMETER.sub("", text)


def code_of(source: str) -> str:
    """Python without comments and docstrings."""
    lines = source.split("\n")
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, holders) and ast.get_docstring(node) is not None:
            text = node.body[0]
            lines[text.lineno - 1 : text.end_lineno] = [""] * (text.end_lineno - text.lineno + 1)
    bare = "\n".join(lines)
    comments = [t for t in tokenize.generate_tokens(io.StringIO(source).readline) if t.type == tokenize.COMMENT]
    for comment in comments:
        bare = bare.replace(comment.string, "")
    return bare


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
    assert found == EXAMPLES


# help texts that show the form of a key
EXAMPLES = {
    "isp_utils/model/regions.py": ["03354"],
    "isp_utils/pages/page.py": ["03354"],
    "isp_utils/suite/command.py": ["03354"],
}


def test_a_name_is_found_and_a_doctest_is_none():
    names = {"Gartow", "03354"}
    assert named_in('caveat = "in Gartow sind es 5"', names) == ["Gartow"]
    assert named_in("Gartower Forst", names) == []
    assert named_in(code_of('"""Gartow."""\nX = "Gartow"  # 03354\n'), names) == ["Gartow"]
    assert named_in(PARAMETER.sub("", 'kreis = \\"03354\\"  # Kreisschlüssel'), names) == []
