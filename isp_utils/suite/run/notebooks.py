"""What a notebook file says about itself: its sources and the parameters it declares."""

import ast
import json
from pathlib import Path
from typing import Any

from isp_utils.model.errors import InputError

DAMAGED = (
    "{name}: Die Datei ist kein lesbares Notebook ({what}). Oft ist eine Zusammenführung (git merge) nicht zu Ende "
    "gebracht: Bitte die Zeilen mit <<<<<<<, ======= und >>>>>>> bereinigen oder eine frühere Fassung zurückholen."
)
NO_PYTHON = (
    "{name}: Die Zelle mit der Marke »parameters« ist kein gültiges Python (in ihrer Zeile {line}). Bitte dort nur "
    "Zuweisungen schreiben, etwa: jahr = 0"
)
VERSION = 4  # of the form, nbformat
OF_A_CELL = ("cell_type", "source", "metadata")


def content_of_notebook(notebook: Path) -> dict[str, Any]:
    """What stands in a notebook file; raises InputError for one that is none."""
    try:
        content = json.loads(notebook.read_text(encoding="utf-8"))
    except FileNotFoundError as problem:
        raise InputError(
            f"{notebook.name}: Das Notebook liegt nicht in {notebook.parent}. Bitte zurückholen oder aus pages.toml "
            "entfernen."
        ) from problem
    except ValueError as problem:  # of JSON, of UTF-8
        raise InputError(DAMAGED.format(name=notebook.name, what=_place(problem))) from problem
    if what := _fault(content):
        raise InputError(DAMAGED.format(name=notebook.name, what=what))
    return dict(content)


def _fault(content: Any) -> str:
    """What is wrong with the content of a JSON file that should be a notebook; nothing is a good answer."""
    if (
        not isinstance(content, dict)
        or content.get("nbformat") != VERSION
        or not isinstance(content.get("cells"), list)
    ):
        return f"es hat keine Zellen in der Form von Jupyter {VERSION}"
    for number, cell in enumerate(content["cells"], 1):
        if missing := [name for name in OF_A_CELL if not isinstance(cell, dict) or name not in cell]:
            return f"in Zelle {number} fehlt {missing[0]}"
    return ""


def _place(problem: ValueError) -> str:
    return f"Zeile {problem.lineno}" if isinstance(problem, json.JSONDecodeError) else "kein Text in UTF-8"


def cells_of(notebook: Path) -> list[dict[str, Any]]:
    """The cells of a notebook file; raises InputError for one that is none."""
    return list(content_of_notebook(notebook)["cells"])


def notebook_source(notebook: Path) -> str:
    """Type and text of every cell: all of a notebook that can change a result or a page."""
    return "\n".join(f"{cell['cell_type']}: {''.join(cell['source'])}" for cell in cells_of(notebook))


def declared_parameters(notebook: Path) -> list[str]:
    """Names assigned in the cell tagged `parameters`.

    Raises InputError where there is not exactly one such cell, and where it is no Python.
    """
    tagged = [cell for cell in cells_of(notebook) if "parameters" in cell.get("metadata", {}).get("tags", [])]
    if len(tagged) != 1:
        raise InputError(
            f"{notebook.name}: genau eine Zelle muss die Marke »parameters« tragen, es sind {len(tagged)}."
        )
    try:
        parsed = ast.parse("".join(tagged[0]["source"]))
    except SyntaxError as problem:
        raise InputError(NO_PYTHON.format(name=notebook.name, line=problem.lineno)) from problem
    return [
        target.id
        for node in parsed.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    ]
