"""What of all findings a committee hears: the ranking of start page and reports, its own field first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from isp_utils.indicators.statements.salience import Highlight, changes, varied
from isp_utils.indicators.statements.statement import Statement
from isp_utils.model.catalogue import FIELDS
from isp_utils.model.committees import Gremium
from isp_utils.model.indicator import TIERS
from isp_utils.pages.start import Findings

MESSAGES = 5
OWN = 3  # messages of the committee's own field, the first of its fields, that stand before all others
OTHERS, FEW = 7, 4  # Kennzahlen that stand out besides: better or worse ones, and with all others


@dataclass(frozen=True)
class Chosen:
    """What of the findings a committee hears: messages, one change, what stands out besides, how all compare, and what
    nobody knows, by office.
    """

    messages: tuple[Statement, ...]
    change: Statement | None
    others: tuple[Statement, ...]
    compared: tuple[Statement, ...]
    unknown: Mapping[str, list[str]]


def chosen_for(found: Findings, gremium: Gremium, unknown: Mapping[str, list[str]], number: int = MESSAGES) -> Chosen:
    """Messages of the committee's fields as reports rank them; where too few stand out, others follow.

    number: of messages beside a change; without one there is a message more.
    """
    real = [said for field in gremium.fields for said in found.real(field)]
    ranked = ranked_for(found, gremium)
    turned = changes(found.figures, real)
    told, change = _with_change(ranked, turned, number)
    told += sorted((said for said in real if _can_follow(said, told)), key=_importance)[: max(0, number - len(told))]
    compared = tuple(said for said in real if said.comparison)
    return Chosen(tuple(told), change, _others(ranked, told), compared, unknown)


def ranked_for(found: Findings, gremium: Gremium) -> list[Highlight]:
    """What stands out in the committee's fields: first the main messages of its own field, then all by their weight."""
    ranked = [item for item in found.messages if item.statement.indicator.home in gremium.fields]
    own = varied(found.of_field(gremium.fields[0]), OWN) if set(gremium.fields) != set(FIELDS) else []
    return [*own, *(item for item in ranked if item not in own)]


def _with_change(
    ranked: Sequence[Highlight], turned: Sequence[Highlight], number: int
) -> tuple[list[Statement], Statement | None]:
    """Messages, and the clearest change that is none of them; without one there is room for a message more."""
    told = [item.statement for item in varied(ranked, number)]
    names = {said.indicator.id for said in told}
    change = next((item.statement for item in turned if item.statement.indicator.id not in names), None)
    return (told, change) if change else ([item.statement for item in varied(ranked, number + 1)], None)


def _others(ranked: Sequence[Highlight], told: Sequence[Statement]) -> tuple[Statement, ...]:
    """What stands out besides: what is better or worse by its weight; where that is little, others follow."""
    rest = [item.statement for item in ranked if item.statement not in told]
    judged = [said for said in rest if said.verdict][:OTHERS]
    return (*judged, *[said for said in rest if not said.verdict][: max(0, FEW - len(judged))])


def _can_follow(said: Statement, told: Sequence[Statement]) -> bool:
    return said.indicator.comparable and not said.hindered and said not in told


def _importance(said: Statement) -> int:
    return TIERS.index(said.indicator.tier)
