"""Findings: clean JSON or an error, and scrapbook reads what we record."""

import json
import math

import nbformat
import numpy as np
import pandas as pd
import pytest
import scrapbook
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_notebook, new_output

from isp_utils.pages.parts import scraps

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture
def glued(monkeypatch, tmp_path):
    """Records findings as a running notebook would and returns the executed notebook."""

    def record(**findings):
        outputs = []
        monkeypatch.setattr(
            scraps,
            "display",
            lambda data, metadata, raw: outputs.append(new_output("display_data", data, metadata=metadata)),
        )
        for name, value in findings.items():
            scraps.glue(name, value)
        path = tmp_path / "ausgefuehrt.ipynb"
        nbformat.write(new_notebook(cells=[new_code_cell("report.headline()", outputs=outputs)]), path)
        return path

    return record


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (np.int64(5), 5),
        (np.float64(2.5), 2.5),
        (np.bool_(True), True),
        (np.str_("a"), "a"),
        (pd.Series([1.5, 2.0]), [1.5, 2.0]),
        (np.array([[1, 2], [3, 4]]), [[1, 2], [3, 4]]),
        (pd.Timestamp("2023-12-31"), "2023-12-31T00:00:00"),
        ({2020: np.float32(0.5)}, {"2020": 0.5}),
        ((1, None, "x"), [1, None, "x"]),
        (None, None),
    ],
)
def test_numpy_and_pandas_become_plain_json(value, expected):
    found = scraps.json_value(value)
    assert found == expected
    assert json.loads(json.dumps(found, allow_nan=False)) == expected


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf, np.float64("nan"), np.float32("inf"), float("nan")])
@pytest.mark.parametrize("wrap", [lambda x: x, lambda x: [1, x], lambda x: {"a": {"b": x}}, lambda x: pd.Series([x])])
def test_a_missing_figure_is_no_finding(bad, wrap):
    with pytest.raises(ValueError, match=r"fehlender Wert \(NaN\) ist kein Befund"):
        scraps.json_value(wrap(bad))


@pytest.mark.parametrize("bad", [pd.NaT, pd.NA, object(), {1, 2}, b"bytes", pd.DataFrame({"a": [1]})])
def test_what_json_does_not_know_is_refused(bad):
    with pytest.raises(ValueError, match="lässt sich nicht als Befund festhalten"):
        scraps.json_value(bad)


@given(JSON)
def test_plain_json_stays_as_it_is(value):
    assert scraps.json_value(value) == value


def test_an_empty_finding_is_refused(glued):
    with pytest.raises(ValueError, match="»quote« ist leer"):
        glued(quote=None)


def test_nothing_is_recorded_of_a_refused_finding(glued):
    with pytest.raises(ValueError, match="kein Befund"):
        glued(quote=math.nan)


def test_scrapbook_reads_what_is_recorded(glued):
    finding = {
        "sentence": "Die Quote liegt bei 34,4 %.",
        "reliability": np.int64(1),
        "demo": np.bool_(False),
        "trend": None,
    }
    path = glued(quote=finding, gemeinsam=["eins", "zwei"], leer=[])
    notebook = scrapbook.read_notebook(str(path))
    assert notebook.scraps["quote"].data == {
        "sentence": "Die Quote liegt bei 34,4 %.",
        "reliability": 1,
        "demo": False,
        "trend": None,
    }
    assert notebook.scraps["gemeinsam"].data == ["eins", "zwei"]
    assert notebook.scraps.data_dict == scraps.scraps_of(path)


def test_the_last_of_two_findings_of_a_name_counts(glued, tmp_path):
    first, second = glued(quote=1), tmp_path / "zweites.ipynb"
    cells = nbformat.read(first, as_version=4).cells + nbformat.read(glued(quote=2), as_version=4).cells
    nbformat.write(new_notebook(cells=cells), second)
    assert scraps.scraps_of(second) == {"quote": 2}
    assert scrapbook.read_notebook(str(second)).scraps["quote"].data == 2


def test_outputs_are_found_by_type_in_order(glued):
    path = glued(a=1, b=2)
    assert [scrap["name"] for scrap in scraps.outputs_of(path, scraps.MIME)] == ["a", "b"]
    assert scraps.outputs_of(path, "text/html") == []
