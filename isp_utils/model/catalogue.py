"""The catalogue: indicators, sources and counties as TOML, loaded into frozen dataclasses."""

from collections.abc import Mapping
from csv import DictReader
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from isp_utils.model.domain import DIMENSIONS as DIMENSIONS
from isp_utils.model.domain import FIELDS as FIELDS
from isp_utils.model.domain import HERE as HERE
from isp_utils.model.domain import STATIONS as STATIONS
from isp_utils.model.errors import InputError
from isp_utils.model.periods import year_of
from isp_utils.model.planning import Variant
from isp_utils.model.protection import Protection
from isp_utils.model.regions import LEVELS, Region, Register
from isp_utils.model.terms import Term
from isp_utils.model.toml import did_you_mean, into, read_toml

TIERS = ("kern", "ueberblick", "ergaenzung")
METHODS = ("ratio", "rate", "given", "count", "change", "balance")
BETTER = ("higher", "lower", "none")
OWNERS = ("amtlich", "eigene")


@dataclass(frozen=True)
class Break:
    """The first period of a new series (census base, redefinition, reform) and why it is new."""

    period: str
    reason: str

    def __post_init__(self) -> None:
        year_of(self.period)


@dataclass(frozen=True)
class Indicator:
    """A Kennzahl: what is counted, over what, how it is computed and how to read it."""

    id: str
    station: str
    title: str
    short: str
    fields: tuple[str, ...]
    dimensions: tuple[str, ...]
    tier: str
    method: str
    numerator: tuple[str, ...]
    unit: str
    definition: str
    digits: int = 0
    better: str = "none"
    denominator: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    per: float = 1.0
    denominator_lag: int = 0
    base: tuple[str, ...] = ()
    base_kind: str = "ratio"
    years: int = 5
    interval: str = "none"
    expert: str = ""
    law: str = ""
    caveat: str = ""
    breaks: tuple[Break, ...] = ()
    sex: str = ""
    transitions: tuple[str, ...] = ()
    obstacles: tuple[str, ...] = ()

    @property
    def comparable(self) -> bool:
        """Whether areas of different size can be compared: shares and rates, not counts."""
        return self.method != "count"

    @property
    def terms(self) -> tuple[str, ...]:
        """Every fact term the indicator rests on."""
        return self.numerator + self.minus + self.denominator + self.base


@dataclass(frozen=True)
class DemoFact:
    """How demo counts of a fact are drawn: share x base, with a yearly trend."""

    fact: str
    base: str
    share: float
    years: tuple[int, ...]
    levels: tuple[str, ...]
    trend: float = 0.0
    kind: str = "poisson"


@dataclass(frozen=True)
class Source:
    """Who publishes or delivers figures, under which licence, and the rule for small counts."""

    id: str
    title: str
    publisher: str
    licence: str
    owner: str
    citation: str = ""
    licence_url: str = ""
    minimum_count: int = 3
    period_meaning: str = ""
    template: str = ""
    request: str = ""
    signs: str = ""  # publisher's legend in symbols.toml
    demo: tuple[DemoFact, ...] = ()
    tables: tuple[Mapping[str, Any], ...] = ()  # how raw tables become facts (intake/facts/mapping.py)
    contract: Mapping[str, Any] = field(default_factory=dict)  # what its facts must keep (intake/facts/contracts.py)
    protection: Protection = field(default_factory=Protection)

    def __post_init__(self) -> None:
        if self.minimum_count < 1:
            raise InputError(f"»minimum_count« ist {self.minimum_count}; erwartet wird mindestens 1.")


@dataclass(frozen=True)
class County:
    """A county for which reports are made."""

    key: str
    name: str
    short: str
    in_sentence: str
    peers: str
    committees: tuple[str, ...] = ()
    guiding: str = ""
    contact: str = ""
    variants: tuple[Variant, ...] = ()


@dataclass(frozen=True)
class Page:
    """One notebook of the suite and the page it becomes; `after` names notebooks whose findings it reads."""

    notebook: str
    title: str
    html: str
    field: str = ""
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Catalogue:
    """Everything the suite knows before it sees a figure."""

    indicators: Mapping[str, Indicator]
    sources: Mapping[str, Source]
    counties: Mapping[str, County]
    register: Register
    pages: tuple[Page, ...] = ()
    fact_names: Mapping[str, str] = field(default_factory=dict)

    def of_field(self, name: str) -> tuple[Indicator, ...]:
        """Indicators of a planning field in the order of the stations, most important first."""
        chosen = (item for item in self.indicators.values() if name in item.fields)
        return tuple(sorted(chosen, key=lambda item: (list(STATIONS).index(item.station), TIERS.index(item.tier))))

    def county(self, key: str) -> County:
        """The county's own page of settings, or plain ones from the register: any Kreis works."""
        if key in self.counties:
            return self.counties[key]
        key = self.register.resolve(key, level="kreis")
        name = self.register[key].name
        return County(key, f"Kreis {name}", name, f"im Kreis {name}", self.register[key].parent)


