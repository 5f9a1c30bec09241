"""The one command of the suite: `python run_all.py` makes the reports, `python run_all.py test` tests it.

Needs Python 3.11 and pip, nothing else: an active conda or virtual environment is used as it is, otherwise
the packages of requirements.lock are put into .venv and this script runs again inside (docs/decisions/0002);
those of requirements-test.lock join them when the tests are first asked for.
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
TEST_LOCK = ROOT / "requirements-test.lock"
STAMPS = {LOCK: VENV / "lock.sha256", TEST_LOCK: VENV / "test.sha256"}
# Left out of every child process: the first slows each start down, the others lend it foreign packages.
HARMFUL = ("PYTHONDONTWRITEBYTECODE", "PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV")
TWO_PROCESSES = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")  # a file each; `-n 0` goes back to one


def main(arguments: "list[str]") -> int:
    """Exit code of the tests or of the suite, run where the packages are; 2 where they cannot be had."""
    if sys.version_info < (3, 11):  # noqa: UP036
        return refuse(f"Nötig ist Python 3.11 oder neuer, dies ist {sys.version.split()[0]}.")
    conda, conda_base = (Path(sys.prefix, folder).is_dir() for folder in ("conda-meta", "condabin"))
    active = sys.prefix != sys.base_prefix or conda
    with_tests = arguments[:1] == ["test"]
    missing = missing_packages(with_tests)
    if active and not missing:
        return run_here(arguments)
    if active and not conda_base:
        return refuse(
            f"In der aktiven Umgebung {sys.prefix} fehlen Pakete: {', '.join(missing)}.\n"
            "Entweder die Umgebung verlassen (deactivate oder conda deactivate) und den Befehl wiederholen\n"
            "oder sie ergänzen: python -m pip install --no-deps --require-hashes -r requirements.lock"
            + (" -r requirements-test.lock" if with_tests else "")
        )
    if not is_ready(LOCK) and not make_environment():
        return 2
    if with_tests and not is_ready(TEST_LOCK) and not add_packages(TEST_LOCK):
        return 2
    return wait_for([str(VENV_PYTHON), __file__, *arguments])


def run_here(arguments: "list[str]") -> int:
    """Exit code of pytest or of the suite in the environment of this very interpreter."""
    if arguments[:1] == ["test"]:
        command = [sys.executable, "-m", "pytest", *TWO_PROCESSES, *arguments[1:]]
        return wait_for(command)
    from isp_utils.suite.command import main as suite

    return suite(arguments)


def wait_for(command: "list[str]") -> int:
    """Exit code of a command; Ctrl-C reaches it as well, and it puts everything in its place before it ends."""
    with subprocess.Popen(command, cwd=ROOT if command[1:2] == ["-m"] else None, env=clean_environ()) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                continue


def missing_packages(with_tests: bool) -> "list[str]":
    """Names of the packages asked for in pyproject.toml that this interpreter does not have."""
    import tomllib
    from importlib.metadata import distributions

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + (project["optional-dependencies"]["test"] if with_tests else [])
    names = [re.split(r"[^\w-]", requirement)[0] for requirement in wanted]
    return [name for name in names if not list(distributions(name=name))]


def is_ready(lock: Path) -> bool:
    """Whether the packages of a lock file are in .venv, of this very one."""
    stamp = STAMPS[lock]
    return VENV_PYTHON.exists() and stamp.exists() and stamp.read_text() == fingerprint(lock)


def make_environment() -> bool:
    """Makes .venv anew from the lock; the stamp comes last, so an interrupted try begins again next time."""
    say("Umgebung wird eingerichtet (einmalig, etwa 3 Minuten) ...")
    if subprocess.call([sys.executable, "-m", "venv", "--clear", str(VENV)], env=clean_environ()) != 0:
        refuse(".venv ließ sich nicht anlegen. Unter Debian und Ubuntu hilft: apt install python3-venv")
        return False
    return add_packages(LOCK)


def add_packages(lock: Path) -> bool:
    """Puts the packages of a lock file into .venv."""
    if lock == TEST_LOCK:
        say("Die Werkzeuge für die Tests werden eingerichtet (einmalig) ...")
    complaint = install(lock)
    if complaint:
        refuse(f"{complaint}Die Pakete ließen sich nicht laden. Bitte Netz, Proxy (HTTPS_PROXY) und freien Platz")
        refuse("(2 GB) prüfen und den Befehl wiederholen; er beginnt dann von vorn.")
        return False
    STAMPS[lock].write_text(fingerprint(lock))
    say("Umgebung fertig.")
    return True


def install(lock: Path) -> str:
    """Puts locked packages into .venv, with progress; empty on success, else the end of what pip said."""
    command = [str(VENV_PYTHON), "-m", "pip", "install", "--no-deps", "--require-hashes", "-r", str(lock)]
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


def fingerprint(lock: Path) -> str:
    """Hash of a lock file that .venv has to match."""
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def say(message: str) -> None:
    """Prints at once, for progress must not wait in a buffer."""
    print(message, flush=True)


def refuse(message: str) -> int:
    """Says what is wrong and what to do; exit code 2, as for every wrong call."""
    print(message, file=sys.stderr, flush=True)
    return 2


if __name__ == "__main__":
    try:
        code = main(sys.argv[1:])
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)  # all is written; taking apart what is in memory would take half a second more
    except KeyboardInterrupt:
        refuse("Abgebrochen.")
        sys.exit(130)
    except BrokenPipeError:  # whoever reads along (head, more) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
