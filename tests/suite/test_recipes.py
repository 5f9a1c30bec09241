"""Every recipe of docs/Jupyter.md runs as it stands there, in one kernel after the other's cells."""

import re

import nbformat
from nbclient import NotebookClient

from tests.architecture.tree import ROOT
from tests.musterkreis import KREIS

PAGE = (ROOT / "docs" / "Jupyter.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```python\n(.*?)```", re.DOTALL)
RECIPES = re.split(r"^## (?=\d+\. )", PAGE, flags=re.MULTILINE)


def recipes() -> dict[str, list[str]]:
    """The cells of every recipe by its heading; before them the cell that all begin with."""
    return {text.splitlines()[0]: BLOCK.findall(text) for text in RECIPES}


def executed(cells: list[str], folder) -> list[nbformat.NotebookNode]:
    """The cells, run in a plain kernel that starts in a folder."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in cells])
    NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": str(folder)}}).execute()
    return notebook.cells


def test_there_are_ten_recipes_and_each_says_something(built, monkeypatch):
    monkeypatch.setenv("ISP_HOME", str(built.home))
    for name in ("PYTHONPATH", "MPLBACKEND"):
        monkeypatch.delenv(name, raising=False)
    found = recipes()
    numbered = {name: cells for name, cells in found.items() if name[0].isdigit()}
    assert len(numbered) == 10
    begin = next(cells for name, cells in found.items() if not name[0].isdigit())
    asked = [
        text.replace("03354", KREIS) for text in (*begin, *(text for cells in numbered.values() for text in cells))
    ]
    ran = executed(asked, ROOT / "notebooks" / "analysen")
    assert all(cell.outputs for cell in ran[1:])
    picture = next("".join(o.data["text/html"]) for cell in ran for o in cell.outputs if "eigene" in str(o.get("data")))
    assert "data-fehlt" not in picture
    warned = "".join(output.text for cell in ran for output in cell.outputs if output.output_type == "stream")
    assert "font cache" not in warned
