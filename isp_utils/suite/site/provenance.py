"""Where a run comes from: origin of every row, commit and library versions."""

import platform
import subprocess
from datetime import datetime
from importlib.metadata import version
from typing import Any

import pandas as pd

from isp_utils.model.catalogue import Catalogue
from isp_utils.model.terms import Sources
from isp_utils.store import PACKAGE

LIBRARIES = ("pandas", "numpy", "scipy", "statsmodels", "matplotlib", "seaborn", "papermill", "nbconvert", "scrapbook")


def herkunft(rows: pd.DataFrame, catalogue: Catalogue) -> pd.Series:
    """'demo', 'eigene' (the county's own delivery) or 'amtlich' for every gated row."""
    owner = {name: source.owner for name, source in catalogue.sources.items()}
    origins = {names: owner[Sources.parse(names).first] for names in rows["source"].unique()}
    origin = rows["source"].map(origins)
    return origin.mask(rows["flag"] == "demo", "demo")


def run_facts() -> dict[str, Any]:
    """Time, commit and versions behind a run."""
    return {
        "created": datetime.now().astimezone().isoformat(timespec="seconds"),
        "commit": _commit(),
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in LIBRARIES},
    }


def _commit() -> str:
    """Commit of the checkout, 'unbekannt' where the suite was copied without git."""
    try:
        answer = subprocess.run(
            ["git", "rev-parse", "HEAD"], cwd=PACKAGE, capture_output=True, text=True, timeout=10, check=False
        )
    except (FileNotFoundError, subprocess.TimeoutExpired):
        return "unbekannt"
    return answer.stdout.strip() or "unbekannt"
