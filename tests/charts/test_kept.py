"""A picture is drawn once for the same content: in another run it is taken from the folder, byte for byte."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from isp_utils.charts import Caption, Kind, Point, places
from isp_utils.charts.parts import kept

CAPTION = Caption(
    "Im Ort sind es 3,0", "je 100", "Quelle: X", "Ein Bild mit Punkten je Ort, von links nach rechts.", "probe",
    Kind.PLACES, indicator="probe",
)  # fmt: skip
POINTS = [Point("Ort", 3.0, region="1", period="2023"), Point("Anderer", 2.0, region="2", period="2023")]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder of earlier runs."""
    monkeypatch.setenv(kept.VARIABLE, str(tmp_path / "bilder"))
    return tmp_path / "bilder"


def test_the_same_content_is_taken_from_the_folder_and_is_the_same(folder, monkeypatch):
    first = places(POINTS, CAPTION)
    monkeypatch.setattr("isp_utils.charts.place_chart.picture", None)  # nobody draws
    assert places(list(POINTS), CAPTION) == first
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize(
    "changed",
    [
        lambda: (POINTS, replace(CAPTION, title="Anders")),
        lambda: ([POINTS[0], replace(POINTS[1], value=2.5)], CAPTION),
        lambda: ([POINTS[0], replace(POINTS[1], flag="protected")], CAPTION),
        lambda: (POINTS[::-1], CAPTION),
    ],
)
def test_other_content_is_another_picture(folder, changed):
    first = places(POINTS, CAPTION)
    assert places(*changed()) != first
    assert len(list(folder.iterdir())) == 2


def test_other_code_draws_anew(folder, monkeypatch):
    places(POINTS, CAPTION)
    monkeypatch.setattr(kept, "_code", lambda: "anderer Code")
    places(POINTS, CAPTION)
    assert len(list(folder.iterdir())) == 2


def test_without_a_folder_nothing_is_kept(tmp_path, monkeypatch):
    monkeypatch.delenv(kept.VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    places(POINTS, CAPTION)
    assert list(tmp_path.iterdir()) == []


def test_what_nobody_asked_for_in_a_long_time_goes(folder, monkeypatch):
    places(POINTS, CAPTION)
    kept.forget_old(folder)
    assert len(list(folder.iterdir())) == 1
    monkeypatch.setattr(kept, "OLDEST", -1.0)
    kept.forget_old(folder)
    assert list(folder.iterdir()) == []


TABLE = pd.DataFrame({"value": [1.0, 2.0]})


@pytest.mark.parametrize(
    ("content", "kind"),
    [(object(), "object"), (TABLE, "DataFrame"), (TABLE["value"], "Series"), ({1, 2}, "set"), (Caption, "type")],
)
def test_content_that_cannot_be_looked_into_is_refused(content, kind):
    """A table would be told by the names of its columns alone: other figures would be taken for the same picture."""
    with pytest.raises(TypeError, match=kind):
        kept._plain([content])


@pytest.mark.parametrize("content", [[1.5, None], (1.5, None), np.array([1.5, 2.5]), {"a": [Kind.PLACES]}])
def test_the_content_of_a_picture_is_told_in_full(content):
    assert "1.5" in kept._plain(content) or "PLACES" in kept._plain(content)
