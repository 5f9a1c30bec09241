"""Questions that are open are repeated where a clerk looks: in the last lines, also of a run without news."""

import shutil

import pytest

from isp_utils.store import Store
from isp_utils.suite.build.notices import AskedBack, keep_notices, kept_notices, open_questions
from isp_utils.suite.commands.reports import run_reports
from tests.musterkreis import KREIS

TEXT = "Zeile 7: Die 3 Teilgebiete ergeben zusammen 400, für Musterkreis stehen 310 da. Was stimmt?"


def asking(store: Store, *files: str) -> Store:
    """A workplace in which these files are asked about."""
    keep_notices(store, [], [AskedBack(file, TEXT) for file in files])
    return store


def test_how_many_are_open_for_which_files_and_where_they_stand(tmp_path):
    store = asking(Store(tmp_path), "jugendamt/2025, neu.xlsx", "vhs/a.csv", "jugendamt/2025, neu.xlsx")
    assert open_questions(store) == [
        "3 Rückfragen sind offen, zu jugendamt/2025, neu.xlsx (2), vhs/a.csv (1). Im Wortlaut:",
        '  python run_all.py pruefen "data/raw/jugendamt/2025, neu.xlsx" data/raw/vhs/a.csv',
    ]
    (first, _) = open_questions(asking(Store(tmp_path / "eine"), "vhs/a.csv"))
    assert first == "1 Rückfrage ist offen, zu vhs/a.csv. Im Wortlaut:"
    assert kept_notices(store)[0] == f"Rückfrage zu jugendamt/2025, neu.xlsx, {TEXT}"


def test_of_many_files_the_folders_are_named(tmp_path):
    first, second = open_questions(
        asking(Store(tmp_path), *(f"vhs/{name}.csv" for name in "abcdefg"), "sozialamt/x.csv")
    )
    assert first.startswith("8 Rückfragen sind offen, zu vhs/a.csv (1), ")
    assert "und 3 weitere" in first
    assert second == "  python run_all.py pruefen data/raw/vhs data/raw/sozialamt"


def test_without_a_question_or_a_build_nothing_is_said(tmp_path):
    assert open_questions(Store(tmp_path)) == []
    assert open_questions(asking(Store(tmp_path))) == []


@pytest.fixture
def house(built, tmp_path, monkeypatch) -> Store:
    """A workplace of one's own after a build, in which one file is asked about."""
    store = Store(shutil.copytree(built.home, tmp_path / "haus"))
    monkeypatch.setenv("ISP_HOME", str(store.home))
    return asking(store, "vhs/a.csv")


def test_the_last_lines_of_a_run_repeat_it_also_where_nothing_has_changed(house, monkeypatch, capsys):
    monkeypatch.setattr("isp_utils.suite.job.make_reports", lambda *_: ([house.outputs(KREIS)], False))
    for begun in ("", "Unverändert: "):
        assert run_reports(["--kreis", KREIS, "--isoliert"], {}) == 0
        said = capsys.readouterr().out
        assert said.startswith(begun)
        assert said.splitlines()[-2:] == open_questions(house)
        assert TEXT not in said
