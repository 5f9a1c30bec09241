"""Answers of a survey (LimeSurvey CSV, own lists with weights) to observations: one row a case and question.

Incomplete cases stay, marked, and are counted. Free text is not taken over: it may name people. Cases with
addresses on the
net, tokens or names are refused. Codes as of LimeSurvey's CSV export "Antwortcodes, Fragecodes".
"""

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from isp_utils.intake.files.grid import Grid, rectangular
from isp_utils.intake.messages import IntakeError, Message, error, first_few, info, with_noun
from isp_utils.intake.personal.columns import refuse_single_cases
from isp_utils.intake.reading import Origin, Reading, complete
from isp_utils.intake.survey.questionnaire import Questionnaire
from isp_utils.intake.values.numbers import parse, tidy

SYSTEM = (
    "id",
    "submitdate",
    "lastpage",
    "startlanguage",
    "seed",
    "startdate",
    "datestamp",
    "ipaddr",
    "refurl",
    "token",
)
_FULL_HEAD = ("antwort id", "response id", "datum abgeschickt", "date submitted")
_WEIGHT = re.compile(r"gewicht(e|ung)?|weight|hochrechnung(sfaktor)?|gew", re.I)
_CASE = re.compile(
    r"id|fall(_?(id|nr\.?|nummer))?|case(_?(id|nr))?|lfd\.?(_? ?nr\.?)?|nr\.?|laufende_? ?nummer|_uuid|_id|"
    r"resp(ondent)?(_?id)?|"
    r"teilnehmer(_?(id|nr))?|bogen(_?(id|nr))?|fragebogen(_?(id|nr))?|interview(_?(id|nr))?",
    re.I,
)
_QUESTION = re.compile(r"(f|q|v|frage|item|question|var|a)_?[0-9]{1,3}[a-z]?(_?[0-9a-z]{1,5})?(\[.+\])?", re.I)
_NO_ANSWER = re.compile(r"-(1|2|7|8|9|66|77|88|99|97|98|999|998|997|777|888)|77|88|97|98|99|777|888|997|998|999")
_UNSAID = re.compile(
    r"keine (angabe|antwort)|k\. ?a\.|wei(ß|ss) (es )?nicht|trifft nicht zu|verweigert|nicht (beantwortet|erhoben)|"
    r"no answer|don't know|not applicable|refused|filter",
    re.I,
)
_WHOLE = re.compile(r"-?[0-9]{1,4}")
ANONYMISED = "1980-01-01"
FREE_TEXT = "(Freitext)"


def is_limesurvey(head: Sequence[str]) -> bool:
    """Whether a head row is LimeSurvey's, with codes or with texts."""
    names = [name.strip().lower() for name in head]
    return (names[:1] == ["id"] and "lastpage" in names) or any(name in _FULL_HEAD for name in names)


