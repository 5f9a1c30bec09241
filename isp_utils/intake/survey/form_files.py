"""A questionnaire as files: for LimeSurvey (.lss) and as a printable page (HTML without script or foreign host)."""

from collections.abc import Iterator, Mapping
from html import escape
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from isp_utils.model.surveys import SurveyForm, SurveyItem

Asked = tuple[str, str, Mapping[str, str]]  # code, text, answers (none: free text)
LANGUAGE, SURVEY_ID, GROUP_ID = "de", "100001", "1"
STYLE = (
    "body{font:11pt/1.4 sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#111}"
    "h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:1.6rem}fieldset{border:0;border-top:1px solid #999;"
    "margin:0;padding:.5rem 0;break-inside:avoid}legend{font-weight:600;padding:0}label{display:inline-block;"
    "margin-right:1.2rem}.who{color:#444}.lines{height:6rem;border:1px solid #999}"
)


def asked_questions(form: SurveyForm, areas: Mapping[str, str]) -> Iterator[Asked]:
    """Code, text and answers of every question in the order of the form."""
    for group in form.groups:
        yield group.id, group.question, form.group_answers(group, areas)
    for item in form.items:
        yield item.id, _question(item), form.item_answers(item)
    for opened in form.open_items:
        yield opened.id, opened.question, {}


def _question(item: SurveyItem) -> str:
    return f"{item.question} (Nur für {item.asked})" if item.asked else item.question


def lss_text(form: SurveyForm, areas: Mapping[str, str]) -> str:
    """The text of an .lss file that LimeSurvey imports as a questionnaire; anonymous, without dates or addresses."""
    root = Element("document")
    SubElement(root, "LimeSurveyDocType").text = "Survey"
    SubElement(root, "DBVersion").text = "366"
    SubElement(SubElement(root, "languages"), "language").text = LANGUAGE
    _rows(root, "groups", [{"gid": GROUP_ID, "sid": SURVEY_ID, "group_name": form.title, "language": LANGUAGE}])
    questions = list(asked_questions(form, areas))
    _rows(root, "questions", [_question_row(number, *asked) for number, asked in enumerate(questions, 1)])
    answers = [
        {"qid": str(number), "code": code, "answer": text, "sortorder": str(place), "language": LANGUAGE}
        for number, (_, _, choices) in enumerate(questions, 1)
        for place, (code, text) in enumerate(choices.items(), 1)
    ]
    _rows(root, "answers", answers)
    settings = {"sid": SURVEY_ID, "anonymized": "Y", "datestamp": "N", "ipaddr": "N", "refurl": "N"}
    _rows(root, "surveys", [settings | {"language": LANGUAGE, "format": "G"}])
    titles = {"surveyls_survey_id": SURVEY_ID, "surveyls_language": LANGUAGE, "surveyls_title": form.title}
    _rows(root, "surveys_languagesettings", [titles | {"surveyls_welcometext": form.intro}])
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _question_row(number: int, code: str, text: str, answers: Mapping[str, str]) -> dict[str, str]:
    kind = "L" if answers else "T"  # list of choices, or long free text
    place = {"qid": str(number), "parent_qid": "0", "sid": SURVEY_ID, "gid": GROUP_ID, "question_order": str(number)}
    return place | {"type": kind, "title": code, "question": text, "mandatory": "N", "language": LANGUAGE}


def _rows(root: Element, section: str, rows: list[dict[str, str]]) -> None:
    part = SubElement(root, section)
    fields = SubElement(part, "fields")
    for name in rows[0] if rows else ():
        SubElement(fields, "fieldname").text = name
    listed = SubElement(part, "rows")
    for row in rows:
        entry = SubElement(listed, "row")
        for name, text in row.items():
            SubElement(entry, name).text = text


def printable_page(form: SurveyForm, areas: Mapping[str, str]) -> str:
    """The questionnaire to print: one box an answer, the code small beside it, so that it can be typed in."""
    parts, dimension = [], ""
    of = {item.id: form.dimensions[item.dimension] for item in form.items}
    for code, text, answers in asked_questions(form, areas):
        if of.get(code, "") != dimension and code in of:
            dimension = of[code]
            parts.append(f"<h2>{escape(dimension)}</h2>")
        choices = "".join(
            f"<label>☐ {escape(word)} <small>({escape(key)})</small></label>" for key, word in answers.items()
        )
        box = choices or '<div class="lines"></div>'
        parts.append(f"<fieldset><legend>{escape(code)}. {escape(text)}</legend>{box}</fieldset>")
    return (
        f'<!DOCTYPE html>\n<html lang="{LANGUAGE}"><head><meta charset="utf-8"><title>{escape(form.title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style></head><body>'
        f"<h1>{escape(form.title)}</h1><p>{escape(form.intro)}</p>{''.join(parts)}</body></html>\n"
    )
