"""A wave of a survey: every way in gives the same answers; what is wrong is said with file, row and remedy."""

import pandas as pd
import pytest

from isp_utils.intake.inbox import read_file
from isp_utils.intake.survey.answer_sheet import ANSWERS, write_answer_sheet
from isp_utils.intake.survey.demo_wave import demo_wave, side_text
from isp_utils.intake.survey.form_files import asked_questions, lss_text, printable_page
from isp_utils.intake.survey.questionnaire import read_questionnaire
from isp_utils.intake.wave import SIDE, read_wave
from isp_utils.model.errors import InputError
from isp_utils.model.surveys import load_surveys, survey_areas
from tests.survey_samples import FORMS

KREIS = "03354"


@pytest.fixture(scope="module")
def areas(catalogue):
    return survey_areas(catalogue.register, KREIS)


@pytest.fixture(scope="module")
def drawn(areas):
    return demo_wave(FORMS["familien"], areas, 7)


@pytest.fixture
def lay(tmp_path, drawn):
    """Write answers and the side file; returns the path of the answers."""

    def write(answers=drawn.answers, name="welle_2025.csv", side=None):
        path = tmp_path / name
        answers.to_csv(path, sep=";", index=False)
        path.with_name(path.stem + SIDE).write_text(side or side_text(drawn.sent, KREIS, 2025), "utf-8")
        return path

    return write


def test_the_answers_arrive_as_they_were_written(lay, drawn, keys):
    wave = read_wave(lay(), FORMS["familien"], keys)
    assert (wave.year, wave.kreis, wave.unfinished, wave.without_group) == (2025, KREIS, 0, 0)
    columns = list(wave.answers)
    pd.testing.assert_frame_equal(wave.answers, drawn.answers[columns], check_dtype=False)
    assert wave.sent["number"].sum() == 4500


def test_spss_and_csv_say_the_same(lay, drawn, keys, tmp_path):
    pyreadstat = pytest.importorskip("pyreadstat")
    coded = [name for name in drawn.answers if name.startswith("q") and "_" not in name and name != "q27"]
    numbers = drawn.answers.drop(columns="q27").apply(
        lambda column: pd.to_numeric(column.replace("", None)) if column.name in coded else column
    )
    pyreadstat.write_sav(numbers, str(tmp_path / "welle_2025.sav"))
    path = lay()
    from_sav = read_wave(tmp_path / "welle_2025.sav", FORMS["familien"], keys)
    pd.testing.assert_frame_equal(from_sav.answers, read_wave(path, FORMS["familien"], keys).answers)


def test_the_template_comes_back_without_loss(drawn, areas, keys, tmp_path, lay):
    import openpyxl

    for survey, form in FORMS.items():
        found = demo_wave(form, areas, 3)
        path = tmp_path / f"{survey}.xlsx"
        write_answer_sheet(form, areas, path)
        book = openpyxl.load_workbook(path)
        rows = found.answers.head(40)
        for row in rows.itertuples(index=False):
            book[ANSWERS].append([int(cell) if str(cell).isdigit() else cell or None for cell in row])
        book.save(path)
        path.with_name(path.stem + SIDE).write_text(side_text(found.sent, KREIS, 2025), "utf-8")
        wave = read_wave(path, form, keys)
        pd.testing.assert_frame_equal(wave.answers, rows[list(wave.answers)], check_dtype=False)


@pytest.mark.parametrize("survey", FORMS)
def test_the_questionnaire_goes_to_limesurvey_and_back(survey, areas, tmp_path, keys):
    form = FORMS[survey]
    text = lss_text(form, areas)
    read = read_questionnaire(text)
    asked = list(asked_questions(form, areas))
    assert read.title == form.title
    assert read.questions == {code: question for code, question, _ in asked}
    assert read.answers == {(code, key): word for code, _, choices in asked for key, word in choices.items()}
    assert read.free_text == {item.id for item in form.open_items}
    path = tmp_path / "fragebogen.lss"
    path.write_text(text, "utf-8")
    assert read_file(path, keys).action == "READ"


