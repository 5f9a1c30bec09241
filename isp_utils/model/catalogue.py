"""The catalogue: indicators, sources, counties and Laender as TOML, loaded into frozen dataclasses.

`load` gives it as the files say it; `Catalogue.seen_from` says it for one county: with its words, notes and breaks.
"""

from collections.abc import Iterable, Mapping
from csv import DictReader
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path

from isp_utils.model.alike import Alike, load_alike
from isp_utils.model.counties import County as County
from isp_utils.model.counties import read_counties
from isp_utils.model.dangling import Reference, facts_in_terms, refuse_dangling
from isp_utils.model.directory import entry_of_kreis
from isp_utils.model.domain import DIMENSIONS as DIMENSIONS
from isp_utils.model.domain import FIELDS as FIELDS
from isp_utils.model.domain import HERE as HERE
from isp_utils.model.domain import STATIONS as STATIONS
from isp_utils.model.errors import InputError
from isp_utils.model.indicator import TIERS, noted, read_indicator
from isp_utils.model.indicator import Break as Break
from isp_utils.model.indicator import Indicator as Indicator
from isp_utils.model.laender import Land, load_laender
from isp_utils.model.regions import Region, Register
from isp_utils.model.sources import DemoFact as DemoFact
from isp_utils.model.sources import Source as Source
from isp_utils.model.sources import read_sources
from isp_utils.model.toml import into, read_toml
from isp_utils.model.topics import Topic, indicator_files, load_topics, station_and_topic
from isp_utils.model.words import filled, read_words, refuse_undeclared_words

ANALYSES = "analysen"  # folder of free analyses in notebooks/


@dataclass(frozen=True)
class PageEntry:
    """One notebook of the suite and the page it becomes; `after` names notebooks whose findings it reads.

    `text` says what the page is for, where it records no finding of its own. `parts`: pages of their own, html and
    title each, that cells with the tag "seite:<html>" become.
    """

    notebook: str
    title: str
    html: str
    field: str = ""
    text: str = ""
    after: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def analysis(self) -> bool:
        """Whether it is a free analysis, not one of the reports."""
        return self.notebook.startswith(f"{ANALYSES}/")

    @property
    def word(self) -> str:
        """How the page is called behind --nur: jugendhilfe for 20_jugendhilfe."""
        return self.notebook.removeprefix(f"{ANALYSES}/") if self.analysis else self.notebook.split("_", 1)[1]

    @property
    def files(self) -> tuple[str, ...]:
        """Every page that the notebook becomes, the main one first."""
        return (self.html, *(html for html, _ in self.parts))


@dataclass(frozen=True)
class Catalogue:
    """Everything the suite knows before it sees a figure."""

    indicators: Mapping[str, Indicator]
    sources: Mapping[str, Source]
    counties: Mapping[str, County]
    register: Register
    pages: tuple[PageEntry, ...] = ()
    fact_names: Mapping[str, str] = field(default_factory=dict)
    laender: Mapping[str, Land] = field(default_factory=dict)
    declared: Mapping[str, str] = field(default_factory=dict)  # words of words.toml with their defaults
    topics: Mapping[str, Topic] = field(default_factory=dict)
    alike: Alike | None = None  # which Kreise are comparable

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
        said = entry_of_kreis(key, name)
        return County(key, said.full_name, name, said.in_sentence, self.register[key].parent)

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
        of_land = self.laender[land].said if land in self.laender else {}
        return {**self.declared, **of_land, **places, **self.county(key).words}

    def seen_from(self, key: str) -> "Catalogue":
        """The catalogue as a county reads it: its words filled in, its notes and its Land's beside the Kennzahlen.

        It is made once in a process, and in those that are forked from it.
        """
        if key not in self._seen:
            self._seen[key] = self._filled_for(key)
        return self._seen[key]

    @cached_property
    def _seen(self) -> dict[str, "Catalogue"]:
        return {}

    def _filled_for(self, key: str) -> "Catalogue":
        words, land = self.words(key), self.laender.get(key[:2])
        notes = (*(land.notes if land else ()), *self.county(key).notes)
        indicators = {name: noted(filled(item, words), notes) for name, item in self.indicators.items()}
        sources = {name: filled(item, words) for name, item in self.sources.items() if item.county in ("", key)}
        return replace(self, indicators=indicators, sources=sources)


def load(root: Path = HERE) -> Catalogue:
    """The catalogue in a folder; raises InputError naming file, key and what was probably meant.

    As long as no file has changed it is read once in a process, and in those that are forked from it.
    """
    spoken = root if (root / "words.toml").exists() else HERE  # a catalogue without words takes the package's
    return _loaded(root, spoken, tuple(_stamps({root, spoken})))


def _stamps(folders: Iterable[Path]) -> Iterable[tuple[str, int, int, int]]:
    """Name, size and times of every file of the catalogue."""
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in (".toml", ".csv")):
        stat = path.stat()
        yield str(path), stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns


@lru_cache(maxsize=4)
def _loaded(root: Path, spoken: Path, _: tuple[object, ...]) -> Catalogue:
    declared = read_words(spoken)
    counties, areas = read_counties(root / "counties", declared)
    folder, topics = root / "indicators", load_topics(root)
    paths = indicator_files(folder, topics)
    catalogue = Catalogue(
        indicators={path.stem: read_indicator(path, station_and_topic(path, folder)) for path in paths},
        sources=read_sources(root),
        counties=counties,
        register=Register.of([*_register_rows(root / "regions.csv"), *areas]),
        pages=tuple(into(PageEntry, item, "pages.toml") for item in read_toml(root / "pages.toml")["page"]),
        fact_names=read_toml(root / "facts.toml") if (root / "facts.toml").exists() else {},
        laender=load_laender(spoken, declared),
        topics=topics,
        declared=declared,
        alike=load_alike(root),
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
        yield from facts_in_terms(f"{item.id}.toml", item.terms)
    for source in catalogue.sources.values():
        yield from facts_in_terms(
            f"{source.id}.toml, [[demo]]", (term for d in source.demo for term in (d.fact, d.base))
        )
        made = (str(rule.get("fact", "")) for rule in source.derived)
        yield from facts_in_terms(f"{source.id}.toml, [[derived]]", made)
        where = f"{source.id}.toml, [protection]"
        yield from ((where, "Angabe", fact) for fact in sorted(source.protection.related))
    for key, county in catalogue.counties.items():
        yield from ((f"{key}/notes.toml", "Kennzahl", name) for note in county.notes for name in note.indicators)
        yield f"{key}/county.toml, peers", "Gebiet", county.peers
    if catalogue.alike:
        yield from (("peers.toml", "Kennzahl", name) for name in catalogue.alike.indicators)
    for page in catalogue.pages:
        yield from ((f"pages.toml, {page.notebook}", "Bericht", name) for name in page.after)
    for region in catalogue.register.regions.values():
        yield from ((f"{region.key} {region.name}, parts", "Gebiet", part) for part in region.parts)


def _register_rows(path: Path) -> list[Region]:
    with path.open(encoding="utf-8", newline="") as lines:
        return [into(Region, row, path.name) for row in DictReader(lines, delimiter=";")]