def load(root: Path = HERE) -> Catalogue:
    """The catalogue in a folder; raises InputError naming file, key and what was probably meant."""
    counties, areas = _counties(root / "counties")
    paths = _each_once(sorted((root / "indicators").glob("*/*.toml")))
    indicators = {item.id: item for item in map(_indicator, paths)}
    sources = {item.id: item for item in map(_source, sorted((root / "sources").glob("*.toml")))}
    register = Register.of([*_register_rows(root / "regions.csv"), *areas])
    pages = tuple(into(Page, item, "pages.toml") for item in read_toml(root / "pages.toml")["page"])
    names = read_toml(root / "facts.toml") if (root / "facts.toml").exists() else {}
    return Catalogue(indicators, sources, counties, register, pages, names)


def _register_rows(path: Path) -> list[Region]:
    with path.open(encoding="utf-8", newline="") as lines:
        return [into(Region, row, path.name) for row in DictReader(lines, delimiter=";")]


def _counties(folder: Path) -> tuple[dict[str, County], list[Region]]:
    counties, areas = {}, []
    for path in sorted(folder.glob("*.toml")):
        table = read_toml(path)
        for number, area in enumerate(table.pop("areas", []), start=1):
            where = f"{path.name}, {number}. Gebiet"
            areas.append(into(Region, area, where))
            _one_of(areas[-1].level, LEVELS, "level", where)
        variants = tuple(into(Variant, item, f"{path.name}, variant") for item in table.pop("variant", []))
        counties[path.stem] = into(County, {"key": path.stem, **table, "variants": variants}, path.name)
    return counties, areas


def _source(path: Path) -> Source:
    table = read_toml(path)
    demo = tuple(into(DemoFact, item, f"{path.name}, [[demo]]") for item in table.pop("demo", []))
    protection = _protection(table.pop("protection", {}), table.get("owner", ""), path.name)
    made = {"demo": demo, "tables": tuple(table.pop("table", [])), "protection": protection}
    source = into(Source, {"id": path.stem, **table, **made}, path.name)
    _one_of(source.owner, OWNERS, "owner", path.name)
    return source


def _protection(table: Mapping[str, Any], owner: str, where: str) -> Protection:
    """Rules of the gate; what an office revises it publishes itself, what the county revises nobody else does."""
    revisions = "secret" if owner == "eigene" else "public"
    sums = tuple(tuple(names) for names in table.get("sums", []))
    return into(Protection, {"revisions": revisions, **table, "sums": sums}, f"{where}, [protection]")


def _each_once(paths: list[Path]) -> list[Path]:
    for path in paths:
        stations = [f"»{other.parent.name}«" for other in paths if other.stem == path.stem]
        if len(stations) > 1:
            raise InputError(f"{path.name} liegt in mehreren Stationen: {', '.join(stations)}. Bitte eine löschen.")
    return paths


def _indicator(path: Path) -> Indicator:
    table = read_toml(path)
    breaks = tuple(into(Break, item, f"{path.name}, breaks") for item in table.pop("breaks", []))
    indicator = into(Indicator, {"id": path.stem, "station": path.parent.name, **table, "breaks": breaks}, path.name)
    _check(indicator, path.name)
    return indicator


def _check(indicator: Indicator, where: str) -> None:
    for name, choices in (("method", METHODS), ("tier", TIERS), ("better", BETTER), ("base_kind", ("ratio", "rate"))):
        _one_of(getattr(indicator, name), choices, name, where)
    _one_of(indicator.station, tuple(STATIONS), "Ordner (Station)", where)
    for name in indicator.fields:
        _one_of(name, (*FIELDS, "rahmendaten"), "fields", where)
    for dimension in indicator.dimensions:
        _one_of(dimension, tuple(DIMENSIONS), "dimensions", where)
    Term.each(indicator.terms, where)
    if indicator.method in ("ratio", "rate", "balance") and not indicator.denominator:
        raise InputError(f"{where}: die Methode »{indicator.method}« braucht den Schlüssel »denominator«.")


def _one_of(value: str, choices: tuple[str, ...], key: str, where: str) -> None:
    if value not in choices:
        raise InputError(f"{where}: »{key}« ist »{value}«.{did_you_mean(value, choices)}")
