"""The template of every department, filled completely with whole numbers, is taken and replaces its made-up figures."""

import openpyxl
import pandas as pd
import pytest

from isp_utils.intake.facts.demo import demo_deliveries
from isp_utils.intake.inbox import read_file
from isp_utils.intake.template.writer import asked_rows, template_of, write_template
from isp_utils.intake.to_facts import checked_facts
from isp_utils.model.catalogue import load
from isp_utils.model.errors import InputError
from isp_utils.model.schema import FACT_COLUMNS

OWN = ("familienservicebuero", "gesundheitsamt", "jugendamt", "schulverwaltung", "sozialamt", "vhs")
YEAR = 2024


@pytest.fixture(scope="module")
def seen():
    return load().seen_from("03354")


@pytest.fixture(scope="module")
def official(seen):
    """People of every age that a made-up figure rests on, in the county and its parts."""
    areas = {"03354": 10_000.0, "033545403": 1_500.0, "033545406": 5_000.0, "033545407": 3_500.0}
    bases = {item.base for source in seen.sources.values() for item in source.demo}
    rows = [(*base.split("/"), area, people) for base in sorted(bases) if "/" in base for area, people in areas.items()]
    table = pd.DataFrame(rows, columns=["fact", "age", "region", "value"])
    fixed = {"sex": "total", "group": "total", "flag": "", "raw": "", "census_base": "none"}
    return table.assign(period="2023", source="inkar", file="inkar/a.csv", row=2, **fixed)[list(FACT_COLUMNS)]


def filled(seen, name, folder, kind, named=""):
    """A template in which every row has a whole number, as Excel keeps it (12 or 12.0); `named`: as whose it passes."""
    template = template_of(seen.sources[name], seen, "03354")
    path = folder / name / "ausgefuellt.xlsx"
    write_template(template, asked_rows(template, YEAR), path)
    book = openpyxl.load_workbook(path)
    sheet = book["Daten"]
    rows = [row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value]
    for row in rows:
        sheet.cell(row, 7).value = kind(10 * row)
    book["Erläuterung"]["B1"] = named or name
    book.save(path)
    return path, [float(10 * row) for row in rows]


@pytest.mark.parametrize("kind", [int, float])
@pytest.mark.parametrize("name", OWN)
def test_it_is_read_whole_and_without_a_word(seen, keys, tmp_path, name, kind):
    path, numbers = filled(seen, name, tmp_path, kind)
    found = checked_facts(path, seen.sources[name], keys, tmp_path)
    assert list(found.facts["value"]) == numbers
    assert found.messages == ()
    assert {*found.facts["fact"]} == {item.fact for item in seen.sources[name].demo}


@pytest.mark.parametrize("name", OWN)
def test_its_made_up_figures_go_and_all_others_stay(seen, keys, official, tmp_path, name):
    path, _ = filled(seen, name, tmp_path, int)
    facts = checked_facts(path, seen.sources[name], keys, tmp_path).facts
    before, after = (demo_deliveries(table, seen) for table in (official, pd.concat([official, facts])))
    assert name in before
    assert before.keys() - after.keys() == {name}
    assert all(after[other].equals(before[other]) for other in after)


def refusal(seen, keys, path, source):
    """Why a template is not taken as one of a source."""
    with pytest.raises(InputError) as refused:
        checked_facts(path, seen.sources[source], keys, path.parent, seen.sources.values())
    return str(refused.value)


def test_the_template_of_another_department_is_refused_and_its_folder_named(seen, keys, tmp_path):
    path, _ = filled(seen, "jugendamt", tmp_path, int)
    said = refusal(seen, keys, path, "sozialamt")
    assert said.startswith("ausgefuellt.xlsx: Die Vorlage ist eine von »jugendamt« (Blatt »Erläuterung«, Zelle B1)")
    assert "in den Ordner data/raw/jugendamt legen" in said


@pytest.mark.parametrize("folder", ["jugendamt", "sozialamt"])
def test_a_template_that_names_another_department_is_refused_in_either_folder(seen, keys, tmp_path, folder):
    path, _ = filled(seen, "jugendamt", tmp_path, int, named="sozialamt")
    said = refusal(seen, keys, path, folder)
    assert "data/raw/jugendamt" in said or "in B1 wieder »jugendamt« eintragen" in said
    assert (
        folder == "jugendamt" or "Zelle A2: Die Vorlage von »sozialamt« fragt nicht nach »melderegister_0_20«" in said
    )


def test_one_merkmal_that_the_source_is_not_asked_for_is_refused(seen, keys, tmp_path):
    path, _ = filled(seen, "jugendamt", tmp_path, int)
    book = openpyxl.load_workbook(path)
    for cell in ("Listen!A1", "Daten!A7"):
        sheet, place = cell.split("!")
        book[sheet][place] = "Kurse [vhs_kursteilnehmende]"
    for row in (2, 3, 4, 5):
        book["Daten"].cell(row, 7).value = None
    book.save(path)
    said = refusal(seen, keys, path, "jugendamt")
    assert (
        "Zelle A7: Die Vorlage von »jugendamt« fragt nicht nach »vhs_kursteilnehmende«. Danach fragt die von »vhs«"
        in said
    )


def test_a_renamed_sheet_is_named_with_the_name_that_it_had(seen, keys, tmp_path):
    path, _ = filled(seen, "vhs", tmp_path, int)
    book = openpyxl.load_workbook(path)
    book["Daten"].title = "Tabelle1"
    book.save(path)
    said = refusal(seen, keys, path, "vhs")
    assert "Das Blatt »Daten« heißt jetzt »Tabelle1«. Bitte wieder »Daten« nennen und speichern." in said


@pytest.mark.parametrize(("left", "said"), [(1, "1 vorbereitete Zeile ist nicht ausgefüllt und wurde"), (2, "wurden")])
def test_rows_left_empty_are_counted_in_good_german(seen, keys, tmp_path, left, said):
    path, _ = filled(seen, "vhs", tmp_path, int)
    book = openpyxl.load_workbook(path)
    for row in range(2, 2 + left):
        book["Daten"].cell(row, 7).value = None
    book.save(path)
    assert [said in message.text for message in read_file(path, keys).messages] == [True]


def test_a_single_small_count_is_one_count(seen, keys, tmp_path):
    path, _ = filled(seen, "jugendamt", tmp_path, int)
    book = openpyxl.load_workbook(path)
    book["Daten"]["G3"] = 2
    book.save(path)
    assert "1 Fallzahl von 1 oder 2" in " ".join(message.text for message in read_file(path, keys).messages)
