"""Handlungsempfehlungen and Maßnahmen: what a finding calls for, who does what until when, and what it should move.

A Maßnahme points to the Empfehlungen it answers, to transitions, obstacles, station, fields and one Kennzahl, by id.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from isp_utils.model.biography import Biography
from isp_utils.model.domain import FIELDS
from isp_utils.model.indicator import Indicator

ORIGINS = {
    "sozialraumanalyse": "Sozialraumanalyse",
    "befragung": "Befragung",
    "konferenz": "Sozialraumkonferenz",
    "kennzahl": "Kennzahl",
    "beschluss": "Beschluss",
}
STATUS = {
    "geplant": "geplant",
    "beschlossen": "beschlossen",
    "laufend": "in Umsetzung",
    "abgeschlossen": "abgeschlossen",
    "eingestellt": "eingestellt",
}
OPEN = ("geplant", "beschlossen", "laufend")
DIRECTIONS = {"higher": "steigt", "lower": "sinkt"}


@dataclass(frozen=True)
class Empfehlung:
    """What should be done: the one thing that a finding calls for. `source` says where it is written."""

    id: str
    title: str
    origin: str  # of ORIGINS
    source: str
    text: str = ""
    station: str = ""
    transition: str = ""
    obstacle: str = ""
    field: str = ""
    indicator: str = ""
    voices: tuple[str, ...] = ()  # Wortmeldungen by their short reference: `Neustadt 2/5`
    demo: bool = False


@dataclass(frozen=True)
class Milestone:
    """A day on which something should be reached. late: on the day of the run it lay behind and was not reached."""

    day: date
    title: str
    done: bool = False
    late: bool = False


@dataclass(frozen=True)
class Massnahme:
    """Who does what for whom, from when to when, for how much; what should move, in which direction and how far.

    cost: EUR over the whole time, None not known. indicator: the Kennzahl that should move; direction: of DIRECTIONS;
    size: by how much, in the unit of the Kennzahl, None not said. responsible and partners are offices, never people.
    late: on the day of the run its end lay behind and nobody had closed it.
    """

    id: str
    title: str
    goal: str
    target_group: str
    responsible: str
    status: str  # of STATUS
    start: date | None = None
    end: date | None = None
    partners: tuple[str, ...] = ()
    cost: float | None = None
    funding: str = ""
    milestones: tuple[Milestone, ...] = ()
    station: str = ""
    fields: tuple[str, ...] = ()
    transitions: tuple[str, ...] = ()
    obstacles: tuple[str, ...] = ()
    empfehlungen: tuple[str, ...] = ()
    indicator: str = ""
    direction: str = ""
    size: float | None = None
    source: str = ""
    demo: bool = False
    late: bool = False

    @property
    def answers(self) -> tuple[tuple[str, str], ...]:
        """Transition and obstacle of everything that it answers."""
        return tuple((transition, obstacle) for transition in self.transitions for obstacle in self.obstacles)

    def seen_on(self, today: date) -> "Massnahme":
        """The same with what is late on a day: an end that lies behind while it is open, milestones not reached."""
        is_open = self.status in OPEN
        reached = tuple(replace(item, late=is_open and not item.done and item.day < today) for item in self.milestones)
        return replace(self, milestones=reached, late=is_open and self.end is not None and self.end < today)


@dataclass(frozen=True)
class MassnahmenRegister:
    """All Handlungsempfehlungen and Maßnahmen of a county, in the order of the files."""

    empfehlungen: tuple[Empfehlung, ...] = ()
    massnahmen: tuple[Massnahme, ...] = ()

    @property
    def demo(self) -> bool:
        """Whether any entry is made up."""
        return any(item.demo for item in self.empfehlungen) or any(item.demo for item in self.massnahmen)

    def without_demo(self) -> "MassnahmenRegister":
        """Only the real entries."""
        real = tuple(item for item in self.empfehlungen if not item.demo)
        return replace(self, empfehlungen=real, massnahmen=tuple(item for item in self.massnahmen if not item.demo))

    def seen_on(self, today: date) -> "MassnahmenRegister":
        """The same with what is late on a day."""
        return replace(self, massnahmen=tuple(item.seen_on(today) for item in self.massnahmen))

    def answering(self, empfehlung: str) -> tuple[Massnahme, ...]:
        """The Maßnahmen that answer an Empfehlung (by id)."""
        return tuple(item for item in self.massnahmen if empfehlung in item.empfehlungen)

    def moving(self, indicator: str) -> tuple[Massnahme, ...]:
        """The Maßnahmen that should move a Kennzahl (by id)."""
        return tuple(item for item in self.massnahmen if item.indicator == indicator)

    def advising(self, transition: str, obstacle: str) -> tuple[Empfehlung, ...]:
        """The Empfehlungen on an obstacle at a transition."""
        place = (transition, obstacle)
        return tuple(item for item in self.empfehlungen if (item.transition, item.obstacle) == place)

    def against(self, transition: str, obstacle: str) -> tuple[Massnahme, ...]:
        """The Maßnahmen that answer an obstacle at a transition."""
        return tuple(item for item in self.massnahmen if (transition, obstacle) in item.answers)


@dataclass(frozen=True)
class RegisterWords:
    """Names that a register may use, by id; titles and ids are both understood."""

    stations: Mapping[str, str]
    transitions: Mapping[str, str]
    obstacles: Mapping[str, str]
    fields: Mapping[str, str]
    indicators: Mapping[str, str]


def register_words(biography: Biography, indicators: Mapping[str, Indicator]) -> RegisterWords:
    """The words of the Bildungsbiografie, and every Kennzahl with its title."""
    stations = {item.id: item.title for item in biography.stations.values()}
    transitions = {item.id: item.title for item in biography.transitions.values()}
    obstacles = {item.id: item.title for item in biography.obstacles.values()}
    titles = {item.id: item.title for item in indicators.values()}
    return RegisterWords(stations, transitions, obstacles, FIELDS, titles)


def register_as_plain(register: MassnahmenRegister) -> dict[str, Any]:
    """The register as JSON knows it; a day is its ISO text."""
    found: dict[str, Any] = _plain(asdict(register))
    return found


def _plain(value: object) -> Any:
    match value:
        case dict():
            return {key: _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case date():
            return value.isoformat()
    return value


def register_from_plain(table: Mapping[str, Any]) -> MassnahmenRegister:
    """The other way round, without loss."""
    return MassnahmenRegister(
        tuple(Empfehlung(**row | {"voices": tuple(row["voices"])}) for row in table["empfehlungen"]),
        tuple(_massnahme(row) for row in table["massnahmen"]),
    )


def register_in(path: Path) -> MassnahmenRegister:
    """The register that a build left in a file; an empty one where there is no file."""
    return register_from_plain(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else MassnahmenRegister()


def _massnahme(row: Mapping[str, Any]) -> Massnahme:
    days = {name: date.fromisoformat(row[name]) if row[name] else None for name in ("start", "end")}
    lists = {name: tuple(row[name]) for name in ("partners", "fields", "transitions", "obstacles", "empfehlungen")}
    reached = tuple(Milestone(**item | {"day": date.fromisoformat(item["day"])}) for item in row["milestones"])
    return Massnahme(**{**row, **days, **lists, "milestones": reached})
