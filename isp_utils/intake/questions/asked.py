"""All questions about one delivery, and what could not be asked because nothing is known beside it."""

from collections.abc import Iterable

import pandas as pd

from isp_utils.intake.messages import Message, first_few, grouped, info
from isp_utils.intake.questions.beside import KnownBeside, real
from isp_utils.intake.questions.expected import unexpected
from isp_utils.intake.questions.figures import future_periods, half_cases, one_number_everywhere
from isp_utils.intake.questions.series import jumps, last_year_again, moved_since, year_delivered_before
from isp_utils.intake.questions.sizes import other_unit
from isp_utils.intake.questions.wholes import areas_off, more_than_people, parts_beyond, sexes_off

UNASKED = "Nicht prüfbar: "
WHILE_A_RUN_GOES_ON = (
    "Sprünge, verwechselte Jahre und ob es so viele Menschen dort gibt; gerade arbeitet ein Lauf, so lange sind die "
    "anderen Lieferungen und die amtlichen Zahlen verschlossen. Bitte danach noch einmal prüfen."
)
_OF_FIGURES = (future_periods, half_cases, one_number_everywhere, areas_off, sexes_off, parts_beyond, more_than_people)
_OF_YEARS = (other_unit, jumps, last_year_again, year_delivered_before)


def questions_about(facts: pd.DataFrame, beside: KnownBeside) -> tuple[Message, ...]:
    """Questions on the facts of one file (FACT_COLUMNS), each with its row; equal ones are said a few times only.

    They quote figures: they belong into the house, those about a department's figures on no page.
    """
    if facts.empty:
        return ()
    if not beside.counts and facts["period"].nunique() < 2:
        return grouped(future_periods(facts, beside))
    found = [message for question in _OF_FIGURES for message in question(facts, beside)]
    moved = moved_since(facts, beside)
    return grouped([*found, *(message for question in _OF_YEARS for message in question(facts, beside, moved))])


def not_asked(facts: pd.DataFrame, beside: KnownBeside) -> list[Message]:
    """What could not be asked of a department's delivery: nothing to compare with is not the same as nothing odd."""
    if facts.empty or not beside.counts:
        return []
    if beside.put_away:
        return [info(f"{UNASKED}{WHILE_A_RUN_GOES_ON}")]
    lacking = []
    if beside.earlier.empty:
        lacking.append("Sprünge und verwechselte Jahre; von dieser Quelle liegt noch keine andere Lieferung vor.")
    elif new := _named(_new(facts, beside), beside):
        lacking.append(f"Sprünge bei {new}; davon liegt noch keine andere Zahl vor.")
    if beside.official.empty:
        lacking.append("ob es so viele Menschen dort gibt; es gab hier noch keinen Lauf mit amtlichen Zahlen.")
    elif unknown := _named(set(unexpected(facts, beside)) & set(_new(facts, beside)), beside):
        lacking.append(f"die Größe von {unknown}; es gibt weder frühere noch amtliche Zahlen dazu.")
    return [info(f"{UNASKED}{what}") for what in lacking]


def _new(facts: pd.DataFrame, beside: KnownBeside) -> list[str]:
    """Merkmale of which no other delivery has a figure."""
    known = set(real(beside.earlier)["fact"])
    return [fact for fact in real(facts)["fact"].unique() if fact in beside.counts and fact not in known]


def _named(facts: Iterable[str], beside: KnownBeside) -> str:
    return first_few(beside.name(fact) for fact in facts)
