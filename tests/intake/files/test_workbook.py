"""Workbooks: damaged ones are refused in German, whatever the reader of the old formats does to its process."""

import random
import subprocess
import sys

import pytest

from isp_utils.intake.files.content import Content
from isp_utils.intake.inbox import read_content
from tests.intake.shared import DATA, needs_data

OLD = "gisd/raw/B_BeschaeftigteohneAbschluss.xls"


@needs_data
def test_an_old_workbook_is_read(keys):
    reading = read_content(Content("a.xls", body=(DATA / OLD).read_bytes()), keys)
    assert reading.action == "READ"
    assert len(reading.observations) == 4000


@pytest.mark.parametrize("end", ["import os; os.abort()", "raise SystemExit(1)"])
def test_a_reader_that_ends_its_process_is_an_answer(end, tmp_path, keys, monkeypatch):
    run = subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda command, **how: run([sys.executable, "-c", end], **how))
    reading = read_content(Content("a.xls", body=b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), keys)
    assert reading.action == "ERROR"
    assert "beschädigt" in reading.messages[0].text


@needs_data
@pytest.mark.parametrize("seed", range(6))
def test_damaged_old_workbooks_are_answered(seed, keys):
    chance, body = random.Random(seed), bytearray((DATA / OLD).read_bytes())
    for _ in range(chance.randint(1, 8)):
        body[chance.randrange(len(body))] = chance.randrange(256)
    assert read_content(Content("a.xls", body=bytes(body)), keys).action in ("READ", "WARN", "ERROR")