def test_the_printed_questionnaire_asks_everything_and_fetches_nothing(areas):
    page = printable_page(FORMS["familien"], areas)
    assert all(item.question in page for item in FORMS["familien"].items)
    assert "<script" not in page
    assert "http" not in page


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("q03", "7", "Zeile 3, Spalte »q03«: kein Kode dieser Frage. Erlaubt: 1, 2, 3, 4, 5 oder leer"),
        ("gebiet", "9999", "Zeile 3, Spalte »gebiet«: kein Kode"),
        ("q27_k1", "bahn", "Zeile 3, Spalte »q27_k1«: kein Kode"),
    ],
)
def test_a_code_that_does_not_exist_is_named_by_its_row_and_not_quoted(column, cell, words, lay, drawn, keys):
    wrong = drawn.answers.copy()
    wrong.loc[1, column] = cell
    with pytest.raises(InputError) as fault:
        read_wave(lay(wrong), FORMS["familien"], keys)
    assert str(fault.value).startswith(f"welle_2025.csv, {words}")
    assert f"»{cell}«" not in str(fault.value)


def test_missing_and_unknown_columns_are_named(lay, drawn, keys):
    with pytest.raises(InputError, match="unbekannte Spalte »q3«"):
        read_wave(lay(drawn.answers.rename(columns={"q03": "q3"})), FORMS["familien"], keys)
    with pytest.raises(InputError, match="die Spalte »q05« fehlt"):
        read_wave(lay(drawn.answers.drop(columns="q05")), FORMS["familien"], keys)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda text: text.replace('kreis = "03354"', ""), "erwartet werden kreis"),
        (lambda text: text.replace("number = ", "number = -"), "größer als 0"),
        (lambda text: text.replace('familientyp = "1"', 'familientyp = "8"'), "familientyp = »8« gibt es nicht"),
        (lambda text: text.replace("familientyp", "familienform"), "unbekannte Gruppe »familienform«"),
        (lambda text: text.replace("number = ", "number = 1 # "), "mehr Antworten als verschickte Fragebögen"),
    ],
)
def test_a_side_file_that_does_not_fit_says_why(change, words, lay, drawn, keys):
    with pytest.raises(InputError, match=words):
        read_wave(lay(side=change(side_text(drawn.sent, KREIS, 2025))), FORMS["familien"], keys)


def test_without_a_side_file_the_remedy_is_told(lay, keys):
    path = lay()
    path.with_name(path.stem + SIDE).unlink()
    with pytest.raises(InputError, match=r"fehlt die Datei welle_2025\.versand\.toml"):
        read_wave(path, FORMS["familien"], keys)


@pytest.mark.parametrize(
    "text",
    [
        "Bitte melden bei Erika Mustermann, geboren am 01.02.1985",
        "Schreiben Sie an erika.mustermann@example.org",
    ],
)
def test_personal_data_in_an_open_answer_refuse_the_file_and_are_not_quoted(text, lay, drawn, keys):
    wrong = drawn.answers.copy()
    wrong.loc[4, "q27"] = text
    with pytest.raises(InputError) as fault:
        read_wave(lay(wrong), FORMS["familien"], keys)
    assert "Mustermann" not in str(fault.value)
    assert "example" not in str(fault.value)


def test_open_answers_stay_outside_even_short_ones(lay, drawn, keys):
    wave = read_wave(lay(drawn.answers.assign(q27="Bus")), FORMS["familien"], keys)
    assert "q27" not in wave.answers
    assert not (wave.answers == "Bus").any().any()


def test_questionnaires_without_place_or_family_form_do_not_count_and_are_told(lay, drawn, keys):
    gaps = drawn.answers.copy()
    gaps.loc[:4, "gebiet"] = ""
    assert read_wave(lay(gaps), FORMS["familien"], keys).without_group == 5


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('dimension  = "wohnen"', 'dimension  = "wohnung"', "Meinten Sie »wohnen«"),
        ('scale      = "zustimmung"', 'scale      = "noten"', "Skala »noten«"),
        ("hard       = [4, 5]", "hard       = [4, 6]", "»hard« nennt eine Antwort, die es nicht gibt"),
        ('id         = "q02"', 'id         = "q01"', "»q01« gibt es zweimal"),
    ],
)
def test_a_faulty_questionnaire_is_refused(old, new, words, catalogue, tmp_path):
    from isp_utils.store import PACKAGE

    text = (PACKAGE / "catalogue" / "surveys" / "familien.toml").read_text("utf-8")
    (tmp_path / "surveys").mkdir()
    (tmp_path / "surveys" / "familien.toml").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(InputError, match=words):
        load_surveys(tmp_path)


def test_questionnaires_stay_short():
    assert all(len(form.items) + len(form.open_items) + len(form.groups) < 40 for form in FORMS.values())
