"""The files the rules look at: what git knows or would add, so that mistakes show before a commit."""

import os
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "isp_utils"
NOT_OURS = {
    ".git",
    ".venv",
    "outputs",
    "processed",
    "__pycache__",
    ".pytest_cache",
    ".mypy_cache",
    ".ruff_cache",
}


@cache
def project_files() -> tuple[Path, ...]:
    """Every file of the project, without what .gitignore leaves out; works in an unpacked archive too."""
    asked = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    listed = [ROOT / os.fsdecode(name) for name in asked.stdout.split(b"\0") if name]
    if asked.returncode != 0 or not listed:
        walked = ROOT.rglob("*")
        listed = [path for path in walked if not NOT_OURS & set(path.relative_to(ROOT).parts)]
    return tuple(sorted(path for path in listed if path.is_file()))


def modules() -> tuple[Path, ...]:
    """Every Python module of the package."""
    return tuple(path for path in project_files() if path.suffix == ".py" and path.is_relative_to(PACKAGE))


def name_of(path: Path) -> str:
    """A path as it is said in a message."""
    return path.relative_to(ROOT).as_posix()
