"""The Bildungsbiografie of the catalogue: stations, offers, transitions, obstacles, evidence and data gaps.

Everything points by id; `load_biography` refuses a dangling id with file, id and what was probably meant.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from isp_utils.model.catalogue import Catalogue, Indicator
from isp_utils.model.dangling import facts_in_terms, refuse_dangling
from isp_utils.model.domain import FIELDS, HERE
from isp_utils.model.errors import InputError
from isp_utils.model.evidence import Evidence, read_evidence
from isp_utils.model.planning import Planning, load_planning
from isp_utils.model.toml import into, read_toml
from isp_utils.model.words import filled, refuse_undeclared_words

T = TypeVar("T")


@dataclass(frozen=True)
class Station:
    """One station: what a reader asks, who is responsible, what each field must do there, which need is reckoned."""

    id: str
    title: str
    age: str
    offices: tuple[str, ...]
    need: str
    duties: Mapping[str, str]
    question: str = ""
    figure: str = ""  # the Kennzahl that answers first


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

    @property
    def terms(self) -> tuple[str, ...]:
        """Terms of the stocks that somebody counts."""
        return tuple(term for term in (self.facilities, self.places, self.users) if term)


@dataclass(frozen=True)
class Flow:
    """A stock and the parts it divides into (label, term); rest: in no part; more: why parts can be more."""

    title: str
    origin: str
    whole: str
    rest: str
    parts: tuple[tuple[str, str], ...]
    more: str = "Links und rechts ist nicht nach derselben Regel gezählt."

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
    figure: str = ""  # the Kennzahl that answers first

    def flow_id(self, number: int) -> str:
        """Under which name the gated table of stocks has a flow; the first one has number 1."""
        return f"fluss_{self.id.lower()}_{number}"


@dataclass(frozen=True)
class Obstacle:
    """One kind of obstacle."""

    id: str
    title: str
    meaning: str


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
    def flows(self) -> Mapping[str, Flow]:
        """Every flow of every transition, by the id under which the gated table of stocks has it."""
        every = (
            (item, number, flow) for item in self.transitions.values() for number, flow in enumerate(item.flows, 1)
        )
        return {item.flow_id(number): flow for item, number, flow in every}

    @property
    def terms(self) -> tuple[str, ...]:
        """Every counted stock that the pages of the biography ask for."""
        offered = (term for offer in self.offers.values() for term in offer.terms)
        flowing = (t for item in self.transitions.values() for flow in item.flows for t in flow.terms)
        return (*offered, *flowing, *self.planning.needs.terms)


def load_biography(catalogue: Catalogue, root: Path = HERE, kreis: str = "") -> Biography:
    """The biography as a county reads it: what all share, and offers, gaps, evidence and limits of its own folder.

    Without `kreis` what all share, words unsaid; without stations the package's. InputError for an id that is no one's.
    """
    shared = root if (root / "stations.toml").exists() else HERE
    own = root / "counties" / kreis
    stations, obstacles = read_toml(shared / "stations.toml"), read_toml(shared / "obstacles.toml")
    county = catalogue.county(kreis) if kreis else None
    biography = Biography(
        stations=_by_id(into(Station, row, "stations.toml") for row in stations["station"]),
        offers=_rows(Offer, "offer", shared, own),
        transitions={path.stem: _transition(path) for path in sorted((shared / "transitions").glob("*.toml"))},
        obstacles=_by_id(into(Obstacle, row, "obstacles.toml") for row in obstacles["obstacle"]),
        evidence=tuple(row for path in sorted((own / "evidence").glob("*.csv")) for row in read_evidence(path)),
        gaps=_rows(Gap, "gap", shared, own),
        planning=load_planning(shared, catalogue.laender),
        rules=tuple(obstacles["rules"]),
        limits=(*stations["limits"], *(county.limits if county else ())),
    )
    facts = {**catalogue.fact_names, **read_toml(shared / "facts.toml")}
    _refuse_dangling(biography, (catalogue.indicators, facts), county.offices if county else {})
    named = (biography.stations, biography.offers, biography.transitions, biography.gaps)
    refuse_undeclared_words((item for found in named for item in found.values()), catalogue.declared)
    if county is None:
        return biography
    offices = {name: (*station.offices, *county.offices.get(name, ())) for name, station in biography.stations.items()}
    stations_here = {name: replace(station, offices=offices[name]) for name, station in biography.stations.items()}
    return filled(replace(biography, stations=stations_here), catalogue.words(kreis))


def counted_terms(catalogue: Catalogue, root: Path = HERE) -> tuple[str, ...]:
    """Every counted stock that the biography of any county asks for."""
    every = (load_biography(catalogue, root, kreis).terms for kreis in ("", *catalogue.counties))
    return tuple(dict.fromkeys(term for terms in every for term in terms))


def _rows(kind: type[T], key: str, shared: Path, own: Path) -> dict[str, T]:
    """Offers or gaps by id: those that all share, then the county's; one with the same id takes the other's place."""
    found: dict[str, T] = {}
    for folder in (shared, own):
        path = folder / f"{key}s.toml"
        if path.exists():
            found |= _by_id(into(kind, row, f"{folder.name}/{path.name}") for row in read_toml(path).get(key, []))
    return found


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
    rows = table.pop("flow", [])
    parts = [tuple((str(label), str(term)) for label, term in row["parts"]) for row in rows]
    flows = [into(Flow, row | {"parts": of}, f"{path.name}, flow") for row, of in zip(rows, parts, strict=True)]
    ends = {"origin": table.pop("from", ""), "target": table.pop("to", "")}
    return into(Transition, {"id": path.stem, **ends, **table, "flows": tuple(flows)}, path.name)


def _refuse_dangling(
    biography: Biography, catalogue: tuple[Mapping[str, Indicator], Mapping[str, str]], offices: Mapping[str, Any]
) -> None:
    indicators, facts = catalogue
    known = {
        "Station": biography.stations,
        "Übergang": biography.transitions,
        "Hindernis": biography.obstacles,
        "Datenlücke": biography.gaps,
        "Planungsfeld": FIELDS,
        "Angabe": facts,
        "Bedarf": biography.planning.needs.kinds,
    }
    of_county = (("county.toml, offices", "Station", name) for name in offices)
    refuse_dangling((*_references(biography, indicators.values()), *of_county), known)


def _references(biography: Biography, indicators: Iterable[Indicator]) -> Iterable[tuple[str, str, str]]:
    """Where, in which register, and the id that is named there."""
    for station in biography.stations.values():
        named = (*(("Planungsfeld", name) for name in station.duties), ("Bedarf", station.need))
        yield from ((f"stations.toml, {station.id}", register, name) for register, name in named)
    for offer in biography.offers.values():
        yield f"offers.toml, {offer.id}", "Station", offer.station
        yield from facts_in_terms(f"offers.toml, {offer.id}", offer.terms)
    for item in biography.transitions.values():
        where = f"{item.id}.toml"
        yield from ((where, "Station", name) for name in (item.origin, item.target))
        yield from ((where, "Datenlücke", name) for name in item.gaps)
        yield from facts_in_terms(where, (term for flow in item.flows for term in flow.terms))
    yield from ((f"gaps.toml, {g.id}", "Übergang", name) for g in biography.gaps.values() for name in g.transitions)
    yield from ((f"needs.toml, {k.id}", "Datenlücke", k.ask) for k in biography.planning.needs.kinds.values() if k.ask)
    for row in biography.evidence:
        named = (("Station", row.station), ("Übergang", row.transition), ("Hindernis", row.obstacle))
        yield from ((f"{row.kind}.csv, {row.id}", register, name) for register, name in named)
    for indicator in indicators:
        named = (*(("Übergang", t) for t in indicator.transitions), *(("Hindernis", o) for o in indicator.obstacles))
        yield from ((f"{indicator.id}.toml", register, name) for register, name in named)
