"""`isp labor`: JupyterLab on START.ipynb, in German, without news, updates or any request to another machine."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from isp_utils.store import PACKAGE, Store
from isp_utils.suite.arguments import GermanParser

SETTINGS = Path(__file__).parents[1] / "laboratory"  # overrides.json
START = "START.ipynb"
QUIET = (
    f"--LabApp.app_settings_dir={SETTINGS}",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
    "--LabApp.news_url=None",
)


def open_laboratory(arguments: Sequence[str]) -> int:
    """Exit code of JupyterLab; `arguments` are handed on to it, but for those that ask for help."""
    _parser().parse_known_args(arguments)
    store = Store.here()
    root = store.notebooks.parent
    _make_font_list()
    environment = os.environ | {"PYTHONPATH": str(PACKAGE.parent)}
    address = f"/lab/tree/{(store.notebooks / START).relative_to(root).as_posix()}"
    options = [f"--ServerApp.root_dir={root}", f"--LabApp.default_url={address}", *QUIET, *arguments]
    return wait_for_its_end([sys.executable, "-m", "jupyter", "lab", *options], environment)


def wait_for_its_end(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Exit code of a program that answers Ctrl-C itself: JupyterLab asks first and ends its kernels in order."""
    with subprocess.Popen(command, env=environment) as program:
        while True:
            try:
                return program.wait()
            except KeyboardInterrupt:  # subprocess.call would kill it a quarter of a second later
                continue


def _parser() -> GermanParser:
    """Knows the help alone: all other options are those of JupyterLab."""
    parser = GermanParser(prog="run_all.py labor", description="JupyterLab mit den Notebooks öffnen")
    parser.epilog = (
        "Beenden: zweimal Strg+C in diesem Fenster.\n"
        "Weitere Angaben gehen an JupyterLab, z. B. --no-browser oder --port=8890."
    )
    return parser


def _make_font_list() -> None:
    """Matplotlib looks for fonts once on a machine, and says so in a red box in whichever cell comes first."""
    import matplotlib.font_manager  # noqa: F401
