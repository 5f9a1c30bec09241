"""Every broken or dangerous delivery gets the action of its index, in German, with place and remedy."""

import csv
import json
import re
import zipfile

import pytest

from isp_utils.intake.inbox import read_file
from isp_utils.suite.command import main
from tests.intake.shared import DATA, needs_data

FOLDER = DATA / "bad_input"
GENERATED = ("24_long_line_10MB.csv", "67_zip_bomb_60MB.zip")
REMEDY = re.compile(
    r"[Bb]itte|[Ee]rwartet|[Ee]rlaubt|Vorschlag|Es ist nichts zu tun|unterdrückt|mitgesperrt|getrennt|"
    r"nicht gelesen|Namen kommen aus|nicht vergleichen"
)


def index():
    if not FOLDER.is_dir():
        return []
    with (FOLDER / "index.csv").open(encoding="utf-8", newline="") as lines:
        return [pytest.param(row, id=row["file"]) for row in csv.DictReader(lines)]


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """The two large cases, made here: a field of 10 MB, and 60 MB of zeros in a ZIP of 58 kB."""
    folder = tmp_path_factory.mktemp("large")
    (folder / GENERATED[0]).write_text("AGS;Bemerkung;Wert\n03354;" + "x" * 10_000_000 + ";1\n", encoding="utf-8")
    with zipfile.ZipFile(folder / GENERATED[1], "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("tabelle.csv", b"0" * 60_000_000)
    return folder


def place_of(row, large):
    return (large if row["file"] in GENERATED else FOLDER) / row["file"]


@needs_data
def test_the_index_is_complete():
    assert len(index()) == 59


@pytest.mark.parametrize("row", index())
def test_action(row, large, keys):
    reading = read_file(place_of(row, large), keys)
    assert reading.action == row["action"], [str(message) for message in reading.messages]


@pytest.mark.parametrize("row", index())
def test_messages_name_place_and_remedy(row, large, keys):
    reading = read_file(place_of(row, large), keys)
    heavy = [message for message in reading.messages if message.level != "info"]
    assert bool(heavy) == (row["action"] != "READ")
    for message in heavy:
        assert REMEDY.search(message.text), message.text
        assert "Traceback" not in message.text
        assert "Error" not in message.text


@pytest.mark.parametrize("row", index())
def test_a_refused_file_leaves_nothing(row, large, keys):
    reading = read_file(place_of(row, large), keys)
    refused = row["action"] in ("ERROR", "REJECT")
    assert reading.observations.empty == (refused or row["file"].startswith("81_"))


@needs_data
def test_command_line_prints_one_json_line_a_file(large, capsys):
    paths = [place_of(parameter.values[0], large) for parameter in index()]
    assert main(["pruefen", "--json", *map(str, paths)]) == 2
    lines = capsys.readouterr().out.splitlines()
    answers = [json.loads(line) for line in lines]
    assert [answer["file"] for answer in answers] == [str(path) for path in paths]
    assert [answer["action"] for answer in answers] == [parameter.values[0]["action"] for parameter in index()]
    for answer in answers:
        assert list(answer) == ["file", "action", "rows", "messages"]
        for message in answer["messages"]:
            assert list(message) == ["level", "row", "cell", "text"]
            assert message["row"] or message["cell"] or answer["file"].rsplit("/", 1)[-1] in message["text"]


@needs_data
def test_command_line_without_refusal_ends_well(capsys):
    assert main(["pruefen", str(FOLDER / "25_excel_sep_line.csv"), str(FOLDER / "15_csv_named_xlsx.xlsx")]) == 0
    out = capsys.readouterr().out
    assert "gelesen" in out
    assert "Hinweis" in out


def test_a_missing_file_is_said(capsys):
    assert main(["pruefen", "gibt_es_nicht.csv"]) == 2
    assert "Die Datei gibt es nicht" in capsys.readouterr().out
