"""Excel templates: what is filled in comes back without loss, and what is wrong is said with its cell."""

from dataclasses import replace
from datetime import date

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isp_utils.intake.facts.mapping import mapped_facts
from isp_utils.intake.inbox import read_file
from isp_utils.intake.template.words import FLAG_WORDS
from isp_utils.intake.template.writer import asked_rows, template_of, write_template
from isp_utils.model.errors import InputError
from isp_utils.model.schema import DELIVERY_COLUMNS, WITH_VALUE
from isp_utils.model.terms import Term
from isp_utils.suite.command import main

NUMBERS = st.integers(-(10**9), 10**9) | st.decimals(-(10**6), 10**6, places=4, allow_nan=False)


@pytest.fixture(scope="module")
def template(catalogue):
    return template_of(catalogue.sources["jugendamt"], catalogue, "03354")


def german(number):
    return f"{number:f}".replace(".", ",") if not isinstance(number, int) else str(number)


@st.composite
def rows(draw, facts, regions):
    keys = st.tuples(
        st.sampled_from(facts),
        st.sampled_from(regions),
        st.sampled_from(["2024", "2023/24", "2023-12-31", "2023-Q3", "2023-09"]),
        st.sampled_from(["total", "m", "w", "d"]),
        st.sampled_from(["total", "0-2", "7", "65+", "10-12"]),
        st.sampled_from(["total", "hilfeart:heim", "herkunft:ausland"]),
    )
    chosen = draw(st.lists(keys, min_size=1, max_size=12, unique=True))
    figures = []
    for _ in chosen:
        flag = draw(st.sampled_from([flag.value for flag in FLAG_WORDS.values()]))
        number = german(draw(NUMBERS)) if flag in [f.value for f in WITH_VALUE] else ""
        figures.append((number, flag))
    return pd.DataFrame(
        [(*key, *figure) for key, figure in zip(chosen, figures, strict=True)], columns=list(DELIVERY_COLUMNS)
    )


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_written_and_read_is_the_same(data, template, keys, tmp_path_factory, catalogue):
    table = data.draw(rows(list(template.facts), list(template.areas)))
    path = tmp_path_factory.mktemp("vorlage") / "gefuellt.xlsx"
    write_template(template, table, path)
    reading = read_file(path, keys)
    assert reading.action in ("READ", "PROTECT"), [str(message) for message in reading.messages]
    facts = mapped_facts(reading, template.source, keys)
    names = list(DELIVERY_COLUMNS[:6])
    merged = table.merge(facts, on=names, suffixes=("", "_read"), validate="one_to_one")
    assert len(merged) == len(table) == len(facts)
    assert (merged["flag"] == merged["flag_read"]).all()
    for text, value in zip(merged["value"], merged["value_read"], strict=True):
        assert pd.isna(value) if text == "" else value == float(text.replace(",", "."))


def filled(path, changes):
    """Opens a template, writes cells and saves it."""
    book = openpyxl.load_workbook(path)
    for cell, value in changes.items():
        book["Daten"][cell] = value
    book.save(path)


@pytest.fixture
def path(template, tmp_path):
    target = tmp_path / "vorlage.xlsx"
    write_template(template, asked_rows(template, 2024), target)
    return target


def test_an_empty_template_is_refused(path, keys):
    reading = read_file(path, keys)
    assert reading.action == "ERROR"
    assert "nicht ausgefüllt" in reading.messages[0].text


def test_filled_rows_are_read_and_empty_ones_said(path, keys):
    filled(path, {"G2": 120, "G3": 31.5, "H4": "kommt später"})
    reading = read_file(path, keys)
    assert reading.action == "READ"
    assert reading.rows == 3
    assert list(reading.observations["value"])[:2] == [120, 31.5]
    assert list(reading.observations["flag"]) == ["", "", "later"]
    assert any("nicht ausgefüllt" in message.text for message in reading.messages)


