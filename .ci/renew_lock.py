"""Renews requirements.lock: exact versions with hashes, for every system, without any registry address.

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
OPTIONS = [
    "--extra=test",
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
    """Writes the lock file anew; exit code of uv."""
    with tempfile.TemporaryDirectory() as folder:
        overrides = Path(folder, "overrides.txt")
        overrides.write_text(f"rfc3987-syntax ; {NEVER}\n", encoding="utf-8")
        command = ["uv", "pip", "compile", "pyproject.toml", *OPTIONS, *arguments]
        done = subprocess.run([*command, "--override", str(overrides), "-o", str(LOCK)], cwd=ROOT, check=False)
    if done.returncode == 0:
        LOCK.write_text(without_never(LOCK.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    return done.returncode


def without_never(lock: str) -> str:
    r"""The lock less the entries whose marker is never true.

    >>> without_never("a==1 \\\n    --hash=x\nb==2 ; sys_platform == 'never' \\\n    --hash=y\n")
    'a==1 \\\n    --hash=x\n'
    """
    entries = re.split(r"(?m)^(?=\S)", lock)
    return "".join(entry for entry in entries if entry and NEVER not in entry.splitlines()[0])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
