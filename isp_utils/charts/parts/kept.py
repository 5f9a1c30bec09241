"""Pictures that were drawn before: the same content drawn by the same code is the same picture, in every run.

A run names the folder; without one (a scientist in JupyterLab, a unit test) everything is drawn.
"""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields, is_dataclass
from enum import Enum
from functools import lru_cache, wraps
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from time import time
from typing import ParamSpec

import numpy as np

from isp_utils.charts.inputs import Fragment
from isp_utils.store import PACKAGE, fingerprint

VARIABLE = "ISP_ZEICHNUNGEN"  # folder of the pictures of earlier runs
DRAWN_BY = ("charts", "model")  # rooms whose code makes a picture what it is
LIBRARIES = ("matplotlib", "seaborn", "numpy")
OLDEST = 60 * 24 * 3600.0  # seconds after which a picture that no run has asked for goes
Asked = ParamSpec("Asked")


def kept(draw: Callable[Asked, Fragment]) -> Callable[Asked, Fragment]:
    """The picture of an earlier run where one was drawn from the same content, else a new one, which is kept."""

    @wraps(draw)
    def drawn_once(*given: Asked.args, **named: Asked.kwargs) -> Fragment:
        folder = os.environ.get(VARIABLE)
        if not folder:
            return draw(*given, **named)
        content = f"{draw.__module__}.{draw.__name__} {_plain(given)} {_plain(named)} {_code()}"
        path = Path(folder, f"{sha256(content.encode()).hexdigest()}.json")
        if path.exists():
            os.utime(path)
            return Fragment(**json.loads(path.read_text(encoding="utf-8")))
        found = draw(*given, **named)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")  # two notebooks may draw the same at the same time
        draft.write_text(json.dumps(asdict(found), ensure_ascii=False), encoding="utf-8")
        draft.replace(path)
        return found

    return drawn_once


def forget_old(folder: Path) -> None:
    """Drop the pictures that no run has asked for in a long time."""
    for path in folder.glob("*.json"):
        if time() - path.stat().st_mtime > OLDEST:
            path.unlink(missing_ok=True)


def _plain(content: object) -> str:
    """A text of everything in some content, nothing shortened; raises TypeError for what it cannot look into."""
    if content is None or isinstance(content, str | bool | int | float | Enum):
        return repr(content)
    if isinstance(content, np.generic):
        return repr(content.item())
    if is_dataclass(content) and not isinstance(content, type):
        parts = ",".join(_plain(getattr(content, field.name)) for field in fields(content))
        return f"{type(content).__name__}({parts})"
    if isinstance(content, Mapping):
        return "{" + ",".join(f"{_plain(key)}:{_plain(value)}" for key, value in content.items()) + "}"
    if isinstance(content, list | tuple | np.ndarray):
        return f"[{','.join(map(_plain, content))}]"
    raise TypeError(f"A picture cannot be kept whose content has a {type(content).__name__}.")


@lru_cache(maxsize=1)
def _code() -> str:
    """Digest of the code that draws, and the versions of what it draws with."""
    files = sorted(path for room in DRAWN_BY for path in (PACKAGE / room).rglob("*.py"))
    return " ".join([fingerprint(*files), *(f"{name}={version(name)}" for name in LIBRARIES)])
