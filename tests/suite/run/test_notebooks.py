"""What a notebook file says about itself, and what makes it run again."""

import json

import pytest

from isp_utils.model.errors import InputError
from isp_utils.suite.run.notebooks import cells_of, declared_parameters, notebook_source
from tests.musterkreis import write_notebook


@pytest.fixture
def notebook(tmp_path):
    """A notebook with parameters, one heading and one code cell."""
    path = tmp_path / "20_jugendhilfe.ipynb"
    write_notebook(path, "Jugendhilfe", ["report.summary()"])
    return path


def change(path, **cell):
    """Change the last cell of a notebook."""
    content = json.loads(path.read_text(encoding="utf-8"))
    content["cells"][-1] |= cell
    path.write_text(json.dumps(content), encoding="utf-8")


def test_the_declared_parameters_are_read_from_the_tagged_cell(notebook):
    assert declared_parameters(notebook) == ["kreis", "jahr", "vergleich"]


@pytest.mark.parametrize(("tags", "found"), [([], 0), (["parameters"], 2)])
def test_exactly_one_cell_is_tagged(notebook, tags, found):
    content = json.loads(notebook.read_text(encoding="utf-8"))
    for cell in content["cells"]:
        cell["metadata"]["tags"] = tags if cell["cell_type"] == "code" else []
    notebook.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(InputError, match=f"20_jugendhilfe.ipynb: genau eine Zelle .* es sind {found}"):
        declared_parameters(notebook)


def test_outputs_and_counters_are_no_part_of_the_source(notebook):
    before = notebook_source(notebook)
    change(notebook, outputs=[{"output_type": "stream", "name": "stdout", "text": "x"}], execution_count=7)
    assert notebook_source(notebook) == before


@pytest.mark.parametrize("cell", [{"source": "report.overview()"}, {"cell_type": "markdown"}])
def test_text_and_type_of_a_cell_are(notebook, cell):
    before = notebook_source(notebook)
    change(notebook, **cell)
    assert notebook_source(notebook) != before


DAMAGED = {
    "a merge that nobody has resolved": "<<<<<<< HEAD\n{}\n",
    "an empty file": "",
    "no notebook": "[1, 2]",
    "no cells": '{"metadata": {}, "nbformat": 4}',
    "no version": '{"cells": []}',
    "a cell without text": '{"cells": [{"cell_type": "code", "metadata": {}}], "nbformat": 4}',
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_file_is_named_with_its_remedy(notebook, damage):
    notebook.write_text(DAMAGED[damage], encoding="utf-8")
    with pytest.raises(InputError, match=r"^20_jugendhilfe.ipynb: .* Bitte "):
        cells_of(notebook)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match=r"^fort.ipynb: .* Bitte "):
        cells_of(tmp_path / "fort.ipynb")


def test_a_wrong_word_among_the_parameters_is_named_with_its_line(notebook):
    content = json.loads(notebook.read_text(encoding="utf-8"))
    cell = next(cell for cell in content["cells"] if "parameters" in cell["metadata"].get("tags", []))
    cell["source"] = 'kreis = "03999"\njahr = = 2020'
    notebook.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(InputError, match=r"^20_jugendhilfe.ipynb: .*»parameters«.* Zeile 2.* Bitte "):
        declared_parameters(notebook)
