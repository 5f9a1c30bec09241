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
from isp_utils.intake.messages import IntakeError, Message, error, info, with_noun
from isp_utils.intake.personal import refuse_single_cases
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
_CASE = re.compile(r"id|fall|case|lfd(_?nr)?|nr|laufende_?nummer|_uuid|_id", re.I)
ANONYMISED = "1980-01-01"
FREE_TEXT = "(Freitext)"


def is_limesurvey(head: Sequence[str]) -> bool:
    """Whether a head row is LimeSurvey's, with codes or with texts."""
    names = [name.strip().lower() for name in head]
    return (names[:1] == ["id"] and "lastpage" in names) or any(name in _FULL_HEAD for name in names)


def is_weighted_list(head: Sequence[str]) -> bool:
    """Whether a head row has a case number and a weight: single answers, no table of counts."""
    return any(_CASE.fullmatch(name.strip()) for name in head[:2]) and any(
        _WEIGHT.fullmatch(name.strip()) for name in head
    )


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
    said = [*_weights(cases, lines), *_cases(cases, lines)]
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
        status = answers.map(_status)
        base = {
            "measure": name,
            "measure_label": form.questions.get(name, name) if form else name,
            "period": years.where(years.str.fullmatch("(19|20)[0-9]{2}") & years.ne("1980"), ""),
            "value": [np.nan if free else _number(answer) for answer in answers],
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
