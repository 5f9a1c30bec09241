"""A LimeSurvey questionnaire (.lss): the texts behind the codes of questions, parts of questions and answers."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

from isp_utils.intake.messages import IntakeError

FREE_TEXT = ("S", "T", "U", "Q")  # short, long, huge and multiple short text
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Questionnaire:
    """Title, text of every question column (Q1, Q2[SQ001]), of the answers by (question, code), free-text questions."""

    title: str
    questions: Mapping[str, str]
    answers: Mapping[tuple[str, str], str] = field(default_factory=dict)
    free_text: frozenset[str] = frozenset()


def read_questionnaire(text: str) -> Questionnaire:
    """The questionnaire in the text of an .lss file; raises IntakeError for other XML and for document types."""
    if "<!DOCTYPE" in text[:4000] or "<!ENTITY" in text:
        raise IntakeError(
            "Die XML-Datei enthält Verweise (DOCTYPE) und wird nicht gelesen. Bitte den Fragebogen neu exportieren."
        )
    try:
        root = ElementTree.fromstring(text.lstrip("\ufeff"))
    except (ElementTree.ParseError, ValueError) as problem:
        raise IntakeError("Die XML-Datei ist beschädigt. Bitte den Fragebogen (.lss) neu exportieren.") from problem
    if root.findtext("LimeSurveyDocType") != "Survey":
        raise IntakeError(
            "Die XML-Datei ist kein LimeSurvey-Fragebogen (.lss). Erwartet wird der Export »Fragebogenstruktur«."
        )
    texts = {row.get("qid", ""): row.get("question", "") for row in _rows(root, "question_l10ns")}
    main = {row["qid"]: row for row in _rows(root, "questions") if row.get("parent_qid", "0") in ("", "0")}
    parts = [
        row
        for row in (*_rows(root, "subquestions"), *_rows(root, "questions"))
        if row.get("parent_qid", "0") not in ("", "0")
    ]
    questions = {row.get("title", ""): _plain(texts.get(qid) or row.get("question", "")) for qid, row in main.items()}
    for row in parts:
        parent = main.get(row.get("parent_qid", ""), {})
        if parent:
            own = _plain(texts.get(row.get("qid", "")) or row.get("question", ""))
            questions[f"{parent['title']}[{row.get('title', '')}]"] = f"{questions[parent['title']]} [{own}]"
    answer_texts = {row.get("aid", ""): row.get("answer", "") for row in _rows(root, "answer_l10ns")}
    answers = {
        (main[row["qid"]]["title"], row.get("code", "")): _plain(
            answer_texts.get(row.get("aid", ""), "") or row.get("answer", "")
        )
        for row in _rows(root, "answers")
        if row.get("qid") in main
    }
    free = frozenset(row.get("title", "") for row in main.values() if row.get("type") in FREE_TEXT)
    title = next((row.get("surveyls_title", "") for row in _rows(root, "surveys_languagesettings")), "")
    return Questionnaire(_plain(title), questions, answers, free)


def _rows(root: ElementTree.Element, section: str) -> Iterator[dict[str, str]]:
    for row in root.iterfind(f"{section}/rows/row"):
        yield {item.tag: (item.text or "").strip() for item in row}


def _plain(text: str) -> str:
    return " ".join(_TAG.sub(" ", text).split())
