"""Single answers belong to the reader of surveys: codes that nobody explains are refused, explained ones no numbers."""

import pytest

from isp_utils.intake.inbox import read_file
from tests.intake.broken import workbook

ANSWERS = "id;alter;f1;f2\n1;34;2;-1\n2;99;99;3\n3;51;1;-77\n"
FORM = """<?xml version="1.0"?><document><LimeSurveyDocType>Survey</LimeSurveyDocType>
<surveys_languagesettings><rows><row><surveyls_title>Eltern</surveyls_title></row></rows></surveys_languagesettings>
<questions><rows>{questions}</rows></questions><answers><rows>{answers}</rows></answers></document>"""


def form(**explained):
    """A questionnaire in which each question explains codes: f1={"99": "keine Angabe"}."""
    asked = [(str(number), name) for number, name in enumerate(explained, 1)]
    questions = "".join(
        f"<row><qid>{qid}</qid><parent_qid>0</parent_qid><title>{name}</title></row>" for qid, name in asked
    )
    answers = "".join(
        f"<row><qid>{qid}</qid><code>{code}</code><answer>{text}</answer></row>"
        for qid, name in asked
        for code, text in explained[name].items()
    )
    return FORM.format(questions=questions, answers=answers)


def test_codes_without_a_questionnaire_are_refused_with_what_is_missing(reads):
    (message,) = reads(ANSWERS).messages
    assert message.level == "error"
    assert "»f1« (99), »f2« (-77, -1)" in message.text
    assert "»alter« (99)" in message.text  # 99 is a code elsewhere: perhaps no age
    assert "SPSS-Datei (.sav)" in message.text
    assert "Fragebogen" in message.text


def test_a_workbook_of_answers_is_no_table_of_counts(reads):
    rows = [line.split(";") for line in ANSWERS.splitlines()]
    reading = reads(workbook(rows[0], *([int(cell) for cell in row] for row in rows[1:])), "antworten.xlsx")
    assert [message.level for message in reading.messages] == ["error"]


def test_codes_that_the_questionnaire_explains_are_kept_and_are_no_numbers(keys, tmp_path):
    path = tmp_path / "antworten.csv"
    path.write_text(ANSWERS, "utf-8")
    unsaid = {"99": "keine Angabe", "-1": "weiß nicht", "-77": "trifft nicht zu"}
    path.with_suffix(".lss").write_text(form(alter=unsaid, f1=unsaid, f2=unsaid), "utf-8")
    reading = read_file(path, keys)
    answers = reading.observations
    assert (reading.kind, reading.action, reading.rows) == ("befragung", "READ", 3)
    assert answers.loc[answers["value"].isna(), "raw"].tolist() == ["99", "99", "-1", "-77"]
    assert set(answers.loc[answers["value"].isna(), "status"]) == {"not_applicable"}


def test_a_code_that_a_present_questionnaire_leaves_out_is_refused(keys, tmp_path):
    path = tmp_path / "antworten.csv"
    path.write_text(ANSWERS, "utf-8")
    path.with_suffix(".lss").write_text(form(f1={"99": "keine Angabe"}, f2={"-1": "weiß nicht"}, alter={}), "utf-8")
    (message,) = read_file(path, keys).messages
    assert "»f2« (-77)" in message.text, "the age is typed in: what is in it is a number"


@pytest.mark.parametrize("text", ["id;f1;f2\n1;2;3\n2;1;4\n", "_id;alter;q_1[SQ001]\n1;34;1\n2;40;2\n"])
def test_answers_without_odd_codes_are_read_as_a_survey(reads, text):
    assert (reads(text).kind, reads(text).action) == ("befragung", "READ")


def test_a_table_of_counts_with_a_running_number_stays_one(reads):
    assert reads("Nr;AGS;Fälle\n1;03354;99\n2;03355;77\n").kind == "tabelle"
