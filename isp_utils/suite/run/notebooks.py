"""What a notebook file says about itself: its sources and the parameters it declares."""

import ast
import json
from pathlib import Path
from typing import Any

from isp_utils.model.errors import InputError


def cells_of(notebook: Path) -> list[dict[str, Any]]:
    """The cells of a notebook file."""
    return list(json.loads(notebook.read_text(encoding="utf-8"))["cells"])


def notebook_source(notebook: Path) -> str:
    """Type and text of every cell: all of a notebook that can change a result or a page."""
    return "\n".join(f"{cell['cell_type']}: {''.join(cell['source'])}" for cell in cells_of(notebook))


def declared_parameters(notebook: Path) -> list[str]:
    """Names assigned in the cell tagged `parameters`; raises InputError where there is not exactly one such cell."""
    tagged = [cell for cell in cells_of(notebook) if "parameters" in cell.get("metadata", {}).get("tags", [])]
    if len(tagged) != 1:
        raise InputError(
            f"{notebook.name}: genau eine Zelle muss die Marke »parameters« tragen, es sind {len(tagged)}."
        )
    nodes = ast.parse("".join(tagged[0]["source"])).body
    return [
        target.id
        for node in nodes
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    ]
