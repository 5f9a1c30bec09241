"""Every table of the offices reads: rows and signs as an independent count, 03354's values as in the raw cells.

Tried on small tables of our own in the offices' forms, and on every real one where ../shared lies beside the clone.
"""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from isp_utils.intake.inbox import read_file
from tests.intake.samples import FLAT_2024, TABLES, flat
from tests.intake.shared import files

SIGNS = ("-", ".", "x", "/", "...", "")
KEY = re.compile(r"DG|[0-9]{2,12}")
NUMBER = re.compile(r"-?[0-9]+([,.][0-9]+)?")
COUNTY = re.compile(r"03354([0-9]{3,6})?|03354540[0-9]{1}([0-9]{3})?")
FLAT_2025 = flat(
    ("03354", "GESM", "männlich", "22695", "Anzahl"),
    ("03354", "GESW", "weiblich", "23807", "Anzahl"),
    ("03355", "GESM", "männlich", ".", "Anzahl"),
    ("03355", "GESW", "weiblich", "/", "Anzahl"),
)
OWN = TABLES | {"flat_2025": FLAT_2025, "flat_2024": FLAT_2024}


@pytest.fixture
def path(request, tmp_path):
    """A file of the reference material, or one of our own by its name."""
    if isinstance(request.param, Path):
        return request.param
    target = tmp_path / f"{request.param}.csv"
    target.write_text(OWN[request.param], encoding="utf-8")
    return target


def lines_of(path):
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError:
        return data.decode("cp1252").split("\n")


def data_rows(path):
    """Line number and cells of every line with an official key in its first or second cell, above the footer."""
    lines = lines_of(path)
    end = next(number for number, line in enumerate(lines) if line.startswith("____"))
    for number, line in enumerate(lines[:end], 1):
        cells = line.rstrip("\r").split(";")
        if (
            len(cells) > 2
            and cells[1].strip()
            and (KEY.fullmatch(cells[0]) or KEY.fullmatch(cells[1]))
            and not line.startswith(";")
        ):
            yield number, cells


def stub_width(rows):
    """Cells before the figures: no column of figures has a word in it, and every later one is free of words too."""
    width = len(rows[0][1])
    figures = [all(NUMBER.fullmatch(c[i]) or c[i] in SIGNS for _, c in rows) for i in range(width)]
    last_text = max(i for i in range(width) if not figures[i])
    return last_text + 1


@pytest.mark.parametrize("path", [*TABLES, *files("regionalstatistik/*.csv")], indirect=True)
def test_genesis_tables(path, keys):
    rows = list(data_rows(path))
    start = stub_width(rows)
    reading = read_file(path, keys)
    table = reading.observations
    assert reading.action in ("READ", "WARN")
    assert reading.rows == len(rows)
    assert len(table) == sum(len(cells) - start for _, cells in rows)
    expected = Counter(cell for _, cells in rows for cell in cells[start:] if cell in SIGNS)
    raw = Counter(table["raw"].astype(str))
    assert {sign: raw[sign] for sign in SIGNS if raw[sign]} == dict(expected)
    assert table["value"].notna().sum() == sum(map(is_number, (c for _, r in rows for c in r[start:]))) + zeros(table)
    assert reading.origin.table in path.name
    assert reading.origin.edition.startswith("Stand: ")
    compare_cells(table, dict(rows))


def is_number(cell):
    return bool(NUMBER.fullmatch(cell))


def zeros(table):
    return int((table["status"].astype(str) == "zero").sum())


def compare_cells(table, cells):
    """Raw text and value of every figure of 03354 and its parts are those of the cell at its row and column."""
    own = table[table["region_raw"].astype(str).str.fullmatch(COUNTY.pattern)]
    assert len(own) > 0 or not any(COUNTY.fullmatch(cell) for line in cells.values() for cell in line[:2])
    for row, column, raw, value in own[["row", "column", "raw", "value"]].itertuples(index=False):
        cell = cells[row][int(column) - 1]
        assert str(raw) == cell
        if is_number(cell):
            assert value == float(cell.replace(",", "."))


@pytest.mark.parametrize("path", [*TABLES, *files("regionalstatistik/*.csv")], indirect=True)
def test_the_county_is_in_the_table(path, keys):
    own = read_file(path, keys).observations.query("region == '03354'")
    in_file = any("03354" in cells[:2] for _, cells in data_rows(path))
    assert len(own) > 0 if in_file else len(own) == 0
    assert set(own["level"].astype(str)) <= {"kreis"}


@pytest.mark.parametrize("path", ["flat_2025", *files("genesis_ffcsv_2025/*.csv")], indirect=True)
def test_flat_files_of_2025(path, keys):
    rows = list(csv.DictReader(lines_of(path), delimiter=";"))
    reading = read_file(path, keys)
    table = reading.observations
    assert reading.action in ("READ", "WARN"), [str(m) for m in reading.messages]
    assert reading.kind == "genesis_ffcsv_2025"
    assert reading.rows == len(table) == len(rows)
    assert signs_in(table) == Counter(row["value"] for row in rows if row["value"] in SIGNS)
    english = rows[0]["time_label"] in ("Year", "Reference date")
    for row, raw, value, status in table[["row", "raw", "value", "status"]].itertuples(index=False):
        cell = rows[row - 2]["value"]
        assert raw == cell
        if status == "value":
            assert value == float(cell if english else cell.replace(",", "."))


def signs_in(table):
    counts = Counter(table["raw"].astype(str))
    return Counter({sign: counts[sign] for sign in SIGNS if counts[sign]})


@pytest.mark.parametrize("path", ["flat_2024", *files("genesis_ffcsv_2024/*.csv")], indirect=True)
def test_flat_files_of_2024(path, keys):
    rows = list(csv.DictReader(lines_of(path), delimiter=";"))
    measures = [name for name in rows[0] if "__" in name]
    reading = read_file(path, keys)
    table = reading.observations
    assert reading.action in ("READ", "WARN"), [str(m) for m in reading.messages]
    assert reading.kind == "genesis_ffcsv_2024"
    assert reading.rows == len(rows)
    assert len(table) == len(rows) * len(measures)
    assert signs_in(table) == Counter(row[name] for row in rows for name in measures if row[name] in SIGNS)
    codes = {name.strip().split("__")[0]: name for name in measures}
    own = table[table["region"] == "03354"]
    assert len(own) > 0 or not any("03354" in row.values() for row in rows)
    for row, measure, raw, value, status in own[["row", "measure", "raw", "value", "status"]].itertuples(index=False):
        cell = rows[row - 2][codes[measure]]
        assert raw == cell
        if status == "value":
            assert value == float(cell.replace(",", "."))


@pytest.mark.parametrize("path", ["flat_2025", "flat_2024", *files("genesis_ffcsv_202*/*.csv")], indirect=True)
def test_every_area_of_a_flat_file_is_known(path, keys):
    table = read_file(path, keys).observations
    unknown = table.loc[table["region"].astype(str) == "", "region_raw"].astype(str)
    assert set(unknown) <= {"17", "18"}  # Stadtstaaten, Summe der Länder
    assert (table["period"].astype(str) != "").all()
