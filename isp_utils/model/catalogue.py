"""The catalogue: indicators, sources, counties and Laender as TOML, loaded into frozen dataclasses.

`load` gives it as the files say it; `Catalogue.seen_from` says it for one county: with its words, notes and breaks.
"""

from collections.abc import Iterable, Mapping, Sequence
from csv import DictReader
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from isp_utils.model.counties import County as County
from isp_utils.model.counties import Note, read_counties
from isp_utils.model.dangling import Reference, facts_of, refuse_dangling
from isp_utils.model.domain import DIMENSIONS as DIMENSIONS
from isp_utils.model.domain import FIELDS as FIELDS
from isp_utils.model.domain import HERE as HERE
from isp_utils.model.domain import STATIONS as STATIONS
from isp_utils.model.errors import InputError
from isp_utils.model.laender import Land, read_laender
from isp_utils.model.periods import year_of
from isp_utils.model.regions import Region, Register
from isp_utils.model.sources import DemoFact as DemoFact
from isp_utils.model.sources import Source as Source
from isp_utils.model.sources import read_sources
from isp_utils.model.toml import did_you_mean, into, read_toml
from isp_utils.model.words import PLACES, filled, named_words, read_words

TIERS = ("kern", "ueberblick", "ergaenzung")
METHODS = ("ratio", "rate", "given", "count", "change", "balance")
BETTER = ("higher", "lower", "none")


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
    laender: Mapping[str, Land] = field(default_factory=dict)
    declared: Mapping[str, str] = field(default_factory=dict)  # words of words.toml with their defaults

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

    @property
    def home(self) -> list[str]:
        """Keys of the counties for which reports are made where nobody says for which; raises InputError for none."""
        found = [key for key, county in self.counties.items() if county.home] or list(self.counties)
        if not found:
            raise InputError("Bitte mit --kreis sagen, für welchen Kreis: im Katalog ist keiner angelegt.")
        return found

    def words(self, key: str) -> dict[str, str]:
        """What the {words} of the catalogue mean in a county: its own, else those of its Land, else the defaults."""
        land = key[:2]
        places = {"kreis": self.county(key).name, "land": self.register[land].name}
        of_land = self.laender[land].words if land in self.laender else {}
        return {**self.declared, **of_land, **places, **self.county(key).words}

    def seen_from(self, key: str) -> "Catalogue":
        """The catalogue as a county reads it: its words filled in, its notes and its Land's beside the Kennzahlen."""
        words, land = self.words(key), self.laender.get(key[:2])
        notes = (*(land.notes if land else ()), *self.county(key).notes)
        indicators = {name: _noted(filled(item, words), notes) for name, item in self.indicators.items()}
        sources = {name: filled(item, words) for name, item in self.sources.items() if item.county in ("", key)}
        return replace(self, indicators=indicators, sources=sources)


def _noted(indicator: Indicator, notes: Sequence[Note]) -> Indicator:
    """The Kennzahl with the notes that name it: breaks among its breaks, all others behind its caveat."""
    own = [note for note in notes if indicator.id in note.indicators]
    if not own:
        return indicator
    breaks = sorted(
        (*indicator.breaks, *(Break(note.period, note.text) for note in own if note.period)),
        key=lambda item: year_of(item.period),
    )
    caveat = " ".join(text for text in (indicator.caveat, *(note.text for note in own if not note.period)) if text)
    return replace(indicator, breaks=tuple(breaks), caveat=caveat)


def load(root: Path = HERE) -> Catalogue:
    """The catalogue in a folder; raises InputError naming file, key and what was probably meant."""
    spoken = root if (root / "words.toml").exists() else HERE  # a catalogue without words takes the package's
    declared = read_words(spoken)
    counties, areas = read_counties(root / "counties", declared)
    paths = _each_once(sorted((root / "indicators").glob("*/*.toml")))
    catalogue = Catalogue(
        indicators={item.id: item for item in map(_indicator, paths)},
        sources=read_sources(root),
        counties=counties,
        register=Register.of([*_register_rows(root / "regions.csv"), *areas]),
        pages=tuple(into(Page, item, "pages.toml") for item in read_toml(root / "pages.toml")["page"]),
        fact_names=read_toml(root / "facts.toml") if (root / "facts.toml").exists() else {},
        laender=read_laender(spoken / "laender", declared),
        declared=declared,
    )
    _refuse_dangling(catalogue)
    refuse_undeclared_words((*catalogue.indicators.values(), *catalogue.sources.values()), declared)
    return catalogue


def _refuse_dangling(catalogue: Catalogue) -> None:
    """Facts that nobody knows, Kennzahlen in notes that do not exist, pages and areas named and not there."""
    refuse_dangling(
        _references(catalogue),
        {
            "Angabe": catalogue.fact_names,
            "Kennzahl": catalogue.indicators,
            "Bericht": [page.notebook for page in catalogue.pages],
            "Gebiet": catalogue.register.regions,
        },
    )


def _references(catalogue: Catalogue) -> Iterable[Reference]:
    for item in catalogue.indicators.values():
        yield from facts_of(f"{item.id}.toml", item.terms)
    for source in catalogue.sources.values():
        yield from facts_of(f"{source.id}.toml, [[demo]]", (term for d in source.demo for term in (d.fact, d.base)))
    for key, county in catalogue.counties.items():
        yield from ((f"{key}/notes.toml", "Kennzahl", name) for note in county.notes for name in note.indicators)
        yield f"{key}/county.toml, peers", "Gebiet", county.peers
    for page in catalogue.pages:
        yield from ((f"pages.toml, {page.notebook}", "Bericht", name) for name in page.after)
    for region in catalogue.register.regions.values():
        yield from ((f"{region.key} {region.name}, parts", "Gebiet", part) for part in region.parts)


def refuse_undeclared_words(items: Iterable[Any], declared: Mapping[str, str]) -> None:
    """Raise InputError for the first {word} in entries of the catalogue (with an `id`) that words.toml lacks."""
    for item in items:
        for word in sorted(named_words(item) - {*declared, *PLACES}):
            raise InputError(
                f"{item.id}: das Wort »{{{word}}}« ist nicht vereinbart (words.toml)."
                f"{did_you_mean(word, (*declared, *PLACES))}"
            )


def _register_rows(path: Path) -> list[Region]:
    with path.open(encoding="utf-8", newline="") as lines:
        return [into(Region, row, path.name) for row in DictReader(lines, delimiter=";")]


def _each_once(paths: list[Path]) -> list[Path]:
    for path in paths:
        stations = [f"»{other.parent.name}«" for other in paths if other.stem == path.stem]
        if len(stations) > 1:
            raise InputError(f"{path.name} liegt in mehreren Stationen: {', '.join(stations)}. Bitte eine löschen.")
    return paths


def _indicator(path: Path) -> Indicator:
    table = read_toml(path)
    breaks = tuple(into(Break, item, f"{path.name}, breaks") for item in table.pop("breaks", []))
    full: dict[str, Any] = {"id": path.stem, "station": path.parent.name, **table, "breaks": breaks}
    indicator = into(Indicator, full, path.name)
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
    if indicator.method in ("ratio", "rate", "balance") and not indicator.denominator:
        raise InputError(f"{where}: die Methode »{indicator.method}« braucht den Schlüssel »denominator«.")


def _one_of(value: str, choices: tuple[str, ...], key: str, where: str) -> None:
    if value not in choices:
        raise InputError(f"{where}: »{key}« ist »{value}«.{did_you_mean(value, choices)}")
