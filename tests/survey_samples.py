"""Invented waves of the surveys for tests: a questionnaire of the catalogue, three invented areas."""

from dataclasses import replace

from isp_utils.intake.survey.demo_wave import demo_wave
from isp_utils.intake.wave import Wave
from isp_utils.model.surveys import load_surveys
from isp_utils.store import PACKAGE

FORMS = load_surveys(PACKAGE / "catalogue")
AREAS = {"0001": "Nordtal", "0002": "Südtal", "0003": "Mitte"}


def drawn_wave(survey="familien", seed=1, lean=0.0, rows=None, items=None):
    """A wave of invented families, and the truth about all of them.

    rows: only so many questionnaires came back; items: places of the questions that are left in the form.
    """
    drawn = demo_wave(FORMS[survey], AREAS, seed, lean=lean)
    form, answers = FORMS[survey], drawn.answers.drop(columns="id")
    if items is not None:
        form = replace(form, items=tuple(form.items[place] for place in items))
    if rows is not None:
        answers = answers.sample(rows, random_state=seed).reset_index(drop=True)
    return Wave(form, "03999", 2025, answers, drawn.sent, demo=False), drawn.truth
