"""Notebooks speak, modules compute: a cell is a question in German or a few calls; no figure is typed by hand."""

import ast
import json
import re
from typing import Any

import pytest

from tests.architecture.tree import ROOT, name_of, project_files

EVERY = [path for path in project_files() if path.suffix == ".ipynb"]
ANALYSES = ROOT / "notebooks" / "analysen"  # free: pandas, seaborn and statsmodels as scientists write them
NOTEBOOKS = [path for path in EVERY if path.parent != ANALYSES]
MOST_LINES = 8
BANNED = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.For,
    ast.While,
    ast.Try,
    ast.Lambda,
    ast.ListComp,
    ast.DictComp,
    ast.SetComp,
    ast.GeneratorExp,
)
# References to law may hold commas (§§ 27, 28 SGB VIII); they are no figures.
LAW = re.compile(r"§+\s*\d+[a-z]?(?:\s*(?:,|und|bis|–)\s*\d+[a-z]?\b)*")
FIGURE = re.compile(r"\d,\d|\d\s*(?:%|Prozent|‰)|(?<![\d.])\d{1,3}(?:\.\d{3})+(?![\d.])")


def breaches(notebook: dict[str, Any]) -> list[str]:
    """Everything in a notebook that makes it thick, stale or hand-typed, with the number of its cell."""
    cells = notebook["cells"]
    tagged = [cell for cell in cells if "parameters" in cell["metadata"].get("tags", [])]
    found = [] if len(tagged) == 1 else [f"{len(tagged)} cells are tagged parameters, one is needed"]
    for number, cell in enumerate(cells, start=1):
        text = "".join(cell["source"])
        check = {"code": code_breaches, "markdown": prose_breaches}.get(cell["cell_type"])
        found += [f"cell {number}: {text}" for text in (check(cell, text) if check else ["neither code nor prose"])]
    return found


def code_breaches(cell: dict[str, Any], text: str) -> list[str]:
    """What a code cell holds beyond a few plain calls."""
    found = ["it was committed with outputs"] if cell["outputs"] or cell["execution_count"] else []
    if len(text.splitlines()) > MOST_LINES:
        found.append(f"{len(text.splitlines())} lines, at most {MOST_LINES}")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, BANNED):
            found.append(f"{type(node).__name__} belongs into a module")
        if isinstance(node, ast.Import) or (isinstance(node, ast.ImportFrom) and not ours(node)):
            found.append("only `from isp_utils... import ...` is imported here")
    return found


def ours(node: ast.ImportFrom) -> bool:
    """Whether an import is from the package."""
    return (node.module or "").split(".")[0] == "isp_utils"


def prose_breaches(_: dict[str, Any], text: str) -> list[str]:
    """Figures in prose: they would stay when the data change."""
    return [f"a figure typed by hand: {hit.group()}" for hit in FIGURE.finditer(LAW.sub("§", text))]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name_of)
def test_notebooks_are_thin(path):
    assert breaches(json.loads(path.read_text(encoding="utf-8"))) == []


def test_notebooks_lie_in_their_folder():
    assert {path.parent for path in NOTEBOOKS} == {ROOT / "notebooks"}


@pytest.mark.parametrize("path", [path for path in EVERY if path.parent == ANALYSES], ids=name_of)
def test_free_analyses_are_saved_without_outputs_and_declare_their_parameters(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert [cell for cell in code if cell["outputs"] or cell["execution_count"]] == []
    assert sum("parameters" in cell["metadata"].get("tags", []) for cell in cells) == 1
    assert "".join(cells[0]["source"]).startswith("# ")


def notebook_of(kind: str, text: str, **extra: Any) -> dict[str, Any]:
    """A notebook with its parameters cell and one more cell."""
    empty = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    first = empty | {"metadata": {"tags": ["parameters"]}, "source": 'kreis = "03354"'}
    return {"cells": [first, empty | {"cell_type": kind, "source": text} | extra]}


BAD_CODE = {
    "lines": "report.text()\n" * 9,
    "def": "def f():\n    pass",
    "class": "class A:\n    pass",
    "for": "for i in x:\n    pass",
    "while": "while x:\n    pass",
    "try": "try:\n    x()\nfinally:\n    y()",
    "lambda": "f = lambda: 1",
    "comprehension": "[x for x in y]",
    "foreign import": "import pandas as pd",
    "foreign from": "from pandas import DataFrame",
}
BAD_PROSE = [
    "Die Quote liegt bei 34,4.",
    "Rund 12 % sind arm.",
    "12 Prozent",
    "Es leben hier 49.209 Menschen.",
]
GOOD_PROSE = [
    "## 2 Kinderarmut\nWas sagt § 24 Abs. 2 SGB VIII seit 2013?",
    "Stand 31.12.2023, §§ 27, 28,30 SGB VIII, Kinder unter 3 Jahren, 1. März",
]


@pytest.mark.parametrize("text", BAD_CODE.values(), ids=BAD_CODE)
def test_thick_code_is_found(text):
    assert breaches(notebook_of("code", text))


@pytest.mark.parametrize("text", BAD_PROSE)
def test_typed_figures_are_found(text):
    assert breaches(notebook_of("markdown", text))


@pytest.mark.parametrize("text", GOOD_PROSE)
def test_numbers_of_law_dates_and_headings_are_free(text):
    assert breaches(notebook_of("markdown", text)) == []


def test_outputs_and_missing_parameters_are_found():
    assert breaches(notebook_of("code", "report.text()", execution_count=3))
    assert breaches(notebook_of("code", "report.text()", outputs=[{"output_type": "stream"}]))
    assert breaches({"cells": []})
    assert breaches(notebook_of("code", "report.text()")) == []
