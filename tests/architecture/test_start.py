"""run_all.py: which environment is used, made or refused; the real installation is what CI itself does."""

import importlib.util
import subprocess
import sys
from types import ModuleType

import pytest

from tests.architecture.tree import ROOT


@pytest.fixture
def start(tmp_path, monkeypatch) -> ModuleType:
    """run_all.py as a module whose .venv lies in an empty folder and whose child processes do nothing."""
    spec = importlib.util.spec_from_file_location("run_all", ROOT / "run_all.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "VENV_PYTHON", tmp_path / ".venv/bin/python")
    stamps = {lock: tmp_path / ".venv" / path.name for lock, path in module.STAMPS.items()}
    monkeypatch.setattr(module, "STAMPS", stamps)
    monkeypatch.setattr(module, "children", [], raising=False)
    monkeypatch.setattr(module.subprocess, "call", lambda command, **_: module.children.append(command) or 0)
    monkeypatch.setattr(module, "wait_for", lambda command: module.children.append(command) or 0)
    monkeypatch.setattr(module, "install", lambda lock: module.children.append(lock.name) or installed(module))
    return module


def installed(start: ModuleType, complaint: str = "") -> str:
    """Stands for a pip run that leaves an interpreter behind."""
    start.VENV_PYTHON.parent.mkdir(parents=True, exist_ok=True)
    start.VENV_PYTHON.touch()
    return complaint


def plain_python(monkeypatch, tmp_path) -> None:
    """As if no environment were active."""
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "python"))
    monkeypatch.setattr(sys, "base_prefix", str(tmp_path / "python"))


def test_an_old_python_is_told_so(start, monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 10, 13, "final", 0))
    assert start.main([]) == 2
    assert "Nötig ist Python 3.11" in capsys.readouterr().err


def test_a_plain_python_gets_an_environment_once(start, monkeypatch, tmp_path, capsys):
    plain_python(monkeypatch, tmp_path)
    assert start.main(["--kreis", "03354"]) == 0
    assert "Umgebung wird eingerichtet" in capsys.readouterr().out
    made, packages, again = start.children
    assert packages == "requirements.lock"
    assert made[1:4] == ["-m", "venv", "--clear"]
    assert again == [str(start.VENV_PYTHON), start.__file__, "--kreis", "03354"]
    assert start.main([]) == 0
    assert capsys.readouterr().out == ""
    assert len(start.children) == 4


def test_the_tools_of_the_tests_come_when_the_tests_are_asked_for(start, monkeypatch, tmp_path):
    plain_python(monkeypatch, tmp_path)
    for arguments in ([], ["test"], ["test"], []):
        assert start.main(arguments) == 0
    assert [name for name in start.children if isinstance(name, str)] == ["requirements.lock", "requirements-test.lock"]


@pytest.mark.parametrize("stamp", [None, "", "of another lock"])
def test_an_unfinished_or_outdated_environment_is_made_anew(start, monkeypatch, tmp_path, stamp):
    plain_python(monkeypatch, tmp_path)
    installed(start)
    if stamp is not None:
        start.STAMPS[start.LOCK].write_text(stamp)
    assert start.main([]) == 0
    assert "--clear" in start.children[0]
    assert start.is_ready(start.LOCK)


def test_a_failed_installation_leaves_no_stamp(start, monkeypatch, tmp_path, capsys):
    plain_python(monkeypatch, tmp_path)
    monkeypatch.setattr(start, "install", lambda lock: installed(start, "ERROR: no route to host\n"))
    assert start.main([]) == 2
    assert "no route to host" in (said := capsys.readouterr().err)
    assert "Netz" in said
    assert not start.is_ready(start.LOCK)


def test_an_active_environment_is_used_as_it_is(start, monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "active"))
    assert start.main(["test", "-k", "x"]) == 0
    assert start.children == [[sys.executable, "-m", "pytest", *start.TWO_PROCESSES, "-k", "x"]]


@pytest.mark.parametrize("conda", [True, False])
def test_an_active_environment_without_the_packages_is_refused(start, monkeypatch, tmp_path, capsys, conda):
    plain_python(monkeypatch, tmp_path)
    if conda:
        (tmp_path / "python/conda-meta").mkdir(parents=True)
    else:
        monkeypatch.setattr(sys, "prefix", str(tmp_path / "active"))
    monkeypatch.setattr(start, "missing_packages", lambda with_tests: ["papermill"])
    assert start.main([]) == 2
    assert "fehlen Pakete: papermill" in (said := capsys.readouterr().err)
    assert "deactivate" in said
    assert "--no-deps --require-hashes" in said
    assert start.children == []


def test_the_base_environment_of_conda_is_left_alone(start, monkeypatch, tmp_path):
    plain_python(monkeypatch, tmp_path)
    (tmp_path / "python/conda-meta").mkdir(parents=True)
    (tmp_path / "python/condabin").mkdir()
    monkeypatch.setattr(start, "missing_packages", lambda with_tests: ["papermill"])
    assert start.main([]) == 0
    assert start.children[0][1:4] == ["-m", "venv", "--clear"]


def test_missing_packages_are_named(start, monkeypatch, tmp_path):
    wish = """
        [project]
        dependencies = ["pandas>=3.0", "no_such-package[x]>=1"]
        [project.optional-dependencies]
        test = ["nor.this"]
    """
    (tmp_path / "pyproject.toml").write_text(wish)
    monkeypatch.setattr(start, "ROOT", tmp_path)
    assert start.missing_packages(with_tests=False) == ["no_such-package"]
    assert len(start.missing_packages(with_tests=True)) == 2


def test_children_are_not_slowed_down(start, monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("ISP_CI", "1")
    assert "PYTHONDONTWRITEBYTECODE" not in start.clean_environ()
    assert start.clean_environ()["ISP_CI"] == "1"


def test_the_script_reads_on_an_old_python():
    source = (ROOT / "run_all.py").read_text(encoding="utf-8")
    compile_as_old = "import ast, sys; ast.parse(sys.stdin.read(), feature_version=(3, 6))"
    done = subprocess.run([sys.executable, "-c", compile_as_old], input=source, encoding="utf-8", check=False)
    assert done.returncode == 0
