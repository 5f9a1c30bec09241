"""Which statements matter most: what stands out from the comparable Kreise, and is recent, comes first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from isp_utils.indicators.figures import Figures
from isp_utils.indicators.statements.hindrance import Hindrance
from isp_utils.indicators.statements.place import place_of
from isp_utils.indicators.statements.statement import Statement
from isp_utils.model.periods import year_of

TIER_WEIGHT = {"kern": 1.0, "ueberblick": 0.85, "ergaenzung": 0.6}
JUDGED = 1.5  # better or worse weighs more than merely different
PER_YEAR, LEAST = 0.1, 0.05  # what a figure loses in weight with each year behind the newest of all, and what it keeps
FARTHEST = 4.0  # distances above count the same: one odd Kennzahl must not crowd out all others
OUTER = 0.2  # share of the Kreise at either end
NORMAL_QUARTILES = 1.349  # quartile range of a normal distribution in standard deviations
JUDGEMENTS = ("worse", "better")
PER_TOPIC = 2  # messages from one topic of the catalogue


@dataclass(frozen=True)
class Highlight:
    """A statement that stands out, why, and how much.

    kind: "worse" | "better" than the Land; "other": among the outer Kreise where nothing is better or worse;
    "changed": developed otherwise than the Land; "older": stood out years ago, nothing newer is known.
    """

    kind: str
    statement: Statement
    weight: float


def messages(figures: Figures, statements: Iterable[Statement], beside: Sequence[str]) -> list[Highlight]:
    """What stands out, the weightiest first; `beside`: keys of the comparable Kreise, none takes all of the Land."""
    found = []
    for said in newest_of_each(list(statements)):
        if kind := _kind(figures, said):
            judged = JUDGED if said.verdict else 1.0
            found.append(Highlight(kind, said, judged * _weight(figures, said, beside)))
    return sorted(found, key=lambda message: -message.weight)


def newest_of_each(statements: Sequence[Statement]) -> list[Statement]:
    """Without those that say what a newer one says in another way (the same `about` in the catalogue)."""
    years: dict[str, int] = {}
    for said in statements:
        if said.indicator.about and said.own.published and said.hindered is None:
            years[said.indicator.about] = max(year_of(said.own.period), years.get(said.indicator.about, 0))
    return [said for said in statements if year_of(said.own.period) >= years.get(said.indicator.about, 0)]


def changes(figures: Figures, statements: Iterable[Statement]) -> list[Highlight]:
    """What developed otherwise than in the Land, the clearest and most recent first."""
    turned = [said for said in statements if said.turn and said.development and said.indicator.comparable]
    found = [Highlight("changed", said, _recency(figures, said) * _clearness(said)) for said in turned]
    return sorted(found, key=lambda message: -message.weight)


def varied(found: Sequence[Highlight], number: int, per_topic: int = PER_TOPIC) -> list[Highlight]:
    """The first `number` messages with at most `per_topic` from one topic; among them one that is worse and one that is
    better than the Land, where there is any and room for it. The first of all always stays.
    """
    chosen: list[Highlight] = []
    for message in found:
        if len(chosen) < number and sum(_topic(item) == _topic(message) for item in chosen) < per_topic:
            chosen.append(message)
    kinds = {item.kind for item in chosen}
    lacking = [next((item for item in found if item.kind == kind), None) for kind in JUDGEMENTS if kind not in kinds]
    added = [item for item in lacking if item][-(number - 1) :] if number > 1 else []
    for _ in range(len(chosen) + len(added) - number):
        chosen.pop(_least_missed(chosen))
    return [*chosen, *added]


def _least_missed(chosen: Sequence[Highlight]) -> int:
    """Place of the last message behind the first that is not the only one that is worse, or better."""
    kinds = [item.kind for item in chosen]
    free = [place for place, kind in enumerate(kinds) if place and (kind not in JUDGEMENTS or kinds.count(kind) > 1)]
    return free[-1] if free else len(chosen) - 1


def _topic(message: Highlight) -> str:
    indicator = message.statement.indicator
    return indicator.topic or indicator.station


def _kind(figures: Figures, said: Statement) -> str:
    if not said.own.published or not said.indicator.comparable or said.own.demo:
        return ""
    if said.hindered:
        old = said.hindered.why is Hindrance.OLD
        return "older" if old and said.land and said.land.code in ("higher", "lower") and _outer(figures, said) else ""
    if said.verdict:
        return said.verdict
    neutral = said.indicator.better == "none" and said.comparison in ("higher", "lower")
    return "other" if neutral and _outer(figures, said) else ""


def _outer(figures: Figures, said: Statement) -> bool:
    """Whether the county lies, for certain, among the outer fifth of the Kreise."""
    place = said.place or place_of(figures, said.indicator, said.own)
    if place is None:
        return False
    edge = OUTER * place.areas
    return place.last <= edge or place.first > place.areas - edge


def _weight(figures: Figures, said: Statement, beside: Sequence[str]) -> float:
    return _distance(figures, said, beside) * _recency(figures, said) * TIER_WEIGHT[said.indicator.tier]


def _recency(figures: Figures, said: Statement) -> float:
    return max(LEAST, 1 - PER_YEAR * (figures.newest_year - year_of(said.own.period)))


def _distance(figures: Figures, said: Statement, beside: Sequence[str]) -> float:
    """How far the value lies from the median of the comparable Kreise, in standard deviations of all Kreise."""
    rows = figures.peers(said.own)
    others = rows[rows["region"] != said.own.region]
    alike = others[others["region"].isin(beside)]["value"]
    values = others["value"].to_numpy(float)
    spread = float(np.subtract(*np.quantile(values, [0.75, 0.25]))) / NORMAL_QUARTILES if len(values) else 0.0
    if not spread:
        return 0.0
    middle = float(np.median(alike if len(alike) else values))
    return min(FARTHEST, abs(said.own.value - middle) / spread)


def _clearness(said: Statement) -> float:
    """Share of the Kreise that moved less; for events, whose trend was tested, nine in ten."""
    found = said.development.distance if said.development else None
    return found.nearer / found.others if found and found.others else 0.9
