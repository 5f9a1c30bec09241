"""Schwerpunkte: where unfavourable Kennzahlen and proven obstacles come together, by the rules of priorities.toml."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from isp_utils.indicators.figures import Figures
from isp_utils.indicators.statements.salience import newest_of_each
from isp_utils.indicators.statements.statement import Statement
from isp_utils.model.biography import Biography
from isp_utils.model.domain import FIELDS, STATIONS
from isp_utils.model.indicator import Indicator
from isp_utils.model.massnahmen import Massnahme
from isp_utils.model.priorities import PriorityRules
from isp_utils.model.topics import Topic
from isp_utils.pages.parts.triangulation import PROVEN, Judged

AGAINST = {"higher": "fell", "lower": "rose"}  # the direction in which a stock moves to the worse


@dataclass(frozen=True)
class Unfavourable:
    """A Kennzahl that is worse than in the Land and than the comparable Kreise; and whether it also moves that way."""

    said: Statement
    alike: float  # median of the comparable Kreise, in the unit of the Kennzahl
    worsening: bool

    @property
    def place(self) -> str:
        """Its station, or its topic where the station is divided."""
        return self.said.indicator.topic or self.said.indicator.station


@dataclass(frozen=True)
class Priority:
    """One Schwerpunkt with everything that speaks for it, and the Maßnahmen that answer it (real ones first)."""

    place: str
    title: str
    points: int
    figures: tuple[Unfavourable, ...]
    obstacles: tuple[Judged, ...]
    fields: tuple[str, ...]
    massnahmen: tuple[Massnahme, ...]

    @property
    def answered(self) -> bool:
        """Whether a real Maßnahme answers."""
        return any(not item.demo for item in self.massnahmen)


def unfavourable(
    figures: Figures, statements: Iterable[Statement], alike: Sequence[str], movement: float
) -> list[Unfavourable]:
    """Kennzahlen worse than in the Land and than the median of the comparable Kreise, the worsening ones first.

    movement: see PriorityRules. Without comparable Kreise nothing can be said. Demo figures and Kennzahlen without a
    better direction never count, and what two Kennzahlen say in two ways counts once.
    """
    found = []
    for said in newest_of_each(list(statements)):
        if said.verdict == "worse":
            rows = figures.peers(said.own)
            values = rows[rows["region"].isin(alike)]["value"].to_numpy(float)
            middle = float(np.median(values)) if len(values) else said.own.value
            if (said.own.value > middle) == (said.indicator.better == "lower") and said.own.value != middle:
                found.append(Unfavourable(said, middle, worsens(said, movement)))
    return sorted(found, key=lambda item: not item.worsening)


def worsens(said: Statement, movement: float) -> bool:
    """Whether a figure develops worse than the Land's, or moved to the worse by that share of its years' range."""
    moved = said.development
    if said.turn or moved is None:  # beside the Land it is said already
        return said.turn == "worse"
    enough = abs(moved.last.value - moved.first.value) >= movement * (moved.high - moved.low)
    return enough and moved.code == AGAINST.get(said.indicator.better)


def priorities(
    found: Sequence[Unfavourable],
    obstacles: Sequence[Judged],
    titles: Mapping[str, str],
    context: tuple[Biography, Sequence[Massnahme], PriorityRules],
) -> list[Priority]:
    """The Schwerpunkte, most points first; titles: of stations and topics by id, in the order of equal points."""
    biography, massnahmen, rules = context
    proven = [item for item in obstacles if item.status == PROVEN]
    of_place = {place: [item for item in found if item.place == place] for place in titles}
    into_place = {
        place: [item for item in proven if biography.transitions[item.transition].target == place] for place in titles
    }
    every = []
    for place, title in titles.items():
        figures, hinder = of_place[place], into_place[place]
        fields = _fields([item.said.indicator for item in figures], hinder)
        points = _points(figures, hinder, len(fields), rules)
        answers = sorted(_answers(place, figures, hinder, massnahmen), key=lambda item: item.demo)
        every.append(Priority(place, title, points, tuple(figures), tuple(hinder), fields, tuple(answers)))
    chosen = [item for item in every if item.points >= rules.threshold]
    return sorted(chosen, key=lambda item: -item.points)[: rules.most]


def _points(figures: Sequence[Unfavourable], hinder: Sequence[Judged], fields: int, rules: PriorityRules) -> int:
    weigh = rules.points
    points = sum(weigh.worse + weigh.worsening * item.worsening for item in figures) + weigh.proven * len(hinder)
    return points + weigh.several_fields if points and fields > 1 else points


def _fields(indicators: Sequence[Indicator], hinder: Sequence[Judged]) -> tuple[str, ...]:
    """Planning fields that are concerned: those of the Kennzahlen and of the Empfehlungen on the obstacles."""
    named = {field for item in indicators for field in item.fields}
    named |= {advice.field for item in hinder for advice in item.empfehlungen if not advice.demo}
    return tuple(field for field in FIELDS if field in named)


def _answers(
    place: str, figures: Sequence[Unfavourable], hinder: Sequence[Judged], massnahmen: Sequence[Massnahme]
) -> Iterator[Massnahme]:
    """Maßnahmen that should move one of the Kennzahlen, answer one of the obstacles, or belong to the station."""
    moved = {item.said.indicator.id for item in figures}
    places = {(item.transition, item.obstacle) for item in hinder}
    for item in massnahmen:
        if item.indicator in moved or places & set(item.answers) or item.station == place:
            yield item


def places_in_order(topics: Mapping[str, Topic]) -> dict[str, str]:
    """Titles of what may become a Schwerpunkt: stations, and topics in place of a station that is divided."""
    divided = {topic.station for topic in topics.values()}
    found: dict[str, str] = {}
    for station, title in STATIONS.items():
        if station in divided:
            found |= {topic.id: topic.title for topic in topics.values() if topic.station == station}
        else:
            found[station] = title
    return found
