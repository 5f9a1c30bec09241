"""ruff and mypy agree with the code, with the settings of pyproject.toml."""

import subprocess
import sys

import pytest

from tests.architecture.tree import ROOT


def run(*command: str, text: str | None = None) -> str:
    """What a tool of this environment says where it is not content; empty where it is."""
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, input=text, capture_output=True, encoding="utf-8", check=False
    )
    return "" if done.returncode == 0 else f"exit code {done.returncode}\n{done.stdout}{done.stderr}"


def test_code_is_linted():
    assert run("ruff", "check", "--quiet", ".") == ""


def test_code_is_formatted():
    assert run("ruff", "format", "--check", "--quiet", ".") == ""


def test_code_is_typed():
    assert run("mypy") == ""


@pytest.mark.parametrize(
    "source", ["import os\n", "def f(a):\n    return a\n", '"""M."""\ntry:\n    X = 1\nexcept:\n    X = 2\n']
)
def test_ruff_finds_bad_code(source):
    assert run("ruff", "check", "--stdin-filename", "isp_utils/bad.py", "-", text=source)


def test_ruff_finds_bad_form():
    assert run("ruff", "format", "--check", "--stdin-filename", "isp_utils/bad.py", "-", text="x = 'a'\n")


def test_mypy_finds_bad_types(tmp_path):
    bad = tmp_path / "bad.py"
    bad.write_text("def f(a):\n    return a\n", encoding="utf-8")
    assert "untyped" in run("mypy", str(bad))
    bad.write_text("def f(a: int) -> str:\n    return a\n", encoding="utf-8")
    assert "Incompatible return" in run("mypy", str(bad))
