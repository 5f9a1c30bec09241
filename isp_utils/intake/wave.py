"""One wave of a survey: the table of answers against its questionnaire, and how many were asked (<name>.versand.toml).

The text of open answers is dropped here, whoever delivers it; what the two coders wrote into their columns stays.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from isp_utils.intake.inbox import read_file
from isp_utils.intake.survey.survey import SYSTEM
from isp_utils.intake.values.keys import Keys
from isp_utils.model.errors import InputError
from isp_utils.model.surveys import SurveyForm, survey_areas
from isp_utils.model.toml import did_you_mean, read_toml

SENT = "sent"
SIDE = ".versand.toml"
MOST_FAULTS = 10
EXAMPLE = 'kreis = "<Schlüssel>", year = 2025 und je Gruppe [[sent]] mit den Kodes der Gruppen und number = 120'


@dataclass(frozen=True)
class Wave:
    """answers: one row a usable questionnaire, codes as text ("" = left out), columns as in the form.

    sent: how many were asked, one row a combination of the groups that the county knows, column `number`.
    unfinished, without_group: questionnaires that do not count, and why.
    """

    form: SurveyForm
    kreis: str
    year: int
    answers: pd.DataFrame
    sent: pd.DataFrame
    demo: bool
    unfinished: int = 0
    without_group: int = 0


def read_wave(path: Path, form: SurveyForm, keys: Keys, demo: bool = False) -> Wave:
    """The wave in a file (CSV, workbook, SPSS) with its side file; raises InputError with every fault and its row."""
    side = _side(path)
    areas = survey_areas(keys.register, side["kreis"])
    reading = read_file(path, keys).accepted()
    if "fall" not in reading.observations:
        raise InputError(
            f"{path.name}: keine Tabelle einzelner Antworten. Erwartet werden die Spalten id, "
            f"{', '.join(form.columns()[:3])} … wie in der Vorlage (python run_all.py vorlage)."
        )
    table = reading.observations
    rows = table.drop_duplicates("fall").set_index("fall")["row"]
    answers = table.pivot(index="fall", columns="measure", values="raw")
    _refuse(_column_faults(answers, form), path.name)
    opened = {item.id for item in form.open_items}
    kept = [name for name in form.columns() if name not in opened]
    answers = answers.reindex(columns=kept, fill_value="").fillna("").astype(str).rename_axis(columns=None)
    _refuse(_code_faults(answers, rows, allowed_codes(form, areas)), path.name)
    finished = table.drop_duplicates("fall").set_index("fall").get("vollstaendig", pd.Series("ja", index=rows.index))
    done = answers[(finished.reindex(answers.index) != "nein").to_numpy()]
    grouped = done[(done[[group.id for group in form.groups]] != "").all(axis=1)]
    sent = _sent(side, form, areas, path)
    _refuse(_more_than_asked(grouped, sent), path.name)
    counts = (len(answers) - len(done), len(done) - len(grouped))
    return Wave(form, side["kreis"], side["year"], grouped.reset_index(drop=True), sent, demo, *counts)


def allowed_codes(form: SurveyForm, areas: Mapping[str, str]) -> dict[str, set[str]]:
    """The codes that may stand in each column."""
    groups = {group.id: set(form.group_answers(group, areas)) for group in form.groups}
    items = {item.id: set(form.item_answers(item)) for item in form.items}
    return groups | items | {c: {code for code, _ in item.codes} for item in form.open_items for c in item.columns}


def _side(path: Path) -> dict[str, Any]:
    side = path.with_name(path.stem + SIDE)
    if not side.exists():
        raise InputError(
            f"{path.name}: Daneben fehlt die Datei {side.name} mit der Zahl der verschickten Fragebögen. "
            f"Ohne sie lässt sich der Rücklauf nicht bestimmen. Bitte anlegen: {EXAMPLE}."
        )
    table = read_toml(side)
    if not isinstance(table.get("kreis"), str) or not isinstance(table.get("year"), int) or not table.get(SENT):
        raise InputError(f"{side.name}: erwartet werden {EXAMPLE}. Bitte ergänzen.")
    return table


def _sent(side: Mapping[str, Any], form: SurveyForm, areas: Mapping[str, str], path: Path) -> pd.DataFrame:
    """How many were asked; every group that a row names must be one of the form."""
    table, where = pd.DataFrame(side[SENT]), path.stem + SIDE
    known = [group for group in form.groups if group.id in table]
    wrong = [str(name) for name in table if name not in (*(group.id for group in form.groups), "number")]
    if wrong or not known or "number" not in table:
        names = tuple(group.id for group in form.groups)
        fault = f"unbekannte Gruppe »{wrong[0]}«.{did_you_mean(wrong[0], names)}" if wrong else f"es fehlt: {EXAMPLE}."
        raise InputError(f"{where}: {fault}")
    for group in known:
        codes = form.group_answers(group, areas)
        if strange := sorted(set(table[group.id].astype(str)) - set(codes)):
            raise InputError(f"{where}: {group.id} = »{strange[0]}« gibt es nicht. Erlaubt: {', '.join(codes)}.")
    numbers = pd.to_numeric(table["number"], errors="coerce")
    if not (numbers > 0).all() or table.duplicated([group.id for group in known]).any():
        raise InputError(f"{where}: »number« muss je Gruppe einmal dastehen und größer als 0 sein. Bitte berichtigen.")
    return table.assign(number=numbers.astype(int), **{group.id: table[group.id].astype(str) for group in known})


def _column_faults(answers: pd.DataFrame, form: SurveyForm) -> Iterator[str]:
    known = form.columns()
    for name in answers.columns:
        if name not in known and name.lower() not in SYSTEM and name != "interviewtime":
            yield f"unbekannte Spalte »{name}«.{did_you_mean(str(name), known)}"
    coded = {column for item in form.open_items for column in (item.id, *item.columns)}
    for name in known:
        if name not in answers.columns and name not in coded:
            yield f"die Spalte »{name}« fehlt. Bitte den Export mit allen Fragen wiederholen."


def _code_faults(answers: pd.DataFrame, rows: pd.Series, allowed: Mapping[str, set[str]]) -> Iterator[str]:
    """The cell itself is never quoted: it may hold a name."""
    for name, codes in allowed.items():
        wrong = answers.index[~answers[name].isin({*codes, ""})]
        for case in wrong[:3]:
            yield (
                f"Zeile {rows[case]}, Spalte »{name}«: kein Kode dieser Frage. Erlaubt: "
                f"{', '.join(sorted(codes))} oder leer. Bitte berichtigen."
            )


def _more_than_asked(answers: pd.DataFrame, sent: pd.DataFrame) -> Iterator[str]:
    groups = [name for name in sent.columns if name != "number"]
    found = answers.groupby(groups).size().rename("answered").reset_index()
    joined = found.merge(sent, on=groups, how="left").fillna({"number": 0})
    for _, row in joined[joined["answered"] > joined["number"]].iterrows():
        place = ", ".join(f"{name} {row[name]}" for name in groups)
        yield f"{place}: mehr Antworten als verschickte Fragebögen. Bitte die Datei {SIDE} oder die Antworten prüfen."


def _refuse(faults: Iterator[str], file: str) -> None:
    found = list(faults)
    if found:
        more = f"\n{file}: und {len(found) - MOST_FAULTS} weitere Fehler" if len(found) > MOST_FAULTS else ""
        raise InputError("\n".join(f"{file}, {fault}" for fault in found[:MOST_FAULTS]) + more)
