"""What of all findings a committee hears."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from isp_utils.indicators.statements.salience import Highlight, changes, varied
from isp_utils.indicators.statements.statement import Statement
from isp_utils.model.committees import Gremium
from isp_utils.model.indicator import TIERS
from isp_utils.pages.start import Findings

MESSAGES = 5
UNFAVOURABLE = 2  # of the messages, at least where there are as many: a committee hears them first


@dataclass(frozen=True)
class Chosen:
    """What of the findings a committee hears: messages, one change, and what nobody knows, by office."""

    messages: tuple[Statement, ...]
    change: Statement | None
    compared: tuple[Statement, ...]
    unknown: Mapping[str, list[str]]


def chosen_for(found: Findings, gremium: Gremium, unknown: Mapping[str, list[str]], number: int = MESSAGES) -> Chosen:
    """Messages of the committee's fields, unfavourable ones first; where too few stand out, others follow."""
    of_fields = [item for item in found.messages if item.statement.indicator.home in gremium.fields]
    real = [said for field in gremium.fields for said in found.real(field)]
    worse = sorted((said for said in real if said.verdict == "worse"), key=_importance)[:UNFAVOURABLE]
    told = [*worse, *(item.statement for item in varied(of_fields, number) if item.statement not in worse)][:number]
    told += sorted((said for said in real if _can_follow(said, told)), key=_importance)[: number - len(told)]
    names = {said.indicator.id for said in told}
    turned: list[Highlight] = changes(found.figures, real)
    change = next((item.statement for item in turned if item.statement.indicator.id not in names), None)
    return Chosen(tuple(told), change, tuple(said for said in real if said.comparison), unknown)


def _can_follow(said: Statement, told: Sequence[Statement]) -> bool:
    return said.indicator.comparable and not said.hindered and said not in told


def _importance(said: Statement) -> int:
    return TIERS.index(said.indicator.tier)
