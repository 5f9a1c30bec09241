"""Every broken or dangerous delivery gets the action that is said of it, in German, with place and remedy.

Tried on deliveries of our own (broken.py), and on those of ../shared/data/bad_input where it lies beside the clone.
"""

import csv
import json
import re
import zipfile

import pytest

from isp_utils.intake.inbox import read_file
from isp_utils.suite.command import main
from tests.intake.broken import OWN
from tests.intake.shared import DATA

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
        return list(csv.DictReader(lines))


MADE_HERE = [{"file": name, "action": action} for name, (action, _) in OWN.items()]
MADE_HERE += [{"file": GENERATED[0], "action": "ERROR"}, {"file": GENERATED[1], "action": "REJECT"}]
ROWS = MADE_HERE + [row for row in index() if row["file"] not in GENERATED]
every_row = pytest.mark.parametrize("row", ROWS, ids=[row["file"] for row in ROWS])


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The cases made here, among them two large ones: a field of 10 MB, and 60 MB of zeros in a ZIP of 58 kB."""
    folder = tmp_path_factory.mktemp("made")
    for name, (_, content) in OWN.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    (folder / GENERATED[0]).write_text("AGS;Bemerkung;Wert\n03354;" + "x" * 10_000_000 + ";1\n", encoding="utf-8")
    with zipfile.ZipFile(folder / GENERATED[1], "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("tabelle.csv", b"0" * 60_000_000)
    return folder


def place_of(row, made):
    return (made if row in MADE_HERE else FOLDER) / row["file"]


@every_row
def test_action(row, made, keys):
    reading = read_file(place_of(row, made), keys)
    assert reading.action == row["action"], [str(message) for message in reading.messages]


@every_row
def test_messages_name_place_and_remedy(row, made, keys):
    reading = read_file(place_of(row, made), keys)
    heavy = [message for message in reading.messages if message.level != "info"]
    assert bool(heavy) == (row["action"] != "READ")
    for message in heavy:
        assert REMEDY.search(message.text), message.text
        assert "Traceback" not in message.text
        assert "Error" not in message.text


@every_row
def test_a_refused_file_leaves_nothing(row, made, keys):
    reading = read_file(place_of(row, made), keys)
    refused = row["action"] in ("ERROR", "REJECT")
    assert reading.observations.empty == (refused or row["file"].startswith("81_"))


def test_the_index_beside_the_clone_is_complete():
    assert len(index()) == (59 if FOLDER.is_dir() else 0)


# file -> values and flags that are read; None: no number
READ_AS = {
    "four_kinds_of_nothing.csv": [(None, "not_available"), (0, ""), (None, "not_available"), (12, "")],
    "true_minus.csv": [(-17, ""), (8, "")],
    "page_named_xls.xls": [(7, "")],
    "utf16_tabs.txt": [(1.5, "")],
    "starts_at_b4.xlsx": [(30, ""), (40, "")],
    "spss.sav": [*((number, "") for number in (1, 2, 3, 1, 2)), (None, "not_applicable")],
    "inkar_export.csv": [(10.1, ""), (9.8, "")],
    "stars_of_the_agency.csv": [(489, ""), (None, "secret"), (0, "")],
    "cube.csv": [(46502, "")],
}


@pytest.mark.parametrize("name", READ_AS)
def test_values_and_flags_are_read(name, made, keys):
    table = read_file(made / name, keys).observations
    values = [None if value != value else value for value in table["value"]]
    assert list(zip(values, table["flag"], strict=True)) == READ_AS[name]


def test_answers_of_a_survey_are_kept_as_codes(made, keys):
    assert read_file(made / "survey.csv", keys).observations["raw"].tolist() == ["A2", "A1"]


def test_command_line_prints_one_json_line_a_file(made, capsys):
    paths = [place_of(row, made) for row in ROWS]
    assert main(["pruefen", "--json", *map(str, paths)]) == 2
    lines = capsys.readouterr().out.splitlines()
    answers = [json.loads(line) for line in lines]
    assert [answer["file"] for answer in answers] == [str(path) for path in paths]
    assert [answer["action"] for answer in answers] == [row["action"] for row in ROWS]
    for answer in answers:
        assert list(answer) == ["file", "action", "rows", "messages"]
        for message in answer["messages"]:
            assert list(message) == ["level", "row", "cell", "text"]
            assert message["row"] or message["cell"] or answer["file"].rsplit("/", 1)[-1] in message["text"]


def test_command_line_without_refusal_ends_well(made, capsys):
    assert main(["pruefen", str(made / "sep_line.csv"), str(made / "table_named_xlsx.xlsx")]) == 0
    out = capsys.readouterr().out
    assert "gelesen" in out
    assert "Hinweis" in out


def test_a_missing_file_is_said(capsys):
    assert main(["pruefen", "gibt_es_nicht.csv"]) == 2
    assert "Die Datei gibt es nicht" in capsys.readouterr().out
