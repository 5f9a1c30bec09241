"""Every option of every command stands in the README or in the Handbuch, and none that there is not."""

import ast
import re
from collections.abc import Iterable

import pytest

from isp_utils.suite.command import _commands, main
from tests.architecture.tree import PACKAGE, ROOT

WITHOUT = ("labor", "neu")  # hand on what they are given, or take none
FORMS = {"vorlage": ("", "konferenz", "massnahmen", "gremien"), "katalog": ("", "kreis", "ausnahmen")}
COMMANDS = [name for name in _commands() if name not in WITHOUT]
_OPTION, _OF_HELP = re.compile(r"--[a-z][a-z-]*"), re.compile(r"^  (?:-\w, )?(--[a-z-]+)", re.MULTILINE)


def told(command: str, text: str) -> set[str]:
    """The options in the rows of a Markdown table that begin with a command."""
    rows = (line for line in text.splitlines() if line.startswith(f"| `{command}"))
    return {option for row in rows for option in _OPTION.findall(row)}


def documented(command: str) -> set[str]:
    """The options of a command that the documents name; the README has those of `lauf`, a row each."""
    handbook, start = ((ROOT / name).read_text(encoding="utf-8") for name in ("docs/Handbuch.md", "README.md"))
    rows = [line.split("|")[1] for line in start.splitlines() if line.startswith("| `--") and command == "lauf"]
    return told(command, handbook) | {option for row in rows for option in _OPTION.findall(row)}


def declared() -> set[str]:
    """Every option that any module of the suite adds to a parser."""
    calls = (
        node
        for path in (PACKAGE / "suite").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "add_argument"
    )
    names = (argument.value for call in calls for argument in call.args if isinstance(argument, ast.Constant))
    return {name for name in names if name.startswith("--")}


def asked(command: str, capsys: pytest.CaptureFixture[str]) -> set[str]:
    """The options in the help of all forms of a command, but help itself."""
    found: set[str] = set()
    for form in FORMS.get(command, ("",)):
        with pytest.raises(SystemExit):
            main([command, *filter(None, [form]), "--help"])
        found |= set(_OF_HELP.findall(capsys.readouterr().out))
    return found - {"--help"}


@pytest.mark.parametrize("command", COMMANDS)
def test_the_documents_name_exactly_the_options_of_a_command(command, capsys):
    assert documented(command) == asked(command, capsys)


def test_no_option_of_the_suite_is_passed_over(capsys):
    assert declared() == {"--help"} | {option for command in COMMANDS for option in asked(command, capsys)}


@pytest.mark.parametrize(
    ("row", "options"),
    [
        ("| `gremium` | `--ziel`: Ordner; `--nummer` |", {"--ziel", "--nummer"}),
        ("| `gremium x` | `--ziel` |", {"--ziel"}),
        ("| `holen` | `--ziel` |", set()),
        ("`gremium --ziel`", set()),
    ],
)
def test_options_are_found_in_the_row_of_their_command(row: str, options: Iterable[str]):
    assert told("gremium", row) == options
