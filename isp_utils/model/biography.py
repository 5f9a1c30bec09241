"""The Bildungsbiografie of the catalogue: stations, offers, transitions, obstacles, evidence and data gaps.

Everything points by id; `load_biography` refuses a dangling id with file, id and what was probably meant.
"""

from collections.abc import Iterable, Mapping
from csv import DictReader
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from isp_utils.model.catalogue import Indicator
from isp_utils.model.domain import FIELDS, HERE
from isp_utils.model.errors import InputError
from isp_utils.model.planning import Planning, load_planning
from isp_utils.model.toml import did_you_mean, into, read_toml

KINDS = {"register": "Register", "familien": "Familien", "akteure": "Akteure", "konferenzen": "Konferenzen"}
MEASURES = "massnahmen"
STRONGEST = 3
T = TypeVar("T")


@dataclass(frozen=True)
class Station:
    """One station: who is responsible, what each planning field must do there, which need is reckoned."""

    id: str
    title: str
    age: str
    offices: tuple[str, ...]
    need: str
    duties: Mapping[str, str]


@dataclass(frozen=True)
class Offer:
    """One offer at a station; facilities, places, users are terms of counted stocks, empty where nobody counts."""

    id: str
    station: str
    title: str
    provider: str
    facilities: str = ""
    places: str = ""
    users: str = ""


@dataclass(frozen=True)
class Flow:
    """A stock and the parts it divides into (label, term); the rest is what no part holds."""

    title: str
    origin: str
    whole: str
    rest: str
    parts: tuple[tuple[str, str], ...]

    @property
    def terms(self) -> tuple[str, ...]:
        """Every term the flow rests on."""
        return (self.origin, *(term for _, term in self.parts))


@dataclass(frozen=True)
class Transition:
    """One transition: which statistic measures it, how, what breaks it, who meets, which data pass and which do not."""

    id: str
    title: str
    origin: str
    target: str
    statistic: str
    computation: str
    offices: tuple[str, ...]
    data_pass: tuple[str, ...]
    data_stop: tuple[str, ...]
    lost: str
    unknown: str
    breaks: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    flows: tuple[Flow, ...] = ()


@dataclass(frozen=True)
class Obstacle:
    """One kind of obstacle."""

    id: str
    title: str
    meaning: str


@dataclass(frozen=True)
class Evidence:
    """One statement (or measure) about an obstacle at a transition, with its strength 0-3 and its source."""

    id: str
    kind: str
    station: str
    transition: str
    obstacle: str
    strength: int
    source: str
    text: str
    demo: bool


@dataclass(frozen=True)
class Gap:
    """What is not known, who has it, and the German letter that asks for it."""

    id: str
    title: str
    transitions: tuple[str, ...]
    holder: str
    letter: str


@dataclass(frozen=True)
class Biography:
    """The whole catalogue of the Bildungsbiografie; mappings are in the order of the files."""

    stations: Mapping[str, Station]
    offers: Mapping[str, Offer]
    transitions: Mapping[str, Transition]
    obstacles: Mapping[str, Obstacle]
    evidence: tuple[Evidence, ...]
    gaps: Mapping[str, Gap]
    planning: Planning
    rules: tuple[str, ...]
    limits: tuple[str, ...]

    @property
    def terms(self) -> tuple[str, ...]:
        """Every counted stock that the pages of the biography ask for."""
        offered = (t for offer in self.offers.values() for t in (offer.facilities, offer.places, offer.users) if t)
        flowing = (t for item in self.transitions.values() for flow in item.flows for t in flow.terms)
        return (*offered, *flowing, *self.planning.needs.terms)


def load_biography(indicators: Iterable[Indicator], root: Path = HERE) -> Biography:
    """The biography of a catalogue; a catalogue without one takes the package's. Raises InputError."""
    root = root if (root / "stations.toml").exists() else HERE
    stations = read_toml(root / "stations.toml")
    obstacles = read_toml(root / "obstacles.toml")
    biography = Biography(
        stations=_by_id(into(Station, row, "stations.toml") for row in stations["station"]),
        offers=_by_id(into(Offer, row, "offers.toml") for row in read_toml(root / "offers.toml")["offer"]),
        transitions={path.stem: _transition(path) for path in sorted((root / "transitions").glob("*.toml"))},
        obstacles=_by_id(into(Obstacle, row, "obstacles.toml") for row in obstacles["obstacle"]),
        evidence=tuple(row for path in sorted((root / "evidence").glob("*.csv")) for row in read_evidence(path)),
        gaps=_by_id(into(Gap, row, "gaps.toml") for row in read_toml(root / "gaps.toml")["gap"]),
        planning=load_planning(root),
        rules=tuple(obstacles["rules"]),
        limits=tuple(stations["limits"]),
    )
    refuse_dangling(biography, indicators)
    return biography


