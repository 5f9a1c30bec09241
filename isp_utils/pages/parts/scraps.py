"""Findings that a notebook hands over: written so that scrapbook reads them, without scrapbook's silent NaN.

scrapbook 0.5 turns NaN into the text 'nan' and refuses numpy scalars; this writes the same scrap MIME from clean JSON.
"""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from IPython.display import display

from isp_utils.pages.parts.unwritten import unwritten

MIME = "application/scrapbook.scrap.json+json"
GLUED = ("application/scrapbook.scrap.json+json", "application/scrapbook.scrap.text+json")  # also by sb.glue
TABLE_MIME = "application/x-isp-csv+json"  # data files that leave the notebook with a picture


def glue(name: str, value: object) -> None:
    """Record a finding in the running notebook.

    Numpy and pandas scalars, Series and dicts of them become plain JSON; NaN and infinity raise ValueError
    (inside a finding a missing figure is None; a finding that is None as a whole is none: scrapbook could not read it).
    """
    if value is None:
        raise ValueError(f"Der Befund »{name}« ist leer; bitte gar nichts festhalten.")
    scrap = {"name": name, "data": json_value(value), "encoder": "json", "version": 1}
    metadata = {"scrapbook": {"name": name, "data": True, "display": False}}
    display({MIME: scrap}, metadata=metadata, raw=True)


def json_value(value: object) -> Any:
    """The value as JSON knows it.

    >>> json_value({"jahre": np.int64(5), "werte": pd.Series([1.5, 2.0])})
    {'jahre': 5, 'werte': [1.5, 2.0]}
    """
    match value:
        case None | bool() | str() | int():
            return value
        case np.generic():
            return json_value(value.item())
        case float() if math.isfinite(value):
            return value
        case float():
            raise ValueError("Ein fehlender Wert (NaN) ist kein Befund; bitte None oder gar nichts festhalten.")
        case pd.Timestamp():
            return value.isoformat()
        case dict():
            return {str(key): json_value(item) for key, item in value.items()}
        case list() | tuple() | pd.Series() | np.ndarray():
            return [json_value(item) for item in value]
    raise ValueError(f"{type(value).__name__} lässt sich nicht als Befund festhalten.")


def outputs_of(notebook: Path, mime: str) -> list[Any]:
    """Every output of one MIME type in an executed notebook, in order."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    outputs = (output for cell in cells for output in cell.get("outputs", []))
    return [output["data"][mime] for output in outputs if mime in output.get("data", {})]


def scraps_of(notebook: Path) -> dict[str, Any]:
    """Findings recorded in an executed notebook, by name: by our `glue`, and text and JSON of scrapbook's own."""
    found = (scrap for mime in GLUED for scrap in outputs_of(notebook, mime))
    return {scrap["name"]: scrap["data"] for scrap in found}


def is_scrap(output: Mapping[str, Any]) -> bool:
    """Whether an output of a cell is a finding and nothing to be shown."""
    return any(mime.startswith("application/scrapbook.") for mime in output.get("data", {}))


def sentences_glued(scraps: Mapping[str, Any]) -> list[str]:
    """Findings that are texts: of a free analysis, which glues what it found as a sentence; not one of the template.

    >>> sentences_glued({"befund": "Mit der Armut sinkt die Quote.", "steigung": -0.8})
    ['Mit der Armut sinkt die Quote.']
    """
    texts = [value.strip() for value in scraps.values() if isinstance(value, str)]
    return [text for text in texts if text and not unwritten(text)]
