"""The Excel sheet in which the answers of paper questionnaires are typed in; `isp pruefen` reads it back."""

from collections.abc import Mapping
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from isp_utils.intake.survey.form_files import asked_questions
from isp_utils.model.surveys import SurveyForm

ANSWERS, QUESTIONS = "Antworten", "Fragen"
CASE = "id"
MOST_ROWS = 6000
HELP = (
    "Eine Zeile je Fragebogen: in id eine laufende Zahl, in jede Spalte die Zahl hinter der angekreuzten Antwort. "
    "Ausgelassene Fragen bleiben leer. Bitte keine Namen, Adressen oder Geburtsdaten eintragen."
)


def write_answer_sheet(form: SurveyForm, areas: Mapping[str, str], path: Path) -> None:
    """Write the workbook: head row of codes with lists of what may be typed, and a sheet that explains them."""
    book = Workbook()
    sheet = book.active
    sheet.title = ANSWERS
    columns = (CASE, *form.columns())
    sheet.append(list(columns))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "B2"
    questions = {code: (text, answers) for code, text, answers in asked_questions(form, areas)}
    for place, name in enumerate(columns, 1):
        answers = questions.get(name, ("", {}))[1]
        if answers:
            allowed = DataValidation("list", formula1=f'"{",".join(answers)}"', allow_blank=True, showErrorMessage=True)
            allowed.error = "Bitte nur eine der vorgesehenen Zahlen eintragen."
            allowed.add(f"{get_column_letter(place)}2:{get_column_letter(place)}{MOST_ROWS}")
            sheet.add_data_validation(allowed)
    _explain(book, form, questions)
    book.save(path)


def _explain(book: Workbook, form: SurveyForm, questions: Mapping[str, tuple[str, Mapping[str, str]]]) -> None:
    """One column of lines: a sheet of single cells is no table, so it is never taken for answers."""
    sheet = book.create_sheet(QUESTIONS)
    lines = [form.title, HELP]
    for code, (text, answers) in questions.items():
        choices = "; ".join(f"{key} = {word}" for key, word in answers.items())
        lines.append(f"{code}: {text} {choices}".rstrip())
    for item in form.open_items:
        book_of_codes = "; ".join(f"{code} = {title}" for code, title in item.codes)
        lines.append(f"{' und '.join(item.columns)}: Thema der Antwort, von zwei Personen unabhängig: {book_of_codes}")
    for line in lines:
        sheet.append([line])
    sheet.column_dimensions["A"].width = 120