def is_survey(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table holds single answers: LimeSurvey's head, or a case number beside a weight, questions or codes."""
    head = [name.strip() for name in rows[0]]
    if is_limesurvey(head):
        return True
    if not any(_CASE.fullmatch(name) for name in head[:3]):
        return False
    return any(map(_WEIGHT.fullmatch, head)) or any(map(_QUESTION.fullmatch, head)) or bool(_codes(head, rows[1:]))


def _codes(names: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, list[str]]:
    """Per column the numbers that stand for "no answer" (-1, -77, 99 beside a scale up to 11), by no more than custom.

    A negative whole number is one anywhere but in a weight; a large one only beside small ones, or where it is one
    elsewhere: an age may be 99.
    """
    whole = _whole_numbers(names, rows)
    known = {cell for cells in whole.values() for cell in _sure_codes(cells)}
    every = {name: sorted(cells & known, key=int) for name, cells in whole.items()}
    return {name: cells for name, cells in every.items() if cells}


def _whole_numbers(names: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, set[str]]:
    """The whole numbers of every column of answers in which they are more than half of the different cells."""
    numbers = [n for n, name in enumerate(names) if not _is_about_case(name)]
    columns = {names[n]: {row[n].strip() for row in rows if n < len(row)} for n in numbers}
    whole = {name: {cell for cell in cells if _WHOLE.fullmatch(cell)} for name, cells in columns.items()}
    return {name: cells for name, cells in whole.items() if len(cells) * 2 > len(columns[name] - {""})}


def _sure_codes(cells: set[str]) -> set[str]:
    """The numbers of a column that stand for "no answer" by themselves: large ones only beside a small scale."""
    signs = {cell for cell in cells if _NO_ANSWER.fullmatch(cell)}
    scale = cells - signs
    beside_small = bool(scale) and all(int(cell) <= 11 for cell in scale)
    return signs if beside_small else {cell for cell in signs if cell[0] == "-"}


def _is_about_case(name: str) -> bool:
    return bool(_CASE.fullmatch(name) or _WEIGHT.fullmatch(name) or name.lower() in SYSTEM)


def read_survey(grid: Grid, file: str, form: Questionnaire | None = None) -> Reading:
    """Observations of a survey: measure = code of the question, no region, dimension `fall` = number of the case."""
    names = [name.strip() for name in grid.rows[0]]
    if any(name.lower() in _FULL_HEAD for name in names):
        raise IntakeError(
            "Der Export enthält Fragetexte statt Codes. Bitte in LimeSurvey »Antwortcodes« und "
            "»Fragecodes« wählen und den "
            "Fragebogen (.lss) dazulegen.",
            grid.lines[0],
        )
    refuse_single_cases(names, [row[: len(names)] for row in grid.rows[1:]], lambda text: False)
    if len(set(names)) < len(names):
        raise IntakeError("Spaltennamen nicht eindeutig. Bitte den Export mit Fragecodes wiederholen.", grid.lines[0])
    rows, lines = rectangular(grid, 0, len(names)), grid.lines[1:]
    if not rows:
        raise IntakeError("Die Datei hat 0 Datenzeilen: keine Antworten. Bitte den Export prüfen.", grid.lines[0])
    cases = pd.DataFrame(rows, columns=names)
    said = [*_weights(cases, lines), *_cases(cases, lines), *_unexplained(names, rows, form, lines)]
    table = _long(cases, lines, form)
    kind = "limesurvey" if "lastpage" in names else "befragung"
    title = form.title if form else ""
    return Reading(file, kind, complete(table), tuple(said), Origin(title=title), ("fall", "vollstaendig"), len(rows))


def _weights(cases: pd.DataFrame, lines: list[int]) -> list[Message]:
    """A weight that is missing, zero or negative makes every weighted share wrong."""
    said = []
    for name in (column for column in cases.columns if _WEIGHT.fullmatch(column)):
        values = [parse(tidy(cell)) or parse(tidy(cell), "en") for cell in cases[name]]
        bad = [
            (line, cell)
            for line, cell, value in zip(lines, cases[name], values, strict=True)
            if value is None or value <= 0
        ]
        for line, cell in bad[:5]:
            text = f"Gewicht »{cell.strip()}«" if cell.strip() else "Das Gewicht fehlt"
            said.append(error(f"{text}: erwartet wird eine Zahl größer als 0. Bitte die Gewichtung berichtigen.", line))
    return said


def _unexplained(
    names: Sequence[str], rows: Sequence[Sequence[str]], form: Questionnaire | None, lines: list[int]
) -> list[Message]:
    """Codes for "no answer" that nobody explains: read as numbers they would make every mean and share wrong."""
    explained = form.answers if form else {}
    choices = {question for question, _ in explained}
    typed_in = {name for name in (form.questions if form else ()) if name.split("[")[0] not in choices}
    bad = {
        name: [code for code in codes if name not in typed_in and (name.split("[")[0], code) not in explained]
        for name, codes in _codes(names, rows).items()
    }
    bad = {name: codes for name, codes in bad.items() if codes}
    if not bad:
        return []
    shown = first_few((f"»{name[:40]}« ({', '.join(codes)})" for name, codes in bad.items()), 6)
    return [
        error(
            "Die Datei enthält einzelne Antworten einer Befragung. In diesen Spalten stehen vermutlich Kennzahlen für "
            f"»keine Antwort«, die sie nicht erklärt: {shown}. Es fehlt der Fragebogen. Bitte die Befragung als "
            "SPSS-Datei (.sav) mit erklärten fehlenden Werten liefern oder den Fragebogen aus LimeSurvey (.lss) unter "
            "demselben Namen danebenlegen.",
            lines[0] - 1,
        )
    ]


def _cases(cases: pd.DataFrame, lines: list[int]) -> list[Message]:
    said = []
    number = next((name for name in cases.columns if _CASE.fullmatch(name)), None)
    if number and (again := cases[number].duplicated(keep=False) & cases[number].str.strip().ne("")).any():
        first, second = (lines[place] for place in np.flatnonzero(again.to_numpy())[:2])
        said.append(
            error(
                f"Dieselbe Fallnummer steht in Zeile {first} und Zeile {second}. Bitte doppelte Antworten entfernen.",
                second,
            )
        )
    if "submitdate" in cases.columns:
        days = cases["submitdate"].str.strip()
        open_cases, hidden = int(days.eq("").sum()), int(days.str.startswith(ANONYMISED).sum())
        total = with_noun(len(cases), "Fall", "Fälle")
        said.append(info(f"{total}, davon {open_cases} unvollständig (ohne Abgabedatum): getrennt ausgewiesen."))
        if hidden:
            said.append(info(f"Abgabedatum bei {with_noun(hidden, 'Fall', 'Fällen')} anonymisiert (1.1.1980)."))
    return said


def _long(cases: pd.DataFrame, lines: list[int], form: Questionnaire | None) -> pd.DataFrame:
    questions = [name for name in cases.columns if name.lower() not in SYSTEM and not _CASE.fullmatch(name)]
    done = (
        cases["submitdate"].str.strip().ne("") if "submitdate" in cases.columns else pd.Series(True, index=cases.index)
    )
    years = cases["submitdate"].str.slice(0, 4) if "submitdate" in cases.columns else pd.Series("", index=cases.index)
    parts = []
    for place, name in enumerate(questions, 1):
        answers = cases[name].str.strip()
        free = _is_free_text(name, answers, form)
        unsaid = _without_answer(name, form)
        status = answers.map(_status).mask(answers.isin(unsaid), "not_applicable")
        base = {
            "measure": name,
            "measure_label": form.questions.get(name, name) if form else name,
            "period": years.where(years.str.fullmatch("(19|20)[0-9]{2}") & years.ne("1980"), ""),
            "value": [np.nan if free or answer in unsaid else _number(answer) for answer in answers],
            "flag": status.map(
                {"value": "", "other": "", "blank": "not_available", "not_applicable": "not_applicable"}
            ),
            "status": "free_text" if free else status,
            "raw": answers.where(answers.eq("") | (not free), FREE_TEXT),
            "row": lines,
            "column": place,
            "fall": range(1, len(cases) + 1),
            "vollstaendig": done.map({True: "ja", False: "nein"}),
        }
        parts.append(pd.DataFrame(base, index=cases.index))
    if not parts:
        raise IntakeError("Die Datei enthält keine Frage. Bitte den Export mit Antworten wiederholen.", 1)
    return pd.concat(parts, ignore_index=True)


def _without_answer(name: str, form: Questionnaire | None) -> set[str]:
    """Codes that the questionnaire explains as no answer; they count as numbers nowhere."""
    answers = form.answers if form else {}
    return {
        code for (question, code), text in answers.items() if question == name.split("[")[0] and _UNSAID.search(text)
    }


def _status(answer: str) -> str:
    if answer in ("N/A", "n/a", "NA"):
        return "not_applicable"
    return "blank" if not answer else "other" if answer == "-oth-" else "value"


def _number(answer: str) -> float:
    value = parse(tidy(answer))
    value = parse(tidy(answer), "en") if value is None else value
    return np.nan if value is None else value


def _is_free_text(name: str, answers: pd.Series, form: Questionnaire | None) -> bool:
    """Free text by the questionnaire; without one, by the column [other] or by long answers."""
    if name.endswith(("[other]", "_other", "[comment]")) or (form and name.split("[")[0] in form.free_text):
        return True
    return form is None and bool((answers.str.len() > 25).any())