@pytest.mark.parametrize(
    ("changes", "cell", "said"),
    [
        ({"G2": "viele"}, "G2", "keine Zahl"),
        ({"G2": 5, "C2": "gestern"}, "C2", "nicht lesbar"),
        ({"G2": 5, "B2": "99999 Nirgendwo"}, "B2", "unbekannt"),
        ({"G2": 5, "H2": "geheim gehalten"}, "G2", "widersprechen"),
        ({"G2": 5, "H2": "weiß nicht"}, "H2", "nicht in der Liste"),
        ({"H2": "weiß nicht"}, "H2", "nicht in der Liste"),
        ({"G2": 5, "D2": "alle"}, "D2", "insgesamt, männlich, weiblich"),
        ({"G2": 5, "E2": "unter 21"}, "E2", "Erlaubt: insgesamt"),
        ({"G2": 5, "F2": "Heim"}, "F2", "Erlaubt: insgesamt"),
        ({"G2": 5, "A2": "HzE gesamt [hze]"}, "A2", "Meinten Sie »Hilfen zur Erziehung [hilfen_zur_erziehung]«"),
        ({"G2": 5, "A2": "xyz"}, "A2", "»xyz« steht nicht in der Liste der Vorlage. Gefragt wird nach 11 Merkmalen"),
        ({"G2": 5, "A2": "Inobhutnahme"}, "A2", "Meinten Sie »Inobhutnahmen [inobhutnahmen]«"),
        ({"G2": 5, "B2": "03355 Lüneburg"}, "B2", "gehört nicht zu Lüchow-Dannenberg"),
        ({"G2": 5, "B2": "03 Niedersachsen"}, "B2", "gehört nicht zu Lüchow-Dannenberg"),
    ],
)
def test_a_wrong_cell_is_named(path, keys, changes, cell, said):
    filled(path, changes)
    reading = read_file(path, keys)
    assert reading.action == "ERROR"
    assert any(message.cell == cell and said in message.text for message in reading.messages), reading.messages
    assert len([message for message in reading.messages if message.level == "error"]) == 1


CODES = ("total", "secret", "later", "melderegister_0_20,")


@pytest.mark.parametrize(
    "changes",
    [{"G2": 5, "H2": "geheim gehalten"}, {"G2": 5, "E2": "x"}, {"A50": "Inobhutnahmen [inobhutnahmen]", "H50": " "}],
)
def test_a_message_says_the_words_of_the_template(path, keys, changes):
    filled(path, {"G3": 1, **changes})
    said = " ".join(message.text for message in read_file(path, keys).messages)
    assert not [code for code in CODES if code in said]


def test_a_sheet_that_is_not_read_is_said(path, keys):
    filled(path, {"G2": 5})
    book = openpyxl.load_workbook(path)
    book.create_sheet("Notiz")["A1"] = "bitte beachten"
    book.create_sheet("Nebenrechnung").append(["Summe", 12])
    book.save(path)
    reading = read_file(path, keys)
    said = {m.level.value: m.text for m in reading.messages if "nicht gelesen" in m.text}
    assert "»Notiz«" in said["info"]
    assert "»Nebenrechnung«" in said["ask"]
    copied = book.copy_worksheet(book["Daten"])
    copied.title = "Daten (2)"
    book.save(path)
    reading = read_file(path, keys)
    assert reading.action == "ERROR"
    assert any("»Daten (2)« hat den Kopf der Vorlage" in m.text for m in reading.messages)


def questions(path, keys):
    return [message for message in read_file(path, keys).messages if message.level == "ask"]


def test_a_row_with_another_year_is_asked_back(path, keys):
    numbers = {f"G{row}": 5 for row in range(2, 12)}
    filled(path, numbers)
    assert questions(path, keys) == []
    filled(path, {"C7": "2023"})
    (asked,) = questions(path, keys)
    assert asked.cell == "C7"
    assert "In 1 Zeile steht ein anderes Jahr (2023) als in den übrigen 9 (2024): C7." in asked.text
    filled(path, {f"C{row}": "2023" for row in range(2, 7)})
    assert questions(path, keys) == []


@pytest.mark.parametrize(
    ("name", "period", "many"),
    [
        ("vorlage_jugendamt_2025.xlsx", "2024", 1),
        ("vorlage_jugendamt_2024.xlsx", "2024", 0),
        ("vorlage_jugendamt_2025.xlsx", "2024/25", 0),
        ("jugendamt_2024_2025.xlsx", "2023", 0),
        ("jugendamt.xlsx", "2024", 0),
        ("jugendamt_20250131.xlsx", "2024", 0),
    ],
)
def test_a_file_named_after_another_year_is_asked_back(path, keys, name, period, many):
    filled(path, {"G2": 5, "C2": period})
    asked = questions(path.rename(path.with_name(name)), keys)
    assert len(asked) == many
    assert all(f"Die Datei heißt »{name}«, die Zahlen darin sind für 2024" in m.text for m in asked)


def test_a_changed_head_is_refused_and_names_its_column(path, keys):
    filled(path, {"G1": "Zahl", "G2": 5})
    message = read_file(path, keys).messages[0]
    assert message.cell == "G1"
    assert "Kopf" in message.text
    assert "Spalte G muss »Wert« heißen" in message.text


def test_merged_cells_are_said_with_their_place(path, keys):
    book = openpyxl.load_workbook(path)
    book["Daten"]["G2"] = 5
    book["Daten"].merge_cells("G2:G4")
    book.save(path)
    reading = read_file(path, keys)
    assert reading.action == "ERROR"
    assert any(m.cell == "G2" and "Verbundene Zellen (G2:G4)" in m.text for m in reading.messages)


