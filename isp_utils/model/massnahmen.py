"""Handlungsempfehlungen and Maßnahmen: what a finding calls for, who does what until when, and what it should move.

A Maßnahme points to the Empfehlungen it answers, to transitions, obstacles, station, fields and one Kennzahl, all by
id; `dangling_in` says what points nowhere.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

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
    "laufend": "läuft",
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
    demo: bool = False


@dataclass(frozen=True)
class Milestone:
    """A day on which something should be reached."""

    day: date
    title: str
    done: bool = False


@dataclass(frozen=True)
class Massnahme:
    """Who does what for whom, from when to when, for how much; what should move, in which direction and how far.

    cost: EUR over the whole time, None not known. indicator: the Kennzahl that should move; direction: of DIRECTIONS;
    size: by how much, in the unit of the Kennzahl, None not said. responsible and partners are offices, never people.
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

    @property
    def answers(self) -> tuple[tuple[str, str], ...]:
        """Transition and obstacle of everything that it answers."""
        return tuple((transition, obstacle) for transition in self.transitions for obstacle in self.obstacles)

    def overdue(self, today: date) -> bool:
        """Whether its end lies behind and nobody has closed it."""
        return self.status in OPEN and self.end is not None and self.end < today


@dataclass(frozen=True)
class MassnahmenRegister:
    """All Handlungsempfehlungen and Maßnahmen of a county, in the order of the files."""

    empfehlungen: tuple[Empfehlung, ...] = ()
    massnahmen: tuple[Massnahme, ...] = ()

    @property
    def demo(self) -> bool:
        """Whether any entry is made up."""
        return any(item.demo for item in (*self.empfehlungen, *self.massnahmen))

    def without_demo(self) -> "MassnahmenRegister":
        """Only the real entries."""
        real = tuple(item for item in self.empfehlungen if not item.demo)
        return replace(self, empfehlungen=real, massnahmen=tuple(item for item in self.massnahmen if not item.demo))

    def answering(self, empfehlung: str) -> tuple[Massnahme, ...]:
        """The Maßnahmen that answer an Empfehlung (by id)."""
        return tuple(item for item in self.massnahmen if empfehlung in item.empfehlungen)

    def moving(self, indicator: str) -> tuple[Massnahme, ...]:
        """The Maßnahmen that should move a Kennzahl (by id)."""
        return tuple(item for item in self.massnahmen if item.indicator == indicator)

    def against(self, transition: str, obstacle: str) -> tuple[Massnahme, ...]:
        """The Maßnahmen that answer an obstacle at a transition."""
        return tuple(item for item in self.massnahmen if (transition, obstacle) in item.answers)


def dangling_in(register: MassnahmenRegister, known: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str, str]]:
    """Whose (»Maßnahme m01«), what kind of reference, and the id that is nowhere.

    known: ids by kind: Station, Übergang, Hindernis, Planungsfeld, Kennzahl, Empfehlung.
    """
    for whose, kind, name in _references(register):
        if name and name not in known[kind]:
            yield whose, kind, name


def _references(register: MassnahmenRegister) -> Iterator[tuple[str, str, str]]:
    for item in register.empfehlungen:
        whose = f"Empfehlung {item.id}"
        yield from ((whose, "Station", item.station), (whose, "Übergang", item.transition))
        yield from ((whose, "Hindernis", item.obstacle), (whose, "Planungsfeld", item.field))
        yield whose, "Kennzahl", item.indicator
    for found in register.massnahmen:
        whose = f"Maßnahme {found.id}"
        yield from ((whose, "Station", found.station), (whose, "Kennzahl", found.indicator))
        yield from ((whose, "Planungsfeld", name) for name in found.fields)
        yield from ((whose, "Übergang", name) for name in found.transitions)
        yield from ((whose, "Hindernis", name) for name in found.obstacles)
        yield from ((whose, "Empfehlung", name) for name in found.empfehlungen)


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
        tuple(Empfehlung(**row) for row in table["empfehlungen"]),
        tuple(_massnahme(row) for row in table["massnahmen"]),
    )


def _massnahme(row: Mapping[str, Any]) -> Massnahme:
    days = {name: date.fromisoformat(row[name]) if row[name] else None for name in ("start", "end")}
    lists = {name: tuple(row[name]) for name in ("partners", "fields", "transitions", "obstacles", "empfehlungen")}
    reached = tuple(Milestone(**item | {"day": date.fromisoformat(item["day"])}) for item in row["milestones"])
    return Massnahme(**{**row, **days, **lists, "milestones": reached})
