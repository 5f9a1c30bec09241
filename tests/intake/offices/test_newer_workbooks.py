"""Workbooks of 2025 and 2026: what they are is said, years come from the heads, areas side by side get a remedy."""

import io

import openpyxl
import pytest

from isp_utils.intake.inbox import read_file
from isp_utils.intake.values.keys import Keys
from isp_utils.model.catalogue import load

HEAD = [
    ["Deutschlandatlas_KRS1224_b: 3 Indikatoren (Stand: 22.04.2026)"],
    ["zur Inhaltsübersicht"],
    [
        "KRS12224",
        "Kreisname",
        "Indikatorkürzel: a\n\nAnteil im Jahr 2023 in %",
        "Indikatorkürzel: b\n\nEntwicklung zwischen 2019 und 2024 pro Jahr in %",
        "Indikatorkürzel: c\n\nFahrzeit in den Jahren 2021-24 in Minuten",
    ],
]
ROWS = [
    [3351000, "Celle", 6.5, -0.1, 3.2],
    [3353000, "Harburg", 7.5, 0.3, 2.9],
    [3354000, "Lüchow-Dannenberg", 6.92, -9999, -99999],
    [3355000, "Lüneburg", 8.5, 0.2, 3.0],
]
SIDEWAYS = [
    ["© Landesamt für Statistik Niedersachsen (LSN) 2025"],
    ["Jahr", "Kalenderwoche", "03 Niedersachsen", "03351 Celle", "03353 Harburg", "03354 Lüchow-Dannenberg"],
    *([2014, f"KW {week:02}", 2004, 39, 41, 12] for week in range(1, 6)),
]


def workbook(rows):
    """The bytes of a workbook with one sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.fixture
def atlas(reads):
    """The reading of a small sheet in the form of the edition of 2026."""
    return reads(workbook([*HEAD, *ROWS]), "atlas.xlsx")


def test_the_year_is_the_last_one_that_the_head_of_a_column_names(atlas):
    assert atlas.action == "READ"
    assert atlas.observations.groupby("column", observed=True)["period"].first().tolist() == ["2023", "2024", "2024"]


def test_keys_without_the_zero_of_the_land_are_kreise(atlas):
    assert sorted(atlas.observations["region"].unique()) == ["03351", "03353", "03354", "03355"]


def test_both_marks_of_a_missing_figure_are_no_numbers(atlas):
    county = atlas.observations[atlas.observations["region"] == "03354"]
    assert county["value"].isna().tolist() == [False, True, True]


def test_it_is_said_what_the_workbook_is(atlas):
    said = " ".join(message.text for message in atlas.messages)
    assert "Erkannt: BBSR (INKAR, Deutschlandatlas), Stand: 22.04.2026." in said


def test_areas_side_by_side_are_refused_with_row_and_remedy(reads):
    reading = reads(workbook(SIDEWAYS), "sterbefaelle.xlsx")
    assert reading.action == "ERROR"
    assert [message.row for message in reading.messages] == [2]
    assert "nebeneinander statt untereinander" in reading.messages[0].text
    assert "Transponieren" in reading.messages[0].text


def test_the_country_is_found_by_its_name_where_its_key_is_17(reads):
    rows = [["03", "Niedersachsen", 27536], ["03353", "Harburg", 30100], ["03354", "Lüchow-Dannenberg", 25325]]
    head = [["Volkswirtschaftliche Gesamtrechnungen der Länder"], ["Regionalschlüssel", "Gebietseinheit", 2023]]
    reading = reads(workbook([*head, *rows, ["17", "Deutschland", 28452]]), "einkommen.xlsx")
    assert reading.action == "READ"
    assert dict(reading.observations[["region", "value"]].to_numpy())["DG"] == 28452


REAL = {
    "deutschlandatlas_2026/Deutschlandatlas-Daten_2026-04-22.xlsx": ("22.04.2026", 69_617),
    "vgrdl_2024/vgrdl_r2b3_bs2024.xlsx": ("Statistische Ämter des Bundes und der Länder", 3_996),
}


@pytest.mark.slow
@pytest.mark.parametrize(("name", "expected"), REAL.items())
def test_the_real_workbooks_are_read(name, expected, shared):
    words, rows = expected
    reading = read_file(shared / "data" / name, Keys.of(load().register))
    assert reading.action in ("READ", "WARN")
    assert reading.rows == rows
    assert words in " ".join(message.text for message in reading.messages) + reading.origin.title
    if "atlas" in name:
        own = reading.observations[reading.observations["region"] == "03354"]
        foreign = own[own["measure"].astype(str).str.contains("bev_ausl")]
        assert foreign[["period", "value"]].to_numpy().tolist() == [["2024", 6.92]]