def test_a_formula_that_was_never_calculated_is_said_and_ours_is_not(path, keys):
    filled(path, {"G2": 5, "G3": "=G2*2"})
    said = read_file(path, keys).messages
    assert [m.cell for m in said if "Formel ohne gespeicherten Wert" in m.text] == ["G3"]


def test_equal_faults_are_one_line_with_their_cells(path, keys):
    filled(path, {f"G{row}": "viele" for row in range(2, 8)})
    said = [m for m in read_file(path, keys).messages if "keine Zahl" in m.text]
    assert len(said) == 1
    assert "5 weiteren Stellen: Zelle G3, Zelle G4" in said[0].text


def test_municipalities_are_asked_for_on_demand(template):
    keys = {key for key, level in template.levels.items() if level == "gemeinde"}
    assert not keys & set(asked_rows(template, 2024)["region"])
    assert keys <= set(asked_rows(template, 2024, municipalities=True)["region"])
    assert set(asked_rows(template, 2024, True).query("fact == 'inobhutnahmen'")["region"]) == {"03354"}


def test_a_county_without_samtgemeinden_is_asked_by_municipality(template):
    flat = {key: level for key, level in template.levels.items() if level != "samtgemeinde"}
    asked = asked_rows(replace(template, areas={key: template.areas[key] for key in flat}, levels=flat), 2024)
    assert {len(key) for key in asked["region"]} == {5, 8}


def test_every_figure_that_a_kennzahl_reads_is_asked_for(catalogue):
    for source in (source for source in catalogue.sources.values() if source.owner == "eigene" and source.demo):
        asked = asked_rows(template_of(source, catalogue, "03354"), 2024)
        there = set(zip(asked["fact"], asked["age"], asked["group"], asked["sex"], strict=True))
        for item in catalogue.indicators.values():
            for term in map(Term.parse, (*item.numerator, *item.denominator, *item.minus)):
                if term.fact in {one.fact for one in source.demo}:
                    assert (term.fact, term.age, term.group, item.sex or "total") in there, item.id


def test_small_counts_are_protected(path, keys):
    filled(path, {"B2": "033545403 Samtgemeinde Gartow", "G2": 2})
    assert read_file(path, keys).action == "PROTECT"


def test_the_template_has_drop_downs_plausibility_and_explanation(path):
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Daten", "Listen", "Erläuterung"]
    assert book["Listen"].sheet_state == "hidden"
    rules = book["Daten"].data_validations.dataValidation
    assert sorted(rule.type for rule in rules) == ["decimal", "list", "list", "list", "list"]
    assert book["Daten"].conditional_formatting
    assert book["Daten"]["I2"].value.startswith("=IF(")
    assert book["Daten"].freeze_panes == "A2"


def test_every_own_source_has_a_template(catalogue):
    own = {source.id: source for source in catalogue.sources.values() if source.owner == "eigene"}
    surveys = {"befragung_familien", "befragung_akteure"}  # of answers, not of counts: suite/commands/survey_forms.py
    assert surveys < set(own)
    for source in (own[name] for name in own.keys() - surveys):
        template = template_of(source, catalogue, "03354")
        assert len(asked_rows(template, 2024)) >= len(template.facts)


def test_official_sources_have_none(catalogue):
    with pytest.raises(InputError, match="keine Vorlage"):
        template_of(catalogue.sources["inkar"], catalogue, "03354")


def test_the_command_writes_once(tmp_path, capsys):
    target = str(tmp_path / "v.xlsx")
    assert main(["vorlage", "vhs", "--ziel", target]) == 0
    assert "Vorlage geschrieben" in capsys.readouterr().out
    assert main(["vorlage", "vhs", "--ziel", target]) == 2
    assert "gibt es schon" in capsys.readouterr().err
    assert main(["vorlage", "vhz"]) == 2
    assert "Meinten Sie »vhs«" in capsys.readouterr().err


@pytest.mark.parametrize("year", ["25", "2099", "0025", "20 24", "-2024", "letztes", str(date.today().year + 1)])
def test_no_template_is_written_for_a_year_that_is_none_or_has_not_begun(tmp_path, capsys, year):
    assert main(["vorlage", "vhs", f"--jahr={year}", "--ziel", str(tmp_path)]) == 2
    assert f"--jahr: »{year}« ist kein Jahr mit vier Ziffern, das schon begonnen hat" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_template_is_written_for_the_year_that_goes_on(tmp_path):
    assert main(["vorlage", "vhs", "--jahr", str(date.today().year), "--ziel", str(tmp_path)]) == 0
