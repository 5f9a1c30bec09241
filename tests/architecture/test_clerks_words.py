"""A clerk reads one way to call a command, and what a clerk fills in never gets into git."""

import ast
import re
import subprocess

import pytest

from isp_utils.suite.command import main
from tests.architecture.test_documents import commands
from tests.architecture.tree import PACKAGE, ROOT, modules, project_files

COMMANDS = sorted(commands((PACKAGE / "suite" / "command.py").read_text(encoding="utf-8")))
OTHER_CALLS = re.compile(rf"-m isp_utils\b|\bisp ({'|'.join(COMMANDS)})\b")


def texts_of(source: str) -> list[str]:
    """Every text of a module but its docstrings."""
    tree = ast.parse(source)
    nodes = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    documented = [node for node in ast.walk(tree) if isinstance(node, nodes) and ast.get_docstring(node)]
    docstrings = {id(node.body[0].value) for node in documented}
    found = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in docstrings)
    return [node.value for node in found if isinstance(node.value, str)]


def test_messages_call_commands_as_the_readme_does():
    found = [
        f"{path.relative_to(ROOT)}: {text[:80]}"
        for path in modules()
        for text in texts_of(path.read_text(encoding="utf-8"))
        if OTHER_CALLS.search(text)
    ]
    assert found == []


def test_catalogue_pages_and_notebooks_do_so_too():
    kinds = (".toml", ".j2", ".ipynb")
    paths = [path for path in project_files() if path.suffix in kinds and ".ci" not in path.parts]
    paths = [path for path in paths if path.is_relative_to(PACKAGE) or path.suffix == ".ipynb"]
    found = [str(path.relative_to(ROOT)) for path in paths if OTHER_CALLS.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_another_call_is_found():
    assert texts_of('"""isp vorlage"""\nx = "Bitte isp pruefen aufrufen."') == ["Bitte isp pruefen aufrufen."]
    assert OTHER_CALLS.search("Bitte isp pruefen aufrufen.")


def test_the_help_has_a_line_for_every_command(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    said = capsys.readouterr().out
    for name in (*COMMANDS, "test"):
        assert re.search(rf"^  {name} +\S.+$", said, re.MULTILINE), name


FILLED = (
    "vorlagen/vorlage_jugendamt_2025.xlsx",
    "vorlage_jugendamt.xlsx",
    "Hilfen 2025 ausgefuellt.xlsx",
    "data/raw/jugendamt/lieferung.xlsx",
    "data/raw/jugendamt/lieferung.csv",
    "data/raw/inkar/vorlage_jugendamt.xlsx",
    "data/raw/konferenzen/03354/protokoll.docx",
    "data/raw/massnahmen/03354/massnahmen.csv",
    "vorlagen_massnahmen/massnahmen.toml",
    "vorlagen_sozialraumkonferenz/sozialraumkonferenz.docx",
    "docs/lieferung.ods",
    "isp_utils/lieferung.xls",
)


@pytest.mark.parametrize("name", FILLED)
def test_filled_forms_never_enter_git(name):
    if not (ROOT / ".git").exists():
        pytest.skip("this is no clone")
    asked = subprocess.run(["git", "check-ignore", "-q", "--no-index", name], cwd=ROOT, check=False)
    assert asked.returncode == 0, name
