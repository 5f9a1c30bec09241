"""The room of the statistics hands every public function and class on by its name, and loads none before."""

import ast
import subprocess
import sys

import isp_utils.statistics as room
from tests.architecture.tree import PACKAGE, ROOT


def public_names() -> set[str]:
    """Public functions and classes of all modules of the room but those that are called as their module is."""
    found = set()
    for path in (PACKAGE / "statistics").rglob("*.py"):
        nodes = ast.parse(path.read_text(encoding="utf-8")).body
        names = {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)}
        found |= {name for name in names if not name.startswith("_") and name != path.stem}
    return found


def test_every_function_is_handed_on():
    for name in public_names():
        assert getattr(room, name).__name__ == name
        assert name in dir(room)


def test_an_unknown_name_is_unknown():
    assert not hasattr(room, "no_such_function")


def test_nothing_is_loaded_before_it_is_asked_for():
    code = "import isp_utils.statistics, sys; assert 'numpy' not in sys.modules and 'scipy' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
