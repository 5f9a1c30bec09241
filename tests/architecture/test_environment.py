"""pyproject.toml asks, the locks fix, environment.yml says the same for conda."""

import re
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement

from tests.architecture.tree import ROOT

CONDA_NAMES = {"playwright": "playwright-python"}
CLIENTS_PACKAGES = {"jupyterlab", "papermill", "pandas", "seaborn", "statsmodels", "nbconvert", "scrapbook"}
NOT_FROM_HERE = "rfc3987-syntax"  # docs/decisions/0002


def asked_for() -> list[Requirement]:
    """What pyproject.toml asks for, with its extra "test"."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [Requirement(line) for line in [*project["dependencies"], *project["optional-dependencies"]["test"]]]


LOCKS = ("requirements.lock", "requirements-test.lock")


def lock_text(*names: str) -> str:
    """Both lock files, or those of these names."""
    return "".join((ROOT / name).read_text(encoding="utf-8") for name in names or LOCKS)


def locked(lock: str, python: str) -> dict[str, str]:
    """Package -> version that a lock fixes for a Python version ("3.13") on Linux."""
    marks = {
        "python_version": python,
        "python_full_version": f"{python}.9",
        "sys_platform": "linux",
        "os_name": "posix",
    }
    entries = [Requirement(line.rstrip(" \\")) for line in lock.splitlines() if line and not line.startswith(" ")]
    fitting = [item for item in entries if item.marker is None or item.marker.evaluate(marks)]
    return {item.name: str(item.specifier).removeprefix("==") for item in fitting}


def lock_breaches(lock: str) -> list[str]:
    """What makes a lock unsafe or tied to a place: an entry without hash or exact version, an address, an option."""
    found = [f"an address or option: {line}" for line in lock.splitlines() if "://" in line or line.startswith("-")]
    for entry in re.split(r"(?m)^(?=\S)", lock):
        head = entry.partition("\n")[0]
        if entry and (not re.match(r"[\w.-]+==\S+", head) or "--hash=sha256:" not in entry):
            found.append(f"no exact version or no hash: {head}")
    return found


def conda_breaches(environment: str, asked: list[Requirement], lock: str) -> list[str]:
    """Where environment.yml says another version than the lock, leaves a package out or adds one."""
    lines = yaml.safe_load(environment)["dependencies"]
    by_pip = [line for part in lines if isinstance(part, dict) for line in part["pip"]]
    flat = [line for line in lines if isinstance(line, str)]
    python = next(line for line in flat if line.startswith("python=")).partition("=")[2]
    versions = locked(lock, python)
    expected = {f"{item.name}=={versions[item.name]}" for item in asked}
    said = {spoken(line) for line in [*flat, *by_pip]} - {f"python={python}", "pip"}
    return sorted(expected ^ said)


def spoken(line: str) -> str:
    """A line of environment.yml with the name that the package has outside conda."""
    name, _, version = line.partition("==")
    back = {conda: plain for plain, conda in CONDA_NAMES.items()}
    return f"{back.get(name, name)}=={version}" if version else line


def test_environment_equals_the_lock():
    environment = (ROOT / "environment.yml").read_text(encoding="utf-8")
    assert conda_breaches(environment, asked_for(), lock_text()) == []


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
def test_the_lock_answers_every_wish(python):
    versions = locked(lock_text(), python)
    assert [str(item) for item in asked_for() if versions.get(item.name) not in item.specifier] == []


def test_no_package_stands_in_both_locks_and_the_run_needs_no_tool_of_the_tests():
    run, test = (locked(lock_text(name), "3.13") for name in LOCKS)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    tools = {Requirement(line).name for line in project["optional-dependencies"]["test"]}
    assert not run.keys() & test.keys()
    assert not run.keys() & tools


def test_the_client_finds_the_packages_agreed_on():
    assert {item.name for item in asked_for()} >= CLIENTS_PACKAGES


def test_the_lock_is_exact_hashed_and_names_no_place():
    assert lock_breaches(lock_text()) == []
    assert NOT_FROM_HERE not in lock_text()


LOCK = "a==1.0 \\\n    --hash=sha256:00\nb==2.0 ; python_version < '3.12' \\\n    --hash=sha256:11\n"
ASKED = [Requirement("a>=1")]


@pytest.mark.parametrize(
    "lock",
    [
        "--index-url https://example.org/simple\n" + LOCK,
        "c==1.0\n" + LOCK,
        LOCK + "d>=1.0 \\\n    --hash=sha256:22\n",
        LOCK + "e @ https://example.org/e.whl \\\n    --hash=sha256:33\n",
    ],
)
def test_a_bad_lock_is_found(lock):
    assert lock_breaches(LOCK) == []
    assert lock_breaches(lock)


def test_the_marker_decides_what_is_locked():
    assert locked(LOCK, "3.13") == {"a": "1.0"}
    assert locked(LOCK, "3.11") == {"a": "1.0", "b": "2.0"}


@pytest.mark.parametrize("line", ["a==1.1", "a>=1.0", "a", "a==1.0\n  - z==1.0"])
def test_a_deviating_environment_is_found(line):
    environment = "dependencies:\n  - python=3.13\n  - pip\n  - {}\n"
    assert conda_breaches(environment.format("a==1.0"), ASKED, LOCK) == []
    assert conda_breaches(environment.format(line), ASKED, LOCK)
