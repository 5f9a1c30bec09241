"""The one command of the suite: `python run_all.py` makes the reports, `python run_all.py test` tests it.

Needs Python 3.11 and pip, nothing else: an active conda or virtual environment is used as it is, otherwise
the packages of requirements.lock are put into .venv and this script runs again inside (docs/decisions/0002).
The file must stay readable for older Pythons, which are told so below.
"""

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "lock.sha256"
# Left out of every child process: the first slows each start down, the others lend it foreign packages.
HARMFUL = ("PYTHONDONTWRITEBYTECODE", "PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV")
TWO_PROCESSES = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")  # a file each; `-n 0` goes back to one


def main(arguments: "list[str]") -> int:
    """Exit code of the tests or of the suite, run where the packages are; 2 where they cannot be had."""
    if sys.version_info < (3, 11):  # noqa: UP036
        return refuse(f"Nötig ist Python 3.11 oder neuer, dies ist {sys.version.split()[0]}.")
    conda, conda_base = (Path(sys.prefix, folder).is_dir() for folder in ("conda-meta", "condabin"))
    active = sys.prefix != sys.base_prefix or conda
    missing = missing_packages(with_tests=arguments[:1] == ["test"])
    if active and not missing:
        return run_here(arguments)
    if active and not conda_base:
        return refuse(
            f"In der aktiven Umgebung {sys.prefix} fehlen Pakete: {', '.join(missing)}.\n"
            "Entweder die Umgebung verlassen (deactivate oder conda deactivate) und den Befehl wiederholen\n"
            "oder sie ergänzen: python -m pip install --no-deps --require-hashes -r requirements.lock"
        )
    if not is_ready() and not make_environment():
        return 2
    return subprocess.call([str(VENV_PYTHON), __file__, *arguments], env=clean_environ())


def run_here(arguments: "list[str]") -> int:
    """Exit code of pytest or of the suite in the environment of this very interpreter."""
    if arguments[:1] == ["test"]:
        command = [sys.executable, "-m", "pytest", *TWO_PROCESSES, *arguments[1:]]
        return subprocess.call(command, cwd=ROOT, env=clean_environ())
    from isp_utils.suite.command import main as suite

    return suite(arguments)


def missing_packages(with_tests: bool) -> "list[str]":
    """Names of the packages asked for in pyproject.toml that this interpreter does not have."""
    import tomllib
    from importlib.metadata import distributions

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + (project["optional-dependencies"]["test"] if with_tests else [])
    names = [re.split(r"[^\w-]", requirement)[0] for requirement in wanted]
    return [name for name in names if not list(distributions(name=name))]


def is_ready() -> bool:
    """Whether .venv was finished, and with this very lock file."""
    return VENV_PYTHON.exists() and STAMP.exists() and STAMP.read_text() == fingerprint()


def make_environment() -> bool:
    """Makes .venv anew from the lock; the stamp comes last, so an interrupted try begins again next time."""
    say("Umgebung wird eingerichtet (einmalig, etwa 3 Minuten) ...")
    if subprocess.call([sys.executable, "-m", "venv", "--clear", str(VENV)], env=clean_environ()) != 0:
        refuse(".venv ließ sich nicht anlegen. Unter Debian und Ubuntu hilft: apt install python3-venv")
        return False
    complaint = install()
    if complaint:
        refuse(f"{complaint}Die Pakete ließen sich nicht laden. Bitte Netz, Proxy (HTTPS_PROXY) und freien Platz")
        refuse("(2 GB) prüfen und den Befehl wiederholen; er beginnt dann von vorn.")
        return False
    STAMP.write_text(fingerprint())
    say("Umgebung fertig.")
    return True


def install() -> str:
    """Puts the locked packages into .venv, with progress; empty on success, else the end of what pip said."""
    command = [str(VENV_PYTHON), "-m", "pip", "install", "--no-deps", "--require-hashes", "-r", str(LOCK)]
    options = ["--only-binary=:all:", "--disable-pip-version-check"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "encoding": "utf-8", "errors": "replace"}
    log, loaded = [], 0
    with subprocess.Popen(command + options, env=clean_environ(), **pipes) as pip:  # type: ignore[call-overload]
        for line in pip.stdout:
            log.append(line)
            found = line.startswith(("Collecting", "Processing"))
            loaded += found
            if found and loaded % 25 == 0:
                say(f"  {loaded} Pakete geladen ...")
            if line.startswith("Installing"):
                say(f"  {loaded} Pakete werden ausgepackt und übersetzt ...")
    return "".join(log[-12:]) if pip.returncode else ""


def clean_environ() -> "dict[str, str]":
    """The environment variables for a child process."""
    return {name: value for name, value in os.environ.items() if name not in HARMFUL}


def fingerprint() -> str:
    """Hash of the lock file that .venv has to match."""
    return hashlib.sha256(LOCK.read_bytes()).hexdigest()


def say(message: str) -> None:
    """Prints at once, for progress must not wait in a buffer."""
    print(message, flush=True)


def refuse(message: str) -> int:
    """Says what is wrong and what to do; exit code 2, as for every wrong call."""
    print(message, file=sys.stderr, flush=True)
    return 2


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(refuse("Abgebrochen."))
