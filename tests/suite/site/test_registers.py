"""The register as data files: what was delivered comes out again, and nothing runs in a spreadsheet."""

from dataclasses import replace
from datetime import datetime

import pandas as pd
import pytest

from isp_utils.charts import Value
from isp_utils.charts.parts.data_file import DataRow, Described
from isp_utils.intake.massnahmen.register import read_register
from isp_utils.model.biography import load_biography
from isp_utils.model.catalogue import load
from isp_utils.model.massnahmen import MassnahmenRegister, register_as_plain, register_words
from isp_utils.store import Store, write_json
from isp_utils.suite.site.codebook import COLUMNS
from isp_utils.suite.site.registers import register_files, register_tables
from isp_utils.suite.site.rows import write_data
from isp_utils.suite.site.workbook import WorkbookContent, write_workbook
from tests.intake.massnahmen.entries import ACTION, REGISTER

KREIS = "03354"


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path)


def tables(store, register):
    write_json(register_as_plain(register), store.massnahmen(KREIS))
    return register_tables(store, KREIS)


def test_the_files_are_deliveries_again(store):
    catalogue = load()
    words = register_words(load_biography(catalogue), catalogue.indicators)
    found = {}
    for name, text in register_files(tables(store, REGISTER)).items():
        write_data(text, store.home / name)
        found[name], said = read_register(store.home / name, words)
        assert said == ()
    assert found["empfehlungen.csv"].empfehlungen == REGISTER.empfehlungen
    assert found["massnahmen.csv"].massnahmen == REGISTER.massnahmen


def test_without_an_entry_there_is_no_file(store):
    assert register_tables(store, KREIS) == {}
    assert register_files(tables(store, MassnahmenRegister())) == {}


def test_no_cell_is_taken_for_a_formula(store):
    files = register_files(tables(store, MassnahmenRegister((), (replace(ACTION, goal="=1+1"),))))
    assert ";'=1+1;" in files["massnahmen.csv"]


def test_the_workbook_has_a_sheet_of_each_table(store):
    path = store.home / "kennzahlen.xlsx"
    figure = DataRow(Described("k1", "Titel", "Kinder", 0), ("03354", "Kreis"), "2024", Value(5.0), (None, None), "Amt")
    book = [["k1"] * len(COLUMNS)]
    rows = tables(store, REGISTER)
    write_workbook(
        WorkbookContent("Titel", ("Lauf",), "Stelle", {}, [figure], book, rows, datetime(2026, 1, 1)),
        path,
    )
    for name, expected in rows.items():
        sheet = pd.read_excel(path, sheet_name=name, header=None, dtype=str, engine="calamine").fillna("")
        at = next(number for number, line in enumerate(sheet.to_numpy().tolist()) if line[0] == "Kennung")
        read = sheet.iloc[at + 1 :].to_numpy().tolist()
        assert read == [list(row.values()) for row in expected]
