"""The register as data files: what was delivered comes out again, and nothing runs in a spreadsheet."""

from dataclasses import replace

import pytest

from isp_utils.intake.massnahmen.register import read_register
from isp_utils.model.biography import load_biography
from isp_utils.model.catalogue import FIELDS, load
from isp_utils.model.massnahmen import MassnahmenRegister, register_as_plain, register_words
from isp_utils.store import Store, write_json
from isp_utils.suite.site.registers import in_words, register_files, register_tables
from isp_utils.suite.site.rows import write_data
from isp_utils.suite.site.workbook_columns import register_frame
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


def test_the_workbook_tells_each_table_in_words_with_its_id_at_the_end(store):
    catalogue = load()
    told = in_words(tables(store, REGISTER), catalogue, load_biography(catalogue))
    for name, rows in told.items():
        frame = register_frame(rows)
        assert frame.columns[-1] == "Kennung"
        assert list(frame["Kennung"]) == [row["Kennung"] for row in tables(store, REGISTER)[name]]
    advice = told["Empfehlungen"][0]
    assert advice["Planungsfeld"] == FIELDS[REGISTER.empfehlungen[0].field]
    assert advice["Kennzahl"] == catalogue.indicators[REGISTER.empfehlungen[0].indicator].short
