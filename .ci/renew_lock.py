"""Renews both locks: exact versions with hashes, for every system, without any registry address.

requirements.lock holds what a run needs, requirements-test.lock what the tests need beyond it.

Run `python .ci/renew_lock.py` where uv is installed (`python -m pip install uv`). The versions already
locked are kept where pyproject.toml allows them; `--upgrade` takes the newest. The result is installed with
`pip install --no-deps --require-hashes`, because rfc3987-syntax, which jsonschema asks for, is left out: it
costs 2-3 s in every process that imports nbformat, and nothing here uses it (docs/decisions/0002).
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-test.lock"
OPTIONS = [
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-annotate",
    "--no-header",
    "--quiet",
]
NEVER = "sys_platform == 'never'"


def main(arguments: list[str]) -> int:
    """Writes both lock files anew; exit code of uv."""
    with tempfile.TemporaryDirectory() as folder:
        overrides, every, run = (Path(folder, name) for name in ("overrides.txt", "every.txt", "run.txt"))
        overrides.write_text(f"rfc3987-syntax ; {NEVER}\n", encoding="utf-8")
        every.write_text(LOCK.read_text(encoding="utf-8") + _text(TEST_LOCK), encoding="utf-8")
        command = ["uv", "pip", "compile", "pyproject.toml", *OPTIONS, "--override", str(overrides)]
        for more in (["--extra=test", *arguments, "-o", str(every)], ["-c", str(every), "-o", str(run)]):
            done = subprocess.run([*command, *more], cwd=ROOT, check=False)
            if done.returncode:
                return done.returncode
        needed, wanted = (without_never(path.read_text(encoding="utf-8")) for path in (run, every))
    LOCK.write_text(needed, encoding="utf-8", newline="\n")
    TEST_LOCK.write_text(beyond(wanted, needed), encoding="utf-8", newline="\n")
    return 0


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def beyond(wanted: str, needed: str) -> str:
    r"""The packages of one lock that another one does not have.

    >>> beyond("a==1 \\\n    --hash=x\nb==2 \\\n    --hash=y\n", "a==1 \\\n    --hash=x\n")
    'b==2 \\\n    --hash=y\n'
    """
    there = {_package(entry) for entry in entries_of(needed)}
    return "".join(entry for entry in entries_of(wanted) if _package(entry) not in there)


def _package(entry: str) -> str:
    return _head(entry).partition("==")[0]


def _head(entry: str) -> str:
    return entry.splitlines()[0]


def entries_of(lock: str) -> list[str]:
    """Every package of a lock with its hashes."""
    return [entry for entry in re.split(r"(?m)^(?=\S)", lock) if entry]


def without_never(lock: str) -> str:
    r"""The lock less the entries whose marker is never true.

    >>> without_never("a==1 \\\n    --hash=x\nb==2 ; sys_platform == 'never' \\\n    --hash=y\n")
    'a==1 \\\n    --hash=x\n'
    """
    return "".join(entry for entry in entries_of(lock) if NEVER not in _head(entry))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
