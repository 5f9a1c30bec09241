"""Registers: three formats give the same entries, every fault is said with its place, no name of a person comes in."""

import openpyxl
import pytest

from isp_utils.intake.massnahmen.register import is_register, read_register
from isp_utils.intake.massnahmen.writer import write_register_csv, write_register_excel, write_register_toml
from isp_utils.model.biography import load_biography
from isp_utils.model.massnahmen import MassnahmenRegister, register_as_plain, register_from_plain, register_words
from tests.intake.massnahmen.entries import BAD, GOOD, REGISTER


@pytest.fixture(scope="module")
def words(catalogue):
    return register_words(load_biography(catalogue), catalogue.indicators)


def read(folder, text, words, name="register.toml"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    assert is_register(path)
    return read_register(path, words)


def test_json_keeps_everything():
    assert register_from_plain(register_as_plain(REGISTER)) == REGISTER


@pytest.mark.parametrize("writer", [write_register_excel, write_register_toml], ids=["excel", "toml"])
def test_a_form_that_was_filled_in_is_read_back_whole(writer, tmp_path, words):
    path = tmp_path / ("register.xlsx" if writer is write_register_excel else "register.toml")
    writer(path, words, REGISTER)
    assert is_register(path)
    assert read_register(path, words) == (REGISTER, ())


def test_two_tables_of_text_are_read_back_whole(tmp_path, words):
    write_register_csv(tmp_path, words, REGISTER)
    advice, _ = read_register(tmp_path / "empfehlungen.csv", words)
    action, _ = read_register(tmp_path / "massnahmen.csv", words)
    assert MassnahmenRegister(advice.empfehlungen, action.massnahmen) == REGISTER


def test_empty_forms_are_no_error(tmp_path, words):
    write_register_excel(tmp_path / "leer.xlsx", words)
    write_register_toml(tmp_path / "leer.toml", words)
    write_register_csv(tmp_path, words)
    for path in tmp_path.iterdir():
        register, said = read_register(path, words)
        assert register == MassnahmenRegister()
        assert [message.level.value for message in said] == ["warn"]


def test_an_entry_as_people_type_it_is_understood(tmp_path, words):
    register, said = read(tmp_path, GOOD, words)
    (item,) = register.massnahmen
    assert said == ()
    assert (item.start.isoformat(), item.end.isoformat(), item.cost) == ("2025-08-01", "2027-07-31", 95000)
    assert item.answers == (("T4", "zugang"), ("T5", "zugang"))
    assert (item.milestones[0].done, item.direction, item.size) == (True, "lower", 2.5)


@pytest.mark.parametrize("case", BAD.values(), ids=BAD)
def test_a_fault_is_said_with_its_place_and_its_entry(case, tmp_path, words):
    old, new, line, expected = case
    assert old in GOOD
    register, said = read(tmp_path, GOOD.replace(old, new, 1), words)
    assert register is None
    assert [(message.row, message.level.value) for message in said if expected in message.text] == [(line, "error")]


@pytest.mark.parametrize("text", ["Frau Dr. Musterfrau", "Tel. 04131 123456", "erika.musterfrau@example.org"])
def test_personal_data_are_refused_and_never_quoted(text, tmp_path, words):
    register, said = read(tmp_path, GOOD.replace('"Schulamt"', f'"{text}"'), words)
    assert register is None
    assert [message.level.value for message in said] == ["reject"]
    assert text not in " ".join(map(str, said))


def test_a_cell_of_the_workbook_is_named(tmp_path, words):
    path = tmp_path / "register.xlsx"
    write_register_excel(path, words, REGISTER)
    book = openpyxl.load_workbook(path)
    book["Maßnahmen"]["K2"] = "irgendwann"
    book.save(path)
    register, said = read_register(path, words)
    assert register is None
    assert [message.cell for message in said] == ["K2 (Blatt »Maßnahmen«)"]


HEADS = {
    "strange column": ("Kennung;Maßnahme;Zeil\n", "Die Spalte »Zeil« ist nicht bekannt. Meinten Sie »Ziel«"),
    "column twice": ("Kennung;Maßnahme;Ziel;Ziel\n", "Eine Spalte steht zweimal"),
    "more cells": ("Kennung;Maßnahme\nm1;Bus;zu viel\n", "mehr Zellen als der Kopf"),
}


@pytest.mark.parametrize("case", HEADS.values(), ids=HEADS)
def test_a_changed_head_is_said(case, tmp_path, words):
    text, expected = case
    _, said = read(tmp_path, text, words, "massnahmen.csv")
    assert expected in " ".join(map(str, said))


@pytest.mark.parametrize("name", ["zahlen.csv", "notiz.toml", "brief.txt"])
def test_other_files_are_no_register(name, tmp_path):
    path = tmp_path / name
    path.write_text("jahr;wert\n2024;1\n" if name.endswith("csv") else 'title = "x"\n', encoding="utf-8")
    assert not is_register(path)