def _by_id(rows: Iterable[T]) -> dict[str, T]:
    found: dict[str, T] = {}
    for row in rows:
        name = str(getattr(row, "id"))  # noqa: B009 (T has an id, mypy cannot know)
        if name in found:
            raise InputError(f"Die Kennung »{name}« ({type(row).__name__}) ist zweimal vergeben. Bitte eine ändern.")
        found[name] = row
    return found


def _transition(path: Path) -> Transition:
    table: dict[str, Any] = read_toml(path)
    flows = []
    for row in table.pop("flow", []):
        parts = tuple((str(label), str(term)) for label, term in row.pop("parts"))
        flows.append(into(Flow, {**row, "parts": parts}, f"{path.name}, flow"))
    ends = {"origin": table.pop("from", ""), "target": table.pop("to", "")}
    return into(Transition, {"id": path.stem, **ends, **table, "flows": tuple(flows)}, path.name)


def read_evidence(path: Path) -> list[Evidence]:
    """Rows of one small table (`id;station;transition;obstacle;strength;source;text;demo`); its name is the kind."""
    kind = path.stem
    if kind not in (*KINDS, MEASURES):
        raise InputError(f"{path.name}: unbekannte Art von Belegen.{did_you_mean(kind, (*KINDS, MEASURES))}")
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            _evidence(row, kind, f"{path.name}, Zeile {n}") for n, row in enumerate(DictReader(lines, delimiter=";"), 2)
        ]


def _evidence(row: Mapping[str, str], kind: str, where: str) -> Evidence:
    strength, demo = row.get("strength") or "", row.get("demo") or ""
    if strength not in {str(number) for number in range(STRONGEST + 1)}:
        raise InputError(f"{where}: »strength« ist »{strength}«, erwartet wird eine Zahl von 0 bis {STRONGEST}.")
    if demo not in ("ja", "nein"):
        raise InputError(f"{where}: »demo« ist »{demo}«, erwartet wird ja oder nein.")
    values = {key: value or "" for key, value in row.items()}
    return into(Evidence, {**values, "kind": kind, "strength": int(strength), "demo": demo == "ja"}, where)


def refuse_dangling(biography: Biography, indicators: Iterable[Indicator]) -> None:
    """Raise InputError for the first id that leads nowhere."""
    known = {
        "station": biography.stations,
        "transition": biography.transitions,
        "obstacle": biography.obstacles,
        "gap": biography.gaps,
        "field": FIELDS,
        "need": biography.planning.needs.kinds,
    }
    for where, register, name in _references(biography, indicators):
        if name not in known[register]:
            raise InputError(
                f"{where}: »{name}« gibt es nicht ({register}).{did_you_mean(name, tuple(known[register]))}"
            )


def _references(biography: Biography, indicators: Iterable[Indicator]) -> Iterable[tuple[str, str, str]]:
    """Where, in which register, and the id that is named there."""
    for station in biography.stations.values():
        yield from ((f"stations.toml, {station.id}", "field", name) for name in station.duties)
        yield f"stations.toml, {station.id}", "need", station.need
    for offer in biography.offers.values():
        yield f"offers.toml, {offer.id}", "station", offer.station
    for item in biography.transitions.values():
        where = f"{item.id}.toml"
        yield from ((where, "station", name) for name in (item.origin, item.target))
        yield from ((where, "gap", name) for name in item.gaps)
    for gap in biography.gaps.values():
        yield from ((f"gaps.toml, {gap.id}", "transition", name) for name in gap.transitions)
    for row in biography.evidence:
        where = f"{row.kind}.csv, {row.id}"
        yield from ((where, "station", row.station), (where, "transition", row.transition))
        yield where, "obstacle", row.obstacle
    for indicator in indicators:
        where = f"{indicator.id}.toml"
        yield from ((where, "transition", name) for name in indicator.transitions)
        yield from ((where, "obstacle", name) for name in indicator.obstacles)
