"""The documents lead where they say, decisions are numbered, and the README names every command."""

import ast
import re
from collections.abc import Sequence
from pathlib import Path

import yaml

from isp_utils.charts.parts.symbols import EXPLANATIONS
from tests.architecture.tree import PACKAGE, ROOT, name_of, project_files

LINK = re.compile(r"\]\((?!https?://|mailto:|#)([^)#\s]+)")


def dead_links(document: Path) -> list[str]:
    """Relative links of a Markdown file that lead nowhere."""
    text = document.read_text(encoding="utf-8")
    return [link for link in LINK.findall(text) if not (document.parent / link).exists()]


def test_links_lead_somewhere():
    documents = [path for path in project_files() if path.suffix == ".md"]
    assert sum(len(LINK.findall(path.read_text(encoding="utf-8"))) for path in documents) > 10
    assert {name_of(path): dead for path in documents if (dead := dead_links(path))} == {}


def test_a_dead_link_is_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("[here](page.md) [there](gone.md#part) ![picture](gone.png) [web](https://example.org/x)")
    assert dead_links(page) == ["gone.md", "gone.png"]


def misnumbered(names: Sequence[str]) -> list[str]:
    """Decisions (file names in order) that do not bear the number of their place, counted from 0001."""
    return [
        name for place, name in enumerate(sorted(names), 1) if not re.fullmatch(rf"{place:04}-[a-z0-9-]+\.md", name)
    ]


def test_decisions_are_numbered_without_gap_or_double():
    decisions = [path for path in project_files() if path.parent == ROOT / "docs" / "decisions"]
    assert decisions
    assert misnumbered([path.name for path in decisions]) == []
    for path in decisions:
        assert path.read_text(encoding="utf-8").startswith(f"# {path.name[:4]} "), f"{path.name}: number in the title"


def test_a_wrong_number_is_found():
    assert misnumbered(["0001-a.md", "0002-b.md"]) == []
    assert misnumbered(["0001-a.md", "0001-b.md"])
    assert misnumbered(["0001-a.md", "0003-b.md"])
    assert misnumbered(["0001-a.md", "b.md"])


def test_ci_runs_the_test_command_of_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "\npython run_all.py  " in readme
    assert "\npython run_all.py test" in readme
    assert "python3 run_all.py test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1]


def commands(source: str) -> set[str]:
    """Words of the command line: the keys of the table in `_commands`."""
    made = next(n for n in ast.parse(source).body if isinstance(n, ast.FunctionDef) and n.name == "_commands")
    table = next(node for node in ast.walk(made) if isinstance(node, ast.Dict))
    return {key.value for key in table.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}


def test_the_readme_names_every_command():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    words = commands((PACKAGE / "suite" / "command.py").read_text(encoding="utf-8")) | {"test"}
    assert "lauf" in words
    assert [word for word in sorted(words) if f"| `python run_all.py {word}" not in readme] == []


def test_a_command_is_found():
    assert commands("def _commands():\n    return {'lauf': _lauf, 'neu': _neu}") == {"lauf", "neu"}


def test_publiccode_says_what_the_standard_asks_for():
    said = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    assert {"publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus"} <= set(said)
    assert {"softwareType", "description", "legal", "maintenance", "localisation"} <= set(said)
    assert said["legal"]["license"] == "EUPL-1.2"
    assert set(said["description"]) >= {"de"}
    for text in said["description"].values():
        assert len(text["shortDescription"]) <= 150 <= len(text["longDescription"]) <= 10_000
        assert text["features"]


def test_the_handbook_explains_every_sign_of_the_tables():
    handbook = (ROOT / "docs" / "Handbuch.md").read_text(encoding="utf-8")
    assert [sign for sign in EXPLANATIONS if sign not in handbook] == []


def test_the_data_protection_page_names_everything_that_lies_inside_the_house(built):
    page = (ROOT / "docs" / "Datenschutz.md").read_text(encoding="utf-8")
    folders = [path.name for path in built.internal.iterdir() if path.is_dir()]
    assert len(folders) > 5
    assert [name for name in folders if f"`{name}`" not in page] == []
