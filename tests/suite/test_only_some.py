"""`--nur` after something changed: where a kept page stops the release, a full run is the remedy, and that is said."""

import re
import shutil

import pytest

from isp_utils.store import Store
from tests.musterkreis import KREIS, NORD, SUED
from tests.workplace import command_in

RUN = ("--kreis", KREIS)


@pytest.fixture
def place(finished_musterkreis, tmp_path) -> Store:
    """A workplace of one's own with finished reports."""
    return Store(shutil.copytree(finished_musterkreis, tmp_path / "kopie"))


def test_a_figure_that_is_secret_now_stops_the_run_and_its_remedy_is_the_whole_run(place, capsys):
    path = place.raw / "gesundheitsamt" / "schuleingang.csv"
    text = path.read_text(encoding="utf-8")
    for region, corrected in ((KREIS, 4), (NORD, 2), (SUED, 2)):  # below 5: secret
        text, found = re.subn(rf"(sprachauffaellig;{region};.*?;)\d+(;)", rf"\g<1>{corrected}\2", text)
        assert found == 1
    path.write_text(text, encoding="utf-8")
    assert command_in(place.home, *RUN, "--nur", "jugendhilfe") == 2
    complaint = capsys.readouterr().err
    assert "Geheimhaltung: In den erzeugten Dateien stehen geschützte Angaben" in complaint
    assert "gesundheit.html" in complaint
    assert "ohne --nur" in complaint
    assert command_in(place.home, *RUN) == 0


def test_a_notebook_that_ran_in_a_run_that_broke_off_does_not_hinder_the_others(place):
    """Its page is kept with the files that this page links to."""
    executed = place.runs(KREIS) / "40_gesundheit.ipynb"
    executed.write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', encoding="utf-8")
    assert command_in(place.home, *RUN, "--nur", "datenlage") == 0
    page = (place.outputs(KREIS) / "gesundheit.html").read_text(encoding="utf-8")
    names = set(re.findall(r'href="daten/([^"]+)"', page))
    assert names
    assert names <= {path.name for path in (place.outputs(KREIS) / "daten").iterdir()}
